"""Steps are told in words, never as Python writes values."""

from __future__ import annotations

from collections import OrderedDict
from decimal import Decimal
from pathlib import Path

import pytest

from zsim import given, in_words
from zsim.kernel.errors import UsageError

VALUES = [
    None,
    True,
    {"extent": "both_ways"},
    {"mapping": {}},
    ["a", "b"],
    [],
    ("is", 15),
    ("a", ["b"]),
    Decimal("1.50"),
]
OBJECTS = [Path, print, object(), OrderedDict(a=1)]


@pytest.mark.parametrize("value", [*VALUES, *OBJECTS])
def test_a_step_refuses_a_value_as_python_writes_it(value: object) -> None:
    with pytest.raises(UsageError, match="a story is read by people"):
        given(f"somebody chooses {value!r}")


@pytest.mark.parametrize("value", VALUES)
def test_a_value_in_words_is_taken(value: object) -> None:
    told = f"somebody chooses {in_words(value)}"
    assert repr(given(told)) == f'given("{told}")'


@pytest.mark.parametrize(
    "text",
    ["True North is a customer (a good one)", "None of them is 'Acme'", "an [old] list {of theirs}", "it's 'x', 2"],
)
def test_a_sentence_is_no_python(text: str) -> None:
    assert repr(given(text)) == f'given("{text}")'


def test_what_is_said_of_values() -> None:
    told = in_words({"extent": "both_ways", "mapping": {"Web_site": "cf_x"}, "criteria": [], "sku": None, "name": " "})
    assert told == "extent: both ways, mapping: Web_site: cf x, criteria: nothing, sku: none, name: nothing"

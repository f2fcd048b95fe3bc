"""Faults written down and read again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.faults.test_kinds import EVERY, made
from zsim.faults import KINDS, Fault, Meanwhile, PartialBatch, Refused, fault_of, plain
from zsim.kernel.errors import UsageError

UNUSUAL: dict[str, dict[str, Any]] = {
    "refused": {"call": 3, "of": "search", "module": "Accounts", "times": 2, "error": "NotFound"},
    "rate_limit": {"limit": "day", "wait_ms": 7},
    "page_drift": {"saved": False, "records": 4},
}


@pytest.mark.parametrize("kind", EVERY, ids=KINDS)
def test_every_kind_comes_back_from_json_as_it_was(kind: type[Fault]):
    fault = made(kind, **UNUSUAL.get(kind.kind, {}))
    assert fault_of(json.loads(json.dumps(plain(fault)))) == fault


def test_only_what_is_not_as_usual_is_written_down():
    assert plain(Refused("books")) == {"kind": "refused", "app": "books"}
    assert plain(PartialBatch("books", done=0)) == {"kind": "partial_batch", "app": "books", "done": 0}


def test_something_to_call_cannot_be_written_down():
    with pytest.raises(UsageError, match="only the name of a step can be written down"):
        plain(Meanwhile("books", do=lambda: None))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"kind": "answer_last", "app": "books"}, r"no such kind; did you mean 'answer_lost'\?"),
        ({"app": "books"}, "None: there is no such kind"),
        ({"kind": "refused", "app": "books", "cal": 2}, r"no field 'cal'; did you mean 'call'\?"),
        ({"kind": "refused"}, "app is missing"),
        ({"kind": "clock_skew", "app": "crm"}, "skew_ms is missing"),
        ({"kind": "refused", "app": "books", "call": "2"}, "call is '2'"),
    ],
)
def test_data_that_is_no_fault_is_refused_in_words(data: dict[str, Any], words: str):
    with pytest.raises(UsageError, match=words):
        fault_of(data)

"""Reading rows of a data file: a row that does not fit is found when it is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zsim.catalogue.rows import TomlTable


def test_values_are_read_by_type_and_left_out_ones_have_their_default() -> None:
    with TomlTable({"id": "X-01", "seeds": ["000"], "quirk": True, "cap": 7, "option": [{"value": "a"}]}) as row:
        assert row.text("id") == "X-01"
        assert row.texts("seeds") == ("000",)
        assert (row.text("why", optional=True), row.texts("where", optional=True)) == ("", ())
        assert (row.flag("quirk"), row.flag("other")) == (True, False)
        assert (row.whole("cap"), row.whole("none")) == (7, None)
        assert [each.text("value") for each in row.rows("option")] == ["a"]
        assert row.rows("nothing") == []


@pytest.mark.parametrize(
    ("read", "message"),
    [
        (lambda row: row.text("number"), "takes text"),
        (lambda row: row.text("empty"), "empty is empty"),
        (lambda row: row.texts("empty"), "takes a list"),
        (lambda row: row.texts("numbers"), "takes text"),
        (lambda row: row.flag("number"), "takes true or false"),
        (lambda row: row.whole("yes"), "takes a whole number"),
        (lambda row: row.rows("number"), "takes tables"),
    ],
)
def test_a_value_of_another_type_is_an_assertion(read: Callable[[TomlTable], object], message: str) -> None:
    row = TomlTable({"number": 1, "numbers": [1], "empty": "", "yes": True})
    with pytest.raises(AssertionError, match=message):
        read(row)


def test_a_key_nobody_reads_is_an_assertion() -> None:
    with pytest.raises(AssertionError, match="quirck"), TomlTable({"id": "X-01", "quirck": True}) as row:
        row.text("id")


def test_a_missing_text_is_an_error() -> None:
    with pytest.raises(KeyError, match="title"), TomlTable({"id": "X-01"}) as row:
        row.text("title")

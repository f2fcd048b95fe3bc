"""The state of the engine as JSON and back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum, StrEnum
from typing import NamedTuple

import pytest

from zsim.sync import ROWS, EngineState
from zsim.sync.leads import LEAD_ROWS
from zsim.sync.runs.state_codec import load_state, plain_state


class Colour(StrEnum):
    RED = "red"


class Count(Enum):
    TWO = 2


class Pair(NamedTuple):
    left: object
    right: object


class Triple(NamedTuple):
    one: object
    two: object
    three: object


@dataclass(frozen=True, slots=True)
class Box:
    content: object
    label: str = ""


CLASSES = (Colour, Count, Pair, Triple, Box)


def there_and_back(*rows: object) -> list[object]:
    """The rows after they were JSON, in their order."""
    state = EngineState()
    for number, row in enumerate(rows):
        state.table("rows").put(number, row)
    loaded = EngineState()
    load_state(loaded, json.loads(json.dumps(plain_state(state))), CLASSES)
    return list(loaded.table("rows").rows.values())


@pytest.mark.parametrize(
    "row",
    [
        None,
        "",
        "text",
        True,
        0,
        Decimal("1.50"),
        date(2026, 1, 5),
        time(9, 30),
        (),
        ("a",),
        ("a", ("b", None), 3),
        Colour.RED,
        Count.TWO,
        Pair("a", (1, 2)),
        Triple(Pair(1, 2), Colour.RED, ()),
        Box(Box(Triple("a", "b", "c"), "inner"), "outer"),
        {"a": 1, "b": {"c": (1, 2, 3)}},
    ],
    ids=repr,
)
def test_a_row_is_the_same_after_it_was_json(row: object):
    (loaded,) = there_and_back(row)
    assert loaded == row
    if not isinstance(row, dict):
        assert type(loaded) is type(row)


def test_true_and_one_are_not_taken_for_each_other():
    assert [type(each) for each in there_and_back(True, 1, Decimal(1))] == [bool, int, Decimal]


def test_keys_may_be_values_of_several_parts():
    state = EngineState()
    state.table("rows").put(("books", "customers"), 1)
    loaded = EngineState()
    load_state(loaded, json.loads(json.dumps(plain_state(state))), ())
    assert loaded.table("rows").get(("books", "customers")) == 1


def test_a_tuple_that_occurs_again_is_told_once_and_is_one_object_again():
    shared = ("a", "b", "c")
    state = EngineState()
    for number in range(3):
        state.table("rows").put(number, Pair(shared, number))
    assert json.dumps(plain_state(state)).count('"b"') == 1
    first, second, third = there_and_back(*[Pair(shared, number) for number in range(3)])
    assert first.left is second.left is third.left


def test_each_of_several_tuples_that_occur_again_is_the_right_one():
    inner = ("x", "y", "z")
    outer, other = (inner, "b", inner), ("d", "e", inner)
    rows = [outer, other, Triple(other, outer, inner), outer]
    assert there_and_back(*rows) == rows


def told(*rows: tuple[object, object]) -> object:
    """What is written down of one table."""
    state = EngineState()
    for key, row in rows:
        state.table("rows").put(key, row)
    return plain_state(state)["rows"]


def test_what_occurs_again_goes_by_its_value_and_not_by_what_object_it_is():
    first, second = Triple(1, (1, 2, 3), "a"), Triple(1, (1, 2, 3), "a")
    assert first is not second
    assert told((1, first), (2, second), (3, (first,))) == told((1, first), (2, first), (3, (second,)))
    assert there_and_back(first, second, ("x", "y", second)) == [first, first, ("x", "y", first)]


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, True), (Decimal("1.0"), Decimal("1.00")), ("1", 1), (Colour.RED, "red"), (None, "None"), ((1, 2), Pair(1, 2))],
)
def test_tuples_that_are_equal_and_not_the_same_are_each_told(one: object, other: object):
    rows = there_and_back((one, 0, 0), (other, 0, 0), Box((one, 0, 0)), Box((other, 0, 0)))
    parts = [rows[0][0], rows[1][0], rows[2].content[0], rows[3].content[0]]
    assert [(type(each), str(each)) for each in parts] == [(type(each), str(each)) for each in (one, other) * 2]


def test_rows_are_told_by_their_keys_whatever_was_taken_out_and_put_back():
    assert told(("b", 2), ("a", 1)) == [["a", 1], ["b", 2]]


def test_rows_whose_order_counts_are_told_in_it_before_and_after_loading():
    state, loaded = EngineState(), EngineState()
    for key in ("b", "c", "a"):
        state.table("rows", as_made=True).put(key, 1)
    load_state(loaded, plain_state(state), ())
    assert list(loaded.table("rows", as_made=True)) == ["b", "c", "a"]
    assert plain_state(loaded) == plain_state(state)


def test_equal_tuples_that_are_two_objects_are_equal_again():
    rows = [tuple("abc"), tuple("abc")]
    assert there_and_back(*rows) == rows


def test_tables_of_all_parts_are_told_by_their_names_and_empty_ones_are_not():
    state = EngineState()
    state.part("books").table("links").put("a", 1)
    state.table("empty")
    assert plain_state(state) == {"books links": [["a", 1]]}


def test_what_was_loaded_is_committed():
    state = EngineState()
    load_state(state, {"rows": [["a", 1]]}, ())
    state.roll_back()
    assert state.table("rows").get("a") == 1


def test_rows_are_loaded_in_their_order():
    assert there_and_back("c", "a", "b") == ["c", "a", "b"]


def test_what_is_no_value_of_a_row_is_refused():
    state = EngineState()
    state.table("rows").put("a", [1])
    with pytest.raises(AssertionError, match="no value of a row"):
        plain_state(state)


def test_no_two_classes_of_rows_have_one_name():
    classes = {*ROWS, *LEAD_ROWS}
    assert len({each.__name__ for each in classes}) == len(classes)


def test_short_tuples_are_told_each_time_and_do_not_count():
    shared = ("a", "b", "c")
    assert there_and_back(("x", "y"), shared, Pair("x", shared)) == [("x", "y"), shared, Pair("x", shared)]

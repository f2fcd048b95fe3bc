"""Indexes: ids by value, oldest first."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zsim.fakes.store.indexes import (
    Index,
    index_add,
    index_add_all,
    index_discard,
)
from zsim.ports.records import RecordId, Value

A, B, C = (RecordId(f"10000000000000000{number}") for number in (1, 2, 3))
TEXTS = st.sampled_from(["", " ", "cup", "Cup", " CUP ", "jug", "Straße", "STRASSE"])
SHELVES = st.sampled_from([(), ("s1",), ("s2",), ("s1", "s2"), ("s2", "s1")])
ANY = TEXTS | SHELVES | st.none() | st.sampled_from([0, 1, False, Decimal("0.5")])
COLUMNS = st.one_of([st.lists(each, max_size=6) for each in (TEXTS, TEXTS | st.none(), SHELVES, ANY)])


def index_of(*pairs: tuple[Value, RecordId]) -> Index:
    """An index in which each id was entered under its value."""
    index: Index = {}
    for value, record_id in pairs:
        index_add(index, value, record_id)
    return index


def test_a_value_of_one_record_holds_its_id_alone() -> None:
    assert index_of(("cup", A), ("jug", B)) == {"cup": A, "jug": B}


def test_a_shared_value_holds_the_ids_oldest_first_whichever_came_first() -> None:
    assert index_of(("cup", B), ("cup", C), ("cup", A)) == {"cup": [A, B, C]}
    assert index_of(("cup", B), ("cup", A)) == {"cup": [A, B]}


def test_values_that_are_equal_but_for_case_and_outer_blanks_are_one() -> None:
    assert index_of(("Cup", A), (" CUP ", B)) == {"cup": [A, B]}


@pytest.mark.parametrize("blank", [None, "", ()])
def test_a_blank_value_is_entered_nowhere_and_taken_out_of_nowhere(blank: Value) -> None:
    index = index_of((blank, A))
    assert index == {}
    index_discard(index, blank, A)
    assert index == {}


@pytest.mark.parametrize("value", [0, False, Decimal(0)])
def test_a_number_is_no_blank_though_it_is_nought(value: Value) -> None:
    assert index_of((value, A)) == {value: A}


def test_a_field_of_several_values_is_entered_under_each() -> None:
    assert index_of((("s1", "s2"), A), (("s2",), B)) == {"s1": A, "s2": [A, B]}


def test_a_record_leaves_its_value_and_the_others_stay() -> None:
    index = index_of(("cup", A), ("cup", B), ("cup", C), ("jug", B))
    index_discard(index, " Cup", B)
    assert index == {"cup": [A, C], "jug": B}


def test_a_value_that_nobody_holds_any_more_is_gone() -> None:
    index = index_of(("cup", A), ("cup", B), ("jug", C))
    for value, record_id in (("cup", A), ("cup", B), ("jug", C)):
        index_discard(index, value, record_id)
    assert index == {}


def test_a_field_of_several_values_leaves_each() -> None:
    index = index_of((("s1", "s2"), A), (("s2", "s3"), B))
    index_discard(index, ("s1", "s2"), A)
    assert {key: list(held) if isinstance(held, list) else [held] for key, held in index.items()} == {
        "s2": [B],
        "s3": [B],
    }


def test_many_ids_enter_under_values_of_their_own() -> None:
    index = index_of(("cup", A))
    index_add_all(index, ["Jug", "Pot"], [B, C])
    assert index == {"cup": A, "jug": B, "pot": C}


def test_many_ids_enter_under_a_value_that_is_held_already() -> None:
    index = index_of(("cup", A))
    index_add_all(index, ["CUP", "pot"], [B, C])
    assert index == {"cup": [A, B], "pot": C}


def test_many_ids_enter_under_one_value_that_differs_by_case_only() -> None:
    index: Index = {}
    index_add_all(index, ["Cup", "cup"], [A, B])
    assert index == {"cup": [A, B]}


def test_many_ids_enter_under_the_same_several_values() -> None:
    index = index_of((("s2",), A))
    index_add_all(index, [("s1", "s2"), ("s1", "s2")], [B, C])
    assert index == {"s1": [B, C], "s2": [A, B, C]}


def test_values_that_share_their_ids_at_first_part_later() -> None:
    index: Index = {}
    index_add_all(index, [("s1", "s2"), ("s1", "s2")], [A, B])
    index_discard(index, ("s1",), A)
    index_add(index, ("s1",), C)
    assert index == {"s1": [B, C], "s2": [A, B]}


def test_the_ids_that_were_given_are_left_as_they_are() -> None:
    ids = [A, B]
    index: Index = {}
    index_add_all(index, [("s1",), ("s1",)], ids)
    index_add(index, ("s1",), C)
    assert ids == [A, B]


@given(COLUMNS, COLUMNS.filter(bool))
def test_any_ids_at_once_are_entered_as_one_by_one(former: list[Value], values: list[Value]) -> None:
    ids = [RecordId(str(1_000_000 + number)) for number in range(len(former) + len(values))]
    before = list(zip(former, ids, strict=False))
    together, singly = index_of(*before), index_of(*before)
    index_add_all(together, values, ids[len(former) :])
    for value, record_id in zip(values, ids[len(former) :], strict=True):
        index_add(singly, value, record_id)
    assert together == singly


@given(COLUMNS)
def test_an_index_that_everybody_left_is_empty(values: list[Value]) -> None:
    pairs = [(value, RecordId(str(1_000_000 + number))) for number, value in enumerate(values)]
    index = index_of(*pairs)
    for value, record_id in reversed(pairs):
        index_discard(index, value, record_id)
    assert index == {}

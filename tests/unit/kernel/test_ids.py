"""Ids: eighteen digits, counted."""

from __future__ import annotations

import pytest

from zsim.kernel.errors import UsageError
from zsim.kernel.ids import IdCounter


def test_an_id_is_the_organisation_then_the_count() -> None:
    assert IdCounter(4_000_001).new() == "400000100000000001"


def test_later_ids_sort_after_earlier_ones() -> None:
    ids = IdCounter(4_000_001)
    given = [ids.new() for _ in range(1200)]
    assert given == sorted(set(given))


def test_the_value_counts_the_ids_given() -> None:
    ids = IdCounter(4_000_001)
    ids.new()
    ids.new()
    assert ids.value == 2


def test_a_counter_goes_on_from_a_value() -> None:
    ids = IdCounter(4_000_001)
    ids.new()
    assert IdCounter(4_000_001, ids.value).new() == ids.new()


@pytest.mark.parametrize(
    ("organisation", "value"), [(999_999, 0), (10_000_000, 0), (4_000_001, -1), (4_000_001, 10**11)]
)
def test_what_would_not_make_18_digits_is_refused(organisation: int, value: int) -> None:
    with pytest.raises(UsageError, match="18 digits"):
        IdCounter(organisation, value)


@pytest.mark.parametrize("count", [0, 1, 12])
def test_some_ids_are_those_of_one_by_one(count: int) -> None:
    together, singly = IdCounter(4_000_001, 7), IdCounter(4_000_001, 7)
    assert together.some(count) == [singly.new() for _ in range(count)]
    assert together.value == singly.value
    assert together.new() == singly.new()


def test_a_counter_takes_up_where_another_stood() -> None:
    ids, other = IdCounter(4_000_001), IdCounter(4_000_001)
    ids.some(9)
    other.go_on_from(ids.value)
    assert (other.value, other.new()) == (9, ids.new())


def test_a_counter_can_go_back() -> None:
    ids = IdCounter(4_000_001, 9)
    ids.go_on_from(0)
    assert ids.new() == "400000100000000001"


@pytest.mark.parametrize("value", [-1, 10**11])
def test_a_counter_refuses_to_go_on_where_ids_would_not_have_18_digits_and_stays(value: int) -> None:
    ids = IdCounter(4_000_001, 9)
    with pytest.raises(UsageError, match="18 digits"):
        ids.go_on_from(value)
    assert ids.value == 9


def test_a_counter_goes_on_from_the_last_value_but_one() -> None:
    ids = IdCounter(4_000_001)
    ids.go_on_from(10**11 - 2)
    assert ids.new() == "400000199999999999"

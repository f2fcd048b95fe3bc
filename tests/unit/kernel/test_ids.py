"""Ids: eighteen digits, counted."""

from __future__ import annotations

import pytest

from zsim.kernel import IdCounter, UsageError


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

"""The check of numbers on the shortest series that keep and break it."""

from __future__ import annotations

import pytest

from tests.unit.checks.histories import updated
from zsim.checks import EffectSeen
from zsim.checks.numbers import Series, numbers_run_on
from zsim.ports.records import Fields, RecordId, Ref

INVOICE = Ref("books", "invoices", RecordId("1"))


def told(series: Series, *numbers: str) -> list[str]:
    """What is told of invoices that got these numbers, one after the other."""
    made: list[Fields] = [{"invoice_number": each} for each in numbers]
    effects = [EffectSeen(1, INVOICE, "created", None, each) for each in made]
    return [found.told for each in effects for found in numbers_run_on(each, series)]


def test_numbers_that_count_up_from_one_are_in_order():
    assert told(Series("INV-"), "INV-000001", "INV-000002", "INV-000003") == []


@pytest.mark.parametrize("numbers", [("2",), ("1", "1"), ("1", "3"), ("1", "2", "1")])
def test_a_number_given_twice_or_left_out_is_told_once(numbers: tuple[str, ...]):
    assert len(told(Series("INV-"), *[f"INV-{each:>06}" for each in numbers])) == 1


def test_after_a_wrong_number_the_next_is_told_by_what_was_given():
    assert told(Series("INV-"), "INV-000001", "INV-000004", "INV-000005", "QT-000001") == [
        f"entry 1: {INVOICE} got the number INV-000004, and INV-000002 came next",
        f"entry 1: {INVOICE} got the number QT-000001, and INV-000006 came next",
    ]


def test_another_prefix_counts_by_itself_and_the_first_goes_on():
    series = Series("INV-")
    assert told(series, "INV-000001") == []
    series = series.chosen("A1-", None)
    assert told(series, "A1-000001", "A1-000002") == []
    assert told(series.chosen("INV-", None), "INV-000002") == []


def test_a_later_number_may_be_chosen_and_none_that_was_given():
    series = Series("INV-").chosen(None, 50)
    assert told(series, "INV-000050", "INV-000051") == []
    assert len(told(series.chosen(None, 7), "INV-000007")) == 1


def test_what_was_chosen_leaves_the_former_series_as_it_was():
    series = Series("INV-")
    series.chosen("A-", 9)
    assert told(series, "INV-000001") == []


def test_a_document_keeps_its_number():
    held, other = {"invoice_number": "INV-000001"}, {"invoice_number": "INV-000002"}
    assert [*numbers_run_on(updated(INVOICE, held, other), Series("INV-"))]
    assert not [*numbers_run_on(updated(INVOICE, held, {**held, "notes": "x"}), Series("INV-"))]
    assert not [*numbers_run_on(EffectSeen(1, INVOICE, "deleted", held, None), Series("INV-"))]

"""When fetches of leads are due, by a calendar of the model's own."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from zsim.checks.model.slots import FetchTimes, SlotsKept, slots


def ms(text: str) -> int:
    """A moment of UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1000


@pytest.mark.parametrize(
    ("timetable", "after", "found"),
    [
        (
            FetchTimes("daily", time(2, 30), "Europe/Berlin"),
            "2026-03-28T12:00",
            ["2026-03-29T01:30", "2026-03-30T00:30"],
        ),
        (
            FetchTimes("daily", time(2, 30), "Europe/Berlin"),
            "2026-10-24T12:00",
            ["2026-10-25T00:30", "2026-10-26T01:30"],
        ),
        (FetchTimes("weekly", time(9), "UTC", weekday=4), "2026-01-05T00:00", ["2026-01-09T09:00", "2026-01-16T09:00"]),
        (FetchTimes("monthly", time(9), "UTC", day=31), "2026-01-31T10:00", ["2026-02-28T09:00", "2026-03-31T09:00"]),
        (FetchTimes("once", time(9), "UTC"), "2026-01-05T00:00", []),
    ],
)
def test_slots_follow_the_clocks_of_their_zone(timetable: FetchTimes, after: str, found: list[str]):
    assert list(slots(timetable, ms(after), ms(after) + 62 * 86_400_000))[:2] == [ms(each) for each in found]


def test_a_fetch_between_two_slots_and_one_left_out_are_told():
    daily, kept = FetchTimes("daily", time(9), "UTC"), SlotsKept()
    first = ms("2026-01-05T09:00")
    assert kept.begin(daily, first, first) is None
    wrong = kept.begin(daily, first + 60_000, first + 60_000)
    assert wrong == "a scheduled fetch began that no slot asks for"
    later = ms("2026-01-07T09:00")
    assert kept.begin(daily, later, later) == "the fetch of a slot before did not begin"


def test_one_that_waited_for_another_is_in_time():
    daily, kept = FetchTimes("daily", time(9), "UTC"), SlotsKept()
    slot = ms("2026-01-05T09:00")
    assert kept.begin(daily, slot + 1000, slot) is None

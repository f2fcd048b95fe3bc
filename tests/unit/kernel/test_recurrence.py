"""Slots in local time: what the clock changes of real zones do to them."""

from __future__ import annotations

from datetime import UTC, datetime, time
from itertools import pairwise

import pytest

from zsim.kernel.clock import to_datetime, to_ms
from zsim.kernel.errors import UsageError
from zsim.kernel.moments import parse_moment
from zsim.kernel.recurrence import HOUR_MS, Daily, Every, Monthly, Recurrence, Weekly
from zsim.kernel.zones import zone


def following(recurrence: Recurrence, after: str, count: int) -> list[str]:
    """The next instants of a recurrence after a moment of UTC, as ISO texts of UTC."""
    instants = []
    at_ms = parse_moment(after)
    for _ in range(count):
        at_ms = recurrence.next_after(at_ms)
        instants.append(to_datetime(at_ms).strftime("%Y-%m-%d %H:%M"))
    return instants


@pytest.mark.parametrize(
    ("key", "at", "after", "expected"),
    [
        pytest.param(
            "America/New_York",
            "02:30",
            "2024-03-09 12:00",
            ["2024-03-10 07:30", "2024-03-11 06:30"],
            id="P2 New York skips 02:30, so it is 03:30 that day",
        ),
        pytest.param(
            "Europe/Berlin",
            "02:30",
            "2024-03-30 12:00",
            ["2024-03-31 01:30", "2024-04-01 00:30"],
            id="P2 Berlin skips 02:30, so it is 03:30 that day",
        ),
        pytest.param(
            "Europe/Berlin",
            "02:30",
            "2024-10-26 12:00",
            ["2024-10-27 00:30", "2024-10-28 01:30"],
            id="P3 P4 Berlin has 02:30 twice, the first counts",
        ),
        pytest.param(
            "America/New_York",
            "02:30",
            "2024-11-02 12:00",
            ["2024-11-03 07:30", "2024-11-04 07:30"],
            id="P3 New York has 02:30 once in autumn",
        ),
        pytest.param(
            "America/New_York",
            "01:30",
            "2024-11-02 12:00",
            ["2024-11-03 05:30", "2024-11-04 06:30"],
            id="P3 P8 New York has 01:30 twice, the first counts",
        ),
        pytest.param(
            "Europe/Berlin",
            "12:00",
            "2024-03-30 00:00",
            ["2024-03-30 11:00", "2024-03-31 10:00", "2024-04-01 10:00"],
            id="P5 P6 P7 a day of 23 hours has one slot at the same local time",
        ),
        pytest.param(
            "Europe/Berlin",
            "12:00",
            "2024-10-26 00:00",
            ["2024-10-26 10:00", "2024-10-27 11:00", "2024-10-28 11:00"],
            id="P5 P6 P7 a day of 25 hours has one slot at the same local time",
        ),
        pytest.param(
            "Pacific/Apia",
            "09:00",
            "2011-12-29 12:00",
            ["2011-12-29 19:00", "2011-12-30 19:00", "2011-12-31 19:00"],
            id="P9 Apia skips 2011-12-30 whole, which then has no slot",
        ),
        pytest.param(
            "Africa/Cairo",
            "00:00",
            "2024-04-25 12:00",
            ["2024-04-25 22:00", "2024-04-26 21:00"],
            id="P11 Cairo skips midnight, so it is 01:00",
        ),
        pytest.param(
            "America/Sao_Paulo",
            "00:00",
            "2017-10-14 12:00",
            ["2017-10-15 03:00", "2017-10-16 02:00"],
            id="P11 Sao Paulo skips midnight, so it is 01:00",
        ),
        pytest.param(
            "Australia/Lord_Howe",
            "02:15",
            "2024-10-05 00:00",
            ["2024-10-05 15:45", "2024-10-06 15:15"],
            id="P11 Lord Howe skips half an hour, so it is 02:45",
        ),
        pytest.param(
            "Australia/Lord_Howe",
            "01:45",
            "2024-04-06 00:00",
            ["2024-04-06 14:45", "2024-04-07 15:15"],
            id="P11 Lord Howe repeats half an hour, the first counts",
        ),
        pytest.param(
            "America/Nuuk",
            "23:30",
            "2024-03-29 12:00",
            ["2024-03-30 01:30", "2024-04-01 00:30"],
            id="Nuuk skips the last hour of a date, which then has no slot",
        ),
    ],
)
def test_a_daily_slot_follows_the_local_clock(key: str, at: str, after: str, expected: list[str]) -> None:
    assert following(Daily(time.fromisoformat(at), key), after, len(expected)) == expected


def test_a_gap_can_reverse_the_order_of_two_slots() -> None:
    """P10: that day 02:30 is 03:30, a quarter of an hour after 03:15."""
    earlier, later = (Daily(time.fromisoformat(at), "America/New_York") for at in ("02:30", "03:15"))
    since = to_ms(datetime(2024, 3, 9, 12, tzinfo=UTC))
    assert later.next_after(since) < earlier.next_after(since)


@pytest.mark.parametrize("key", ["IST", "Berlin", "europe/berlin", "../zones", "/Europe/Berlin", ""])
def test_only_iana_keys_name_a_zone(key: str) -> None:
    """P12."""
    with pytest.raises(UsageError, match="not an IANA key"):
        zone(key)


@pytest.mark.parametrize(("key", "near"), [("Berlin", "Europe/Berlin"), ("Asia/Kolkatta", "Asia/Kolkata")])
def test_a_wrong_key_is_answered_with_near_ones(key: str, near: str) -> None:
    with pytest.raises(UsageError, match=near):
        zone(key)


def test_a_zone_is_loaded_once() -> None:
    assert zone("Asia/Tokyo") is zone("Asia/Tokyo")


def test_a_slot_on_the_instant_itself_is_not_after_it() -> None:
    assert following(Daily(time(9), "UTC"), "2026-01-05 09:00", 1) == ["2026-01-06 09:00"]


def test_every_so_many_hours_counts_from_its_base() -> None:
    every = Every(2, parse_moment("2026-01-05 09:17"))
    assert following(every, "2026-01-05 12:00", 2) == ["2026-01-05 13:17", "2026-01-05 15:17"]


def test_every_so_many_hours_begins_with_its_base() -> None:
    every = Every(2, parse_moment("2026-01-05 09:17"))
    assert following(every, "2025-06-01 00:00", 2) == ["2026-01-05 09:17", "2026-01-05 11:17"]


def test_every_so_many_hours_knows_no_clock_change() -> None:
    every = Every(12, parse_moment("2024-03-30 12:00", "Europe/Berlin"))
    instants = [parse_moment(at) for at in following(every, "2024-03-30 11:00", 6)]
    assert {after - before for before, after in pairwise(instants)} == {12 * HOUR_MS}


def test_a_weekly_slot_comes_on_its_weekday_in_local_time() -> None:
    """Monday 00:30 in Tokyo is still Sunday in UTC."""
    weekly = Weekly(0, time(0, 30), "Asia/Tokyo")
    assert following(weekly, "2026-01-04 15:29", 2) == ["2026-01-04 15:30", "2026-01-11 15:30"]


def test_a_weekly_slot_on_a_skipped_date_moves_to_the_next() -> None:
    """The skipped 2011-12-30 was a Friday; no other slot of the week is near."""
    weekly = Weekly(4, time(9), "Pacific/Apia")
    assert following(weekly, "2011-12-29 00:00", 2) == ["2011-12-30 19:00", "2012-01-05 19:00"]


def test_a_weekly_slot_pushed_past_midnight_is_found_from_the_day_it_falls_on() -> None:
    weekly = Weekly(5, time(23, 30), "America/Nuuk")
    assert following(weekly, "2024-03-31 01:15", 1) == ["2024-03-31 01:30"]


def test_a_monthly_slot_clamps_to_the_last_day_and_does_not_drift() -> None:
    monthly = Monthly(31, time(9), "UTC")
    assert following(monthly, "2024-01-01 00:00", 5) == [
        "2024-01-31 09:00",
        "2024-02-29 09:00",
        "2024-03-31 09:00",
        "2024-04-30 09:00",
        "2024-05-31 09:00",
    ]


def test_a_monthly_slot_crosses_the_year() -> None:
    assert following(Monthly(1, time(0), "Asia/Kolkata"), "2025-12-15 00:00", 2) == [
        "2025-12-31 18:30",
        "2026-01-31 18:30",
    ]


def test_a_monthly_slot_in_a_gap_moves_later() -> None:
    assert following(Monthly(31, time(2, 30), "Europe/Berlin"), "2024-03-01 00:00", 1) == ["2024-03-31 01:30"]


def test_no_slot_is_every_zero_hours() -> None:
    with pytest.raises(UsageError, match="hours is 0; hours is 1 or more"):
        Every(0, 0)


def test_an_eighth_weekday_is_refused() -> None:
    with pytest.raises(UsageError, match="weekday is 7; weekday is 0 to 6"):
        Weekly(7, time(9), "UTC")


def test_a_32nd_of_the_month_is_refused() -> None:
    with pytest.raises(UsageError, match="day is 32; day is 1 to 31"):
        Monthly(32, time(9), "UTC")


def test_a_slot_in_an_unknown_zone_is_refused_when_it_is_made() -> None:
    with pytest.raises(UsageError, match="not an IANA key"):
        Daily(time(9), "Europe/Berlim")


def test_a_time_that_brings_its_own_zone_is_refused() -> None:
    with pytest.raises(UsageError, match="by its key alone"):
        Daily(time(9, tzinfo=UTC), "Europe/Berlin")

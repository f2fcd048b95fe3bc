"""Moments and durations as people write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from zsim.kernel.clock import to_ms
from zsim.kernel.errors import UsageError
from zsim.kernel.moments import duration_ms, parse_moment


@pytest.mark.parametrize(
    ("text", "tz", "expected"),
    [
        ("2026-01-05 09:00", "UTC", datetime(2026, 1, 5, 9, tzinfo=UTC)),
        (" 2026-01-05T09:00:01.5 ", "UTC", datetime(2026, 1, 5, 9, 0, 1, 500_000, tzinfo=UTC)),
        ("2026-01-05", "UTC", datetime(2026, 1, 5, tzinfo=UTC)),
        ("2026-01-05 09:00", "Asia/Kolkata", datetime(2026, 1, 5, 3, 30, tzinfo=UTC)),
        ("2026-01-05T09:00+02:00", "Asia/Kolkata", datetime(2026, 1, 5, 7, tzinfo=UTC)),
        ("2026-01-05T09:00Z", "Asia/Kolkata", datetime(2026, 1, 5, 9, tzinfo=UTC)),
        ("2026-03-29 02:30", "Europe/Berlin", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("2026-10-25 02:30", "Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_text_is_read_in_its_zone(text: str, tz: str, expected: datetime) -> None:
    assert parse_moment(text, tz) == to_ms(expected)


def test_a_datetime_without_offset_is_read_in_the_zone() -> None:
    local = datetime.fromisoformat("2026-01-05 09:00")
    assert parse_moment(local, "Asia/Kolkata") == parse_moment("2026-01-05 03:30")


def test_a_datetime_with_offset_keeps_it() -> None:
    assert parse_moment(datetime(2026, 1, 5, tzinfo=UTC), "Asia/Kolkata") == parse_moment("2026-01-05")


def test_the_second_reading_of_a_repeated_time_can_be_given_by_its_offset() -> None:
    first = parse_moment("2026-10-25 02:30", "Europe/Berlin")
    assert parse_moment("2026-10-25 02:30+01:00") - first == duration_ms(hours=1)


@pytest.mark.parametrize("text", ["tomorrow", "2026-13-01", "2026-01-05 25:00", "09:00", ""])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no date and time can be read"):
        parse_moment(text)


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(UsageError, match="IST"):
        parse_moment("2026-01-05 09:00", "IST")


def test_the_parts_of_a_duration_add_up() -> None:
    assert duration_ms(weeks=1, days=1, hours=1, minutes=1, seconds=1, milliseconds=1) == 694_861_001


def test_a_part_of_a_duration_may_be_a_fraction() -> None:
    assert duration_ms(hours=1.5) == duration_ms(minutes=90)


@pytest.mark.parametrize("days", [1e300, 10**12, float("inf"), "1"])
def test_what_is_no_duration_or_too_long_is_refused(days: float) -> None:
    with pytest.raises(UsageError, match=r"a duration: it is (no length of time|longer than can be told)"):
        duration_ms(days=days)


def test_a_negative_duration_is_refused() -> None:
    with pytest.raises(UsageError, match="negative"):
        duration_ms(hours=-1)

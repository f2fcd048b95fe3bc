"""Instants that recur: every so many hours, or daily, weekly, monthly at a local time in an IANA zone.

A local slot is worked out anew for each local date, never by adding 24 hours. A time that a clock change skips moves
later by what was skipped; a time that occurs twice counts once, at its first occurrence. Source: LED-25
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from zsim.kernel.clock import to_datetime, to_ms
from zsim.kernel.errors import UsageError
from zsim.kernel.zones import zone

HOUR_MS = 3_600_000
ONE_DAY = timedelta(days=1)


def local_ms(local: datetime, key: str) -> int:
    """The instant of a naive local time: moved later where the clock skips it, the first where it occurs twice."""
    return to_ms(local.replace(tzinfo=zone(key), fold=0))


@dataclass(frozen=True, slots=True)
class Every:
    """Every so many hours: ``base_ms`` itself, then each ``hours`` later, whatever the local clocks do."""

    hours: int
    base_ms: int

    def __post_init__(self) -> None:
        _check("every so many hours", "hours", self.hours, 1, None)

    def next_after(self, ms: int) -> int:
        """The first instant later than ``ms``."""
        if ms < self.base_ms:
            return self.base_ms
        period_ms = self.hours * HOUR_MS
        return self.base_ms + ((ms - self.base_ms) // period_ms + 1) * period_ms


@dataclass(frozen=True, slots=True)
class Daily:
    """Once per local date.

    A date on which a clock change leaves no such time and none later has no slot: moved to the next date, it would
    give that date two. Source: LED-25
    """

    time: time
    zone: str

    def __post_init__(self) -> None:
        _check_local(self.time, self.zone)

    def next_after(self, ms: int) -> int:
        """The first instant later than ``ms``."""
        return next(
            at_ms
            for day in _days(_day_before(ms, self.zone), 1)
            if (at_ms := local_ms(datetime.combine(day, self.time), self.zone)) > ms
            and _local_date(at_ms, self.zone) == day
        )


@dataclass(frozen=True, slots=True)
class Weekly:
    """Once a week, on a weekday from 0 (Monday) to 6 (Sunday).

    Source: LED-25
    """

    weekday: int
    time: time
    zone: str

    def __post_init__(self) -> None:
        _check("a weekly slot", "weekday", self.weekday, 0, 6)
        _check_local(self.time, self.zone)

    def next_after(self, ms: int) -> int:
        """The first instant later than ``ms``."""
        start = _day_before(ms, self.zone)
        first = start + ONE_DAY * ((self.weekday - start.weekday()) % 7)
        return _first_after(ms, _days(first, 7), self.time, self.zone)


@dataclass(frozen=True, slots=True)
class Monthly:
    """Once a month, on a day from 1 to 31; a month without that day has the slot on its last day.

    Source: LED-25
    """

    day: int
    time: time
    zone: str

    def __post_init__(self) -> None:
        _check("a monthly slot", "day", self.day, 1, 31)
        _check_local(self.time, self.zone)

    def next_after(self, ms: int) -> int:
        """The first instant later than ``ms``."""
        return _first_after(ms, _month_days(_day_before(ms, self.zone), self.day), self.time, self.zone)


Recurrence = Every | Daily | Weekly | Monthly


def _first_after(ms: int, days: Iterator[date], at: time, key: str) -> int:
    return next(at_ms for day in days if (at_ms := local_ms(datetime.combine(day, at), key)) > ms)


def _days(first: date, step: int) -> Iterator[date]:
    day = first
    while True:
        yield day
        day += ONE_DAY * step


def _month_days(first: date, day: int) -> Iterator[date]:
    year, month = first.year, first.month
    while True:
        yield date(year, month, min(day, calendar.monthrange(year, month)[1]))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _local_date(ms: int, key: str) -> date:
    return to_datetime(ms).astimezone(zone(key)).date()


def _day_before(ms: int, key: str) -> date:
    """Where to start looking: a slot of yesterday may have moved into today."""
    return _local_date(ms, key) - ONE_DAY


def _check(what: str, name: str, value: int, low: int, high: int | None) -> None:
    if value < low or (high is not None and value > high):
        wanted = f"{low} or more" if high is None else f"{low} to {high}"
        raise UsageError(asked=what, found=f"{name} is {value}", right=f"{name} is {wanted}")


def _check_local(at: time, key: str) -> None:
    zone(key)
    if at.tzinfo is not None:
        raise UsageError(
            asked="a slot in local time", found=f"{at!r} has a zone", right="give the zone by its key alone"
        )

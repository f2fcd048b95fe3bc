"""When the fetches of a sync of leads are due, reckoned from the calendar of its zone.

Source: LED-06, LED-24, LED-25.

>>> daily = FetchTimes("daily", time(9, 30), "Asia/Kolkata")
>>> [each // HOUR_MS for each in slots(daily, 0, 60 * HOUR_MS)]
[4, 28, 52]
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

HOUR_MS = 3_600_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class FetchTimes(NamedTuple):
    """How often, at which time of day in which zone, on which weekday (Monday is 0) or day of the month."""

    frequency: str
    at: time
    zone: str
    weekday: int = 0
    day: int = 1


def slots(timetable: FetchTimes, after_ms: int, until_ms: int) -> Iterator[int]:
    """The slots later than one moment and no later than another; one on each date that the timetable names.

    A time that a clock change skips moves later, one that it repeats is the first of the two. Source: LED-25.
    """
    zone = ZoneInfo(timetable.zone)
    day = (EPOCH + timedelta(milliseconds=after_ms)).astimezone(zone).date() - timedelta(days=1)
    last = (EPOCH + timedelta(milliseconds=until_ms)).astimezone(zone).date()
    while day <= last:
        at = datetime.combine(day, timetable.at, zone)
        slot = int((at.astimezone(UTC) - EPOCH) / timedelta(milliseconds=1))
        if _named(timetable, day) and after_ms < slot <= until_ms:
            yield slot
        day += timedelta(days=1)


@dataclass(slots=True)
class SlotsKept:
    """The last slot that a sync kept, since its choices or its state last changed; ``None`` before the first."""

    last_ms: int | None = None

    def begin(self, timetable: FetchTimes, now_ms: int, waited_ms: int) -> str | None:
        """Take in that a scheduled fetch began, before which others were under way since ``waited_ms``.

        Gives what is wrong with that.
        """
        found = list(slots(timetable, waited_ms - 1, now_ms))
        if not found:
            return "a scheduled fetch began that no slot asks for"
        missed = [] if self.last_ms is None else list(slots(timetable, self.last_ms, found[-1] - 1))
        self.last_ms = found[-1]
        return "the fetch of a slot before did not begin" if missed else None


def _named(timetable: FetchTimes, day: date) -> bool:
    match timetable.frequency:
        case "daily":
            return True
        case "weekly":
            return day.weekday() == timetable.weekday
        case "monthly":
            return day.day == min(timetable.day, calendar.monthrange(day.year, day.month)[1])
        case _:
            return False

"""Moments and durations as people write them, turned into milliseconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import isfinite

from zsim.kernel.clock import ONE_MS, to_ms
from zsim.kernel.errors import UsageError
from zsim.kernel.recurrence import local_ms


def parse_moment(moment: str | datetime, tz: str = "UTC") -> int:
    """Milliseconds of UTC of a moment: an ISO text such as "2026-03-29 01:30", or a ``datetime``.

    ``tz`` is the IANA zone of a moment that names no offset of its own. A local time that a clock change skips is
    moved later; one that occurs twice is the first. Anything else raises ``UsageError``.
    """
    read = _read(moment) if isinstance(moment, str) else moment
    return local_ms(read, tz) if read.tzinfo is None else to_ms(read)


def real_day() -> str:
    """The day it really is, in UTC: for saying when something was recorded, and never for what a world does."""
    return datetime.now(UTC).date().isoformat()


def duration_ms(
    *,
    weeks: float = 0,
    days: float = 0,
    hours: float = 0,
    minutes: float = 0,
    seconds: float = 0,
    milliseconds: float = 0,
) -> int:
    """Milliseconds in a duration (a day is 24 hours); a negative or endless one raises ``UsageError``."""
    given = (weeks, days, hours, minutes, seconds, milliseconds)
    if not all(isinstance(each, (int, float)) and isfinite(each) for each in given):
        raise UsageError(asked="a duration", found="it is no length of time", right="finite numbers")
    try:
        length = timedelta(
            weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds, milliseconds=milliseconds
        )
    except OverflowError:
        right = f"at most {timedelta.max.days:,} days"
        raise UsageError(asked="a duration", found="it is longer than can be told", right=right) from None
    if length < timedelta(0):
        raise UsageError(
            asked=f"a duration of {length / ONE_MS:g} ms", found="it is negative", right="time moves forward only"
        )
    return length // ONE_MS


def _read(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(
            asked=f"the moment {text!r}",
            found=f"no date and time can be read from it ({error})",
            right='write it like "2026-03-29 01:30" or "2026-03-29T01:30:00+02:00"',
        ) from error

"""When documents become overdue or expire: at the first midnight after their date. Source: TXN-20."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from zsim.kernel.clock import Clock
from zsim.kernel.recurrence import local_ms
from zsim.kernel.schedule import Schedule


class DueDates:
    """Alarms at the midnights after which some document may be past its date, and none at others.

    ``fall_due`` is called then, before anything else of that moment; ``rank`` puts organisations in order. Without a
    schedule nothing falls due by itself.
    """

    __slots__ = ("_armed", "_clock", "_fall_due", "_rank", "_schedule")

    def __init__(self, schedule: Schedule | None, clock: Clock, rank: int, fall_due: Callable[[], None]) -> None:
        self._schedule = schedule
        self._clock = clock
        self._rank = rank
        self._fall_due = fall_due
        self._armed: set[date] = set()

    def need(self, last_day: object) -> None:
        """Have an alarm at the end of that day, if it is one that has not passed."""
        if self._schedule is None or not isinstance(last_day, date) or last_day in self._armed:
            return
        at_ms = local_ms(datetime.combine(last_day + timedelta(days=1), time()), self._clock.zone)
        if at_ms > self._clock.now_ms:
            self._armed.add(last_day)
            self._schedule.first_at(at_ms, self._rank, lambda: self._fire(last_day))

    def _fire(self, last_day: date) -> None:
        self._armed.discard(last_day)
        self._fall_due()

"""When the runs of one module are due, reckoned from what people asked for and from when runs began and ended.

Source: SYN-01 to SYN-04, SYN-06, SYN-07, SYN-11, SYN-12, SYN-13, DIS-01.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

HOUR_MS = 3_600_000


@dataclass(slots=True)
class Calendar:
    """The slots of one module: each so many hours after the end of its first run, until somebody turns that off.

    ``every_hours`` is 0 where nothing repeats. ``closed`` says that the module is paused or the connection disabled;
    ``asked`` counts the runs that people asked for and that have not begun; ``running`` those under way.
    """

    every_hours: int
    first_end_ms: int | None = None
    closed: bool = False
    asked: int = 0
    running: bool = False
    owed_ms: int | None = None
    checked_ms: int = 0

    def slots(self, after_ms: int, until_ms: int) -> Iterator[int]:
        """The slots later than one moment and no later than another."""
        if self.first_end_ms is None or not self.every_hours:
            return
        period_ms = self.every_hours * HOUR_MS
        number = max(1, (after_ms - self.first_end_ms) // period_ms + 1)
        while (slot := self.first_end_ms + number * period_ms) <= until_ms:
            yield slot
            number += 1

    def is_slot(self, at_ms: int) -> bool:
        """Whether a slot falls on that very moment."""
        return at_ms in self.slots(at_ms - 1, at_ms)

    def ask(self) -> None:
        """Take in that somebody asked for a run, which begins at once, or once the one under way ends."""
        self.asked += 1

    def pass_time(self, now_ms: int) -> str | None:
        """Take in that it is this late, and nothing began; gives which run is missing, if one is."""
        due = next(self.slots(self.checked_ms, now_ms - 1), None)
        self.checked_ms = max(self.checked_ms, now_ms - 1)
        if due is None or self.closed:
            return None
        if self.running:
            self.owed_ms = due
            return None
        return f"the run of the slot at {due} did not begin"

    def begin(self, now_ms: int, *, scheduled: bool) -> str | None:
        """Take in that a run began; gives what is wrong with that."""
        missing = self.pass_time(now_ms)
        if self.running:
            return "a run began while another of its module was under way"
        self.running = True
        if not scheduled:
            self.asked -= 1
            return missing or (None if self.asked >= 0 else self._unasked())
        on_time = self.is_slot(now_ms) or self.owed_ms is not None
        if self.is_slot(now_ms):
            self.checked_ms = now_ms
        self.owed_ms = None
        if self.closed:
            return "a scheduled run began while the sync was paused or disabled"
        return missing or (None if on_time else "a scheduled run began that no slot asks for")

    def _unasked(self) -> str:
        self.asked = 0
        return "a run began that nobody asked for"

    def end(self, now_ms: int) -> None:
        """Take in that the run under way ended; the first end is what the slots are counted from."""
        due = next(self.slots(self.checked_ms, now_ms), None)
        self.running = False
        if due is not None:
            self.owed_ms, self.checked_ms = due, now_ms
        if self.first_end_ms is None:
            self.first_end_ms = self.checked_ms = now_ms

"""When the runs of one module are due, reckoned from what people asked for and from when runs began and ended.

Source: SYN-01 to SYN-04, SYN-06, SYN-11, SYN-12, SYN-13, DIS-01, DIS-12.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

HOUR_MS = 3_600_000


@dataclass(slots=True)
class Calendar:
    """The slots of one module: each so many hours after the end of its first run, until somebody turns that off.

    ``every_hours`` is 0 where nothing repeats. ``saved_ms`` is when choices were saved before anything ran. ``closed``
    tells whether the module is paused or the connection disabled; ``asked_ms`` is when somebody asked for a run that
    has not begun, ``more`` how often that was asked again before it did, each of which may make a run of its own or
    none, ``held`` that a run of triggers stands before it in its queue (TRG-34), ``owed_ms`` the slot that waits for
    the run under way to end. What is wrong is given in words, by whatever shows it.
    """

    every_hours: int
    first_end_ms: int | None = None
    saved_ms: int | None = None
    closed: set[str] = field(default_factory=set)
    asked_ms: int | None = None
    owed_ms: int | None = None
    more: int = 0
    running: bool = False
    held: bool = False
    checked_ms: int = 0

    def slots(self, after_ms: int, until_ms: int) -> Iterator[int]:
        """The slots later than one moment and no later than another."""
        base_ms = self.saved_ms if self.first_end_ms is None else self.first_end_ms
        if base_ms is None or not self.every_hours:
            return
        period_ms = self.every_hours * HOUR_MS
        number = max(1, (after_ms - base_ms) // period_ms + 1)
        while (slot := base_ms + number * period_ms) <= until_ms:
            yield slot
            number += 1

    def repeat(self, every_hours: int, now_ms: int) -> None:
        """Take in how often it repeats from now on; slots of before, when it did not, are none. Source: SYN-02."""
        if not self.every_hours:
            self.checked_ms = max(self.checked_ms, now_ms)
        self.every_hours = every_hours

    def save(self, now_ms: int) -> None:
        """Take in that choices were saved for later: as long as nothing ran, the first slot is one period away."""
        if self.first_end_ms is None:
            self.saved_ms = self.checked_ms = now_ms

    def ask(self, now_ms: int) -> None:
        """Take in that somebody asked for a run, which begins at once, or once the one under way ends."""
        if self.asked_ms is not None:
            self.more += 1
        self.asked_ms = None if self.closed else now_ms

    def close(self, why: str) -> None:
        """Take in a pause or that the connection was disabled; what waits is not made up for. Source: SYN-12."""
        self.closed.add(why)
        self.asked_ms = self.owed_ms = None
        self.more = 0

    def reopen(self, why: str, now_ms: int) -> None:
        """Take in that this does not close it any more: with nothing else, runs are due from the next slot on."""
        self.closed.discard(why)
        self.checked_ms = max(self.checked_ms, now_ms)

    def pass_time(self, now_ms: int) -> str | None:
        """Take in that it is this late; gives which run did not begin before, if one should have."""
        due = next(self.slots(self.checked_ms, now_ms - 1), None)
        self.checked_ms = max(self.checked_ms, now_ms - 1)
        if self.closed:
            return None
        if self.running or self.held:
            self.owed_ms = self.owed_ms or due
            return None
        if self.asked_ms is not None and self.asked_ms < now_ms:
            self.asked_ms = None
            return "a run that somebody asked for did not begin"
        return None if due is None else "the run of a slot did not begin"

    def begin(self, now_ms: int, *, scheduled: bool = False, single: bool = False) -> str | None:
        """Take in that a run began; gives what is wrong with that."""
        missing = self.pass_time(now_ms)
        if self.running:
            return "a run began while another of its module was under way"
        self.running = True
        if single:
            return missing
        if self.closed:
            return "a run began while its module was paused or the connection disabled"
        if not scheduled:
            asked, self.asked_ms = self.asked_ms is not None, None
            if not asked and self.more:
                asked, self.more = True, self.more - 1
            return missing or (None if asked else "a run began that nobody asked for")
        on_time = self.owed_ms is not None or now_ms in self.slots(now_ms - 1, now_ms)
        self.owed_ms, self.checked_ms = None, max(self.checked_ms, now_ms)
        return missing or (None if on_time else "a scheduled run began that no slot asks for")

    def hold(self) -> None:
        """Take in that a run of triggers began, behind which this waits."""
        self.held = True

    def release(self, now_ms: int) -> None:
        """Take in that it ended."""
        self.owed_ms = self.owed_ms or next(self.slots(self.checked_ms, now_ms), None)
        self.checked_ms = max(self.checked_ms, now_ms)
        self.held = False
        self.asked_ms = None if self.asked_ms is None else now_ms

    def end(self, now_ms: int, *, single: bool = False) -> None:
        """Take in that the run under way ended; the end of the first is what the slots are counted from."""
        self.owed_ms = self.owed_ms or next(self.slots(self.checked_ms, now_ms), None)
        self.checked_ms = max(self.checked_ms, now_ms)
        self.running = False
        self.asked_ms = None if self.asked_ms is None else now_ms
        if self.first_end_ms is None and not single:
            self.first_end_ms = self.checked_ms = now_ms

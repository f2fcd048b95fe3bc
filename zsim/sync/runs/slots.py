"""The slots of a module: when its scheduled runs are due. Source: SYN-01, SYN-02, SYN-11."""

from __future__ import annotations

from collections.abc import Callable

from zsim.ports.app import Cancellable, Timing


def may_run(open: bool, paused: bool) -> bool:
    """Whether a slot that came starts a run; one that does not is not made up for. Source: DIS-01, SYN-06, SYN-12."""
    return open and not paused


class Alarm:
    """Wakes up at each slot: ``next_ms`` tells the next one, ``None`` for none, and ``due`` is called when it comes."""

    __slots__ = ("_due", "_next_ms", "_timer", "_timing")

    def __init__(self, timing: Timing, next_ms: Callable[[], int | None], due: Callable[[], None]) -> None:
        self._timing = timing
        self._next_ms = next_ms
        self._due = due
        self._timer: Cancellable | None = None

    def reset(self) -> None:
        """Wake up at the next slot, as things stand now."""
        if self._timer is not None:
            self._timer.cancel()
        at_ms = self._next_ms()
        self._timer = None if at_ms is None else self._timing.call_at(at_ms, self._strike)

    def _strike(self) -> None:
        self.reset()
        self._due()


class Slots:
    """Slots a period apart, counted from ``base_ms`` once that is known; nothing but a new base shifts them.

    ``period_ms`` tells the period, zero for no schedule at present. ``due`` is called at each slot.
    """

    __slots__ = ("_alarm", "_period_ms", "_timing", "base_ms")

    def __init__(self, timing: Timing, period_ms: Callable[[], int], due: Callable[[], None]) -> None:
        self._timing = timing
        self._period_ms = period_ms
        self._alarm = Alarm(timing, lambda: self.next_ms, due)
        self.base_ms: int | None = None

    @property
    def next_ms(self) -> int | None:
        """When the next slot is, strictly later than now; ``None`` without a schedule."""
        period_ms = self._period_ms()
        if self.base_ms is None or not period_ms:
            return None
        past = (self._timing.now_ms - self.base_ms) // period_ms
        return self.base_ms + (past + 1) * period_ms

    def count_from(self, base_ms: int | None) -> None:
        """Count the slots from there; ``None`` ends them."""
        self.base_ms = base_ms
        self.reset()

    def reset(self) -> None:
        """Wake up at the next slot, as the period stands now."""
        self._alarm.reset()

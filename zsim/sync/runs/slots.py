"""The slots of a module: when its scheduled runs are due. Source: SYN-01, SYN-02, SYN-11."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from zsim.ports.app import Cancellable, Timing
from zsim.sync.runs.engine_state import EngineState, StateCell


def may_run(open: bool, paused: bool) -> bool:
    """Whether a slot that came starts a run; one that does not is not made up for. Source: DIS-01, SYN-06, SYN-12."""
    return open and not paused


class Armed(NamedTuple):
    """An alarm that is set: when it wakes up, and its place among those that wake up at once."""

    number: int
    at_ms: int


class Alarm:
    """Wakes up at each slot: ``next_ms`` tells the next one, ``None`` for none, and ``due`` is called when it comes."""

    __slots__ = ("_armed", "_due", "_next_ms", "_state", "_timer", "_timing")

    def __init__(
        self,
        key: object,
        timing: Timing,
        state: EngineState,
        next_ms: Callable[[], int | None],
        due: Callable[[], None],
    ) -> None:
        self._timing = timing
        self._state = state
        self._next_ms = next_ms
        self._due = due
        self._armed: StateCell[Armed | None] = state.cell("alarms", key, None)
        self._timer: Cancellable | None = None

    @property
    def armed(self) -> Armed | None:
        """When it wakes up; ``None`` while it is not set."""
        return self._armed.value

    def reset(self) -> None:
        """Wake up at the next slot, as things stand now."""
        at_ms = self._next_ms()
        self._armed.set(None if at_ms is None else Armed(self._state.next_number(), at_ms))
        self.rearm()
        self._state.commit()

    def rearm(self) -> None:
        """Set the timer that is to be set, as after the engine stopped.

        Alarms that wake up at one moment do so in the order in which they were set, which is that of their numbers:
        who sets several anew goes by these.
        """
        if self._timer is not None:
            self._timer.cancel()
        armed = self._armed.value
        self._timer = None if armed is None else self._timing.call_at(armed.at_ms, self._strike)

    def _strike(self) -> None:
        self.reset()
        self._due()


class Slots:
    """Slots a period apart, counted from ``base_ms`` once that is known; nothing but a new base shifts them.

    ``period_ms`` tells the period, zero for no schedule at present. ``due`` is called at each slot.
    """

    __slots__ = ("_base_ms", "_period_ms", "_timing", "alarm")

    def __init__(
        self, key: object, timing: Timing, state: EngineState, period_ms: Callable[[], int], due: Callable[[], None]
    ) -> None:
        self._timing = timing
        self._period_ms = period_ms
        self._base_ms: StateCell[int | None] = state.cell("slot bases", key, None)
        self.alarm = Alarm(key, timing, state, lambda: self.next_ms, due)

    @property
    def base_ms(self) -> int | None:
        """Where the slots are counted from; ``None`` before that is known."""
        return self._base_ms.value

    @property
    def next_ms(self) -> int | None:
        """When the next slot is, strictly later than now; ``None`` without a schedule."""
        period_ms, base_ms = self._period_ms(), self._base_ms.value
        if base_ms is None or not period_ms:
            return None
        past = (self._timing.now_ms - base_ms) // period_ms
        return base_ms + (past + 1) * period_ms

    def count_from(self, base_ms: int | None) -> None:
        """Count the slots from there; ``None`` ends them."""
        self._base_ms.set(base_ms)
        self.reset()

    def reset(self) -> None:
        """Wake up at the next slot, as the period stands now."""
        self.alarm.reset()

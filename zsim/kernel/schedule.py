"""The schedule: actions that fall due at a virtual time, fired in order as the clock is moved."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heapify, heappop, heappush

from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError

SWEPT_EVERY = 4_000
"""So many timers are set, at least, before a schedule looks for cancelled ones again."""


class Timer:
    """An action that falls due at ``at_ms``; it is ``None`` once it was fired or cancelled."""

    __slots__ = ("action", "at_ms")

    def __init__(self, at_ms: int, action: Callable[[], None]) -> None:
        self.at_ms = at_ms
        self.action: Callable[[], None] | None = action

    def cancel(self) -> None:
        """Never fire the action; cancelling twice, or after it fired, does nothing."""
        self.action = None


class Schedule:
    """Timers ordered by (time, number): of those due at once, the one set first goes first.

    Cancelled ones are swept out after so many were set since the last sweep, or four times those it left. A timer needs
    not know its schedule for that, and setting one costs no more than a comparison of numbers.
    """

    __slots__ = ("_clock", "_heap", "_number", "_swept_at", "firing")

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._heap: list[tuple[int, int, Timer]] = []
        self._number = 0
        self._swept_at = SWEPT_EVERY
        self.firing = False
        """Whether something that fell due is being done; to be read only."""

    def at(self, at_ms: int, action: Callable[[], None]) -> Timer:
        """Fire ``action`` at a time that is not past; an earlier one raises ``UsageError``."""
        if at_ms < self._clock.now_ms:
            raise self._past(at_ms)
        timer = Timer(at_ms, action)
        self._number = number = self._number + 1
        heappush(self._heap, (at_ms, number, timer))
        if number >= self._swept_at:
            self._sweep()
        return timer

    def after(self, delay_ms: int, action: Callable[[], None]) -> Timer:
        """Fire ``action`` so many milliseconds from now; a negative delay raises ``UsageError``."""
        at_ms = self._clock.now_ms + delay_ms
        if delay_ms < 0:
            raise self._past(at_ms)
        timer = Timer(at_ms, action)  # as in `at`: to call it would cost a tenth of a timer's life
        self._number = number = self._number + 1
        heappush(self._heap, (at_ms, number, timer))
        if number >= self._swept_at:
            self._sweep()
        return timer

    def first_at(self, at_ms: int, rank: int, action: Callable[[], None]) -> None:
        """Fire ``action`` at that time before all that ``at`` and ``after`` set for it.

        Of several the higher ``rank`` goes first, whichever was set first; a rank is used once for a moment.
        """
        heappush(self._heap, (at_ms, -rank, Timer(at_ms, action)))

    def next_at_ms(self) -> int | None:
        """When the next pending timer falls due; ``None`` when there is none."""
        heap = self._heap
        while heap and heap[0][2].action is None:
            heappop(heap)
        return heap[0][0] if heap else None

    def run_until(self, end_ms: int) -> None:
        """Fire everything due up to ``end_ms`` in order, then stand at ``end_ms``.

        An action may itself move the clock; a timer that this makes late fires at once, in its turn.
        """
        heap, clock = self._heap, self._clock
        if end_ms < clock.now_ms:
            clock.move_to(end_ms)  # refuses
        former, self.firing = self.firing, True
        try:
            while heap and heap[0][0] <= end_ms:
                at_ms, _, timer = heappop(heap)
                action = timer.action
                if action is None:
                    continue
                timer.action = None
                if at_ms > clock.now_ms:
                    clock.move_to(at_ms)
                action()
        finally:
            self.firing = former
        if end_ms > clock.now_ms:
            clock.move_to(end_ms)

    def run_for(self, length_ms: int) -> None:
        """Fire everything due within so many milliseconds, then stand at their end."""
        self.run_until(self._clock.now_ms + length_ms)

    def settle(self) -> None:
        """Fire everything due now, and what that makes due now, without moving the clock."""
        self.run_until(self._clock.now_ms)

    def next_event(self) -> bool:
        """Move to the next pending timer and fire all that is due then; false when there is none."""
        at_ms = self.next_at_ms()
        if at_ms is None:
            return False
        self.run_until(max(at_ms, self._clock.now_ms))
        return True

    def __len__(self) -> int:
        """How many timers stand here, of which some may be cancelled ones that were not swept out yet."""
        return len(self._heap)

    def _sweep(self) -> None:
        """Take cancelled timers out, of the very list that ``run_until`` may be going through."""
        heap = self._heap
        pending = [each for each in heap if each[2].action is not None]
        if len(pending) < len(heap):
            heap[:] = pending
            heapify(heap)
        self._swept_at = self._number + max(SWEPT_EVERY, 4 * len(heap))

    def _past(self, at_ms: int) -> UsageError:
        return UsageError(
            asked=f"a timer at {at_ms} ms",
            found=f"the clock stands at {self._clock.now_ms} ms",
            right="a timer falls due now or later",
        )

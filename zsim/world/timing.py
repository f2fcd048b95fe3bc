"""Time as the engine sees it, over the world's clock and schedule."""

from __future__ import annotations

from collections.abc import Callable

from zsim.faults import EngineKilled
from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
from zsim.kernel.schedule import Schedule, Timer


class WorldTiming:
    """The ``Timing`` port over virtual time.

    What fires later goes back to what was going on when it was set: the journal's cause is carried along. ``call_ms``
    is what one call over the network takes; with none, a whole run happens in one instant. ``after`` is called when
    something that fell due has been done, ``on_killed`` when the engine was killed over it; without one, that goes on
    to whoever lets time pass.
    """

    __slots__ = ("_after", "_call_ms", "_clock", "_journal", "_on_killed", "_process", "_schedule")

    def __init__(
        self,
        clock: Clock,
        schedule: Schedule,
        journal: Journal,
        call_ms: int,
        after: Callable[[], None],
        on_killed: Callable[[], None] | None = None,
    ) -> None:
        self._clock = clock
        self._schedule = schedule
        self._journal = journal
        self._call_ms = call_ms
        self._after = after
        self._on_killed = on_killed
        self._process = _Process()

    @property
    def now_ms(self) -> int:
        """The present, in milliseconds of UTC."""
        return self._clock.now_ms

    @property
    def zone(self) -> str:
        """The zone of the clock."""
        return self._clock.zone

    def call_at(self, at_ms: int, action: Callable[[], None]) -> Timer:
        """Call ``action`` once at that time."""
        return self._schedule.at(at_ms, self._caused(action))

    def yield_for(self, wait_ms: int, action: Callable[[], None]) -> Timer:
        """Call ``action`` after ``wait_ms`` and what the network takes."""
        return self._schedule.after(wait_ms + self._call_ms, self._caused(action))

    def at_once(self, action: Callable[[], None]) -> None:
        """Call ``action`` now; an engine killed over it starts anew, as over what falls due."""
        if self.acting:
            action()
        else:
            self._caused(action)()

    def nothing_else_due(self, wait_ms: int) -> bool:
        """Whether a breath of ``wait_ms`` would take no time while nothing else is due."""
        if wait_ms or self._call_ms:
            return False
        next_ms = self._schedule.next_at_ms()
        return next_ms is None or next_ms > self._clock.now_ms

    @property
    def acting(self) -> bool:
        """Whether the engine is at work on something that fell due."""
        return self._process.acting

    def forget(self) -> None:
        """Let nothing happen any more that was to be done later: the process that set it is dead."""
        self._process.alive = False
        self._process = _Process()

    def _caused(self, action: Callable[[], None]) -> _Caused:
        return _Caused(self._journal, self._process, action, self._after, self._on_killed)


class _Process:
    """One life of the engine, which takes its timers along when it ends."""

    __slots__ = ("acting", "alive")

    def __init__(self) -> None:
        self.alive = True
        self.acting = False


class _Caused:
    """An action that remembers the cause in force when it was set, and the life of the engine it belongs to."""

    __slots__ = ("_action", "_after", "_cause", "_journal", "_on_killed", "_process")

    def __init__(
        self,
        journal: Journal,
        process: _Process,
        action: Callable[[], None],
        after: Callable[[], None],
        on_killed: Callable[[], None] | None,
    ) -> None:
        self._journal = journal
        self._process = process
        self._action = action
        self._after = after
        self._on_killed = on_killed
        self._cause = journal.cause

    def __call__(self) -> None:
        if not self._process.alive:
            return
        journal, process = self._journal, self._process
        former, within = journal.cause, process.acting  # somebody may let time pass in the midst of a call
        journal.cause = self._cause
        process.acting = True
        try:
            self._action()
        except EngineKilled:
            process.acting = within
            if within or self._on_killed is None:
                raise
            self._on_killed()
        finally:
            process.acting = within
            journal.cause = former
        self._after()

"""The world's time shown to code that asks Python for it: ``datetime.now()``, ``date.today()``, ``time.time()``.

freezegun replaces these wherever they were imported, which takes tens of milliseconds. So it is entered once, and
afterwards only the moment it answers with is changed.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

from zsim.kernel.clock import EPOCH

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory, StepTickTimeFactory, TickingDateTimeFactory, _freeze_time

    Shown = FrozenDateTimeFactory | StepTickTimeFactory | TickingDateTimeFactory

NAIVE_EPOCH = EPOCH.replace(tzinfo=None)
STOPWATCHES = ("monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns")

# Who keeps the real names: pytest, which tells when a session began, and we, who never ask Python for the time.
LEFT_ALONE = ["_pytest", "zsim"]


class FrozenTime:
    """What Python's clocks show: the real time until entered, then the moment last moved to, in UTC.

    Stopwatches (``time.monotonic``, ``time.perf_counter``) go on in real time, so durations and deadlines of pytest
    and Hypothesis mean what they say.
    """

    __slots__ = ("_freezer", "_now", "_shown")

    def __init__(self) -> None:
        self._freezer: _freeze_time | None = None
        self._shown: Shown | None = None
        self._now = NAIVE_EPOCH

    def enter(self) -> None:
        """Show the moment last moved to (1970 before any) from now on; entering again does nothing."""
        from freezegun import api

        if self._freezer is not None:
            return
        self._freezer = api.freeze_time(self._now, ignore=LEFT_ALONE)
        self._shown = self._freezer.start()
        # The list has served its purpose. Kept, a caller of ours within five frames would read the real time.
        api.ignore_lists[-1] = ()
        self._release_stopwatches()

    def move_to(self, ms: int) -> None:
        """Show another moment, earlier or later, in milliseconds of UTC; takes about two microseconds."""
        self._now = now = NAIVE_EPOCH + timedelta(milliseconds=ms)
        if self._shown is not None:
            self._shown.time_to_freeze = now

    def leave(self) -> None:
        """Show the real time again; leaving when not entered does nothing."""
        if self._freezer is not None:
            self._freezer.stop()
            self._freezer = self._shown = None

    def _release_stopwatches(self) -> None:
        """Undo what entering did to stopwatches, in ``time`` and in every module that imported one by name."""
        from freezegun import api

        assert self._freezer is not None
        real = {getattr(api, f"real_{name}") for name in STOPWATCHES}
        for name in STOPWATCHES:
            setattr(time, name, getattr(api, f"real_{name}"))
        for module, name, original in self._freezer.undo_changes:
            if original in real:
                setattr(module, name, original)

"""How long something took, in real time or the processor's: for people and for commands, never for a world."""

from __future__ import annotations

import time
from collections.abc import Callable


class Stopwatch:
    """Runs from when it was made, whatever Python's clocks are made to show: in real time, or by another clock."""

    __slots__ = ("_began", "_clock")

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._began = clock()

    @property
    def seconds(self) -> float:
        """The seconds since."""
        return self._clock() - self._began

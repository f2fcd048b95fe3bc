"""Real time that has passed, for telling somebody how fast a command was and for ending one: never for a world."""

from __future__ import annotations

import time


class Stopwatch:
    """Runs in real time from when it was made, whatever Python's clocks are made to show."""

    __slots__ = ("_began",)

    def __init__(self) -> None:
        self._began = time.perf_counter()

    @property
    def seconds(self) -> float:
        """The seconds since."""
        return time.perf_counter() - self._began

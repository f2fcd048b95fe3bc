"""Python's garbage collector, set for what a simulation does: make much that lives as long as its world.

By default the collector looks at what is new after every 700 values, and at all there is whenever a quarter more was
made. A large run keeps what it makes, so nothing is found: it costs a tenth of a suite, and up to a half of a run of a
hundred thousand records. mypy and others set it likewise when they start.
"""

from __future__ import annotations

import gc

THRESHOLDS = (50_000, 20, 10)


class GarbageCollector:
    """How often the collector looks: as Python has it until entered, then seldom, until left."""

    __slots__ = ("_former",)

    def __init__(self) -> None:
        self._former: tuple[int, int, int] | None = None

    def enter(self) -> None:
        """Look seldom from now on; entering again does nothing."""
        if self._former is None:
            self._former = gc.get_threshold()
            gc.set_threshold(*THRESHOLDS)

    def leave(self) -> None:
        """Look as often as before, unless somebody else has a say since; leaving when not entered does nothing."""
        if self._former is not None:
            if gc.get_threshold() == THRESHOLDS:
                gc.set_threshold(*self._former)
            self._former = None

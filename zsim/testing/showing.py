"""When a world's time is shown, and garbage looked for seldom: while a test is called that takes a world, at no other.

Fixtures, reporters and the end of the session have real time and the collector as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from zsim.kernel.collector import GarbageCollector
from zsim.kernel.frozen import FrozenTime


class WorldShowing:
    """One session's: set for a world while a test is called, and cleared afterwards."""

    __slots__ = ("_collector", "calling", "frozen")

    def __init__(self) -> None:
        self.calling = False
        self.frozen = FrozenTime()
        self._collector = GarbageCollector()

    @contextmanager
    def call(self, has_world: bool) -> Iterator[None]:
        """Have a test called inside; it may come by its world only then."""
        self.calling = True
        try:
            if has_world:
                self.enter_world()
            yield
        finally:
            self.calling = False
            self.clear()

    def enter_world(self) -> None:
        """Show the world's time if a test is being called; before that, it is only noted."""
        if self.calling:
            self.frozen.enter()
            self._collector.enter()

    def clear(self) -> None:
        """Show the real time again, or what somebody else shows."""
        self.frozen.leave()
        self._collector.leave()

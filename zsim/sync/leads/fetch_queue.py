"""The line before MarketingHub: one fetch at a time, whichever sync it is of. Source: LED-30."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Protocol

from zsim.sync.runs.queue import REPEATABLE, RunRequest


class Fetching(Protocol):
    """What takes a wish and makes a fetch of it; it says when that has ended."""

    def ask(self, request: RunRequest) -> None:
        """Start the fetch."""


class FetchLine:
    """Lets fetches in one by one, in the order they were asked for.

    Two syncs due in one instant, as at nine every day, would else look for a lead at once and both make it; so the
    second finds what the first made, and counts a duplicate. Source: LED-30.
    """

    __slots__ = ("_inside", "_waiting")

    def __init__(self) -> None:
        self._inside: Fetching | None = None
        self._waiting: deque[tuple[Fetching, RunRequest]] = deque()

    def ask(self, fetching: Fetching, request: RunRequest) -> None:
        """Start the fetch, or put it behind those that were asked for before; one scheduled of a sync waits at most."""
        if self._inside is None and not self._waiting:
            self._enter(fetching, request)
        elif request.trigger not in REPEATABLE or not self._waits(fetching, request):
            self._waiting.append((fetching, request))

    def holds(self, fetching: Fetching) -> bool:
        """Whether a fetch of the sync waits."""
        return any(each is fetching for each, _ in self._waiting)

    def leave(self, fetching: Fetching) -> None:
        """Forget what waits of a sync that fetches no more."""
        self._waiting = deque([each for each in self._waiting if each[0] is not fetching])

    def ended(self, later: Callable[[Callable[[], None]], object]) -> None:
        """Let the next one in, ``later``: when the fetch that ended has become history."""
        self._inside = None
        if self._waiting:
            later(self._next)

    def _next(self) -> None:
        if self._inside is None and self._waiting:
            self._enter(*self._waiting.popleft())

    def _enter(self, fetching: Fetching, request: RunRequest) -> None:
        self._inside = fetching
        fetching.ask(request)

    def _waits(self, fetching: Fetching, request: RunRequest) -> bool:
        return any(each is fetching and other.trigger is request.trigger for each, other in self._waiting)

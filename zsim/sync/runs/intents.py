"""Writes on their way: written down before the call, so that what an app did is known though nobody heard of it.

A run that breaks off between a write and its answer leaves here what it was about. The next run asks the app whether
the write was carried out, and if so takes the decision in as it was made, links, endings and all; what left no trace is
decided anew. Source: FLT-03, FLT-16.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from zsim.ports.records import Ref
from zsim.sync.runs.engine_state import StateTable

D = TypeVar("D")


class Intent(NamedTuple):
    """Decisions written in one call, the number of their step that is on its way, and when the run of it began."""

    decisions: tuple[Any, ...]
    number: int
    since_ms: int


class Intents(Generic[D]):
    """The writes on their way of one connection, or of one sync of leads, by the first record of each call.

    ``since_ms`` is when the run began that makes them. A row is a whole call: one for each of a hundred thousand
    records would be a tenth of a large run's time.
    """

    __slots__ = ("_table", "since_ms")

    def __init__(self, table: StateTable[Ref, Intent], since_ms: int) -> None:
        self._table = table
        self.since_ms = since_ms

    def begin(self, first: Ref, decisions: Sequence[D], number: int) -> None:
        """Write down what is about to be written."""
        self._table.put(first, Intent(tuple(decisions), number, self.since_ms))

    def end(self, first: Ref) -> None:
        """Forget it: what came of it is known."""
        self._table.remove(first)

    def left(self) -> Sequence[tuple[Ref, Intent]]:
        """Those that no answer came to, by the age of the records."""
        rows = self._table.rows
        return [(first, rows[first]) for first in sorted(rows)] if rows else ()

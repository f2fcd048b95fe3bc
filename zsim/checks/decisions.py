"""What became of the records of one run, as the checks are given it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from zsim.ports.records import Ref


class Decided(NamedTuple):
    """What became of one record, and the record of the other side that this is about."""

    ref: Ref
    outcome: str
    target: Ref | None = None


class Decisions:
    """What became of the records of one run, kept by columns like ``Effects``; the ``refs`` are in order, all of them.

    A decision may be about several records, each of which is told by itself. ``finished`` are those about which the run
    only finished what an earlier one was broken off in; that says nothing of what was read.
    """

    __slots__ = ("_outcomes", "_positions", "_targets", "finished", "refs")

    def __init__(self, decided: Iterable[Decided] = ()) -> None:
        self.refs: list[Ref] = []
        self.finished: list[Ref] = []
        self._outcomes: list[str] = []
        self._targets: list[Ref | None] = []
        self._positions: dict[Ref, int] = {}
        for ref, outcome, target in decided:
            self.extend((ref,), (outcome,), (target,))

    def extend(self, refs: Sequence[Ref], outcomes: Sequence[str], targets: Sequence[Ref | None]) -> None:
        """Take in some more."""
        self.refs += refs
        self._outcomes += outcomes
        self._targets += targets

    def revise(self, refs: Iterable[Ref], outcome: str, target: Ref | None) -> None:
        """Put another outcome in the place of the former one of these records."""
        if len(self._positions) != len(self.refs):
            self._positions = {ref: position for position, ref in enumerate(self.refs)}
        for ref in refs:
            position = self._positions.get(ref)
            if position is None:
                self.extend((ref,), (outcome,), (target,))  # the second look took in one more
                continue
            self._outcomes[position], self._targets[position] = outcome, target

    def of(self, *outcomes: str) -> Iterator[Decided]:
        """Those with one of the outcomes."""
        for position, outcome in enumerate(self._outcomes):
            if outcome in outcomes:
                yield Decided(self.refs[position], outcome, self._targets[position])

    def count(self, *outcomes: str) -> int:
        """How many have one of the outcomes."""
        return sum(map(self._outcomes.count, outcomes))

"""What became of the records of one run, as the checks are given it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from zsim.ports.records import Ref


class Decided(NamedTuple):
    """What became of one record, and the record of the other side that this is about.

    ``code`` is that of its reason, ``entry`` the decision's in the journal; one decision may be about several records.
    """

    ref: Ref
    outcome: str
    target: Ref | None = None
    code: str = ""
    entry: int = 0


class ConflictSeen(NamedTuple):
    """What a decision said of a field edited on both sides: by its name in the CRM, and whose value stands."""

    ref: Ref
    field: str
    winner: str
    entry: int = 0


class Decisions:
    """What became of the records of one run, kept by columns like ``Effects``; the ``refs`` are in order, all of them.

    A decision may be about several records, each of which is told by itself. ``finished`` are those about which the run
    only finished what an earlier one was broken off in; that says nothing of what was read. ``conflicts`` are the
    fields that decisions said to be edited on both sides.
    """

    __slots__ = (
        "_codes",
        "_entries",
        "_former",
        "_outcomes",
        "_positions",
        "_positions_by_entry",
        "_targets",
        "conflicts",
        "finished",
        "refs",
    )

    def __init__(self, decided: Iterable[Decided] = ()) -> None:
        self.refs: list[Ref] = []
        self.finished: list[Ref] = []
        self.conflicts: list[ConflictSeen] = []
        self._outcomes: list[str] = []
        self._targets: list[Ref | None] = []
        self._codes: list[str] = []
        self._entries: list[int] = []
        self._former: dict[int, list[Decided]] = {}
        self._positions: dict[Ref, int] = {}
        self._positions_by_entry: dict[int, list[int]] = {}
        for ref, outcome, target, code, entry in decided:
            self.extend((ref,), (outcome,), (target,), (code,), (entry,))

    def extend(
        self,
        refs: Sequence[Ref],
        outcomes: Sequence[str],
        targets: Sequence[Ref | None],
        codes: Sequence[str],
        entries: Sequence[int],
    ) -> None:
        """Take in some more."""
        self.refs += refs
        self._outcomes += outcomes
        self._targets += targets
        self._codes += codes
        self._entries += entries

    def finish(self, decided: Decided) -> None:
        """Take in that what was left of an earlier decision about a record was carried out."""
        self.finished.append(decided.ref)
        self._former.setdefault(decided.entry, []).append(decided)

    def revise(self, refs: Iterable[Ref], outcome: str, target: Ref | None, code: str = "", entry: int = 0) -> None:
        """Put another outcome in the place of the former one of these records.

        What the former decision wrote remains its own.
        """
        if len(self._positions) != len(self.refs):
            self._positions = {ref: position for position, ref in enumerate(self.refs)}
        for ref in refs:
            position = self._positions.get(ref)
            if position is None:
                self.extend((ref,), (outcome,), (target,), (code,), (entry,))  # the second look took in one more
                continue
            former = self._at(position)
            self._former.setdefault(former.entry, []).append(former)
            self._outcomes[position], self._targets[position] = outcome, target
            self._codes[position], self._entries[position] = code, entry
        self._positions_by_entry = {}

    def by(self, entry: int) -> list[Decided]:
        """What the decision of that entry says of each record it is about; a former one that was overtaken, too."""
        if not self._positions_by_entry:
            for position, each in enumerate(self._entries):
                self._positions_by_entry.setdefault(each, []).append(position)
        found = [self._at(position) for position in self._positions_by_entry.get(entry, ())]
        return found + self._former.get(entry, []) if self._former else found

    def of(self, *outcomes: str) -> Iterator[Decided]:
        """Those with one of the outcomes."""
        for position, outcome in enumerate(self._outcomes):
            if outcome in outcomes:
                yield self._at(position)

    def named(self) -> Iterator[Ref]:
        """Every record that a decision is about, on either side."""
        yield from self.refs
        yield from [each for each in self._targets if each is not None]
        for former in self._former.values():
            yield from [ref for each in former for ref in (each.ref, each.target) if ref is not None]

    def count(self, *outcomes: str) -> int:
        """How many have one of the outcomes."""
        return sum(map(self._outcomes.count, outcomes))

    def _at(self, position: int) -> Decided:
        return Decided(
            self.refs[position],
            self._outcomes[position],
            self._targets[position],
            self._codes[position],
            self._entries[position],
        )

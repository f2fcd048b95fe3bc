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
    fields that decisions said to be edited on both sides. ``cited`` are the ids of the behaviours that decisions rest
    on, with the first of these decisions' entry, by whatever tells decisions that rest on others apart.
    """

    __slots__ = (
        "_by_entry",
        "_codes",
        "_entries",
        "_former",
        "_indexed",
        "_outcomes",
        "_targets",
        "cited",
        "conflicts",
        "finished",
        "refs",
    )

    def __init__(self, decided: Iterable[Decided] = ()) -> None:
        self.refs: list[Ref] = []
        self.finished: list[Ref] = []
        self.conflicts: list[ConflictSeen] = []
        self.cited: dict[object, tuple[int, Sequence[str]]] = {}
        self._outcomes: list[str] = []
        self._targets: list[Ref | None] = []
        self._codes: list[str] = []
        self._entries: list[int] = []
        self._former: dict[int, list[Decided]] = {}
        self._by_entry: dict[int, list[int]] = {}
        self._indexed = 0
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

    def revise(
        self, former: int, refs: Iterable[Ref], outcome: str, target: Ref | None, code: str = "", entry: int = 0
    ) -> None:
        """Put another outcome of these records in the place of what the decision of the entry ``former`` said.

        What that one wrote remains its own. A record it was about and the other is not will have a decision of its own.
        """
        self._index()
        positions = self._by_entry.pop(former, [])
        self._former.setdefault(former, []).extend(map(self._at, positions))
        held = {self.refs[position]: position for position in positions}
        for ref in refs:
            position = held.pop(ref, None)
            if position is None:
                self.extend((ref,), (outcome,), (target,), (code,), (entry,))  # the second look took in one more
                continue
            self._outcomes[position], self._targets[position] = outcome, target
            self._codes[position], self._entries[position] = code, entry
            self._by_entry.setdefault(entry, []).append(position)
        for position in sorted(held.values(), reverse=True):
            for column in (self.refs, self._outcomes, self._targets, self._codes, self._entries):
                del column[position]
            self._by_entry, self._indexed = {}, 0

    def by(self, entry: int) -> list[Decided]:
        """What the decision of that entry says of each record it is about; a former one that was overtaken, too."""
        self._index()
        found = [self._at(position) for position in self._by_entry.get(entry, ())]
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

    def count_coded(self, code: str) -> int:
        """How many have a reason of that code."""
        return self._codes.count(code)

    def _index(self) -> None:
        """Take what came since this was done last into the index by entries."""
        for position in range(self._indexed, len(self.refs)):
            self._by_entry.setdefault(self._entries[position], []).append(position)
        self._indexed = len(self.refs)

    def _at(self, position: int) -> Decided:
        return Decided(
            self.refs[position],
            self._outcomes[position],
            self._targets[position],
            self._codes[position],
            self._entries[position],
        )

"""What one run changed, as the checks are given it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from zsim.ports.records import Fields, Ref

Change = tuple[str, Fields | None, Fields | None]
"""What was done to a record, and its fields before and after."""


class EffectSeen(NamedTuple):
    """A record that changed.

    ``number`` is the journal entry's, ``cause`` that of the decision it carries out; ``rooted`` says whether its causes
    lead back to a person's command, or to a decision of a run; ``closed`` says why nothing should have crossed just
    then, ``None`` while the connection was open.
    """

    number: int
    ref: Ref
    change: str
    before: Fields | None
    after: Fields | None
    rooted: bool = True
    closed: str | None = None
    cause: int = 0

    @property
    def changed_fields(self) -> frozenset[str]:
        """The names of the fields whose values differ."""
        before, after = self.before or {}, self.after or {}
        held = before.get
        changed = [name for name, value in after.items() if held(name) != value]
        lost = [name for name in before.keys() - after.keys() if before[name] is not None]
        return frozenset([*changed, *lost])


class Effects:
    """What one run changed, in order, kept by columns: of a hundred thousand creations nobody asks for a single one."""

    __slots__ = ("_afters", "_befores", "_causes", "_changes", "_numbers", "_odd", "_positions", "refs")

    def __init__(self, seen: Iterable[EffectSeen] = ()) -> None:
        self.refs: list[Ref] = []
        self._numbers: list[int] = []
        self._causes: list[int] = []
        self._changes: list[str] = []
        self._befores: list[Fields | None] = []
        self._afters: list[Fields | None] = []
        self._positions: dict[str, list[int]] = defaultdict(list)
        self._odd: dict[int, tuple[bool, str | None]] = {}
        for number, ref, change, before, after, rooted, closed, cause in seen:
            self.add(number, ref, (change, before, after), rooted, closed, cause)

    def add(
        self, number: int, ref: Ref, change: Change, rooted: bool = True, closed: str | None = None, cause: int = 0
    ) -> None:
        """Take in one more, by the fields of ``EffectSeen``."""
        word, before, after = change
        self._take_in((number,), (ref,), (cause,), word, rooted, closed)
        self._befores.append(before)
        self._afters.append(after)

    def add_created(
        self,
        numbers: Sequence[int],
        refs: Sequence[Ref],
        fields: Sequence[Fields],
        causes: Sequence[int],
        rooted: bool,
        closed: str | None,
    ) -> None:
        """Take in records made in a row, all while the connection stood so.

        ``add`` for each would take a twentieth more of an initial sync.
        """
        self._take_in(numbers, refs, causes, "created", rooted, closed)
        self._befores += [None] * len(refs)
        self._afters += fields

    def of(self, change: str) -> Iterator[EffectSeen]:
        """Those of one sort of change."""
        return map(self._seen, self._positions.get(change, ()))

    def created(self) -> list[Ref]:
        """The records made, for less work than all that is known of them."""
        return [self.refs[position] for position in self._positions.get("created", ())]

    def created_by(self, cause: int) -> list[Ref]:
        """The records that one decision made."""
        return [self.refs[each] for each in self._positions.get("created", ()) if self._causes[each] == cause]

    def odd(self) -> Iterator[EffectSeen]:
        """Those that nothing caused, and those that crossed a closed connection."""
        return map(self._seen, self._odd)

    def __iter__(self) -> Iterator[EffectSeen]:
        return map(self._seen, range(len(self.refs)))

    def __len__(self) -> int:
        return len(self.refs)

    def _take_in(
        self,
        numbers: Sequence[int],
        refs: Sequence[Ref],
        causes: Sequence[int],
        change: str,
        rooted: bool,
        closed: str | None,
    ) -> None:
        positions = range(len(self.refs), len(self.refs) + len(refs))
        if not rooted or closed is not None:
            self._odd.update(dict.fromkeys(positions, (rooted, closed)))
        self._positions[change] += positions
        self._changes += [change] * len(refs)
        self.refs += refs
        self._numbers += numbers
        self._causes += causes

    def _seen(self, at: int) -> EffectSeen:
        change = self._changes[at], self._befores[at], self._afters[at]
        odd = self._odd.get(at, (True, None))
        return EffectSeen(self._numbers[at], self.refs[at], *change, *odd, self._causes[at])

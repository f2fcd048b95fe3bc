"""What a check is given: one finished run as it shows in the journal and in the apps, in plain values.

The checks know neither the fakes nor the engine; ``zsim.world`` tells them what happened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zsim.catalogue import catalogue
from zsim.checks.fetches import FetchSeen
from zsim.ports.records import Fields, Ref

Change = tuple[str, Fields | None, Fields | None]
"""What was done to a record, and its fields before and after."""


class EffectSeen(NamedTuple):
    """A record that changed.

    ``number`` is the journal entry's; ``rooted`` says whether its causes lead back to a person's command, or to a
    decision of a run; ``closed`` says why nothing should have crossed just then, ``None`` while the connection was
    open.
    """

    number: int
    ref: Ref
    change: str
    before: Fields | None
    after: Fields | None
    rooted: bool = True
    closed: str | None = None

    @property
    def changed_fields(self) -> frozenset[str]:
        """The names of the fields whose values differ."""
        before, after = self.before or {}, self.after or {}
        return frozenset([name for name in {**before, **after} if before.get(name) != after.get(name)])


class Effects:
    """What one run changed, in order, kept by columns: of a hundred thousand creations nobody asks for a single one."""

    __slots__ = ("_afters", "_befores", "_changes", "_numbers", "_odd", "_positions", "refs")

    def __init__(self, seen: Iterable[EffectSeen] = ()) -> None:
        self.refs: list[Ref] = []
        self._numbers: list[int] = []
        self._changes: list[str] = []
        self._befores: list[Fields | None] = []
        self._afters: list[Fields | None] = []
        self._positions: dict[str, list[int]] = defaultdict(list)
        self._odd: dict[int, tuple[bool, str | None]] = {}
        for number, ref, change, before, after, rooted, closed in seen:
            self.add(number, ref, (change, before, after), rooted, closed)

    def add(self, number: int, ref: Ref, change: Change, rooted: bool = True, closed: str | None = None) -> None:
        """Take in one more, by the fields of ``EffectSeen``."""
        word, before, after = change
        self._take_in((number,), (ref,), word, rooted, closed)
        self._befores.append(before)
        self._afters.append(after)

    def add_created(
        self, numbers: Sequence[int], refs: Sequence[Ref], fields: Sequence[Fields], rooted: bool, closed: str | None
    ) -> None:
        """Take in records made in a row, all while the connection stood so."""
        self._take_in(numbers, refs, "created", rooted, closed)
        self._befores += [None] * len(refs)
        self._afters += fields

    def of(self, change: str) -> Iterator[EffectSeen]:
        """Those of one sort of change."""
        return map(self._seen, self._positions.get(change, ()))

    def created(self) -> list[Ref]:
        """The records made, for less work than all that is known of them."""
        return [self.refs[position] for position in self._positions.get("created", ())]

    def odd(self) -> Iterator[EffectSeen]:
        """Those that nothing caused, and those that crossed a closed connection."""
        return map(self._seen, self._odd)

    def __iter__(self) -> Iterator[EffectSeen]:
        return map(self._seen, range(len(self.refs)))

    def __len__(self) -> int:
        return len(self.refs)

    def _take_in(
        self, numbers: Sequence[int], refs: Sequence[Ref], change: str, rooted: bool, closed: str | None
    ) -> None:
        positions = range(len(self.refs), len(self.refs) + len(refs))
        if not rooted or closed is not None:
            self._odd.update(dict.fromkeys(positions, (rooted, closed)))
        self._positions[change] += positions
        self._changes += [change] * len(refs)
        self.refs += refs
        self._numbers += numbers

    def _seen(self, at: int) -> EffectSeen:
        change = self._changes[at], self._befores[at], self._afters[at]
        return EffectSeen(self._numbers[at], self.refs[at], *change, *self._odd.get(at, (True, None)))


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


class Pair(NamedTuple):
    """A live link by its two records.

    ``followed`` says that the sync looks after pairs of this kind; one outside the chosen module stays as it was, and
    the sync does not even read whether its records live. Source: CUS-01, CUS-02, CUS-29.
    """

    crm: Ref
    finance: Ref
    followed: bool = True


@dataclass(frozen=True, slots=True)
class RunSeen:
    """One finished run.

    ``read`` are the records the feeds delivered, ``decisions`` what became of them, in order; ``effects`` what the run
    itself changed. ``finished`` says that it was neither failed nor stopped; ``whole``
    that it read what was deleted, which the single fetch of one record does not (SYN-09); ``quiet``
    that nobody had edited anything since the run before. ``allowed`` names the fields a sync may change, by
    organisation and module; a module that is missing may not be changed at all.
    ``pair_of`` gives the live link of a record, ``lives`` whether a record is in its module, ``same_named`` the active
    customers of a customer's name beside itself, oldest first.

    ``followed`` says of a CRM record that it is in a pair, or was fused into one. Of a finance record, ``source`` gives
    the CRM record it is or was linked with, ``born_in`` the side where that pair began, ``used`` whether it has
    transactions, ``noting_the_same`` other active records that hold the same CRM id, and ``unlike`` the fields in which
    a record of either side differs from what its pair agreed on. ``fields`` gives a live record's fields, ``touched``
    are records that others changed while the run was under way, ``refused`` those for which an app refused what was
    decided. ``keeps_born_in_finance`` and ``spares_used`` say that
    the oddities DEL-01 and DEL-03 are not switched off. ``fetch`` says more of a fetch of leads.
    """

    name: str
    finished: bool
    whole: bool
    overwrites: bool
    merges: bool
    quiet: bool
    read: tuple[Ref, ...]
    decisions: Decisions
    effects: Effects
    allowed: Mapping[tuple[str, str], frozenset[str]]
    pair_of: Callable[[Ref], Pair | None]
    lives: Callable[[Ref], bool]
    same_named: Callable[[Ref], tuple[Ref, ...]]
    followed: Callable[[Ref], bool]
    source: Callable[[Ref], Ref | None]
    born_in: Callable[[Ref], str | None]
    used: Callable[[Ref], bool]
    noting_the_same: Callable[[Ref], tuple[Ref, ...]]
    unlike: Callable[[Ref], tuple[str, ...]]
    fields: Callable[[Ref], Fields | None]
    touched: frozenset[Ref] = frozenset()
    refused: frozenset[Ref] = frozenset()
    keeps_born_in_finance: bool = True
    spares_used: bool = True
    fetch: FetchSeen | None = None


class Violation(NamedTuple):
    """An invariant that does not hold, and where it shows."""

    invariant: str
    told: str


class InvariantViolated(AssertionError):
    """An invariant is broken: a defect of the engine, of a fake, or of the catalogue's rulings."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        lines = [
            f"{each.invariant}: {catalogue().invariant(each.invariant).sentence} {each.told}" for each in violations
        ]
        super().__init__("\n".join(lines))
        self.violations = violations

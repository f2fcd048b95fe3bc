"""What a check is given: one finished run as it shows in the journal and in the apps, in plain values.

The checks know neither the fakes nor the engine; ``zsim.world`` tells them what happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

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

    __slots__ = ("_changes", "_numbers", "_odd", "refs")

    def __init__(self, seen: Iterable[EffectSeen] = ()) -> None:
        self.refs: list[Ref] = []
        self._numbers: list[int] = []
        self._changes: list[Change] = []
        self._odd: dict[int, tuple[bool, str | None]] = {}
        for number, ref, change, before, after, rooted, closed in seen:
            self.add(number, ref, (change, before, after), rooted, closed)

    def add(self, number: int, ref: Ref, change: Change, rooted: bool = True, closed: str | None = None) -> None:
        """Take in one more, by the fields of ``EffectSeen``."""
        if not rooted or closed is not None:
            self._odd[len(self.refs)] = rooted, closed
        self.refs.append(ref)
        self._numbers.append(number)
        self._changes.append(change)

    def of(self, change: str) -> Iterator[EffectSeen]:
        """Those of one sort of change."""
        return (self._seen(position) for position, each in enumerate(self._changes) if each[0] == change)

    def created(self) -> Iterator[tuple[Ref, Fields]]:
        """The records made and their fields, for less work than all that is known of them."""
        for ref, (change, _, after) in zip(self.refs, self._changes, strict=True):
            if change == "created" and after is not None:
                yield ref, after

    def odd(self) -> Iterator[EffectSeen]:
        """Those that nothing caused, and those that crossed a closed connection."""
        return map(self._seen, self._odd)

    def __iter__(self) -> Iterator[EffectSeen]:
        return map(self._seen, range(len(self.refs)))

    def __len__(self) -> int:
        return len(self.refs)

    def _seen(self, position: int) -> EffectSeen:
        rooted, closed = self._odd.get(position, (True, None))
        return EffectSeen(self._numbers[position], self.refs[position], *self._changes[position], rooted, closed)


class Decided(Protocol):
    """The decision about some records: what became of them."""

    @property
    def covers(self) -> tuple[Ref, ...]:
        """The records."""

    @property
    def outcome(self) -> str:
        """The outcome they share."""

    @property
    def target(self) -> Ref | None:
        """The record of the other side that it is about."""


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
    ``pair_of`` gives the live link of a record, ``lives`` whether a record is in its module, ``namesakes`` the active
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
    decisions: Sequence[Decided]
    effects: Effects
    allowed: Mapping[tuple[str, str], frozenset[str]]
    pair_of: Callable[[Ref], Pair | None]
    lives: Callable[[Ref], bool]
    namesakes: Callable[[Ref], tuple[Ref, ...]]
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

    @property
    def answered(self) -> list[Ref]:
        """The records that have an outcome, one with two twice."""
        return [ref for decided in self.decisions for ref in decided.covers]


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

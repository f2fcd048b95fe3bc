"""What the model holds: every record as its app shows it, and of each connection who belongs together and since when.

All of it follows from what was told; nothing is asked of the engine.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from zsim.checks.model.kinds import KINDS, MODULES
from zsim.checks.model.records import Records
from zsim.checks.model.told import RecordChange, Terms
from zsim.checks.model.values import CURRENCIES, held_by_crm, same
from zsim.ports.records import Fields, Ref, Value

FINANCE = "finance"
YET_TO_COME = sys.maxsize
"""The number of a run that is yet to come, which runs of other modules may come before."""
BY_MODULE = {name: [each for each, of in MODULES.items() if name in of] for names in MODULES.values() for name in names}


class Together(NamedTuple):
    """Two records that belong together, and the side on which the first of them was born.

    ``copied`` says that one of the two was made beside another of its name. Source: CUS-11, CUS-18, DEL-16.
    """

    kind: str
    crm: Ref
    finance: Ref
    origin: str
    copied: bool = False

    def other(self, ref: Ref) -> Ref:
        """The other of the two."""
        return self.finance if ref == self.crm else self.crm


class Agreed(NamedTuple):
    """What either side of a field held when the two were last seen to."""

    crm: Value
    finance: Value


class Aside(NamedTuple):
    """What a record was called that gave way to the copy of a pair, or went into one, when it did so.

    ``pair`` is ``None`` where that is of records that were not synced. ``found`` says that the run knew of it, which a
    search may not know yet. Source: FLT-08.
    """

    pair: Together | None
    name: str
    found: bool = True


class Apart(NamedTuple):
    """Two records that belonged together, by which outcome that ended, and what they had agreed on."""

    pair: Together
    outcome: str
    agreed: Mapping[tuple[str, str], Agreed] = {}


@dataclass(slots=True)
class Memory:
    """What a connection goes by: pairs and ended ones by either record, and what each pair agreed on by field.

    ``homes`` are the accounts of contacts when their contact persons were last seen to. ``unsure`` are pairs that
    somebody changed during a run, so that either side may be the one that counts. ``beside`` are records whose name was
    cloned, with the pairs of the copies. ``left`` are the fields that were edited in finance while only the CRM's
    values were fetched, ``unmapped`` those that were agreed on and are, or were for a time, not mapped. ``rejoined``
    are restored records that are of their pair again. ``mapped`` are the fields by the kind of pair, and ``since`` the
    pairs, with the number of the run that had them first. ``absorbed`` were merged into another, ``merged`` are the
    pairs that others were merged into: whose values stand there is not stated. ``pending`` are, by module, the records
    that the next run must look at, and ``chosen`` is the second in which its choices were edited, for the first time
    since the run numbered in ``chosen_before``, the last of its module, as ``ran`` has it. ``unseen`` are records of
    the CRM that changed outside the view, and are in no pair again since. ``shaken`` are those that a run had to do
    with which met a fault or broke off: the next one that ends well leaves them as they are to be, whether it speaks of
    them or not.
    """

    pairs: dict[Ref, Together] = field(default_factory=dict)
    ended: dict[Ref, Apart] = field(default_factory=dict)
    agreed: dict[Together, dict[tuple[str, str], Agreed]] = field(default_factory=dict)
    homes: dict[Together, Value] = field(default_factory=dict)
    unsure: dict[Together, None] = field(default_factory=dict)
    beside: dict[Ref, tuple[Aside, ...]] = field(default_factory=dict)
    left: dict[Together, set[tuple[str, str]]] = field(default_factory=dict)
    unmapped: dict[Together, set[tuple[str, str]]] = field(default_factory=dict)
    rejoined: dict[Ref, int] = field(default_factory=dict)
    runs: int = 0
    mapped: dict[str, dict[tuple[str, str], int]] = field(default_factory=dict)
    since: dict[Together, int] = field(default_factory=dict)
    absorbed: dict[Ref, Aside] = field(default_factory=dict)
    merged: set[Together] = field(default_factory=set)
    pending: dict[str, set[Ref]] = field(default_factory=lambda: {module: set() for module in MODULES})
    chosen: dict[str, int] = field(default_factory=dict)
    chosen_before: dict[str, int] = field(default_factory=dict)
    ran: dict[str, int] = field(default_factory=dict)
    unseen: set[Ref] = field(default_factory=set)
    shaken: dict[str, set[Ref]] = field(default_factory=lambda: {module: set() for module in MODULES})

    @classmethod
    def of(cls, refs: Iterable[Ref]) -> Memory:
        """That of a new connection, which is yet to look at these records."""
        memory = cls()
        for ref in refs:
            memory.stir(ref)
        return memory

    def note_rows(self, terms: Terms, *, single: bool = False, broken_off: bool = False) -> None:
        """Take in which fields a run that begins has mapped.

        The fetch of one record is no run over the others, nor is one that broke off as far as it did not come: fields
        mapped since the one before count as mapped by the next. Source: MAP-09.
        """
        self.runs += 1
        if not (single or broken_off):
            self.ran[terms.module] = self.runs
        for kind in [each.name for each in KINDS.values() if each.module == terms.module]:
            rows = {(row.crm, row.finance) for row in terms.rows.get(kind, ())}
            former = self.mapped.get(kind, {})
            for pair, agreed in self.agreed.items() if former.keys() - rows else ():
                if pair.kind == kind:
                    self.unmapped.setdefault(pair, set()).update(agreed.keys() - rows)
            first = YET_TO_COME if single or (broken_off and former) else self.runs
            known = {row: run for row, run in former.items() if run != YET_TO_COME}
            self.mapped[kind] = {row: known.get(row, first) for row in sorted(rows)}

    def newly_mapped(self, pair: Together, row: tuple[str, str]) -> bool:
        """Whether a field was mapped only after two records came together, and neither was seen to since."""
        first = self.mapped.get(pair.kind, {}).get(row, 0)
        unseen = row not in self.agreed.get(pair, {}) or first == self.runs  # it was mapped before, and again now
        return first > self.since.get(pair, 0) and unseen

    def agreed_at_first(self, pair: Together) -> dict[tuple[str, str], Agreed]:
        """What a pair agreed on in the fields that were mapped when it came together.

        Whether an edit of one mapped later brings back a record whose other was deleted is not said. Source: DEL-06.
        """
        since, mapped = self.since.get(pair, 0), self.mapped.get(pair.kind, {})
        return {row: each for row, each in self.agreed.get(pair, {}).items() if mapped.get(row, 0) <= since}

    def choose(self, module: str, second: int) -> None:
        """Take in that choices were edited; edited again before the next run, what is mapped is as of the first time.

        Source: MAP-09.
        """
        if self.chosen_before.get(module) != self.ran.get(module, 0):
            self.chosen[module], self.chosen_before[module] = second, self.ran.get(module, 0)

    def chosen_with(self, module: str, second: int) -> bool:
        """Whether what changed in that second did so as choices were edited, or after; apps tell no more than seconds.

        Their clocks may be a second apart. Source: FLT-17, FLT-19, MAP-09.
        """
        return module in self.chosen and second >= self.chosen[module] - 1

    def put_aside(self, ref: Ref, aside: Aside) -> None:
        """Take in that a record gave way to a copy; it may have given way to others before, of other namesakes."""
        self.beside[ref] = (*self.beside.get(ref, ()), aside)

    def join(self, pair: Together) -> None:
        """Take in that two records belong together; whatever they belonged to ends."""
        if self.pairs.get(pair.crm) != pair:
            self.since[pair] = self.runs
        for ref in (pair.crm, pair.finance):
            former = self.pairs.get(ref)
            if former is not None and former != pair:
                self.part(former, "replaced")
            self.ended.pop(ref, None)
            self.absorbed.pop(ref, None)
            self.unseen.discard(ref)
            self.pairs[ref] = pair

    def part(self, pair: Together, outcome: str) -> None:
        """Take in that two records belong together no more."""
        agreed = self.agreed_at_first(pair)
        self.agreed.pop(pair, None)
        self.unsure.pop(pair, None)
        self.left.pop(pair, None)
        self.unmapped.pop(pair, None)
        self.since.pop(pair, None)
        for ref in (pair.crm, pair.finance):
            if self.pairs.get(ref) == pair:
                del self.pairs[ref]
                self.ended[ref] = Apart(pair, outcome, agreed)

    def take(self, change: RecordChange) -> None:
        """Take in that somebody changed a record, or that finance gives up its pair, which a deletion broke off.

        Then the record that stays does not note the CRM's any more. Source: DIS-14.
        """
        self.stir(change.ref)
        pair, before, after = self.pairs.get(change.ref), change.before or {}, change.after or {}
        if pair is not None and change.ref == pair.finance and after.get("status") == "active":
            note = KINDS[pair.kind].note
            if before.get(note) and not after.get(note):
                self.part(pair, "kept")

    def stir(self, ref: Ref) -> None:
        """Take in that somebody changed a record."""
        for module in BY_MODULE.get(ref.module, ()):
            self.pending[module].add(ref)


def edited_in_crm(terms: Terms, kind: str, agreed: Mapping[tuple[str, str], Agreed], crm: Fields) -> bool:
    """Whether a mapped field of the CRM's record was edited since; what other edits are is not said.

    Nor whether its currency is one: the CRM fills it in by itself, too. Source: CUS-37.
    """
    rows = [row for row in terms.rows.get(kind, ()) if (row.crm, row.finance) in agreed and row.crm not in CURRENCIES]
    return any(not same(held_by_crm(row, crm), agreed[row.crm, row.finance].crm) for row in rows)


def restored(records: Records, memory: Memory, ref: Ref) -> bool:
    """Whether a record was restored and is in no pair again since."""
    return ref in records.revived and memory.rejoined.get(ref) != records.revived[ref]

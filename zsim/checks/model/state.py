"""What the model holds: every record as its app shows it, and of each connection who belongs together and since when.

All of it follows from what was told; nothing is asked of the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from zsim.checks.model.kinds import KINDS, MODULES, kind_of_crm
from zsim.checks.model.records import Records
from zsim.checks.model.told import CRM, DecisionTold, RecordChange, Terms, account_of
from zsim.checks.model.values import alike, held_by_crm
from zsim.ports.records import Fields, RecordId, Ref, Value
from zsim.ports.schema import OWN_ID_FIELD

FINANCE = "finance"
BY_MODULE = {name: [each for each, of in MODULES.items() if name in of] for names in MODULES.values() for name in names}
JOINS = frozenset({"created", "cloned", "overwritten", "updated", "merged", "conflict", "unchanged", "finished"})


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
    cloned, with the pair of the copy. ``left`` are the fields that were edited in finance while only the CRM's values
    were fetched. ``rejoined`` are restored records that are of their pair again. ``mapped`` are the fields by the kind
    of pair, and ``since`` the pairs, with the number of the run that had them first. ``absorbed`` were merged into
    another, ``merged`` are the pairs that others were merged into: whose values stand there is not stated. ``pending``
    are, by module, the records that the next run must look at, ``shaken`` those that a run had to do with which met a
    fault or broke off: the next one that ends well leaves them as they are to be, whether it speaks of them or not.
    """

    pairs: dict[Ref, Together] = field(default_factory=dict)
    ended: dict[Ref, Apart] = field(default_factory=dict)
    agreed: dict[Together, dict[tuple[str, str], Agreed]] = field(default_factory=dict)
    homes: dict[Together, Value] = field(default_factory=dict)
    unsure: dict[Together, None] = field(default_factory=dict)
    beside: dict[Ref, Together] = field(default_factory=dict)
    left: dict[Together, set[tuple[str, str]]] = field(default_factory=dict)
    rejoined: dict[Ref, int] = field(default_factory=dict)
    runs: int = 0
    mapped: dict[str, dict[tuple[str, str], int]] = field(default_factory=dict)
    since: dict[Together, int] = field(default_factory=dict)
    absorbed: dict[Ref, Together | None] = field(default_factory=dict)
    merged: set[Together] = field(default_factory=set)
    pending: dict[str, set[Ref]] = field(default_factory=lambda: {module: set() for module in MODULES})
    shaken: dict[str, set[Ref]] = field(default_factory=lambda: {module: set() for module in MODULES})

    @classmethod
    def of(cls, refs: Iterable[Ref]) -> Memory:
        """That of a new connection, which is yet to look at these records."""
        memory = cls()
        for ref in refs:
            memory.stir(ref)
        return memory

    def note_rows(self, terms: Terms) -> None:
        """Take in which fields a run that begins has mapped."""
        self.runs += 1
        for kind in [each.name for each in KINDS.values() if each.module == terms.module]:
            rows = {(row.crm, row.finance) for row in terms.rows.get(kind, ())}
            former = self.mapped.get(kind, {})
            self.mapped[kind] = {row: former.get(row, self.runs) for row in sorted(rows)}

    def newly_mapped(self, pair: Together, row: tuple[str, str]) -> bool:
        """Whether a field was mapped only after two records came together, and neither was seen to since."""
        later = self.mapped.get(pair.kind, {}).get(row, 0) > self.since.get(pair, 0)
        return later and row not in self.agreed.get(pair, {})

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
            self.pairs[ref] = pair

    def part(self, pair: Together, outcome: str) -> None:
        """Take in that two records belong together no more."""
        agreed = self.agreed.pop(pair, {})
        self.unsure.pop(pair, None)
        self.left.pop(pair, None)
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
    """Whether a mapped field of the CRM's record was edited since; what other edits are is not said."""
    rows = [row for row in terms.rows.get(kind, ()) if (row.crm, row.finance) in agreed]
    return any(held_by_crm(row, crm) != agreed[row.crm, row.finance].crm for row in rows)


def restored(records: Records, memory: Memory, ref: Ref) -> bool:
    """Whether a record was restored and is in no pair again since."""
    return ref in records.revived and memory.rejoined.get(ref) != records.revived[ref]


def agree(records: Records, memory: Memory, terms: Terms, pair: Together, about: Sequence[Ref]) -> None:
    """Note what the sides of a pair hold now that a decision spoke of: a later difference from this is an edit.

    Of a field that differs, the other side's edit is yet to be spoken of.
    """
    crm, finance = records.live.get(pair.crm), records.live.get(pair.finance)
    if crm is None or finance is None:
        return
    account = account_of(crm) if pair.kind == "person" else None
    home = memory.pairs.get(account) if account is not None else None
    if home is not None and home.finance.id == finance.get("contact_id"):
        memory.homes[pair] = crm.get("Account_Name")
    agreed, ours, theirs = memory.agreed.setdefault(pair, {}), pair.crm in about, pair.finance in about
    for row in terms.rows.get(pair.kind, ()):
        key, now = (row.crm, row.finance), Agreed(held_by_crm(row, crm), finance.get(row.finance))
        if alike(terms, row, crm, finance) or (ours and theirs):
            agreed[key] = now
            memory.left.get(pair, set()).discard(key)
        elif key in agreed:
            then = agreed[key]
            if theirs and not terms.both_ways and now.finance != then.finance:
                memory.left.setdefault(pair, set()).add(key)
            agreed[key] = Agreed(now.crm if ours else then.crm, now.finance if theirs else then.finance)


def take_over(records: Records, memory: Memory, terms: Terms, told: DecisionTold) -> None:
    """Take over what a decision did: whom it joined, whose pair it ended, and what the two hold now."""
    for change in told.changes:
        records.take(change)
    joined = dict.fromkeys(_joined(records, memory, terms, told)) if told.outcome in (*JOINS, "failed") else {}
    if told.outcome == "failed":  # the answer to its last write may not have come
        noted = {each.ref for each in told.changes if each.ref.app != CRM}
        joined = dict.fromkeys([each for each in joined if each.finance in noted])
    if told.outcome in JOINS:
        _join_restored(records, memory, told)
    for pair in joined:
        _join(records, memory, terms, pair)
    if told.outcome in JOINS:
        for pair in dict.fromkeys([memory.pairs[ref] for ref in told.about if ref in memory.pairs]):
            agree(records, memory, terms, pair, (*told.about, *[each.ref for each in told.made()]))
    if told.outcome == "merged":
        into = [memory.pairs[ref] for ref in told.about if ref in memory.pairs]
        alone = [ref for ref in told.about if ref not in memory.pairs]
        memory.absorbed.update(dict.fromkeys(alone, into[0] if into else None))
        memory.merged.update(into)
    for ref in told.about if told.outcome != "failed" else ():
        held = memory.pairs.get(ref)
        if held is not None and _is_over(records, held, told.outcome):
            memory.part(held, told.outcome)
    for change in told.taken():
        if change.ref in memory.pairs:
            memory.part(memory.pairs[change.ref], told.outcome)


def _join(records: Records, memory: Memory, terms: Terms, pair: Together) -> None:
    """Join a pair; where it takes over that of a record merged into it in the CRM, whose values stand is not said."""
    former = memory.pairs.get(pair.finance)
    memory.join(pair)
    takes_over = former is not None and former.crm not in records.live and pair.crm in records.live
    if takes_over and kind_of_crm(terms, pair.crm, records.live[pair.crm]) == pair.kind:
        memory.unsure[pair] = None
        memory.merged.add(pair)


def _is_over(records: Records, pair: Together, outcome: str) -> bool:
    """Whether a pair has ended: one of the two is gone, or was left behind; a run that broke off may only mean to."""
    if outcome == "deactivated":
        return records.inactive(pair.finance)
    if pair.crm not in records.live and pair.finance in records.live:
        return outcome == "kept"
    return outcome == "kept" or pair.crm not in records.live or pair.finance not in records.live


def _joined(records: Records, memory: Memory, terms: Terms, told: DecisionTold) -> Iterator[Together]:
    """The pairs that what was written notes."""
    made = {each.ref for each in told.made()}
    for change in told.changes:
        after = change.after
        put_out = records.inactive(change.ref) and (change.before or {}).get("status") == "active"
        if after is None or change.ref not in records.live or put_out:
            continue
        for crm, finance, kind in _noted(records, terms, change.ref, after):
            known = memory.pairs.get(crm)
            if known is None or known.finance != finance:
                ended = memory.ended.get(crm)
                origin = _origin(told, made, ended.pair if ended else known, crm, finance)
                yield Together(kind, crm, finance, origin, copied=told.outcome == "cloned")


def _join_restored(records: Records, memory: Memory, told: DecisionTold) -> None:
    """A record that was restored in the CRM is of its pair again. Source: DEL-07."""
    for ref in told.about:
        ended = memory.ended.get(ref)
        if ended is not None and restored(records, memory, ref) and ended.pair.other(ref) in records.live:
            memory.join(ended.pair)
            memory.rejoined[ref] = records.revived[ref]


def _noted(records: Records, terms: Terms, ref: Ref, fields: Fields) -> Iterator[tuple[Ref, Ref, str]]:
    for kind in KINDS.values():
        if kind.module != terms.module:
            continue
        if ref.app == terms.organisation and ref.module == kind.finance and fields.get(kind.note):
            crm = Ref(CRM, kind.crm, RecordId(str(fields[kind.note])))
            if crm in records.live or crm in records.gone:
                yield crm, ref, kind.name
        if ref.app == CRM and ref.module == kind.crm and fields.get(OWN_ID_FIELD):
            mark, _, number = str(fields[OWN_ID_FIELD]).rpartition(":")
            finance = Ref(terms.organisation, kind.finance, RecordId(number))
            if mark.startswith(f"{terms.organisation}.") and finance in records.live:
                yield ref, finance, kind.name


def _origin(told: DecisionTold, made: set[Ref], known: Together | None, crm: Ref, finance: Ref) -> str:
    """The side of the record that was there before the other was made; of two that were there, finance's.

    Source: DEL-16.
    """
    if known is not None and {known.crm, known.finance} == {crm, finance}:
        return known.origin
    if finance in made:
        return CRM
    return FINANCE

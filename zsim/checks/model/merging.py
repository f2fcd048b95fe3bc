"""What is to cross in a pair, field by field: an edit is a difference from what the two agreed on.

Source: CUS-07, CUS-21, CUS-22, IMP-06, ITM-02, ITM-15, MAP-08, MAP-09.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from zsim.checks.model.kinds import KINDS
from zsim.checks.model.scene import Scene
from zsim.checks.model.state import Together
from zsim.checks.model.told import CRM, ITEMS, MappedField, Terms
from zsim.checks.model.values import CURRENCIES, Stays, alike, blank, held_by_crm, same, to_crm, to_finance, unpriced
from zsim.ports.records import Fields, Ref, Value


@dataclass(slots=True)
class ToCross:
    """The values that either side is to get from the other, and the fields that both edited, with whose value stands.

    ``either`` are fields in which a difference may be carried over or not; ``restored`` those of finance that were
    edited there and get the CRM's value back. ``unpriced`` is a price that has no rate to cross by. ``newly`` are the
    fields that were mapped since the two were last seen to, ``first`` those of them that no run had before: whether the
    record changed before or after that is not known. ``left`` are the CRM's that may get what was edited in finance
    while only the CRM's values were fetched. ``unmapped`` is a field in which the two differ and that was not mapped
    for a time: whether what was agreed on before counts is not said.
    """

    finance: dict[str, Value] = field(default_factory=dict)
    crm: dict[str, Value] = field(default_factory=dict)
    conflicts: list[tuple[str, str]] = field(default_factory=list)
    either: set[str] = field(default_factory=set)
    restored: set[str] = field(default_factory=set)
    unpriced: str = ""
    newly: set[str] = field(default_factory=set)
    first: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    unmapped: str = ""

    def of(self, subject: Ref, *, changed: bool) -> ToCross:
        """What is to cross because of edits of that record; a field that both edited is of either.

        What is newly mapped crosses with the one of the two that changed. Source: MAP-09.
        """
        both = {name for name, _ in self.conflicts}
        from_crm = subject.app == CRM
        finance = {
            name: value
            for name, value in self.finance.items()
            if (name in self.restored) is not from_crm or name in self.restored & both
        }
        crm = {name: value for name, value in self.crm.items() if not from_crm or name in both}
        own = replace(self, finance=finance, crm=crm)
        return own if changed else own.without(self.newly)

    def without(self, fields: set[str]) -> ToCross:
        """What is to cross but for some fields."""
        finance, crm = [{name: each[name] for name in each if name not in fields} for each in (self.finance, self.crm)]
        conflicts = [each for each in self.conflicts if each[0] not in fields]
        return replace(self, finance=finance, crm=crm, conflicts=conflicts, either=self.either - fields)


def merged(scene: Scene, pair: Together, *, turned: bool = False) -> ToCross:
    """What is to cross.

    Of a field mapped since the two were last seen to, either side's value may be the one that was there before: whose
    stands is not said. ``turned`` gives the way in which the loser's does. Source: CUS-21, MAP-09.
    """
    found, agreed, terms = ToCross(), scene.memory.agreed.get(pair, {}), scene.terms
    crm, finance = scene.records.live[pair.crm], scene.records.live[pair.finance]
    sides = pair.crm, pair.finance
    looked_at = scene.run.whole or scene.run.single or not scene.begun.isdisjoint(sides)
    looked_at = looked_at or any(scene.memory.chosen_with(terms.module, scene.records.changed[ref][0]) for ref in sides)
    for row in terms.rows.get(pair.kind, ()):
        ours, theirs = crm.get(row.crm), finance.get(row.finance)
        base = agreed.get((row.crm, row.finance))
        newly_mapped = base is None and not looked_at  # it counts once the record changes: MAP-09
        if newly_mapped or alike(terms, row, crm, finance) or (blank(ours) and blank(theirs)):
            continue
        _note_new(found, scene, pair, row)
        found.unmapped = row.crm if (row.crm, row.finance) in scene.memory.unmapped.get(pair, ()) else found.unmapped
        ours_edited = base is None or not same(held_by_crm(row, crm), base.crm)
        theirs_edited = base is None or not same(theirs, base.finance)
        drifted = theirs_edited and base is not None
        if terms.policy("blanks") == "keep":
            ours_edited, theirs_edited = ours_edited and not blank(ours), theirs_edited and not blank(theirs)
        if ours_edited and theirs_edited:
            found.conflicts.append((row.crm, _winner(scene, pair)))
            if base is None:
                found.either.add(row.crm)
        if not terms.both_ways:
            left = terms.policy("fetch_drift") == "keep" or (base is not None and blank(base.crm))
            if ours_edited and left:  # of an edit that was left before, nothing is said
                found.either.add(row.crm)
            _fetch(found, terms, row, crm, ours_edited, drifted)
            continue
        if not theirs_edited and (row.crm, row.finance) in scene.memory.left.get(pair, ()):
            found.left.add(row.crm)  # edited while only the CRM's values crossed: whether that goes there now is open
            found.either.update((row.crm,) if ours_edited else ())
        if ours_edited or theirs_edited:
            first = _winner(scene, pair) == CRM
            first = first is not (turned and base is None and row.crm in found.newly)
            from_crm = ours_edited and not (theirs_edited and not first)
            found.unpriced = row.crm if unpriced(terms, row, crm, ours if from_crm else theirs) else found.unpriced
            _carry(found, terms, row, crm, finance, from_crm=from_crm)
    return found


def _note_new(found: ToCross, scene: Scene, pair: Together, row: MappedField) -> None:
    """Note whether a field is newly mapped, in a run that does not refresh all. Source: MAP-09."""
    key, memory = (row.crm, row.finance), scene.memory
    refreshes = scene.run.single or (scene.run.whole and not scene.run.again)
    if not refreshes and memory.newly_mapped(pair, key):
        found.newly.update(key)
        found.first.update(key if memory.mapped[pair.kind][key] == memory.runs else ())


def apart(terms: Terms, pair: Together, crm: Fields, finance: Fields) -> list[MappedField]:
    """The fields in which two records differ though either could hold the other's value; a copy has its own name.

    Who carries which currency is not stated here: CUS-37.
    """
    own_names = (KINDS[pair.kind].finance_name, "sku") if pair.copied else ()
    return [
        row
        for row in terms.rows.get(pair.kind, ())
        if not (blank(crm.get(row.crm)) or blank(finance.get(row.finance)) or row.finance in own_names)
        and not alike(terms, row, crm, finance)
        and row.crm not in CURRENCIES
        and not (row.finance in (KINDS[pair.kind].finance_name, "sku") and _with_number(crm, finance, row))
        and not isinstance(to_finance(terms, row, crm), Stays)
        and not isinstance(to_crm(terms, row, finance, crm), Stays)
    ]


def _with_number(crm: Fields, finance: Fields, row: MappedField) -> bool:
    """Whether finance's name has a number behind the CRM's, as a clone's, of which the answer may have been lost."""
    behind = str(finance.get(row.finance)).removeprefix(str(crm.get(row.crm)).strip())
    return behind.startswith(" ") and behind.strip().isdigit()


def _fetch(found: ToCross, terms: Terms, row: MappedField, crm: Fields, ours_edited: bool, drifted: bool) -> None:
    """One way, the CRM's value goes over; an edit of finance's is put back. Source: CUS-07, IMP-06."""
    restored = drifted and (terms.policy("fetch_drift") == "restore" or terms.product == "import")
    value = to_finance(terms, row, crm)
    if row.crm in CURRENCIES and blank(crm.get(row.crm)):
        return  # whether a blank takes the base currency to a customer of another is not said: CUS-37
    if (ours_edited or restored) and unpriced(terms, row, crm, crm.get(row.crm)):
        found.unpriced = row.crm
    if isinstance(value, Stays):
        return
    emptied = terms.policy("blanks") == "erase" and ours_edited  # nobody emptied what was blank
    if (ours_edited or restored) and (not blank(crm.get(row.crm)) or emptied):
        found.finance[row.finance] = value
        if not ours_edited:
            found.restored.add(row.finance)


def _carry(found: ToCross, terms: Terms, row: MappedField, crm: Fields, finance: Fields, *, from_crm: bool) -> None:
    value = to_finance(terms, row, crm) if from_crm else to_crm(terms, row, finance, crm)
    if not isinstance(value, Stays):
        (found.finance if from_crm else found.crm)[row.finance if from_crm else row.crm] = value


def _winner(scene: Scene, pair: Together) -> str:
    """The side whose value stands where both were edited. Source: CUS-21."""
    if not scene.terms.both_ways:
        return CRM
    first = "finance" if scene.terms.module == ITEMS and scene.terms.quirk("ITM-02") else CRM
    if scene.terms.policy("conflicts") == "first_reader":
        return first
    ours, theirs = scene.records.changed[pair.crm][0], scene.records.changed[pair.finance][0]
    return first if ours == theirs else CRM if ours > theirs else "finance"

"""Two records of one link, each perhaps edited: what must be written where, and what is agreed afterwards.

An edit is a difference from what was last agreed for the pair, never a time stamp. Each mapped field is decided alone.
Source: CUS-15, CUS-21, CUS-22, MAP-08.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from zsim.ports.folding import folded
from zsim.ports.records import Fields, Value
from zsim.sync.model.kinds import CRM, FINANCE, System
from zsim.sync.model.mapping import Base, FieldMap, MappedPair, with_derived
from zsim.sync.runs.entries import Conflict

NUMBERED = re.compile(r"(.*\S)( [1-9][0-9]*)")


class Rules(NamedTuple):
    """How edits are settled.

    ``winner`` settles a field edited on both sides. ``to_crm`` and ``to_finance`` say which sides may be written.
    ``erase`` lets a blank empty its counterpart. ``restore`` puts the CRM's value back over an edit made in finance
    that may not travel.
    """

    winner: System
    to_crm: bool
    to_finance: bool
    erase: bool = False
    restore: bool = True


class Reconciled(NamedTuple):
    """What two edited records come to: fields to write on either side, and what is then agreed.

    ``refused`` names CRM fields whose pick list has no entry for finance's value.
    """

    to_crm: Fields
    to_finance: Fields
    conflicts: tuple[Conflict, ...]
    refused: tuple[str, ...]
    base: Base


class _NoBase(Enum):
    NO_BASE = "nothing agreed yet"


NO_BASE = _NoBase.NO_BASE
FieldBase = Value | _NoBase
Both = tuple[Value, Value]


def reconcile(fields: FieldMap, base: Base, crm: Fields, finance: Fields, rules: Rules) -> Reconciled:
    """Settle one pair of records field by field.

    A second look follows when writing one CRM field changes another mapped one (a full name and its parts), so that
    what is agreed is what the records will hold.
    """
    first = _look(fields, base, crm, finance, rules)
    if not first.to_crm:
        return first
    seen_crm = with_derived({**crm, **first.to_crm})
    if fields.crm_values(seen_crm) == first.base.crm:
        return first
    second = _look(fields, first.base, seen_crm, {**finance, **first.to_finance}, rules)
    return Reconciled(
        {**first.to_crm, **second.to_crm},
        {**first.to_finance, **second.to_finance},
        first.conflicts + second.conflicts,
        first.refused + second.refused,
        second.base,
    )


def incoming(fields: FieldMap, source: System, crm: Fields, finance: Fields, *, erase: bool) -> Reconciled:
    """Lay the incoming record over the existing one: its mapped values replace, its blanks do not erase.

    Source: CUS-12, CUS-15, CUS-22.
    """
    receiver = fields.finance_values(finance) if source is CRM else fields.crm_values(crm)
    base = Base(fields.pairs, receiver, receiver)
    rules = Rules(source, to_crm=source is FINANCE, to_finance=True, erase=erase, restore=False)
    return reconcile(fields, base, crm, finance, rules)


class _Settled:
    """What the look at the fields of a CRM record and its counterpart has settled so far."""

    __slots__ = ("conflicts", "crm", "refused", "to_crm", "to_finance")

    def __init__(self, crm: Fields) -> None:
        self.crm = crm
        self.to_crm: dict[str, Value] = {}
        self.to_finance: dict[str, Value] = {}
        self.conflicts: list[Conflict] = []
        self.refused: list[str] = []


def _look(fields: FieldMap, base: Base, crm: Fields, finance: Fields, rules: Rules) -> Reconciled:
    results = _Settled(crm)
    bases = _bases(fields, base)
    ours, theirs = list(fields.crm_values(crm)), list(fields.finance_values(finance))
    for index, row in enumerate(fields.rows):
        if ours[index] != theirs[index]:
            ours[index], theirs[index] = _settle(results, row, bases[index], ours[index], theirs[index], rules)
    after = fields.base_of(tuple(ours), tuple(theirs))
    return Reconciled(results.to_crm, results.to_finance, tuple(results.conflicts), tuple(results.refused), after)


def _settle(
    results: _Settled, row: MappedPair, base: tuple[FieldBase, FieldBase], crm: Value, finance: Value, rules: Rules
) -> Both:
    """Settle a field in which the two sides differ, and give the values then agreed."""
    crm_edited = crm != base[0] and (rules.erase or not _is_blank(crm))
    finance_edited = finance != base[1] and (rules.erase or not _is_blank(finance))
    if not (crm_edited or finance_edited):
        # emptied in finance, a field erases nothing; one way only, it is put back like any other edit: CUS-07, IMP-06
        emptied = _is_blank(finance) and finance != base[1] and not rules.to_crm
        if emptied and rules.restore and not _is_blank(crm):
            return _carry_to_finance(results, row, base, crm, finance, rules)
        return crm, finance
    winner = CRM if crm_edited else FINANCE
    if crm_edited and finance_edited:
        if _rounded(row, crm, finance, results.crm):
            return crm, finance
        winner = rules.winner if rules.to_crm else CRM
        if NO_BASE not in base and (winner is FINANCE or rules.to_finance):  # nothing is won where none may cross
            results.conflicts.append(Conflict(row.crm, winner))
    if winner is CRM:
        return _carry_to_finance(results, row, base, crm, finance, rules)
    if rules.to_crm:
        return _carry_to_crm(results, row, crm, finance)
    if rules.restore and not _is_blank(crm):
        return _carry_to_finance(results, row, base, crm, finance, rules)
    return _left(base, crm, finance)


def _is_blank(value: Value) -> bool:
    """Whether a person sees nothing there: a text of blanks is empty, too. Source: CUS-22."""
    return value is None or (isinstance(value, str) and not value.strip())


def _carry_to_finance(
    results: _Settled, row: MappedPair, base: tuple[FieldBase, FieldBase], crm: Value, finance: Value, rules: Rules
) -> Both:
    if not rules.to_finance:
        return _left(base, crm, finance)
    value = _as_numbered(crm, *base)
    held = row.finance_default if value is None else value
    if held != finance:
        results.to_finance[row.finance] = value
    return crm, held


def _rounded(row: MappedPair, crm: Value, finance: Value, record: Fields) -> bool:
    """Whether the CRM holds finance's price already, as rounding left it on its way. Source: ITM-15."""
    if row.exchange is None or finance is None:
        return False
    return row.crm_held(finance, row.to_crm(finance, record), record) == crm


def _as_numbered(crm: Value, agreed: FieldBase, numbered: FieldBase) -> Value:
    """The CRM's value with the number of a clone behind it, as long as it is the name or code that was cloned."""
    behind = number_behind(agreed, numbered)
    if not behind or folded(str(crm)) != folded(str(agreed)):
        return crm
    return f"{str(crm).strip()[: len(str(numbered)) - len(behind)]}{behind}"


def number_behind(agreed: object, numbered: object) -> str:
    """The number that a clone has behind the name or code it was cloned with; empty for none. Source: CUS-18."""
    if not isinstance(agreed, str) or not isinstance(numbered, str):
        return ""
    found = NUMBERED.fullmatch(numbered)
    return found[2] if found and agreed.strip().startswith(found[1]) and found[1] else ""


def _carry_to_crm(results: _Settled, row: MappedPair, crm: Value, finance: Value) -> Both:
    if not row.takes(finance):
        results.refused.append(row.crm)
        return crm, finance
    written = row.to_crm(finance, results.crm)
    results.to_crm.update(written)
    return row.crm_held(finance, written, results.crm), finance


def _left(base: tuple[FieldBase, FieldBase], crm: Value, finance: Value) -> Both:
    """What was agreed before, so that the edit is still seen once it may travel."""
    return crm if isinstance(base[0], _NoBase) else base[0], finance if isinstance(base[1], _NoBase) else base[1]


def _bases(fields: FieldMap, base: Base) -> list[tuple[FieldBase, FieldBase]]:
    if base.pairs == fields.pairs:
        return list(zip(base.crm, base.finance, strict=True))
    known: Mapping[tuple[str, str], tuple[FieldBase, FieldBase]] = dict(
        zip(base.pairs, zip(base.crm, base.finance, strict=True), strict=True)
    )
    return [known.get(pair, (NO_BASE, NO_BASE)) for pair in fields.pairs]

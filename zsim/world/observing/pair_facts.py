"""What records hold of each other, as the checks are told: whose id they note, and a field of a pair on both sides."""

from __future__ import annotations

from collections.abc import Mapping

from zsim.checks import Noted, Sides
from zsim.fakes.store.table import Table
from zsim.ports.records import Fields, Record, RecordId, Ref
from zsim.ports.schema import OWN_ID_FIELD
from zsim.sync import KINDS
from zsim.sync.model import CRM, FULL_NAME, FieldMap

FINANCE_IDS = [((False, kind.finance.module), kind.link_field) for kind in KINDS.values()]
CRM_IDS = [((True, kind.crm.module), OWN_ID_FIELD) for kind in KINDS.values()]

ID_FIELDS: Mapping[tuple[bool, str], tuple[str, ...]] = {
    place: tuple(dict.fromkeys([field for other, field in (*FINANCE_IDS, *CRM_IDS) if other == place]))
    for place, _ in (*FINANCE_IDS, *CRM_IDS)
}
"""The fields that note a record of the other app, by whether the app is the CRM, and the module."""

FEW = 50
"""So many records are looked up one by one; for more, whole indexes are gone through first, at a few ns an entry."""


def doubles(table: Table, field: str, record: Record) -> list[Noted]:
    """Other active records with the id that this one holds in the field."""
    noted = record.fields[field]
    if table.count(field, noted) == 1 or _idle(record):
        return []
    others = [each.ref for each in table.find(field, noted) if each.ref != record.ref and not _idle(each)]
    return [Noted(record.ref, each, field, _id_in(noted)) for each in others]


def sides_of(mapped: FieldMap, at: int, crm: tuple[Ref, Fields], finance: tuple[Ref, Fields], winner: str) -> Sides:
    """The field of that place in the mapping on both sides, and whether the loser holds what the winner's becomes."""
    row = mapped.rows[at]
    ours, theirs = mapped.crm_values(crm[1])[at], mapped.finance_values(finance[1])[at]
    if winner == CRM:
        alike = theirs == (row.finance_default if ours is None else ours) or _is_numbered(theirs, ours)
    else:
        alike = not row.takes(theirs) or ours == row.crm_held(theirs, row.to_crm(theirs, crm[1]), crm[1])
    ours_by = "" if row.crm == FULL_NAME else row.crm  # which the CRM derives: another field may change it rightly
    return Sides(((crm[0], ours_by), (finance[0], row.finance)), alike)


def _is_numbered(theirs: object, ours: object) -> bool:
    """Whether finance's value is the CRM's with the number of a copy behind it. Source: CUS-18, ITM-14."""
    behind = str(theirs).removeprefix(str(ours).strip())
    return isinstance(ours, str) and behind[:1] == " " and behind[1:].isdigit()


def _idle(record: Record) -> bool:
    return record.fields.get("status") == "inactive"


def _id_in(noted: object) -> RecordId:
    """The id itself, which stands behind the mark of a connection in the CRM."""
    return RecordId(str(noted).rpartition(":")[2])

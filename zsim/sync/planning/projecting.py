"""What the CRM is to show of finance's documents: a pure function from what was read to decisions.

Source: SYN-10, TXN-01, TXN-07, TXN-11, TXN-16, TXN-38, TXN-40.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zsim.ports.documents import NUMBERS, PARTIES, PROJECTED
from zsim.ports.records import Create, Delete, Fields, Record, RecordId, Ref, Update, Value
from zsim.ports.schema import OWN_ID_FIELD
from zsim.sync.model.kinds import CRM, FINANCE, KINDS
from zsim.sync.model.links import Links
from zsim.sync.planning.decisions import Decision
from zsim.sync.runs.confirming import WriteStep
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason

POTENTIAL = "zcrm_potential_id"
AS_THEY_ARE = ("date", "status", "currency_code", "total", "balance", "reference_number", "salesperson_name", "notes")
"""The fields that the CRM shows under finance's names."""

SHOWN_FIELDS = frozenset({*AS_THEY_ARE, *PARTIES.values(), *NUMBERS.values(), "organisation", "Deal_Name"})
"""What the CRM shows of a document."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of some documents of one type: how they stand, which are gone, and how the CRM shows them now.

    ``custom`` are the custom fields that the CRM shows as well, ``deals`` those of the documents' deals that the CRM
    still has. ``lost`` are records with which their customers or vendors are synced, and which it has no more.
    Source: TXN-11, TXN-38, TXN-40.
    """

    organisation: str
    type: str
    documents: Sequence[Record]
    gone: Sequence[Ref]
    shown: Mapping[str, Record]
    """The CRM's records by what they are marked with."""
    custom: tuple[str, ...] = ()
    deals: frozenset[RecordId] = frozenset()
    lost: frozenset[RecordId] = frozenset()

    def mark(self, document: Ref) -> str:
        """What the CRM's record of a document is marked with."""
        return f"{self.organisation}:{document.id}"


def project(links: Links, reading: Reading) -> list[Decision]:
    """A decision for each document: shown, shown anew, as it was, or taken off the list."""
    return [
        *[_of_document(links, reading, each) for each in reading.documents],
        *[_of_gone(reading, each) for each in reading.gone],
    ]


def party_of(links: Links, document: Record) -> tuple[str, RecordId] | None:
    """The CRM's field and record that stand for whom a document is for, where that one is synced."""
    link = links.live(FINANCE, party_id(document))
    return None if link is None else (PARTIES[KINDS[link.kind].crm.module], link.crm_id)


def party_id(document: Record) -> RecordId:
    """The id of finance's customer or vendor whom a document is for."""
    return RecordId(str(document.fields.get("customer_id") or document.fields.get("vendor_id")))


def deal_id(document: Record) -> RecordId | None:
    """The id of the CRM's deal that a document is for, which may be gone."""
    held = document.fields.get(POTENTIAL)
    return RecordId(str(held)) if held else None


def _of_document(links: Links, reading: Reading, document: Record) -> Decision:
    module, source = reading.type, called(reading.type, document)
    shown = reading.shown.get(reading.mark(document.ref))
    synced = party_of(links, document)
    party = synced if synced is not None and synced[1] not in reading.lost else None
    if party is None and shown is None:
        reason = Reason("no-parent" if synced is None else "parent-gone", source)
        return Decision(module, Outcome.EXCLUDED, (document.ref,), reason, later=True)
    fields = _fields(reading, document, party)
    if shown is None:
        filled = {name: value for name, value in fields.items() if value is not None}
        create = Create({**filled, OWN_ID_FIELD: reading.mark(document.ref)})
        step = WriteStep(CRM, PROJECTED[module], create)
        return Decision(module, Outcome.CREATED, (document.ref,), Reason("document-shown", source), steps=(step,))
    changes = {name: value for name, value in fields.items() if (shown.fields.get(name) or None) != (value or None)}
    if not changes:
        return Decision(module, Outcome.UNCHANGED, (document.ref,), Reason("document-as-shown", source), shown.ref)
    step = WriteStep(CRM, PROJECTED[module], Update(shown.ref.id, changes))
    return Decision(module, Outcome.UPDATED, (document.ref,), Reason("document-told", source), shown.ref, steps=(step,))


def _of_gone(reading: Reading, ref: Ref) -> Decision:
    module, shown = reading.type, reading.shown.get(reading.mark(ref))
    if shown is None:
        return Decision(module, Outcome.UNCHANGED, (ref,), Reason("document-gone-before", f"{noun(module)} {ref.id}"))
    reason = Reason("document-gone", f"{noun(module)} {shown.fields.get(NUMBERS[module]) or ref.id}")
    step = WriteStep(CRM, PROJECTED[module], Delete(shown.ref.id))
    return Decision(module, Outcome.DELETED, (ref,), reason, shown.ref, steps=(step,))


def _fields(reading: Reading, document: Record, party: tuple[str, RecordId] | None) -> Fields:
    held = document.fields
    fields: dict[str, Value] = {name: held.get(name) for name in (*AS_THEY_ARE, *reading.custom)}
    fields |= {NUMBERS[reading.type]: held.get(NUMBERS[reading.type]), "organisation": reading.organisation}
    fields |= {
        **dict.fromkeys(PARTIES.values()),
        "Deal_Name": deal if (deal := deal_id(document)) in reading.deals else None,
    }
    return fields if party is None else {**fields, party[0]: party[1]}


def noun(type: str) -> str:
    """What one document of a type is called.

    >>> noun("sales_orders")
    'sales order'
    """
    return type.removesuffix("s").replace("_", " ")


def called(type: str, document: Record) -> str:
    """What people call a document."""
    return f"{noun(type)} {document.fields.get(NUMBERS[type]) or document.ref.id}"

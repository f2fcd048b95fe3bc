"""The deals of the CRM that documents are associated with by hand.

Source: POT-01 to POT-06, POT-08, POT-10 to POT-12.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from zsim.fakes.finance.documents.documents import DocumentContext
from zsim.fakes.finance.documents.fields import POTENTIAL
from zsim.fakes.store.table import Table
from zsim.fakes.store.validation import Codes
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidData, NotAllowed
from zsim.ports.records import Fields, Record, RecordId, Ref

POTENTIAL_ID, BY = POTENTIAL
TRIGGER, HAND = "trigger", "hand"
LINKABLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"invoice": ("estimates", "invoices"), "books": ("estimates", "sales_orders", "invoices", "expenses")}
)
"""The types of documents that deals are associated with by hand, by product. Source: POT-02, POT-10."""


class LinkedDocuments(Protocol):
    """The module of a document that deals are associated with."""

    name: str
    type: str
    singular: str
    party: str
    table: Table
    context: DocumentContext
    codes: Codes

    def name_of(self, record: Record) -> str:
        """What people call a document."""

    def require(self, record_id: RecordId) -> Record:
        """The live document of that id; ``NotFound`` otherwise."""

    def put(self, before: Record, changes: Fields, actor: str, cause: int | None) -> Record:
        """Change a document."""


def offered(module: LinkedDocuments, record: Record, text: str = "") -> tuple[Record, ...]:
    """The deals a document may be associated with; ``NotAllowed`` before the prerequisites. Source: POT-01, POT-02."""
    linkable = LINKABLE.get(module.context.product, ())
    if module.type not in linkable:
        known = " or ".join([each.replace("_", " ") for each in linkable]) or "no documents of this product"
        told = f"{module.name}: deals cannot be associated with {module.singular}s by hand, only with {known}"
        raise NotAllowed(f"{told} (POT-02)", code=module.codes.invalid, field="deal")
    lookups = module.context.crm.lookups
    if lookups is None:
        told = f"{module.name}: deals cannot be associated before {module.table.app} is connected with the CRM"
        raise NotAllowed(f"{told} (POT-01)", code=module.codes.invalid, field="deal")
    return lookups.offered(RecordId(str(record.fields.get(module.party) or "")), text)


def associate(module: LinkedDocuments, record: Record, deal: object, actor: str, cause: int | None) -> Record:
    """Let a document belong to a deal of its customer's; one of another account, or a deleted one, is refused."""
    known = [each.ref.id for each in offered(module, record)]
    record = module.require(record.ref.id)  # others may have acted while the CRM was asked
    held = record.fields.get(POTENTIAL_ID)
    if held and held != deal:
        told = f"{module.name}: {module.name_of(record)!r} belongs to another deal; dissociate that one first (POT-11)"
        raise NotAllowed(told, code=module.codes.invalid, field="deal")
    if deal not in known:
        told = f"{module.name}: the deal is none of the customer's account or contact, or it was deleted"
        raise NotAllowed(f"{told} (POT-08); take one of deals.all()", code=module.codes.invalid, field="deal")
    return record if held else module.put(record, {POTENTIAL_ID: str(deal), BY: HAND}, actor, cause)


def dissociate(module: LinkedDocuments, record: Record, deal: object, actor: str, cause: int | None) -> Record:
    """Let a document belong to a deal no more; what a trigger associated is refused. Source: POT-05, POT-06."""
    if record.fields.get(POTENTIAL_ID) != deal:
        told = f"{module.name}: {module.name_of(record)!r} does not belong to that deal"
        raise InvalidData(told, code=module.codes.invalid, field="deal")
    if record.fields.get(BY) == TRIGGER and module.context.crm.quirks.fires("POT-06", record.ref):
        told = f"{module.name}: a trigger made {module.name_of(record)!r} for that deal, so it stays with it (POT-06)"
        raise NotAllowed(told, code=module.codes.invalid, field="deal")
    return module.put(record, {POTENTIAL_ID: None, BY: None}, actor, cause)


def refuse_another_deal(module: LinkedDocuments, given: Fields, record: Record | None) -> None:
    """Refuse what a person gives of a deal, but for that which a document is made for. Source: POT-06, POT-12."""
    if record is None:
        if BY in given:
            told = f"{module.name}: {BY} stands on no screen, only an integration sets it"
            raise InvalidData(told, code=module.codes.invalid, field=BY)
        return
    if all(given[name] == record.fields.get(name) for name in POTENTIAL if name in given):
        return
    told = f"{module.name}: an edit does not change the deal of {module.name_of(record)!r} (POT-12)"
    if module.type not in LINKABLE.get(module.context.product, ()):
        told += "; it belongs to the deal that it was made for (POT-10)"
    elif record.fields.get(BY) == TRIGGER:
        told += "; a trigger made it for that deal, and it stays with it (POT-06)"
    else:
        told += "; deals are associated and dissociated in finance"
    raise NotAllowed(told, code=module.codes.invalid, field="deal")


class DocumentDeals:
    """The deals of the CRM beside one document: ``bill.deals.associate(deal)``, ``bill.deals.search("Fit")``."""

    def __init__(self, module: LinkedDocuments, read: Callable[[], Record], perform: Callable[..., object]) -> None:
        self._module = module
        self._read = read
        self._perform = perform

    def all(self) -> list[Mapping[str, Any]]:
        """The live deals of the document's customer, oldest first: a deal's fields, and its ``id``. Source: POT-04."""
        return self.search("")

    def search(self, text: str) -> list[Mapping[str, Any]]:
        """Those whose name holds the text. Source: POT-04."""
        found = offered(self._module, self._read(), text)
        return [MappingProxyType({"id": each.ref.id, **each.fields}) for each in found]

    def associate(self, deal: object) -> None:
        """Let the document belong to a deal of its customer's account or contact. Source: POT-01, POT-02, POT-08."""
        self._perform("associate", deal=_deal_id(deal))

    def dissociate(self, deal: object) -> None:
        """Let it belong to that deal no more. Source: POT-05, POT-06."""
        self._perform("dissociate", deal=_deal_id(deal))


def _deal_id(deal: object) -> str:
    """The id of a deal, which may be given by itself or as one of those offered."""
    ref = getattr(deal, "ref", None)
    if isinstance(ref, Ref) and (ref.app, ref.module) == ("crm", "Deals"):
        return ref.id
    if isinstance(deal, Mapping) and "Deal_Name" in deal:
        return str(deal["id"])
    raise UsageError(asked=f"associate a document with {deal!r}", found="it is no deal", right="a record of crm.deals")

"""Invoices, as far as other modules ask whether a customer has transactions, or an item is used in one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from zsim.fakes.finance.linked import require_usable
from zsim.fakes.finance.module import FinanceFace, FinanceModule, require_unchanged
from zsim.fakes.store.handle import Handle
from zsim.fakes.store.table import Table
from zsim.kernel.clock import Clock
from zsim.ports.codec import Plain
from zsim.ports.errors import NotAllowed
from zsim.ports.records import Fields, Record, RecordId, Value
from zsim.ports.refusals import tells_refusals
from zsim.ports.schema import Field, FieldType


class InvoiceStatus(StrEnum):
    """Where an invoice stands."""

    DRAFT = "draft"
    SENT = "sent"
    PAID = "paid"
    VOID = "void"


MOVES: Mapping[InvoiceStatus, tuple[InvoiceStatus, ...]] = MappingProxyType(
    {
        InvoiceStatus.DRAFT: (InvoiceStatus.SENT, InvoiceStatus.VOID),
        InvoiceStatus.SENT: (InvoiceStatus.PAID, InvoiceStatus.VOID),
        InvoiceStatus.PAID: (),
        InvoiceStatus.VOID: (InvoiceStatus.DRAFT,),
    }
)

INVOICE_FIELDS = (
    Field("invoice_number", label="Invoice Number", unique=True, read_only=True),
    Field("customer_id", FieldType.LOOKUP, "Customer Name", required=True, lookup="customers"),
    Field("date", FieldType.DATE, "Invoice Date"),
    Field("total", FieldType.CURRENCY, "Total"),
    Field("status", FieldType.PICK_LIST, "Invoice Status", options=tuple(each.value for each in InvoiceStatus)),
    Field("reference_number", label="Reference Number"),
    Field("crm_custom_reference_id", label="CRM reference"),
)
ITEM_FIELD = Field("item_id", FieldType.LOOKUP, "Item Name", lookup="items")
INVOICE_INDEXES_WITHOUT_ITEM = ("customer_id", "invoice_number", "crm_custom_reference_id")
INVOICE_INDEXES = (*INVOICE_INDEXES_WITHOUT_ITEM, ITEM_FIELD.name)


class InvoiceModule(FinanceModule):
    """The organisation's invoices; ``numbered`` is the last number given. A number is never given twice.

    ``items`` gives the records an invoice may be about; ``None`` in a product without items.
    """

    singular = "invoice"
    name_field = "invoice_number"
    integration_only = frozenset({"crm_custom_reference_id"})
    defaults = MappingProxyType({"status": InvoiceStatus.DRAFT.value, "total": Decimal(0)})

    def __init__(self, table: Table, *, clock: Clock, customers: Table, items: Callable[[], Table] | None) -> None:
        super().__init__(table, INVOICE_FIELDS if items is None else (*INVOICE_FIELDS, ITEM_FIELD))
        self._clock = clock
        self._customers = customers
        self._items = items
        self.numbered = 0

    def create(self, fields: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Add an invoice under the next number, dated today unless told otherwise."""
        record = super().create(fields, actor, cause)
        self.numbered += 1
        return record

    def perform(
        self, action: str, record_id: RecordId | None, given: Fields, actor: str, cause: int | None = None
    ) -> Record:  # TEMPORARY
        """Carry out a person's command."""
        given, rows = dict(given), given.get("line_items")
        if isinstance(rows, tuple):
            lines = [each for each in rows if not isinstance(each, str)]
            given["total"] = sum(
                (Decimal(str(each.get("rate", 0))) * Decimal(str(each.get("quantity", 1))) for each in lines),
                Decimal(0),
            )
        given.pop("line_items", None)
        given.pop("zcrm_potential_id", None)
        if action == "create":
            return self.create(given, actor, cause)
        if action in ("mark_sent", "send"):
            given = {"status": "sent"}
        if action == "void":
            given = {"status": "void"}
        assert record_id is not None, "what is done to a document is done to one"
        return self.update(record_id, given, actor, cause)

    def count_of(self, party: RecordId) -> int:
        """How many invoices a customer has."""
        return self.table.count("customer_id", party)

    def move(self, loser: Record, winner: Record, actor: str, cause: int | None) -> None:
        """Hand a merged customer's invoices to the master. Source: DEL-10."""
        for invoice in self.table.find("customer_id", loser.ref.id):
            self.table.replace(invoice, {**invoice.fields, "customer_id": winner.ref.id}, actor, cause)

    def count_with(self, item: RecordId) -> int:
        """How many invoices are about an item."""
        return self.table.count(ITEM_FIELD.name, item)

    def exchange_item(self, old: Record, new: Record, actor: str, cause: int | None) -> None:
        """Let the invoices about one item be about another."""
        for invoice in self.table.find(ITEM_FIELD.name, old.ref.id):
            self.table.replace(invoice, {**invoice.fields, ITEM_FIELD.name: new.ref.id}, actor, cause)

    def export(self) -> dict[str, Plain]:
        """The records, the changed fields and the last number."""
        return {**super().export(), "numbered": self.numbered}

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave."""
        super().load(data)
        self.numbered = data["numbered"]

    def _derive(self, fields: dict[str, Value], before: Record | None) -> dict[str, Value]:
        fields = super()._derive(fields, before)
        if fields.get("date") is None:
            fields["date"] = self._clock.now.date()
        if before is None:
            fields["invoice_number"] = f"INV-{self.numbered + 1:06}"
        return fields

    def _check(self, fields: Fields, before: Record | None) -> None:
        require_unchanged(self, fields, before, "customer_id", "create an invoice for the other customer")
        require_usable(self, self._customers, fields, before, "customer_id")
        if self._items is not None and fields.get(ITEM_FIELD.name):
            require_usable(self, self._items(), fields, before, ITEM_FIELD.name)
        status = fields["status"]
        former = InvoiceStatus.DRAFT if before is None else InvoiceStatus(str(before.fields["status"]))
        if status != former and status not in MOVES[former]:
            allowed = ", ".join(MOVES[former]) or "nothing else"
            raise NotAllowed(
                f"{self.name}: a {former} invoice cannot become {status}, only {allowed}",
                code=self.codes.invalid,
                field="status",
            )


@tells_refusals("mark_sent", "_recorder.journal")
class InvoicesFace(FinanceFace):
    """What a person can do with invoices."""

    def mark_sent(self, record: Handle | str) -> Handle:
        """Mark an invoice as sent without mailing it."""
        ref = self._ref(record)
        cause = self._recorder.note(self._module.name, "mark_sent", ref, {})
        changes = {"status": InvoiceStatus.SENT.value}
        return self._handle(self._module.update(ref.id, changes, self._recorder.actor, cause))

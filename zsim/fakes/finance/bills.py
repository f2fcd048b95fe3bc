"""Bills, as far as other modules ask whether a vendor has transactions."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

from zsim.fakes.finance.linked import require_usable
from zsim.fakes.finance.module import FinanceModule, require_unchanged
from zsim.fakes.store.table import Table
from zsim.kernel.clock import Clock
from zsim.ports.records import Fields, Record, RecordId, Value
from zsim.ports.schema import Field, FieldType

BILL_FIELDS = (
    Field("bill_number", label="Bill Number"),
    Field("vendor_id", FieldType.LOOKUP, "Vendor Name", required=True, lookup="vendors"),
    Field("date", FieldType.DATE, "Bill Date"),
    Field("total", FieldType.CURRENCY, "Total"),
)
BILL_INDEXES = ("vendor_id", "bill_number")


class BillModule(FinanceModule):
    """The bills vendors sent; a bill has the vendor's number, or none, and today's date unless told otherwise."""

    singular = "bill"
    name_field = "bill_number"
    defaults = MappingProxyType({"total": Decimal(0)})

    def __init__(self, table: Table, *, clock: Clock, vendors: Table) -> None:
        super().__init__(table, BILL_FIELDS)
        self._clock = clock
        self._vendors = vendors

    def count_of(self, party: RecordId) -> int:
        """How many bills a vendor sent."""
        return self.table.count("vendor_id", party)

    def move(self, loser: Record, winner: Record, actor: str, cause: int | None) -> None:
        """Hand a merged vendor's bills to the master. Source: DEL-10."""
        for bill in self.table.find("vendor_id", loser.ref.id):
            self.table.replace(bill, {**bill.fields, "vendor_id": winner.ref.id}, actor, cause)

    def _derive(self, fields: dict[str, Value], before: Record | None) -> dict[str, Value]:
        fields = super()._derive(fields, before)
        if fields.get("date") is None:
            fields["date"] = self._clock.now.date()
        return fields

    def _check(self, fields: Fields, before: Record | None) -> None:
        require_unchanged(self, fields, before, "vendor_id", "create a bill of the other vendor")
        require_usable(self, self._vendors, fields, before, "vendor_id")

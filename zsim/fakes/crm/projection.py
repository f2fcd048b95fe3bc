"""What the CRM shows of finance's documents: a copy for reading, which only the integration writes.

Source: SYN-10, TXN-01, TXN-07, TXN-11, TXN-16.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from zsim.fakes.crm.module import CrmModule
from zsim.ports.documents import NUMBERS, PROJECTED
from zsim.ports.errors import DuplicateValue
from zsim.ports.records import Fields, Record
from zsim.ports.schema import OWN_ID_FIELD, Field, FieldType

FIELDS = (
    Field("Account_Name", FieldType.LOOKUP, "Account Name", lookup="Accounts"),
    Field("Contact_Name", FieldType.LOOKUP, "Contact Name", lookup="Contacts"),
    Field("Vendor_Name", FieldType.LOOKUP, "Vendor Name", lookup="Vendors"),
    Field("Deal_Name", FieldType.LOOKUP, "Deal Name", lookup="Deals"),
    Field("date", FieldType.DATE, "Date"),
    Field("status", label="Status"),
    Field("currency_code", label="Currency"),
    Field("total", FieldType.CURRENCY, "Total"),
    Field("balance", FieldType.CURRENCY, "Balance"),
    Field("reference_number", label="Reference Number"),
    Field("salesperson_name", label="Salesperson"),
    Field("notes", FieldType.TEXT_AREA, "Customer Notes"),
    Field("organisation", label="Organisation"),
    Field("Owner", FieldType.OWNER, "Owner"),
    Field(OWN_ID_FIELD, hidden=True),
)
INDEXED = ("Account_Name", "Contact_Name", "Vendor_Name", "Deal_Name", "organisation", OWN_ID_FIELD)


class ShownDocuments(CrmModule):
    """Finance's documents of one type inside the CRM, each there once. People write none of it: finance owns them."""

    def show_fields(self, fields: Sequence[Field]) -> None:
        """Carry these custom fields of finance's documents, too; all are for reading. Source: TXN-11."""
        for each in fields:
            shown = Field(each.name, each.type, each.label, options=each.options, custom=True)
            if self.schema.get(each.name) != shown:
                self.put_field(shown)

    def _check(self, fields: Fields, before: Record | None) -> None:
        own = fields.get(OWN_ID_FIELD)
        twins = [each for each in self.table.find(OWN_ID_FIELD, own) if before is None or each.ref != before.ref]
        if own and twins:
            told = f"{self.name}: the document {self.name_of(twins[0])!r} of finance is shown already"
            raise DuplicateValue(told, code="DUPLICATE_DATA", field=OWN_ID_FIELD)


class ShownEstimates(ShownDocuments):
    """The estimates, or quotes."""

    singular = "finance estimate"
    name_field = NUMBERS["estimates"]


class ShownInvoices(ShownDocuments):
    """The invoices."""

    singular = "finance invoice"
    name_field = NUMBERS["invoices"]


class ShownSalesOrders(ShownDocuments):
    """The sales orders."""

    singular = "finance sales order"
    name_field = NUMBERS["sales_orders"]


class ShownPurchaseOrders(ShownDocuments):
    """The purchase orders."""

    singular = "finance purchase order"
    name_field = NUMBERS["purchase_orders"]


SHOWN: Mapping[str, tuple[type[ShownDocuments], int, str]] = MappingProxyType(
    {
        PROJECTED["estimates"]: (ShownEstimates, 32, "Estimates"),
        PROJECTED["invoices"]: (ShownInvoices, 31, "Invoices"),
        PROJECTED["sales_orders"]: (ShownSalesOrders, 33, "Sales Orders"),
        PROJECTED["purchase_orders"]: (ShownPurchaseOrders, 34, "Purchase Orders"),
    }
)
"""The class of each module of the section, the number of its view, and what the screens call it."""


def fields_of(kind: type[ShownDocuments]) -> tuple[Field, ...]:
    """The fields of a module, the documents' number first."""
    label = kind.singular.removeprefix("finance ").title()
    return Field(kind.name_field, label=f"{label} Number"), *FIELDS

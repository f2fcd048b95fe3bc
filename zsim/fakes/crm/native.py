"""The CRM's own quotes and invoices: two sets beside finance's, which never reach a finance organisation.

Their items are not modelled, so a total is entered. Source: TXN-02.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from zsim.fakes.crm.fields import RECORD_FIELDS, address, labelled, pick_list
from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.views import Lists
from zsim.ports.errors import InvalidData
from zsim.ports.records import Fields, Record
from zsim.ports.schema import Field, FieldType

QUOTE_STAGES = ("Draft", "Negotiation", "Delivered", "On Hold", "Confirmed", "Closed Won", "Closed Lost")
INVOICE_STATUSES = ("Created", "Approved", "Delivered", "Cancelled")

_PARTIES = (
    Field("Account_Name", FieldType.LOOKUP, "Account Name", lookup="Accounts"),
    Field("Contact_Name", FieldType.LOOKUP, "Contact Name", lookup="Contacts"),
)
_CONTENT = (
    labelled("Grand_Total", FieldType.CURRENCY),
    labelled("Terms_and_Conditions", FieldType.TEXT_AREA),
    *address("Billing", "Code"),
    *address("Shipping", "Code"),
    *RECORD_FIELDS,
)
QUOTE_FIELDS = (
    Field("Subject", label="Subject", required=True),
    Field("Owner", FieldType.OWNER, "Quote Owner"),
    *_PARTIES,
    Field("Deal_Name", FieldType.LOOKUP, "Deal Name", lookup="Deals"),
    pick_list("Quote_Stage", QUOTE_STAGES)._replace(default=QUOTE_STAGES[0]),
    labelled("Valid_Till", FieldType.DATE),
    labelled("Carrier"),
    labelled("Team"),
    *_CONTENT,
)
INVOICE_FIELDS = (
    Field("Subject", label="Subject", required=True),
    Field("Owner", FieldType.OWNER, "Invoice Owner"),
    *_PARTIES,
    pick_list("Status", INVOICE_STATUSES)._replace(default=INVOICE_STATUSES[0]),
    labelled("Invoice_Date", FieldType.DATE),
    labelled("Due_Date", FieldType.DATE),
    labelled("Purchase_Order"),
    *_CONTENT,
)
INVOICES_INDEXED = ("Subject", "Account_Name", "Contact_Name")
QUOTES_INDEXED = (*INVOICES_INDEXED, "Deal_Name")
QUOTE_VIEWS = ((71, "All Quotes", Lists.ALL), (72, "My Quotes", Lists.MINE))
INVOICE_VIEWS = ((73, "All Invoices", Lists.ALL), (74, "My Invoices", Lists.MINE))


class NativeDocuments(CrmModule):
    """What quotes and invoices of the CRM's own have in common."""

    name_field = "Subject"

    def _derive(self, fields: dict[str, Any], before: Record | None) -> dict[str, Any]:
        for field in self.schema.values() if before is None else ():
            if field.type is FieldType.PICK_LIST and field.default is not None and not fields.get(field.name):
                fields[field.name] = field.default
        return super()._derive(fields, before)

    def _check(self, fields: Fields, before: Record | None) -> None:
        total = fields.get("Grand_Total")
        if isinstance(total, (int, Decimal)) and total < 0:
            told = f"{self.name}: Grand_Total is not negative, so not {total}"
            raise InvalidData(told, code=self.codes.invalid, field="Grand_Total")


class NativeQuotes(NativeDocuments):
    """The module Quotes. Source: TXN-02."""

    singular = "native quote"


class NativeInvoices(NativeDocuments):
    """The module Invoices. Source: TXN-02."""

    singular = "native invoice"

"""The Zoho Finance section of the CRM: transactions of a connected finance organisation, as CRM users see them.

They are finance's transactions: numbers come from there, and nobody sees the section before it was enabled.
Source: SYN-10, TXN-01, TXN-05.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.views import Lists
from zsim.fakes.store.face import CommandLog, ModuleFace
from zsim.fakes.store.handle import Find, Handle
from zsim.ports.errors import InvalidData, NotAllowed
from zsim.ports.records import Fields, Record
from zsim.ports.refusals import tells_refusals
from zsim.ports.schema import Field, FieldType

INVOICES = "Finance_Invoices"
INVOICE_FIELDS = (
    Field("invoice_number", label="Invoice Number"),
    Field("Account_Name", FieldType.LOOKUP, "Account Name", lookup="Accounts"),
    Field("Contact_Name", FieldType.LOOKUP, "Contact Name", lookup="Contacts"),
    Field("date", FieldType.DATE, "Invoice Date"),
    Field("total", FieldType.CURRENCY, "Total"),
    Field("status", FieldType.PICK_LIST, "Invoice Status", options=("draft", "sent", "paid", "void")),
    Field("reference_number", label="Reference Number"),
    Field("Owner", FieldType.OWNER, "Owner"),
)
VIEWS = ((31, "All Invoices", Lists.ALL),)
INDEXED = ("Account_Name", "Contact_Name", "invoice_number")


class FinanceInvoices(CrmModule):
    """Finance's invoices inside the CRM; each is for an account or for a contact."""

    singular = "finance invoice"
    name_field = "invoice_number"

    def _check(self, fields: Fields, before: Record | None) -> None:
        if not fields.get("Account_Name") and not fields.get("Contact_Name"):
            raise InvalidData(
                f"{self.name}: an invoice is for an account or a contact; name one in Account_Name or Contact_Name",
                code=self.codes.missing,
                field="Account_Name",
            )


@tells_refusals("create update", "_recorder.journal")
class FinanceInvoicesFace(ModuleFace):
    """What a CRM user does with finance's invoices; the number is finance's to give."""

    def create(self, **fields: Any) -> Handle:
        """Make an invoice for an account or contact."""
        self._refuse_number(fields)
        return super().create(**fields)

    def update(self, record: Handle | str, **fields: Any) -> Handle:
        """Change the named fields."""
        self._refuse_number(fields)
        return super().update(record, **fields)

    def _refuse_number(self, fields: dict[str, Any]) -> None:
        if "invoice_number" in fields:
            raise InvalidData(
                f"{self._module.name}: invoice_number is given by the finance organisation (TXN-05)",
                code=self._module.codes.invalid,
                field="invoice_number",
            )


class ZohoFinance:
    """The section as one user sees it; refused with ``NotAllowed`` until transactions were enabled."""

    def __init__(self, module: CrmModule, recorder: CommandLog, find: Find, shown: Callable[[str], bool]) -> None:
        self._face = FinanceInvoicesFace(module, recorder, find)
        self._shown = shown

    def __str__(self) -> str:
        shown = "invoices are shown" if self._shown("invoices") else "no transactions are enabled"
        return f"the Zoho Finance section of the CRM: {shown}"

    @property
    def invoices(self) -> FinanceInvoicesFace:
        """Finance's invoices."""
        if not self._shown("invoices"):
            raise NotAllowed(
                "the CRM shows no finance invoices; enable them first: integration.transactions.enable('invoices')",
                code="NOT_ALLOWED",
            )
        return self._face

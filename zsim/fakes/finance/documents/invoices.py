"""Invoices: what customers owe. Source: TXN-15, TXN-20, TXN-21."""

from __future__ import annotations

from types import MappingProxyType

from zsim.fakes.finance.documents.fields import BALANCE, POTENTIAL
from zsim.fakes.finance.documents.links import ORIGINS, origin_fields
from zsim.fakes.finance.documents.payable import PayableModule
from zsim.ports.schema import Field, FieldType

REFERENCE = "crm_custom_reference_id"


class InvoiceModule(PayableModule):
    """The organisation's invoices."""

    type = "invoices"
    number_field = "invoice_number"
    payment_field = "invoice_id"
    open = ("sent", "partially_paid")
    origins = MappingProxyType({name: ORIGINS[name] for name in ("estimate_id", "salesorder_id", "expense_id")})
    integration_only = frozenset({*POTENTIAL, REFERENCE})
    own_fields = (
        Field("due_date", FieldType.DATE, "Due Date"),
        BALANCE,
        *origin_fields("estimate_id", "salesorder_id", "expense_id"),
        Field(REFERENCE, label="CRM reference"),
    )

    @classmethod
    def indexes(cls, with_items: bool) -> tuple[str, ...]:
        """The fields that invoices are found by."""
        return (*super().indexes(with_items), REFERENCE)

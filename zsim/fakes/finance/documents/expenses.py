"""Expenses: what was spent, for a customer to be billed or for nobody. Source: TXN-15."""

from __future__ import annotations

from types import MappingProxyType

from zsim.fakes.finance.documents.links import link_field
from zsim.fakes.finance.documents.module import DocumentModule
from zsim.ports.errors import NotAllowed
from zsim.ports.records import Record
from zsim.ports.schema import Field


class ExpenseModule(DocumentModule):
    """The organisation's expenses; they have no number of their own, and a customer only if one is to be billed."""

    type = "expenses"
    links = MappingProxyType({"invoices": "invoice_ids"})
    own_fields = (link_field("invoice_ids", "invoices"),)

    def convert(self, record: Record, to: str | None, actor: str, cause: int | None) -> Record:
        """Bill an expense to its customer; one without is refused."""
        if not record.fields.get("customer_id"):
            told = "expenses: an expense without customer is nobody's to bill; name the customer when it is made"
            raise NotAllowed(told, code=self.codes.invalid, field="customer_id")
        return super().convert(record, to, actor, cause)

    def _party_fields(self, fields: tuple[Field, ...]) -> tuple[Field, ...]:
        return tuple([each._replace(required=False) if each.name == self.party else each for each in fields])

"""Estimates, which Books and Billing call quotes: what customers are offered. Source: TXN-06, TXN-15, TXN-22."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zsim.fakes.finance.documents.links import link_field
from zsim.fakes.finance.documents.module import DocumentModule
from zsim.fakes.finance.preferences import ConvertAccepted
from zsim.ports.records import Record, RecordId, Value
from zsim.ports.schema import Field, FieldType

ACCEPTED = "accepted"


class EstimateModule(DocumentModule):
    """The organisation's estimates; an accepted one may turn into an invoice by itself, as the preference says."""

    type = "estimates"
    number_field = "estimate_number"
    due_field = "expiry_date"
    open: tuple[str, ...] = ("sent",)
    past_due = "expired"
    links = MappingProxyType({"invoices": "invoice_ids"})
    own_fields = (Field("expiry_date", FieldType.DATE, "Expiry Date"), link_field("invoice_ids", "invoices"))

    def update(self, record_id: RecordId, changes: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Change the named fields; one that becomes accepted is converted where that is preferred. Source: TXN-22."""
        before, preferred = self.require(record_id), self.context.preferences.convert_accepted
        accepts = changes.get("status") == ACCEPTED and before.fields["status"] != ACCEPTED
        if not accepts or preferred is ConvertAccepted.OFF:
            return super().update(record_id, changes, actor, cause)
        wanted = self._converted(before, "invoices")
        self.context.module("invoices").prepare(wanted, actor)  # refuses before anything is changed
        accepted = super().update(record_id, changes, actor, cause)
        sends = preferred is ConvertAccepted.SENT and not self.context.preferences.approvals
        made = self.context.module("invoices").create({**wanted, **({"status": "sent"} if sends else {})}, actor, cause)
        email = self._party_of(before.fields).get("email")
        if sends and isinstance(email, str):
            self.context.outbox.mail(f"invoice {made.fields['invoice_number']}", made.ref.id, email)
        return self.put(accepted, {"invoice_ids": (made.ref.id,), "status": "invoiced"}, actor, cause)

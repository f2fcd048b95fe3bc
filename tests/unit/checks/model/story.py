"""A connection told by hand: who is where, and what a run said and wrote, each as small as what it shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zsim.checks.model import (
    DecisionTold,
    Difference,
    MappedField,
    Memory,
    RecordChange,
    Records,
    RunTold,
    Terms,
    judge,
)
from zsim.ports.records import Fields, RecordId, Ref

ROWS = {
    "account": (MappedField("Account_Name", "contact_name"), MappedField("Phone", "phone"), MappedField("Fax", "fax")),
    "contact": (MappedField("Full_Name", "contact_name"), MappedField("Phone", "phone")),
    "person": (
        MappedField("First_Name", "first_name"),
        MappedField("Last_Name", "last_name"),
        MappedField("Email", "email"),
    ),
    "vendor": (MappedField("Vendor_Name", "contact_name"), MappedField("Phone", "phone")),
    "item": (
        MappedField("Product_Name", "name"),
        MappedField("Product_Code", "sku"),
        MappedField("Unit_Price", "rate", price=True),
    ),
}
BOOKS = Terms("books", "books", "customers", "accounts_and_contacts", both_ways=True, rows=ROWS, currency="INR")
NOTES = {
    "Accounts": ("customers", "zcrm_account_id"),
    "Vendors": ("vendors", "zcrm_vendor_id"),
    "Products": ("items", "zcrm_product_id"),
}


class Told:
    """A world as the model is told of it; what is made gets ids that count up."""

    def __init__(self, terms: Terms = BOOKS) -> None:
        self.terms = terms
        self.records, self.memory = Records(), Memory()
        self._last = 10

    def ref(self, app: str, module: str) -> Ref:
        """Where the next record will be."""
        self._last += 1
        return Ref(app, module, RecordId(str(self._last)))

    def made(self, app: str, module: str, **fields: Any) -> Ref:
        """A person made a record."""
        ref = self.ref(app, module)
        self.changed(ref, None, fields)
        return ref

    def crm(self, module: str, **fields: Any) -> Ref:
        """A person made a record in the CRM."""
        return self.made("crm", module, **fields)

    def books(self, module: str, **fields: Any) -> Ref:
        """A person made a record in finance."""
        return self.made(self.terms.organisation, module, **{"status": "active", **fields})

    def edited(self, ref: Ref, **fields: Any) -> None:
        """A person edited a record."""
        self.changed(ref, self.records.live[ref], {**self.records.live[ref], **fields})

    def deleted(self, ref: Ref) -> None:
        """A person deleted a record."""
        self.changed(ref, self.records.live[ref], None)

    def changed(self, ref: Ref, before: Fields | None, after: Fields | None, at_ms: int = 0) -> None:
        """Something changed that no run did."""
        self.records.take(RecordChange(ref, before, after, at_ms))
        self.memory.stir(ref)

    def creation(self, app: str, module: str, **fields: Any) -> RecordChange:
        """A run made a record."""
        return RecordChange(self.ref(app, module), None, fields)

    def write(self, ref: Ref, **fields: Any) -> RecordChange:
        """A run wrote to a record."""
        held = self.records.live[ref]
        return RecordChange(ref, held, {**held, **fields})

    def removal(self, ref: Ref) -> RecordChange:
        """A run deleted a record."""
        return RecordChange(ref, self.records.live[ref], None)

    def run(self, *decisions: DecisionTold, **more: Any) -> list[Difference]:
        """A run that ended, and what the model has against it."""
        terms = more.pop("terms", self.terms)
        return judge(self.records, self.memory, RunTold("run", terms, decisions=decisions, **more))

    def fetched(self, crm: Ref, **fields: Any) -> tuple[DecisionTold, Ref]:
        """A run made finance's record for one of the CRM."""
        module, note = NOTES[crm.module]
        change = self.creation(self.terms.organisation, module, status="active", **{note: crm.id}, **fields)
        return DecisionTold(crm, "created", changes=(change,)), change.ref

    def pushed(self, finance: Ref, module: str, **fields: Any) -> tuple[DecisionTold, Ref]:
        """A run made the CRM's record for one of finance."""
        change = self.creation("crm", module, **fields, Finance_Record_Id__s=f"{finance.app}.1:{finance.id}")
        note = self.write(finance, **{NOTES[module][1]: change.ref.id})
        return DecisionTold(finance, "created", changes=(change, note)), change.ref

    def pair(self, **fields: Any) -> tuple[Ref, Ref]:
        """An account Acme and the customer that a run made of it."""
        crm = self.crm("Accounts", Account_Name="Acme", **fields)
        mapped: Mapping[str, Any] = {"Phone": "phone", "Fax": "fax"}
        told, finance = self.fetched(crm, contact_name="Acme", **{mapped[name]: fields[name] for name in fields})
        assert self.run(told) == []
        return crm, finance

    def pushed_pair(self) -> tuple[Ref, Ref]:
        """A customer Acme, born in finance, and its account."""
        finance = self.books("customers", contact_name="Acme", customer_sub_type="business")
        told, crm = self.pushed(finance, "Accounts", Account_Name="Acme")
        assert self.run(told) == []
        return crm, finance


def said(differences: list[Difference]) -> str:
    """What the model has against a run, in one text."""
    return "\n".join(map(str, differences))

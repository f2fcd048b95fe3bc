"""What the cases are about: one module of the CRM, the one facing it, and how its records are made and written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zsim.explore.script import Named, ScriptStep, do

Steps = tuple[ScriptStep, ...]


@dataclass(frozen=True, slots=True)
class SweptModule:
    """A sort of record, and the sync that carries it.

    ``names`` are the name fields of the CRM and of finance, ``writes`` a field each that is mapped onto the other's.
    ``choices`` are those of the sync beside direction and duplicates. ``people`` says that records are contacts of an
    account and contact persons of a customer, who hang on a parent.
    """

    name: str
    sync: str
    crm: str
    finance: str
    names: tuple[str, str]
    writes: tuple[str, str]
    products: tuple[str, ...]
    choices: Mapping[str, Any] = field(default_factory=dict)
    people: bool = False
    used_by: tuple[str, str] | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict)

    def in_crm(self, name: str, called: str, value: str = "1", **more: Any) -> ScriptStep:
        """Somebody adds one to the CRM."""
        fields = {self.names[0]: called, self.writes[0]: value, **more}
        return do("create", name=name, module=f"crm.{self.crm}", fields=fields)

    def in_finance(self, name: str, called: str, value: str = "5", **more: Any) -> ScriptStep:
        """Somebody adds one to finance."""
        fields = {self.names[1]: called, self.writes[1]: value, **self.fixed, **more}
        return do("create", name=name, module=f"finance.{self.finance}", fields=fields)

    def edit(self, record: str, value: str, side: int = 0) -> ScriptStep:
        """Somebody changes one, in the CRM (0) or in finance (1)."""
        return do("update", record=record, fields={self.writes[side]: value})

    def rename(self, record: str, called: str, side: int = 0) -> ScriptStep:
        """Somebody gives one another name."""
        return do("update", record=record, fields={self.names[side]: called})

    def parented(self, number: int, side: int) -> Mapping[str, Any]:
        """The fields that hang one on its parent, where it has one."""
        if not self.people:
            return {}
        parent = ("acme", "bolt")[number % 2]
        return {"Account_Name": Named(parent)} if side == 0 else {"contact_id": Named(f"{parent} in finance")}

    @property
    def parents(self) -> Steps:
        """The records that those of this sort hang on."""
        if not self.people:
            return ()
        made = [("acme", "Acme"), ("bolt", "Bolt")]
        return tuple([do("create", name=n, module="crm.accounts", fields={"Account_Name": c}) for n, c in made])


ALL = ("invoice", "books", "billing")
ACCOUNTS = SweptModule(
    "account",
    "customers",
    "accounts",
    "customers",
    ("Account_Name", "contact_name"),
    ("Phone", "phone"),
    ALL,
    {"module": "accounts"},
    used_by=("invoices", "customer_id"),
)
CONTACTS = SweptModule(
    "contact",
    "customers",
    "contacts",
    "customers",
    ("Last_Name", "contact_name"),
    ("Phone", "phone"),
    ALL,
    {"module": "contacts"},
    used_by=("invoices", "customer_id"),
    fixed={"customer_sub_type": "individual"},
)
PERSONS = SweptModule(
    "person",
    "customers",
    "contacts",
    "contact_persons",
    ("Last_Name", "last_name"),
    ("Phone", "phone"),
    ALL,
    {"module": "accounts_and_contacts"},
    people=True,
)
LONERS = SweptModule(
    "person or contact",
    "customers",
    "contacts",
    "contact_persons",
    ("Last_Name", "last_name"),
    ("Phone", "phone"),
    ("books", "billing"),
    {"module": "accounts_and_contacts", "include_contacts_without_account": True},
    people=True,
)
VENDORS = SweptModule(
    "vendor",
    "vendors",
    "vendors",
    "vendors",
    ("Vendor_Name", "contact_name"),
    ("Phone", "phone"),
    ("books",),
    used_by=("bills", "vendor_id"),
)
ITEMS = SweptModule(
    "item",
    "items",
    "products",
    "items",
    ("Product_Name", "name"),
    ("Description", "description"),
    ALL,
    used_by=("invoices", "item_ids"),
)
IMPORTED_ACCOUNTS = SweptModule(
    "imported account",
    "customers",
    "accounts",
    "customers",
    ("Account_Name", "contact_name"),
    ("Phone", "phone"),
    ("import",),
    used_by=("invoices", "customer_id"),
)
IMPORTED_PERSONS = SweptModule(
    "imported person",
    "customers",
    "contacts",
    "contact_persons",
    ("Last_Name", "last_name"),
    ("Phone", "phone"),
    ("import",),
    people=True,
)
SORTS = (ACCOUNTS, CONTACTS, PERSONS, LONERS, VENDORS, ITEMS, IMPORTED_ACCOUNTS, IMPORTED_PERSONS)
"""All sorts, each with the products that sync it."""

"""The modules of master data as people edit them: their fields, and the few values these take, so that they meet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

COMPANIES = (
    *("Acme", "Bolt", " ACME", "Cora", "Ada Hill", "bolt ", "Dune", "Acme 2", "Fern", "24/7", "Anna Maria Hill"),
    "A" * 201,
)
FIRST_NAMES = (None, "Ada", "Ben", "Ada", "Anna Maria")
LAST_NAMES = ("Hill", "Acme", "von Hill", "HILL", "7")
PHONES = (None, "", "1", "2", "3")
EMAILS = (None, "ada@x.example", "ben@x.example", "cora@x.example")
WORDS = (None, "North", "South")
GOODS = ("Anvil", " anvil", "Rope", "Nail", "Anvil 2")
CODES = (None, "A-1", "A-1 ", "a-1", "B-2")
PRICES = (None, Decimal(1), Decimal(2), Decimal("2.50"), Decimal("2.505"))
SITES = (None, "a.example", "b.example")
DAYS = (None, 15, 30, 45)
TICKS = (True, True, False)
STATES = ("active", "inactive")


class EditedModule(NamedTuple):
    """A module whose records people make and edit: its fields with their values, the one that is always given first.

    ``parent`` is a field that names a record, and the module of that record. ``sync`` is what carries the records.
    """

    kind: str
    sync: str
    fields: Mapping[str, tuple[Any, ...]]
    parent: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """The field that is always given."""
        return next(iter(self.fields))


CRM_TABLES: Mapping[str, EditedModule] = {
    "accounts": EditedModule(
        "account",
        "customers",
        {
            "Account_Name": COMPANIES,
            "Phone": PHONES,
            "Fax": PHONES,
            "Billing_City": WORDS,
            "Description": WORDS,
            "Website": SITES,
            "Terms": (None, "15", "30"),
            "For_Finance": TICKS,
        },
    ),
    "contacts": EditedModule(
        "contact",
        "customers",
        {
            "Last_Name": LAST_NAMES,
            "First_Name": FIRST_NAMES,
            "Email": EMAILS,
            "Phone": PHONES,
            "Mobile": PHONES,
            "Title": WORDS,
            "Salutation": (None, "Mr.", "Ms."),
            "For_Finance": TICKS,
        },
        ("Account_Name", "accounts"),
    ),
    "vendors": EditedModule(
        "supplier",
        "vendors",
        {"Vendor_Name": COMPANIES[:-1], "Phone": PHONES, "Website": SITES, "Email": EMAILS, "City": WORDS},
    ),
    "products": EditedModule(
        "product",
        "items",
        {
            "Product_Name": GOODS,
            "Product_Code": CODES,
            "Unit_Price": PRICES,
            "Description": WORDS,
            "Usage_Unit": (None, "Box", "Dozen"),
            "Product_Active": (True, True, False),
        },
    ),
}
"""Those of the CRM."""

FINANCE_TABLES: Mapping[str, EditedModule] = {
    "customers": EditedModule(
        "customer",
        "customers",
        {
            "contact_name": COMPANIES[:-1],
            "customer_sub_type": ("business", "business", "individual"),
            "phone": PHONES,
            "fax": PHONES,
            "email": EMAILS,
            "notes": WORDS,
            "first_name": FIRST_NAMES,
            "last_name": LAST_NAMES,
            "payment_terms": DAYS,
            "currency_code": ("INR", "INR", "USD", "JPY", "KWD"),
            "billing_address.city": WORDS,
            "billing_address.country": (None, "India", " india ", "Germany"),
        },
    ),
    "contact_persons": EditedModule(
        "person",
        "customers",
        {
            "last_name": LAST_NAMES,
            "first_name": FIRST_NAMES,
            "email": EMAILS,
            "phone": PHONES,
            "mobile": PHONES,
            "designation": WORDS,
        },
        ("contact_id", "customers"),
    ),
    "vendors": EditedModule(
        "vendor",
        "vendors",
        {"contact_name": COMPANIES[:-1], "phone": PHONES, "website": SITES, "email": EMAILS, "notes": WORDS},
    ),
    "items": EditedModule(
        "item",
        "items",
        {"name": GOODS, "sku": CODES, "rate": PRICES, "description": WORDS, "unit": (None, "box", "dozen")},
    ),
}
"""Those of a finance product."""

MAPPINGS: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "accounts": (
        {},
        {"Description": "notes"},
        {"Phone": ""},
        {"Phone": "mobile", "Mobile": ""},
        {"Terms": "payment_terms"},
        {"Website": "website"},
    ),
    "contacts": ({}, {"Description": "notes"}, {"Phone": ""}, {"Last_Name": "last_name"}, {"Title": "designation"}),
    "vendors": ({}, {"Website": "website"}, {"Phone": ""}, {"Email": "email"}),
    "products": ({}, {"Description": "description"}, {"Unit_Price": ""}, {"Usage_Unit": "unit"}),
}
"""What people map beside what is mapped by default; "" unmaps."""

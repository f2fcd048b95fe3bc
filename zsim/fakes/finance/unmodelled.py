"""What finance has and is not modelled, each with the nearest thing that is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FINANCE: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("credit_notes", "subscriptions"), "invoices"),
        **dict.fromkeys(("recurring_invoices", "retainer_invoices", "sales_receipts", "projects"), "invoices"),
        **dict.fromkeys(("vendor_payments", "vendor_credits"), "payments"),
        **dict.fromkeys(("plans", "addons", "coupons", "price_lists"), "items and their rate"),
        **dict.fromkeys(("triggers", "workflows", "approvals"), "what a person does by hand"),
        **dict.fromkeys(("comments", "notes"), "the notes of a customer"),
        "contacts": "customers, vendors and contact_persons",
        "reports": "print() of a module, such as print(customers)",
    }
)

"""The finance products: one organisation of Invoice, Books or Billing, as people and the engine see it."""

from __future__ import annotations

from zsim.fakes.finance.contact_persons import ContactPersonModule
from zsim.fakes.finance.customer_fields import CustomerKind, CustomerStatus
from zsim.fakes.finance.customers import CustomerModule, CustomersFace
from zsim.fakes.finance.invoices import InvoiceModule, InvoicesFace, InvoiceStatus
from zsim.fakes.finance.organisation import Finance
from zsim.fakes.finance.preferences import Preferences
from zsim.fakes.finance.users import Role, User, Users

__all__ = [
    "ContactPersonModule",
    "CustomerKind",
    "CustomerModule",
    "CustomerStatus",
    "CustomersFace",
    "Finance",
    "InvoiceModule",
    "InvoiceStatus",
    "InvoicesFace",
    "Preferences",
    "Role",
    "User",
    "Users",
]

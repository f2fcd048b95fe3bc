"""The finance products: one organisation of Invoice, Books or Billing, as people and the engine see it."""

from __future__ import annotations

from zsim.fakes.finance.bills import BillModule
from zsim.fakes.finance.contact_persons import ContactPersonModule
from zsim.fakes.finance.customer_fields import CustomerKind
from zsim.fakes.finance.customers import CustomerModule
from zsim.fakes.finance.invoices import InvoiceModule, InvoicesFace, InvoiceStatus
from zsim.fakes.finance.items import ItemModule, ItemType
from zsim.fakes.finance.linked import LinkedFace, RecordStatus
from zsim.fakes.finance.organisation import Finance
from zsim.fakes.finance.parties import PartyFace
from zsim.fakes.finance.preferences import OrganisationPreferences
from zsim.fakes.finance.users import OrganisationUser, OrganisationUsers, Role
from zsim.fakes.finance.vendors import VendorModule

__all__ = [
    "BillModule",
    "ContactPersonModule",
    "CustomerKind",
    "CustomerModule",
    "Finance",
    "InvoiceModule",
    "InvoiceStatus",
    "InvoicesFace",
    "ItemModule",
    "ItemType",
    "LinkedFace",
    "OrganisationPreferences",
    "OrganisationUser",
    "OrganisationUsers",
    "PartyFace",
    "RecordStatus",
    "Role",
    "VendorModule",
]

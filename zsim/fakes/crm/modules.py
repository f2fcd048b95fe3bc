"""The modules of the CRM: what each is made of, in the order the CRM lists them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from zsim.fakes.crm import accounts, contacts, deals, native, products, related, vendors
from zsim.fakes.crm.fields import ACCOUNT_FIELDS, CONTACT_FIELDS, DEAL_FIELDS, PRODUCT_FIELDS, VENDOR_FIELDS
from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.projection import INDEXED, SHOWN, fields_of
from zsim.fakes.crm.views import Lists
from zsim.ports.schema import Field


class Plan(NamedTuple):
    """What a module is made of: its class, its standard fields, those that are searched, and its predefined views."""

    kind: type[CrmModule]
    fields: tuple[Field, ...]
    indexed: tuple[str, ...]
    views: tuple[tuple[int, str, Lists], ...]


PLANS: Mapping[str, Plan] = MappingProxyType(
    {
        "Accounts": Plan(accounts.Accounts, ACCOUNT_FIELDS, accounts.INDEXED, accounts.VIEWS),
        "Contacts": Plan(contacts.Contacts, CONTACT_FIELDS, contacts.INDEXED, contacts.VIEWS),
        "Deals": Plan(deals.Deals, DEAL_FIELDS, deals.INDEXED, deals.VIEWS),
        "Products": Plan(products.Products, PRODUCT_FIELDS, products.INDEXED, products.VIEWS),
        "Vendors": Plan(vendors.Vendors, VENDOR_FIELDS, vendors.INDEXED, vendors.VIEWS),
        "Quotes": Plan(native.NativeQuotes, native.QUOTE_FIELDS, native.QUOTES_INDEXED, native.QUOTE_VIEWS),
        "Invoices": Plan(native.NativeInvoices, native.INVOICE_FIELDS, native.INVOICES_INDEXED, native.INVOICE_VIEWS),
        "Notes": Plan(related.Notes, related.NOTE_FIELDS, related.NOTES_INDEXED, related.NOTE_VIEWS),
        "Events": Plan(related.Events, related.EVENT_FIELDS, related.INDEXED, related.EVENT_VIEWS),
        "Calls": Plan(related.PhoneCalls, related.CALL_FIELDS, related.INDEXED, related.CALL_VIEWS),
        "Attachments": Plan(
            related.Attachments, related.ATTACHMENT_FIELDS, related.NOTES_INDEXED, related.ATTACHMENT_VIEWS
        ),
        **{
            name: Plan(kind, fields_of(kind), (*INDEXED, kind.name_field), ((number, f"All {called}", Lists.ALL),))
            for name, (kind, number, called) in SHOWN.items()
        },
    }
)

"""What somebody else may do to a record that a run is about just then: edit, rename, delete, move or merge it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zsim.explore.script import Named, ScriptStep, do
from zsim.ports.records import Ref

Steps = tuple[ScriptStep, ...]

EDITS: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "Accounts": {"edited": {"Phone": "77"}, "edited elsewhere": {"Fax": "78"}, "renamed": {"Account_Name": "Zed"}},
    "Contacts": {"edited": {"Phone": "77"}, "edited elsewhere": {"Mobile": "78"}, "renamed": {"Last_Name": "Zed"}},
    "Vendors": {"edited": {"Phone": "77"}, "edited elsewhere": {"City": "78"}, "renamed": {"Vendor_Name": "Zed"}},
    "Products": {
        "edited": {"Description": "77"},
        "edited elsewhere": {"Product_Code": "78"},
        "renamed": {"Product_Name": "Zed"},
    },
    "customers": {
        "edited": {"phone": "87"},
        "edited elsewhere": {"mobile": "88"},
        "renamed": {"contact_name": "Zed"},
        "readdressed": {"email": "zed@example.com"},
    },
    "contact_persons": {
        "edited": {"phone": "87"},
        "edited elsewhere": {"mobile": "88"},
        "renamed": {"last_name": "Zed"},
    },
    "vendors": {
        "edited": {"phone": "87"},
        "edited elsewhere": {"billing_address.city": "88"},
        "renamed": {"contact_name": "Zed"},
    },
    "items": {"edited": {"description": "87"}, "edited elsewhere": {"sku": "88"}, "renamed": {"name": "Zed"}},
    "Deals": {
        "edited": {"Amount": 77},
        "renamed": {"Deal_Name": "Zed"},
        "won": {"Stage": "Closed Won"},
        "lost": {"Stage": "Closed Lost"},
        "put back": {"Stage": "Negotiation/Review"},
    },
    "Leads": {"edited": {"first_name": "97"}, "readdressed": {"email": "zed@example.com"}},
}
"""What somebody writes into a record, by its module; the first edit is of the field that scripts write, too."""

MOVED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "estimates": {"sent": ("mark_sent",), "accepted": ("accept",), "declined": ("decline",)},
    "invoices": {"sent": ("mark_sent",), "voided": ("void",), "paid": ("mark_sent", "record_payment")},
}
"""What somebody does to a document in finance, by its type: verbs one after the other."""

MERGED = ("Accounts", "Contacts", "Vendors", "Products", "customers", "vendors")
"""The modules whose records are merged."""


def deeds_of(seen: Mapping[str, Ref]) -> Iterator[tuple[str, Steps]]:
    """What can be done to each of the records, in words and as steps; they stand by their names."""
    for name, ref in seen.items():
        for what, fields in EDITS.get(ref.module, {}).items():
            yield f"{what}: {name}", (do("update", record=name, fields=fields),)
        for what, verbs in MOVED.get(ref.module, {}).items():
            yield f"{what}: {name}", tuple([_moved(verb, name) for verb in verbs])
        if ref.module in EDITS or ref.module in MOVED:
            yield f"deleted: {name}", (do("delete", record=name),)
        if ref.module == "Leads":
            yield f"bounced: {name}", (do("bounce", record=name, hard=True),)
        if ref.module == "Contacts" and any(other.module == "Accounts" for other in seen.values()):
            yield f"moved away: {name}", (do("update", record=name, fields={"Account_Name": None}),)
        for other, of in seen.items():
            if ref.module in MERGED and (of.app, of.module) == (ref.app, ref.module) and other != name:
                yield f"merged: {other} into {name}", (do("merge", record=name, others=(other,)),)
            if ref.module == "Contacts" and of.module == "Accounts":
                yield f"moved: {name} to {other}", (do("update", record=name, fields={"Account_Name": Named(other)}),)


def _moved(verb: str, record: str) -> ScriptStep:
    if verb == "record_payment":
        return do(verb, name="paid just then", record=record, amount=1)
    return do(verb, record=record)

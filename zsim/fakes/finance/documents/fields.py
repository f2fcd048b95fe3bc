"""The fields that documents have in common."""

from __future__ import annotations

from zsim.catalogue.life_cycles import LifeCycle
from zsim.fakes.finance.customer_fields import address_fields
from zsim.fakes.store.currencies import CURRENCIES
from zsim.ports.schema import Field, FieldType

ITEM_IDS = "item_ids"
POTENTIAL = ("zcrm_potential_id", "zcrm_potential_by")
ADDRESSES = ("billing_address", "shipping_address")
LINES = Field("line_items", FieldType.LINE_ITEMS, "Items", required=True)
TOTALS = (
    Field("sub_total", FieldType.CURRENCY, "Sub Total", read_only=True),
    Field("tax_total", FieldType.CURRENCY, "Tax", read_only=True),
    Field("total", FieldType.CURRENCY, "Total", read_only=True),
)
BALANCE = Field("balance", FieldType.CURRENCY, "Balance Due", read_only=True)
CURRENCY = Field("currency_code", FieldType.PICK_LIST, "Currency Code", options=CURRENCIES, read_only=True)
REFERENCE = Field("reference_number", label="Reference Number")
DATE = Field("date", FieldType.DATE, "Date")
LINKED = (
    Field(POTENTIAL[0], label="CRM Potential ID"),
    Field(POTENTIAL[1], label="Associated By"),
)
"""The potential of the CRM that a document belongs to, and whether a trigger or a hand put it there."""

PARTIES = {
    "customer_id": Field("customer_id", FieldType.LOOKUP, "Customer Name", required=True, lookup="customers"),
    "vendor_id": Field("vendor_id", FieldType.LOOKUP, "Vendor Name", required=True, lookup="vendors"),
}


def status_field(cycle: LifeCycle, called: str) -> Field:
    """The field of a document's state."""
    return Field("status", FieldType.PICK_LIST, f"{called.title()} Status", options=cycle.states)


def lined_fields(cycle: LifeCycle, called: str, party: str, with_items: bool) -> tuple[Field, ...]:
    """The fields of a document that has lines, but for its number and those of its type."""
    items = Field(ITEM_IDS, FieldType.MULTI_LOOKUP, "Item IDs", lookup="items", read_only=True)
    return (
        PARTIES[party],
        DATE,
        status_field(cycle, called),
        CURRENCY,
        LINES,
        *((items,) if with_items else ()),
        *TOTALS,
        REFERENCE,
        Field("salesperson_name", label="Sales Person"),
        Field("notes", FieldType.TEXT_AREA, "Notes"),
        Field("terms", FieldType.TEXT_AREA, "Terms & Conditions"),
        *[field for each in ADDRESSES for field in address_fields(each, each.partition("_")[0].title())],
        *LINKED,
    )

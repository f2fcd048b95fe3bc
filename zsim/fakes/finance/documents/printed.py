"""A document's content as text. Source: TXN-08."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from zsim.fakes.store.handle import Find
from zsim.fakes.store.module import Module
from zsim.ports.records import Fields, Record, RecordId, Row, Value

PARTIES = {"customer_id": "customers", "vendor_id": "vendors"}
DATES = {"date": "Date", "due_date": "Due", "expiry_date": "Valid until"}
PARTS = ("attention", "address", "street2", "city", "state", "zip", "country")
SUMS = {"sub_total": "Sub total", "tax_total": "Tax", "total": "Total", "amount": "Amount", "balance": "Balance due"}


def printed_document(module: Module, record: Record, find: Find) -> str:
    """The document as its paper tells it: heading, party, dates, lines, sums, notes and terms."""
    fields = record.fields
    status = str(fields.get("status") or "").replace("_", " ")
    name = fields.get(module.name_field) or f"of {fields['date']}"
    heading = f"{module.singular.capitalize()} {name}"
    told = [f"{heading}, {status}" if status else heading, *_party(fields, find)]
    told += [f"{label}: {fields[name]}" for name, label in DATES.items() if fields.get(name)]
    for name, label in (("reference_number", "Reference"), ("salesperson_name", "Sales person")):
        told += [f"{label}: {fields[name]}"] if fields.get(name) else []
    rows = fields.get("line_items")
    if isinstance(rows, tuple):
        told += [_line(number, each) for number, each in enumerate(rows, 1) if isinstance(each, Mapping)]
    currency = fields.get("currency_code")
    told += [f"{label}: {fields[name]} {currency}" for name, label in SUMS.items() if fields.get(name) is not None]
    for name, field in module.schema.items():
        told += [f"{field.label}: {fields[name]}"] if field.custom and fields.get(name) not in (None, "") else []
    told += [f"{name.title()}: {fields[name]}" for name in ("notes", "terms") if fields.get(name)]
    return "\n".join(told)


def _party(fields: Fields, find: Find) -> list[str]:
    told = []
    for name, lookup in PARTIES.items():
        module, party = find(lookup), fields.get(name)
        if module is not None and isinstance(party, str):
            held = module.table.get(RecordId(party))
            told.append(f"{name.removesuffix('_id').capitalize()}: {module.name_of(held) if held else party}")
    address = [str(fields[f"billing_address.{each}"]) for each in PARTS if fields.get(f"billing_address.{each}")]
    return [*told, *([f"Address: {', '.join(address)}"] if address else [])]


def _line(number: int, row: Row) -> str:
    text = " - ".join([str(row[name]) for name in ("name", "description") if row[name]]) or f"item {row['item_id']}"
    extras = [f"less {plain_number(row['discount'])} %"] if row["discount"] else []
    extras += [f"tax {plain_number(row['tax_percentage'])} %"] if row["tax_percentage"] is not None else []
    told = f"{number}. {text}: {plain_number(row['quantity'])} x {plain_number(row['rate'])}"
    return f"{', '.join([told, *extras])} = {row['item_total']}"


def plain_number(value: Value) -> str:
    """A number as people write it, without zeros at its end.

    >>> plain_number(Decimal("2.50")), plain_number(Decimal("100"))
    ('2.5', '100')
    """
    if not isinstance(value, Decimal):
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

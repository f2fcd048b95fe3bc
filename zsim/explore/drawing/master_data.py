"""What people do with master data, on either side."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from zsim.explore.drawing.scene import Deed, Scene, Steps
from zsim.explore.script import do

COMPANIES = ("Acme", "Bolt", " ACME", "Cora", "Ada Hill", "bolt ", "Dune", "Fern", "Acme 2")
FIRST_NAMES = (None, "Ada", "Ben", "Ada")
LAST_NAMES = ("Hill", "Acme", "von Hill", "HILL")
PHONES = (None, "1", "2", "3")
EMAILS = (None, "ada@x.example", "ben@x.example", "cora@x.example")
WORDS = (None, "North", "South")
GOODS = ("Anvil", " anvil", "Rope", "Nail", "Anvil 2")
CODES = (None, "A-1", "A-1 ", "a-1", "B-2")
PRICES = (None, Decimal(1), Decimal(2), Decimal("2.50"))
SITES = (None, "a.example", "b.example")


class Table(NamedTuple):
    """A module whose records people make and edit: its fields with the values they take, the name first."""

    kind: str
    fields: Mapping[str, tuple[Any, ...]]
    name: str


CRM_TABLES: Mapping[str, Table] = {
    "crm.accounts": Table(
        "account",
        {
            "Account_Name": COMPANIES,
            "Phone": PHONES,
            "Fax": PHONES,
            "Billing_City": WORDS,
            "Description": WORDS,
            "Terms": (None, "15", "30"),
            "For_Finance": (True, True, False),
        },
        "Account_Name",
    ),
    "crm.contacts": Table(
        "contact",
        {
            "Last_Name": LAST_NAMES,
            "First_Name": FIRST_NAMES,
            "Email": EMAILS,
            "Phone": PHONES,
            "Mobile": PHONES,
            "Title": WORDS,
            "For_Finance": (True, True, False),
        },
        "Last_Name",
    ),
}


def create_account(scene: Scene) -> Steps:
    """Add an account."""
    return _create(scene, "crm.accounts")


def create_contact(scene: Scene) -> Steps:
    """Add a contact, with or without an account."""
    return _create(scene, "crm.contacts", Account_Name=scene.named("crm.accounts", none=20))


def edit(scene: Scene) -> Steps:
    """Change fields of a record of the CRM."""
    module = scene.dice.pick(tuple(CRM_TABLES))
    table, record = CRM_TABLES[module], scene.one(module)
    if record is None:
        return ()
    fields = scene.dice.some(tuple(table.fields), 25) or (scene.dice.pick(tuple(table.fields)),)
    return (do("update", record=record, fields={each: scene.dice.pick(table.fields[each]) for each in fields}),)


def delete(scene: Scene) -> Steps:
    """Delete a record of the CRM."""
    module = scene.dice.pick(tuple(CRM_TABLES))
    record = scene.one(module)
    if record is None:
        return ()
    scene.gone.setdefault(module, []).append(record)
    return (do("delete", record=record),)


def restore(scene: Scene) -> Steps:
    """Bring a deleted record of the CRM back."""
    gone = [each for names in scene.gone.values() for each in names]
    return (do("restore", record=scene.dice.pick(gone)),) if gone else ()


def sync(scene: Scene) -> Steps:
    """Sync now."""
    return (do("instant_sync", sync="customers", **scene.of()),)


def _create(scene: Scene, module: str, **more: Any) -> Steps:
    table = CRM_TABLES[module]
    fields = {each: scene.dice.pick(values) for each, values in table.fields.items() if each == table.name}
    for each in scene.dice.some(tuple(table.fields), 40):
        fields[each] = scene.dice.pick(table.fields[each])
    return (do("create", name=scene.new(table.kind), module=module, fields={**fields, **more}),)


WEIGHTS: Mapping[Deed, int] = {create_account: 4, create_contact: 4, edit: 10, delete: 3, restore: 3, sync: 6}

"""How a drawn world is filled: records on both sides, connected and synced."""

from __future__ import annotations

from zsim.catalogue import catalogue
from zsim.explore.drawing.scene import Steps
from zsim.explore.script import Named, ScriptStep, do

ACCOUNTS, CONTACTS = "crm.accounts", "crm.contacts"
VIEW = "For finance"


def opening(product: str) -> Steps:
    """Two accounts with a contact each and a customer, all synced."""
    return (
        *_fields(),
        _account("acme", "Acme"),
        _contact("ada", "Ada", "acme"),
        _account("bolt", "Bolt"),
        _contact("ben", "Ben", "bolt"),
        *connecting(product),
    )


def connecting(product: str) -> Steps:
    """A product is connected, and its customers synced."""
    choices = (
        {"module": "accounts_and_contacts", "duplicates": "overwrite", "extent": "both_ways"}
        if catalogue().product(product).two_way
        else {"auto_update": True}
    )
    return (
        do("connect", product=product),
        do("configure", sync="customers", product=product, choices=choices),
        do("save_and_sync", sync="customers", product=product),
        do("advance", minutes=1),
    )


def _fields() -> Steps:
    return (
        *[
            step
            for module in (ACCOUNTS, CONTACTS)
            for step in (
                do("add_field", module=module, field="For_Finance", type="boolean"),
                do("create_view", module=module, view=VIEW, conditions=[("For_Finance", "is", True)]),
            )
        ],
        do("add_field", module=ACCOUNTS, field="Terms", type="picklist", options=("15", "30")),
    )


def _account(name: str, called: str) -> ScriptStep:
    return do("create", name=name, module=ACCOUNTS, fields={"Account_Name": called, "Phone": "1", "For_Finance": True})


def _contact(name: str, first: str, account: str) -> ScriptStep:
    fields = {"First_Name": first, "Last_Name": "Hill", "Account_Name": Named(account), "For_Finance": True}
    return do("create", name=name, module=CONTACTS, fields=fields)

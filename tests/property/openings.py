"""How the worlds begin and end in which something was found: who is there, and what brings all to rest."""

from __future__ import annotations

from functools import cache

from zsim.catalogue import ConnectsBy, catalogue
from zsim.explore.script import Named, ScriptStep, do

Steps = tuple[ScriptStep, ...]

VIEW = "For finance"
ACCOUNTS, CONTACTS = "crm.accounts", "crm.contacts"
CUSTOMERS = "finance.customers"

FINISH = do("advance", minutes=5)
"""Lets a run under way come to its end."""

SYNC = do("instant_sync", sync="customers")


@cache
def opening(product: str, *, equal_names: bool = False) -> Steps:
    """How a world begins: two accounts with a contact each and, where it reaches the CRM, a customer, all synced."""
    fields = [
        step
        for module in (ACCOUNTS, CONTACTS)
        for step in (
            do("add_field", module=module, field="For_Finance", type="boolean"),
            do("create_view", module=module, view=VIEW, conditions=[("For_Finance", "is", True)]),
        )
    ]
    return (
        *fields,
        do("add_field", module=ACCOUNTS, field="Terms", type="picklist", options=("15", "30")),
        do("update_preferences", app="finance", changes={"allow_equal_names": equal_names}),
        *_account("acme", "Acme"),
        *_contact("ada", "Ada", "acme"),
        *_account("bolt", "Bolt"),
        *_contact("ben", "Ben", "bolt"),
        *((_customer("cora", "Cora"),) if _two_way(product) else ()),
        *connecting(product),
        FINISH,
    )


def connecting(product: str) -> Steps:
    """How a product is connected, and everything synced."""
    choices = (
        {"module": "accounts_and_contacts", "duplicates": "overwrite", "extent": "both_ways"}
        if _two_way(product)
        else {"auto_update": True}
    )
    return (
        do("connect"),
        do("configure", sync="customers", choices=choices),
        do("save_and_sync", sync="customers"),
    )


def renewing(product: str) -> Steps:
    """How the connection is given the CRM's present key, where a key is what connects it."""
    by_key = catalogue().product(product).connects_by is ConnectsBy.KEY
    return (do("update_credentials", key="present"),) if by_key else ()


@cache
def settling_down(product: str) -> Steps:
    """How it all ends: everything is opened and synced twice, and the second run must be quiet."""
    return (FINISH, *renewing(product), do("enable"), do("resume"), SYNC, FINISH, SYNC, FINISH)


def _account(name: str, called: str) -> Steps:
    return (
        do("create", name=name, module=ACCOUNTS, fields={"Account_Name": called, "Phone": "1", "For_Finance": True}),
    )


def _contact(name: str, first: str, account: str) -> Steps:
    fields = {"First_Name": first, "Last_Name": "Hill", "Account_Name": Named(account), "For_Finance": True}
    return (do("create", name=name, module=CONTACTS, fields=fields),)


def _customer(name: str, called: str) -> ScriptStep:
    return do("create", name=name, module=CUSTOMERS, fields={"contact_name": called, "phone": "1"})


def _two_way(product: str) -> bool:
    """Whether the product has preferences to choose."""
    return catalogue().product(product).two_way

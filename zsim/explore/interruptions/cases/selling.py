"""What cases about deals and documents begin with: a product whose customers are synced, deals, and documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zsim.catalogue import catalogue
from zsim.explore.script import Named, ScriptStep, do

Steps = tuple[ScriptStep, ...]

ALL = ("invoice", "books", "billing")
WITH_IMPORT = ("invoice", "import", "books", "billing")
CALL_MS = 1000
FINISH = do("advance", minutes=20)
WORK: tuple[Mapping[str, Any], ...] = ({"name": "Work", "rate": 10},)
EMAIL = "acme@example.com"
ACME = do("create", name="acme", module="crm.accounts", fields={"Account_Name": "Acme"})
SHOWN = ("estimates", "invoices")
"""The types that the section shows of every product."""


def period_of(product: str) -> ScriptStep:
    """The time from one run of a product to the next."""
    return do("advance", hours=12 if product == "import" else 2)


def connected(product: str) -> Steps:
    """A product that has the CRM's account as its customer."""
    choices = {"auto_update": True} if product == "import" else {"module": "accounts", "extent": "both_ways"}
    saved = (do("configure", sync="customers", choices=choices), do("save_and_sync", sync="customers"))
    return (ACME, do("connect"), *saved, FINISH)


def joined(product: str) -> Steps:
    """Another product whose customers come from the same accounts."""
    choices = {"module": "accounts", "extent": "both_ways"}
    saved = do("configure", product=product, sync="customers", choices=choices)
    return (do("connect", product=product), saved, do("save_and_sync", product=product, sync="customers"), FINISH)


def showing(product: str) -> Steps:
    """The same with its documents in the CRM, and a customer that can be written to."""
    others = [each for each in catalogue().product(product).modules if each != "customers"]
    synced = [do("configure", sync=each, choices={"extent": "fetch"}) for each in others]
    synced += [do("save_and_sync", sync=each) for each in others]
    address = do("update", record=f"acme in {product}", fields={"email": EMAIL})
    if product == "import":
        return (*connected(product), address, FINISH)
    shown = do("enable_transactions", modules=SHOWN)
    return (*connected(product), address, *synced, FINISH, shown, FINISH)


def looks_of(product: str) -> Steps:
    """How people see what stands: where the CRM does not show it at once, they refresh the lists."""
    if catalogue().behaviour("SYN-10").holds_for(product):
        return ()
    return tuple([do("refresh", module=f"crm.zoho_finance.{each}", party="acme") for each in SHOWN])


def deal(name: str, stage: str = "Qualification", **fields: Any) -> ScriptStep:
    """A deal of Acme's."""
    given = {"Deal_Name": name.capitalize(), "Account_Name": Named("acme"), "Amount": 900, "Stage": stage, **fields}
    return do("create", name=name, module="crm.deals", fields=given)


def to_stage(stage: str, name: str = "fit") -> ScriptStep:
    """A deal comes to a stage."""
    return do("update", record=name, fields={"Stage": stage})


def document(name: str, kind: str, **fields: Any) -> ScriptStep:
    """A document that is made in finance for Acme."""
    given = {"customer": Named("acme in finance"), "lines": WORK, **fields}
    return do("create", name=name, module=f"finance.{kind}", fields=given)


def shown_document(name: str, kind: str, **fields: Any) -> ScriptStep:
    """A document that is made in the CRM for Acme."""
    given = {"customer": Named("acme"), "lines": WORK, **fields}
    return do("create", name=name, module=f"crm.zoho_finance.{kind}", fields=given)

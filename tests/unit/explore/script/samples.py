"""Scripts the tests play."""

from __future__ import annotations

from zsim.explore.script import Named, Script, ScriptStep, Start, do

ACME = do("create", name="acme", module="crm.accounts", fields={"Account_Name": "Acme", "Phone": "1"})
BOLT = do("create", name="bolt", module="crm.accounts", fields={"Account_Name": "Bolt"})
ADA = do("create", name="ada", module="crm.contacts", fields={"Last_Name": "Hill", "Account_Name": Named("acme")})
CORA = do("create", name="cora", module="finance.customers", fields={"contact_name": "Cora"})
SYNC = do("instant_sync", sync="customers")
CONNECTED = (
    do("connect"),
    do("configure", sync="customers", choices={"module": "accounts", "extent": "both_ways", "duplicates": "overwrite"}),
    do("save_and_sync", sync="customers"),
)


def script(*steps: ScriptStep, start: Start | None = None) -> Script:
    """A script about Books unless it starts otherwise."""
    return Script(start or Start("books"), steps)


WORK = ({"name": "Work", "rate": 10},)
FIT = do(
    "create", name="fit", module="crm.deals", fields={"Deal_Name": "Fit", "Account_Name": Named("acme"), "Amount": 900}
)


def document(name: str, type: str, **fields: object) -> ScriptStep:
    """A document of finance, for Cora unless its fields say otherwise."""
    whom = {} if "customer" in fields or "vendor" in fields else {"customer": Named("cora")}
    return do("create", name=name, module=f"finance.{type}", fields={**whom, "lines": WORK, **fields})


def synced(product: str, *others: str) -> tuple[ScriptStep, ...]:
    """A product that is connected, its customers from accounts, with the other modules that it is to sync."""
    choices = {"module": "accounts", "extent": "both_ways"}
    found = [do("connect", product=product), do("configure", product=product, sync="customers", choices=choices)]
    found += [do("configure", product=product, sync=each, choices={"extent": "fetch"}) for each in others]
    found += [do("save_and_sync", product=product, sync=each) for each in ("customers", *others)]
    return (*found, do("settle"))


SHOWING = (
    ACME,
    ADA,
    FIT,
    do("create", name="cora", module="finance.customers", fields={"contact_name": "Cora", "email": "cora@x.example"}),
    do("create", name="vera", module="finance.vendors", fields={"contact_name": "Vera", "email": "vera@x.example"}),
    *synced("books", "vendors", "items"),
    do("update", record="acme in books", fields={"email": "ada@acme.example"}),
    do("enable_transactions", modules=["estimates", "invoices", "sales_orders", "purchase_orders"]),
)
"""Books with its customers, vendors and items synced, whose documents the CRM shows."""


def sold(product: str, deals: int) -> tuple[ScriptStep, ...]:
    """A product whose trigger has made an invoice for each of some deals that were won, all of them sent."""
    names = [f"deal {number}" for number in range(1, deals + 1)]
    fields = {"Account_Name": Named("acme"), "Amount": 100}
    made = [do("create", name=each, module="crm.deals", fields={"Deal_Name": each, **fields}) for each in names]
    return (
        ACME,
        *synced(product),
        do("configure_triggers", product=product, invoice=True),
        *made,
        do("mass_update", module="crm.deals", records=names, fields={"Stage": "Closed Won"}),
        *[do("mark_sent", record=f"{product}.invoices of {each}") for each in names],
    )

"""Cases of enabling again and deleting an integration whose documents have comments and files beside them."""

from __future__ import annotations

from collections.abc import Iterator

from zsim.explore.interruptions.case import SweepCase
from zsim.explore.interruptions.cases.selling import (
    ALL,
    CALL_MS,
    FINISH,
    Steps,
    deal,
    document,
    joined,
    looks_of,
    showing,
    shown_document,
    to_stage,
)
from zsim.explore.script import Named, Script, ScriptStep, Start, do

BOLT = do("create", name="bolt", module="crm.accounts", fields={"Account_Name": "Bolt"})
CORA = do("create", name="cora", module="finance.customers", fields={"contact_name": "Cora"})
BOTH = do("add_other_app", app="billing", other="books")
RIGHTS = (
    do("enable_transactions", modules=("sales_orders", "purchase_orders")),
    FINISH,
    do("create_user", app="crm", user="Rita", email="rita@example.com", profile="Standard"),
    do("add_integration_user", user="Rita"),
)
"""Books has users of the CRM work on its documents."""

SOLD = (
    deal("fit"),
    do("configure_triggers", invoice=True),
    to_stage("Closed Won"),
    FINISH,
    document("bill", "invoices"),
    do("comment", record="bill", text="By May."),
    do("attach", record="bill", file="plan.txt", content="May"),
    FINISH,
    shown_document("offer", "estimates", send=True),
    FINISH,
    do("attach", record="offer", file="sketch.txt", content="Two floors"),
    do("create", name="note", module="crm.notes", fields={"Parent_Id": Named("offer"), "Note_Content": "By May."}),
)
"""An invoice of a trigger's, one with a comment and a file in finance, and an estimate with others in the CRM."""


def closing_cases() -> Iterator[SweepCase]:
    """A case for each product and thing done."""
    disabled = (do("disable"), FINISH)
    changed = (*disabled, do("mark_sent", record="bill"), document("late", "invoices"), FINISH)
    for product in ALL:
        begun = _begun(product)
        yield _case(f"{product} enabled", product, (*begun, *disabled), do("enable"))
        yield _case(f"{product} enabled after changes", product, (*begun, *changed), do("enable"))
        for convert in ("all", "with_transactions"):
            name = f"{product} deleted, converting {convert.replace('_', ' ')}"
            yield _case(name, product, (*begun, *disabled), do("delete_integration", convert=convert))
    yield _along()


def _begun(product: str) -> Steps:
    more = (BOLT, CORA, do("instant_sync", sync="customers"), FINISH)
    return (*showing(product), *more, *(RIGHTS if product == "books" else ()), *SOLD)


def _along() -> SweepCase:
    """Books' integration goes along with Billing's. Source: DIS-08."""
    steps = (*_begun("billing"), *joined("books"), BOTH, do("disable", product="billing"), FINISH)
    script = Script(Start(("billing", "books"), call_ms=CALL_MS), (*steps, do("delete_integration"), FINISH))
    return SweepCase("billing deleted, Books along", script, len(steps), ("bolt", "bill"), waited=True)


def _case(name: str, product: str, prefix: Steps, disturbed: ScriptStep) -> SweepCase:
    script = Script(Start(product, call_ms=CALL_MS), (*prefix, disturbed, FINISH))
    concerned = ("bolt", "cora", "bill", "fit")
    looks = looks_of(product) if disturbed.verb == "enable" else ()
    return SweepCase(name, script, len(prefix), concerned, waited=True, looks=looks)

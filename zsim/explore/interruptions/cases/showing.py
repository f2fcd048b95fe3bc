"""Cases of the CRM's lists of documents: what brings them up to date is disturbed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zsim.catalogue import catalogue
from zsim.explore.interruptions.case import SweepCase
from zsim.explore.interruptions.cases.selling import (
    CALL_MS,
    FINISH,
    WITH_IMPORT,
    Steps,
    document,
    looks_of,
    period_of,
    showing,
)
from zsim.explore.script import Script, Start, do

BILL, MORE = document("bill", "invoices"), document("more", "invoices")
SENT, GONE = do("mark_sent", record="bill"), do("delete", record="bill")
REFRESHED = do("refresh", module="crm.zoho_finance.invoices", party="acme")
SHOWN_BY = do("enable_transactions", modules=("estimates", "invoices"))


class Listed(NamedTuple):
    """What is done ``before``, and then what is disturbed; ``of`` is the behaviour that says which products have it."""

    before: Steps
    then: Steps
    of: str = "SYN-10"


LISTED = {
    "enabled": Listed((BILL, MORE, SENT), (SHOWN_BY,)),
    "told of a document": Listed((), (BILL,)),
    "told of a move": Listed((BILL,), (SENT,)),
    "told of a deletion": Listed((BILL,), (GONE,)),
    "told of several": Listed((BILL,), (SENT, MORE)),
    "resumed": Listed((BILL, do("pause_sync", sync="invoices"), SENT, MORE), (do("resume_sync", sync="invoices"),)),
    "key renewed": Listed(
        (BILL, do("generate_zsc_key", app="crm"), SENT, MORE), (do("update_credentials", key="present"),), of="CON-15"
    ),
    "refreshed": Listed((BILL, SENT, MORE), (REFRESHED,), of="TXN-36"),
    "refreshed after a deletion": Listed((BILL, REFRESHED, GONE), (REFRESHED,), of="TXN-36"),
}
"""What is done, by what it is called."""


def showing_cases() -> Iterator[SweepCase]:
    """A case for each product and thing done that go together."""
    for product in WITH_IMPORT:
        for name, each in LISTED.items():
            if catalogue().behaviour(each.of).holds_for(product):
                yield _case(f"{product} list {name}", product, name, each)


def _case(name: str, product: str, done: str, listed: Listed) -> SweepCase:
    begun = showing(product)
    if done == "enabled":
        begun = begun[:-2]  # nothing shows them yet
    prefix = (*begun, *[step for each in listed.before for step in (each, FINISH)])
    script = Script(Start(product, call_ms=CALL_MS), (*prefix, *listed.then, FINISH))
    concerned = tuple([str(each.makes) for each in (*listed.before, *listed.then) if each.makes])
    looks = looks_of(product)
    return SweepCase(name, script, len(prefix), concerned, period_of(product), waited=True, looks=looks)

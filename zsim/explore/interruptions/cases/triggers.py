"""Cases of triggers: a deal is won, lost or passes a stage, and what is made for it in finance is disturbed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from zsim.catalogue import catalogue
from zsim.explore.interruptions.case import SweepCase
from zsim.explore.interruptions.cases.selling import (
    CALL_MS,
    FINISH,
    WITH_IMPORT,
    Steps,
    connected,
    deal,
    period_of,
    showing,
    to_stage,
)
from zsim.explore.script import Named, Script, Start, do

WON, LOST, OFFER, TALKS = "Closed Won", "Closed Lost", "Proposal/Price Quote", "Negotiation/Review"
INVOICE, ESTIMATE, BOTH = {"invoice": True}, {"estimate": True}, {"estimate": True, "invoice": True}
STAGES = {"estimate_created_at": OFFER, "estimate_accepted_at": TALKS}
FIT = deal("fit")


class Selling(NamedTuple):
    """What is done to deals: with these triggers on, ``before``, and then what is disturbed.

    ``of`` is the behaviour that says which products have it; ``more`` are records concerned beside the deal and what is
    made for it; ``instead`` may come to another end that is as good.
    """

    triggers: dict[str, Any]
    before: Steps
    then: Steps
    of: str = "TRG-34"
    more: tuple[str, ...] = ()
    shown: bool = False
    instead: tuple[Steps, ...] = ()


BETA = do("create", name="beta", module="crm.accounts", fields={"Account_Name": "Beta"})
NEW = deal("fit", WON, Account_Name=Named("beta"))
THREE = tuple([deal(each) for each in ("fit", "fat", "far")])
ONE_BY_ONE = (FIT, FINISH, to_stage(WON), FINISH)
BOTH_STAGES = (to_stage(OFFER), FINISH, to_stage(TALKS), FINISH)
SYNCED = (do("instant_sync", sync="customers"), FINISH)
ALL_WON = do("mass_update", module="crm.deals", records=("fit", "fat", "far"), fields={"Stage": WON})
FROZEN = do("mark_sent", record="finance.invoices of fit")

SELLING = {
    "won": Selling(INVOICE, (FIT,), (to_stage(WON),)),
    "made won": Selling(INVOICE, (), (deal("fit", WON),)),
    "lost": Selling(INVOICE, (FIT, to_stage(WON)), (to_stage(LOST),)),
    "won again": Selling(INVOICE, (FIT, to_stage(WON), to_stage(LOST)), (to_stage(WON),)),
    "put back": Selling(INVOICE, (FIT, to_stage(WON)), (to_stage(TALKS),)),
    "won and lost": Selling(INVOICE, (FIT,), (to_stage(WON), to_stage(LOST))),
    "frozen": Selling(INVOICE, (FIT, to_stage(WON), FROZEN), (to_stage(LOST),)),
    "mass update": Selling(INVOICE, THREE, (ALL_WON,), more=("fat",)),
    "customer missing": Selling(INVOICE, (), (BETA, NEW), more=("beta",), instead=((BETA, *SYNCED, NEW, FINISH),)),
    "customer inactive": Selling(
        INVOICE, (FIT, do("deactivate", record="acme in finance")), (to_stage(WON),), more=("acme in finance",)
    ),
    "deal deleted": Selling(INVOICE, (FIT, to_stage(WON)), (do("delete", record="fit"),)),
    "US edition": Selling(
        INVOICE, (do("set_edition", app="finance", edition="US"), FIT), (to_stage(WON),), of="TRG-07"
    ),
    "estimate": Selling(ESTIMATE, (), (FIT,), of="TRG-01"),
    "estimate accepted": Selling(ESTIMATE, (FIT,), (to_stage(WON),), of="TRG-01"),
    "estimate declined": Selling(ESTIMATE, (FIT,), (to_stage(LOST),), of="TRG-01"),
    "estimate made and accepted": Selling(ESTIMATE, (), (deal("fit", WON),), of="TRG-01", instead=(ONE_BY_ONE,)),
    "estimate at a stage": Selling(STAGES, (FIT,), (to_stage(OFFER),), of="TRG-12"),
    "estimate accepted at a stage": Selling(STAGES, (FIT, to_stage(OFFER)), (to_stage(TALKS),), of="TRG-12"),
    "stage passed": Selling(STAGES, (FIT,), (to_stage(TALKS),), of="TRG-12", instead=(BOTH_STAGES,)),
    "both": Selling(BOTH, (FIT,), (to_stage(WON),), of="TRG-35"),
    "both at once": Selling(BOTH, (), (deal("fit", WON),), of="TRG-35", instead=(ONE_BY_ONE,)),
    "shown": Selling(INVOICE, (FIT,), (to_stage(WON),), of="SYN-10", shown=True),
}
"""What is done, by what it is called."""


def trigger_cases() -> Iterator[SweepCase]:
    """A case for each product and thing done that go together."""
    for product in WITH_IMPORT:
        for name, each in SELLING.items():
            if catalogue().behaviour(each.of).holds_for(product):
                yield _case(f"{product} trigger {name}", product, each)


def _case(name: str, product: str, selling: Selling) -> SweepCase:
    if product == "import":
        chosen = do("configure_workflows", **selling.triggers)
    else:
        chosen = do("configure_triggers", **selling.triggers)
    begun = showing(product) if selling.shown else connected(product)
    settled = tuple([step for each in selling.before for step in (each, FINISH)])
    prefix = (*begun, chosen, *settled)
    kinds = [each for each in ("estimate", "invoice") if any(each in chosen for chosen in selling.triggers)]
    made = tuple([f"finance.{each}s of fit" for each in kinds])
    script = Script(Start(product, call_ms=CALL_MS), (*prefix, *selling.then, FINISH))
    concerned = ("fit", *made, *selling.more)
    return SweepCase(name, script, len(prefix), concerned, period_of(product), instead=selling.instead)

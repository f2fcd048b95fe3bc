"""Triggers: won deals to draft invoices, and a run for which no deal changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any

from tests.benchmarks.table import Measured, at_most, best_run_seconds, best_seconds
from zsim import World

DEALS = 10_000
CUSTOMERS = 100
REPEATS = 3
QUIET_REPEATS = 25
QUIET_RUNS = 40
SLOT_HOURS = 2
CENT = Decimal("0.01")
TODAY = date(2026, 1, 5)


def measure() -> Iterator[Measured]:
    """Won deals against a loop that builds as many dicts with totals; the quiet run against an absolute bound."""
    ours, loop = best_seconds(REPEATS, won_deals, building_loop)
    what, against = f"{DEALS:,} won deals to draft invoices", "a loop that builds dicts with totals"
    yield Measured(what, against, ours / loop, at_most(30, "times"), f"{DEALS / ours:,.0f} per second")
    (each,) = best_run_seconds(QUIET_REPEATS, QUIET_RUNS, quiet_slots())
    yield Measured(f"a quiet trigger run over {DEALS:,} deals", "", each * 1000, at_most(0.2, "ms"))


def won_deals() -> Callable[[], object]:
    """So many deals, won a moment ago, each of a customer that is synced; what runs next makes their invoices."""
    world = _world()
    world.check()  # what people did so far is not the run's to check

    def run() -> World:
        world.settle()
        return world

    return run


def quiet_slots() -> Callable[[], object]:
    """A world whose deals all have their invoices; the trigger's slot, at which no deal was saved since the last.

    Customers are paused, so that no run of theirs falls into the slot.
    """
    world = _world()
    world.settle()
    world.integration("books").customers.pause()
    world.advance(days=1)
    return partial(world.advance, hours=SLOT_HOURS)


def building_loop() -> Callable[[], object]:
    """Build the invoice of each deal for its account's customer, with a line and totals, under a new id and number."""
    deals = [{"Account_Name": f"{number % CUSTOMERS}", **_deal_fields(number)} for number in range(DEALS)]
    customers = {str(number): f"customer {number}" for number in range(CUSTOMERS)}

    def run() -> object:
        invoices: dict[str, dict[str, object]] = {}
        for number, deal in enumerate(deals):
            rate = Decimal(deal["Amount"])
            line = {"name": deal["Deal_Name"], "quantity": Decimal(1), "rate": rate, "item_total": _money(rate)}
            sub_total = _money(sum([line["item_total"]], Decimal(0)))
            tax_total = _money(sub_total * 0)
            invoices[str(10**17 + number)] = {
                "invoice_number": f"INV-{number + 1:06}",
                "customer_id": customers[deal["Account_Name"]],
                "zcrm_potential_id": str(number),
                "date": TODAY,
                "status": "draft",
                "line_items": (line,),
                "sub_total": sub_total,
                "tax_total": tax_total,
                "total": sub_total + tax_total,
                "balance": sub_total + tax_total,
            }
        return invoices

    return run


def _money(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _deal_fields(number: int) -> dict[str, Any]:
    return {"Deal_Name": f"Deal {number}", "Stage": "Closed Won", "Amount": 100 + number}


def _world() -> World:
    world = World()
    sync = world.connect("books")
    sync.customers.configure(module="accounts").save_and_sync()
    sync.triggers.configure(invoice=True)
    accounts = [world.crm.accounts.create(Account_Name=f"Acme {number}") for number in range(CUSTOMERS)]
    world.settle()
    for number in range(DEALS):
        world.crm.deals.create(Account_Name=accounts[number % CUSTOMERS], **_deal_fields(number))
    return world

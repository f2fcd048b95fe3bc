"""Complaint 39: a deal is won, lost and won again; what becomes of the voided invoice?"""

from __future__ import annotations

from scenarios.triggers._setup import (
    LOST,
    WON,
    deal,
    invoices,
    statuses,
    switched_on,
    to_stage,
    won_and_sent,
)
from zsim import World, given, scenario, then, when


@scenario(covers=["TRG-05", "TRG-15"], tags=["complaint-39"])
def test_the_void_invoice_stays_beside_a_new_one(world: World, product: str) -> None:
    """The voided invoice is not revived: the second win makes a new one, with a number of its own."""
    with given("a won deal with its invoice, voided as the deal was lost"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world, WON)
        to_stage(world, fit_out, LOST)
        assert statuses(invoices(world, product)) == ["void"]
    with when("the deal is won again"):
        to_stage(world, fit_out, WON)
    with then("there is a new draft beside the void one, under the next number"):
        first, second = invoices(world, product)
        assert (first.status, second.status) == ("void", "draft")
        assert int(second.invoice_number[-6:]) == int(first.invoice_number[-6:]) + 1
        assert "TRG-15" in world.why(fit_out).behaviours


@scenario(covers=["TRG-39"], tags=["complaint-39"])
def test_an_invoice_that_was_sent_before_serves_the_second_win(world: World, product: str) -> None:
    """It was sent, so it was not voided: the second win finds it and makes no other."""
    with given("a won deal whose invoice was sent, and which was lost then"):
        fit_out = won_and_sent(world, product)
        to_stage(world, fit_out, LOST)
    with when("the deal is won again"):
        to_stage(world, fit_out, WON)
    with then("the one invoice is as it was sent"):
        assert statuses(invoices(world, product)) == ["sent"]

"""Complaint 38: one won deal, and two invoices for it."""

from __future__ import annotations

from scenarios.triggers._setup import OPEN, WON, deal, estimates, invoices, statuses, switched_on, to_stage
from zsim import World, given, scenario, then, when
from zsim.fakes.store.handle import Handle


def offered(world: World, product: str, convert: str) -> Handle:
    """A deal with its estimate, both triggers on, and what finance makes of accepted estimates by itself."""
    switched_on(world, product, estimate=True, invoice=True)
    world[product].preferences.update(convert_accepted=convert)
    fit_out = deal(world, OPEN)
    assert statuses(estimates(world, product)) == ["draft"]
    return fit_out


@scenario(covers=["TRG-35", "TRG-39", "TXN-22"], products=["invoice", "books"], tags=["complaint-38"])
def test_an_accepted_estimate_that_is_converted_serves_the_win(world: World, product: str) -> None:
    """Finance makes an invoice of the accepted estimate; it carries the deal, so the trigger makes no other.

    What the user feared: that the trigger and the preference make one each.
    """
    with given("a deal with its estimate, both triggers on, and accepted estimates become invoices"):
        fit_out = offered(world, product, "draft")
    with when("it is won"):
        to_stage(world, fit_out, WON)
    with then("there is one invoice, made of the estimate, and the deal says why"):
        (invoice,), (estimate,) = invoices(world, product), estimates(world, product)
        assert (invoice.estimate_id, estimate.status, invoice.total) == (estimate, "invoiced", 900)
        assert "TRG-39" in world.why(fit_out).behaviours


@scenario(covers=["TRG-35", "TXN-27"], products=["invoice", "books"], tags=["complaint-38"])
def test_an_estimate_converted_by_hand_after_the_win_makes_a_second(world: World, product: str) -> None:
    """The trigger made an invoice for the win, and somebody converts the accepted estimate as well.

    What the user saw: each does what it was told. Leave the estimate, or switch on one trigger alone.
    """
    with given("a won deal with its accepted estimate and its invoice"):
        fit_out = offered(world, product, "off")
        to_stage(world, fit_out, WON)
        assert len(invoices(world, product)) == 1
    with when("the estimate is converted in finance"):
        estimates(world, product)[0].convert()
    with then("there are two invoices of 900 for one deal"):
        assert [(each.zcrm_potential_id, each.total) for each in invoices(world, product)] == [(fit_out.id, 900)] * 2

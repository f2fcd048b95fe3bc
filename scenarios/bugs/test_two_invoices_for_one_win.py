"""Complaint 38: one won deal, and two invoices for it."""

from __future__ import annotations

import pytest

from scenarios.triggers._setup import LOST, OPEN, WON, deal, estimates, invoices, statuses, switched_on, to_stage
from zsim import World, given, scenario, then, when
from zsim.fakes.store.handle import Handle


def offered(world: World, product: str, convert: str) -> Handle:
    """A deal with its estimate, both triggers on, and what finance makes of accepted estimates by itself."""
    switched_on(world, product, estimate=True, invoice=True)
    world[product].preferences.update(convert_accepted=convert)
    fit_out = deal(world, OPEN)
    assert statuses(estimates(world, product)) == ["draft"]
    return fit_out


CONVERTING = [("off", "draft"), ("draft", "draft"), ("sent", "sent")]
"""What becomes of accepted estimates by themselves, and how the one invoice of a win then stands."""


@scenario(covers=["TRG-35", "TRG-39", "TRG-44", "TXN-22"], products=["invoice", "books"], tags=["complaint-38"])
@pytest.mark.parametrize(("convert", "status"), CONVERTING)
def test_a_win_has_one_invoice_whatever_becomes_of_accepted_estimates(
    world: World, product: str, convert: str, status: str
) -> None:
    """The win accepts the estimate and asks for an invoice; where the estimate became one, that serves.

    What the user feared: that the trigger and the preference make one each.
    """
    with given("a deal with its estimate, both triggers on, and a preference for accepted estimates"):
        fit_out = offered(world, product, convert)
    with when("it is won"):
        to_stage(world, fit_out, WON)
    with then("there is one invoice, made of the estimate or else by the trigger, and the deal says why"):
        (invoice,), (estimate,) = invoices(world, product), estimates(world, product)
        converted = convert != "off"
        assert (invoice.status, invoice.total, invoice.zcrm_potential_id) == (status, 900, fit_out.id)
        assert invoice.estimate_id == (estimate if converted else None)
        assert estimate.status == ("invoiced" if converted else "accepted")
        assert ("TRG-39" if converted else "TRG-04") in world.why(fit_out).behaviours
    with when("the deal is lost after all"):
        to_stage(world, fit_out, LOST)
    with then("a draft is void, one that was sent stays, and so does an estimate that became an invoice"):
        assert statuses(invoices(world, product)) == ["sent" if status == "sent" else "void"]
        assert statuses(estimates(world, product)) == ["invoiced" if converted else "declined"]


@scenario(
    covers=["TRG-16", "TRG-44"],
    products=["invoice", "books"],
    search_lag_ms=60_000,
    tags=["complaint-38"],
)
@pytest.mark.parametrize(("convert", "status"), CONVERTING)
def test_created_as_won_it_has_one_as_well(world: World, product: str, convert: str, status: str) -> None:
    """The estimate is made, accepted and perhaps converted in the very run that asks for an invoice.

    A search notices new records late, so the invoice is known by its estimate.
    """
    with given("both triggers on, a preference for accepted estimates, and searches lag behind"):
        switched_on(world, product, estimate=True, invoice=True)
        world[product].preferences.update(convert_accepted=convert)
    with when("a deal is entered as won"):
        deal(world, WON)
    with then("it has one estimate and one invoice"):
        assert statuses(estimates(world, product)) == ["accepted" if convert == "off" else "invoiced"]
        assert statuses(invoices(world, product)) == [status]


@scenario(covers=["TRG-44"], products=["invoice", "books"], tags=["complaint-38"])
def test_an_estimate_converted_by_hand_before_the_win_serves_it(world: World, product: str) -> None:
    """The customer agreed early, and somebody made the invoice: the win makes no other."""
    with given("a deal whose estimate was converted in finance"):
        fit_out = offered(world, product, "off")
        estimates(world, product)[0].convert()
    with when("the deal is won"):
        to_stage(world, fit_out, WON)
    with then("that invoice is the only one"):
        assert statuses(invoices(world, product)) == ["draft"]
        assert "TRG-39" in world.why(fit_out).behaviours


@scenario(
    covers=["TRG-44"],
    products=["invoice", "books"],
    policies={"converted_estimates": "apart"},
    tags=["complaint-38"],
)
@pytest.mark.parametrize(
    ("convert", "after"), [("off", ["void"]), ("draft", ["draft", "void"]), ("sent", ["sent", "void"])]
)
def test_by_policy_the_trigger_makes_one_beside_it(world: World, product: str, convert: str, after: list[str]) -> None:
    """By the policy 'apart' the trigger knows its own invoices alone: a win has two where the estimate became one.

    Lost, the deal voids the trigger's and leaves the other.
    """
    with given("a deal with its estimate, both triggers on, and a preference for accepted estimates"):
        fit_out = offered(world, product, convert)
    with when("it is won, and then lost"):
        to_stage(world, fit_out, WON)
        won = [each.total for each in invoices(world, product)]
        to_stage(world, fit_out, LOST)
    with then("each made its own, and the trigger's is void"):
        assert won == [900] * len(after)
        assert statuses(invoices(world, product)) == after


@scenario(covers=["TRG-35", "TRG-44", "TXN-27"], products=["invoice", "books"], tags=["complaint-38"])
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
    with when("the deal is lost"):
        to_stage(world, fit_out, LOST)
    with then("both are void"):
        assert statuses(invoices(world, product)) == ["void", "void"]

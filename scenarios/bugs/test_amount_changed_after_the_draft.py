"""Complaint 40: a deal's amount changes after its draft was made; does the draft follow?"""

from __future__ import annotations

from scenarios.triggers._setup import WON, deal, estimates, invoices, switched_on, to_stage
from zsim import World, given, scenario, then, when


@scenario(covers=["TRG-18"], tags=["complaint-40"])
def test_the_draft_invoice_keeps_the_amount_of_the_win(world: World, product: str) -> None:
    """The won deal goes from 900 to 1200: the draft stays at 900, until somebody edits it in finance.

    What the user should do: edit the draft before it is sent.
    """
    with given("a deal won at 900, with its draft"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world, WON)
    with when("its amount becomes 1200, and a day passes"):
        world.advance(minutes=1)
        world.crm.deals.update(fit_out, Amount=1200)
        world.advance(days=1)
    with then("the draft is of 900, and the deal says why"):
        (invoice,) = invoices(world, product)
        assert (invoice.status, invoice.total) == ("draft", 900)
        assert world.why(fit_out).behaviours[-1] == "TRG-18"
    with when("somebody edits the draft in finance"):
        world[product].invoices.update(invoice, lines=[{"name": "Fit-out", "rate": 1200}])
        world.advance(days=1)
    with then("it is of 1200, and stays so"):
        assert [each.total for each in invoices(world, product)] == [1200]


@scenario(covers=["TRG-18"], products=["invoice", "import", "books"], tags=["complaint-40"])
def test_the_estimate_keeps_the_first_offer(world: World, product: str) -> None:
    """An estimate made at 900 is accepted at 900, though the deal was raised before it was won."""
    with given("a deal of 900 with its estimate"):
        switched_on(world, product, estimate=True)
        fit_out = deal(world)
    with when("its amount becomes 1200, and it is won"):
        world.crm.deals.update(fit_out, Amount=1200)
        to_stage(world, fit_out, WON)
    with then("the accepted estimate is of 900"):
        assert [(each.status, each.total) for each in estimates(world, product)] == [("accepted", 900)]

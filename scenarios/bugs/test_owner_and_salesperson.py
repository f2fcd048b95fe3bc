"""Complaint 17: a deal gets another owner, and its documents keep the old salesperson."""

from __future__ import annotations

from scenarios.triggers._setup import WON, deal, invoices, switched_on
from zsim import World, given, scenario, then, when


@scenario(covers=["TRG-13", "TRG-18"], tags=["complaint-17"])
def test_a_document_keeps_the_salesperson_it_was_made_with(world: World, product: str) -> None:
    """Rita's won deal is handed to Sam: its invoice stays Rita's sale, and what Sam wins from then on is his.

    Right as it is: a document says who sold, not who looks after the client now. Somebody may edit it in finance.
    """
    with given("Rita's won deal, with its invoice"):
        switched_on(world, product, invoice=True)
        rita, sam = (world.crm.users.create(each, email=f"{each.lower()}@crm.example") for each in ("Rita", "Sam"))
        fit_out = deal(world, WON, Owner=rita)
    with when("Sam becomes its owner, and wins another deal"):
        world.advance(minutes=1)
        world.crm.deals.update(fit_out, Owner=sam)
        deal(world, WON, Deal_Name="Lift", Owner=sam)
        world.advance(hours=2)
    with then("the first invoice is Rita's, the second Sam's"):
        assert [each.salesperson_name for each in invoices(world, product)] == ["Rita", "Sam"]
    with when("somebody in finance names Sam on the first"):
        world[product].invoices.update(invoices(world, product)[0], salesperson_name="Sam")
        world.advance(hours=2)
    with then("it stays so"):
        assert [each.salesperson_name for each in invoices(world, product)] == ["Sam", "Sam"]

"""The engine dies once a deal won again has its second invoice, which no search finds yet beside the void one."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(products=("invoice", "books", "billing"), covers="TRG-15", search_lag_ms=60_000)
def test_an_invoice_of_a_deal_won_again_that_no_search_finds_yet(world: World, product: str) -> None:
    """The engine dies once a deal won again has its second invoice, which no search finds yet beside the void one.

    Found by random worlds with faults: the search found the void invoice, the feed of changes was not asked, and a
    third invoice was made. It is about FLT-03 and FLT-08.
    """
    with given("a deal was won and lost, and its invoice is void"):
        bolt = world.crm.accounts.create(Account_Name="Bolt")
        sync = world.connect(product)
        sync.customers.configure().save_and_sync()
        world.settle()
        sync.triggers.configure(invoice=True)
        desk = world.crm.deals.create(Deal_Name="Desk", Account_Name=bolt)
        for stage in ("Closed Won", "Closed Lost"):
            world.crm.deals.update(desk, Stage=stage)
            world.settle()
        world.advance(minutes=5)
    with when(
        "it is won again, and the engine dies once finance has made the second, of which searches do not know yet"
    ):
        world.faults.killed(product, of="write", when="after")
        world.crm.deals.update(desk, Stage="Closed Won")
        world.settle()
        world.advance(minutes=5)
    with then("there is one invoice beside the void one"):
        assert [each.status for each in world[product].invoices.all()] == ["void", "draft"]
        world.check()

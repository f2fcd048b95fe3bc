"""Complaint 12: salespeople make quotes in the CRM's own module, and finance never has them."""

from __future__ import annotations

from scenarios.transactions._setup import ADVICE, customer, shown
from zsim import World, given, scenario, then, when


@scenario(covers=["TXN-01", "TXN-02"], quirks=["TXN-02"], tags=["complaint-12"])
def test_a_quote_of_the_crms_own_module_stays_there(world: World, product: str) -> None:
    """Of two quotes for one synced account the native one stays in the CRM; that of the section is finance's.

    What the user should do: make it in the CRM's Zoho Finance section.
    """
    with given("a synced account, with finance's documents shown in the CRM"):
        _, acme = shown(world, product)
    with when("one quote is made in the CRM's own module, another in the section, and a day passes"):
        native = world.crm.quotes.create(Subject="Fit-out", Account_Name=acme, Grand_Total=100)
        made = world.crm.zoho_finance.quotes.create(customer=acme, lines=ADVICE)
        world.advance(days=1)
    with then("finance has the second alone, and the CRM has each in its own place"):
        (quote,) = world[product].estimates.all()
        assert (quote.customer_id, quote.total) == (customer(world, product), 100)
        assert (world.crm.quotes.all(), world.crm.zoho_finance.quotes.all()) == ([native], [made])

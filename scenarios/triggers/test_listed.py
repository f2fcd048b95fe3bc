"""A document that a trigger made is listed under its deal in the CRM."""

from __future__ import annotations

from scenarios.transactions._setup import shown
from scenarios.triggers._setup import WON, deal, switch_on
from zsim import World, given, scenario, then, when


@scenario(covers=["TRG-14"], products=["books", "billing"])
def test_it_is_listed_at_once(world: World, product: str) -> None:
    """The deal is won: its invoice stands in the Zoho Finance section, under the deal."""
    with given("an open deal of Acme, and the invoice trigger on"):
        shown(world, product)
        switch_on(world, product, invoice=True)
        fit_out, other = deal(world), deal(world, Deal_Name="Roof")
        section = world.crm.zoho_finance.invoices
    with when("it is won"):
        world.crm.deals.update(fit_out, Stage=WON)
        world.settle()
    with then("the invoice is listed under it, and under no other"):
        (invoice,) = world[product].invoices.all()
        (listed,) = section.find(Deal_Name=fit_out)
        assert (listed.invoice_number, listed.total) == (invoice.invoice_number, 900)
        assert section.find(Deal_Name=other) == []


@scenario(covers=["TRG-14"], products=["import"])
def test_of_the_import_it_is_listed_once_refreshed(world: World, product: str) -> None:
    """A deal is won, and its account's list refreshed: the invoice stands in the section, under the deal."""
    with given("a deal of Acme, and the invoice trigger on in the CRM"):
        _, acme = shown(world, product)
        switch_on(world, product, invoice=True)
        fit_out = deal(world)
    with when("it is won, and the list of Acme refreshed"):
        world.crm.deals.update(fit_out, Stage=WON)
        world.settle()
        section = world.crm.zoho_finance.invoices
        before = section.find(Deal_Name=fit_out)
        section.refresh(acme)
    with then("the invoice is listed under it, and was not before"):
        (listed,) = section.find(Deal_Name=fit_out)
        assert (before, listed.total) == ([], 900)


@scenario(covers=["TRG-14"], products=["import", "books"])
def test_an_estimate_is_listed_as_well(world: World, product: str) -> None:
    """The estimate trigger makes one for the deal, and it is listed under it."""
    with given("the estimate trigger on"):
        _, acme = shown(world, product)
        chosen = {"estimate_created_at": "Qualification"} if product == "books" else {"estimate": True}
        switch_on(world, product, **chosen)
    with when("a deal is made, and where the CRM shows nothing at once, the list is refreshed"):
        fit_out = deal(world)
        if product == "import":
            world.crm.zoho_finance.estimates.refresh(acme)
    with then("the estimate is listed under it"):
        assert [each.total for each in world.crm.zoho_finance.estimates.find(Deal_Name=fit_out)] == [900]

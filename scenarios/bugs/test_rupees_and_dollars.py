"""Complaint 26: a second organisation has another base currency, and its items cannot be configured."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.ports.errors import CurrencyMismatch


def connect_both(world: World, product: str) -> None:
    """The organisation in rupees, as the CRM is, with its items synced; and one in dollars, connected by grant."""
    world.connect(product).items.configure(extent="fetch").save_and_sync()
    world.crm.grant_multi_organisation(product)
    west = world.organisation(product, name="West")
    west.set_base_currency("USD")
    world.connect(west)
    world.settle()


@scenario(covers=["CON-10", "CON-14"], tags=["complaint-26"])
def test_items_of_the_organisation_in_dollars_cannot_be_configured(world: World, product: str) -> None:
    """The organisation in rupees syncs its items; the one in dollars is refused, and both currencies are named.

    What the user saw: the same screen worked for one organisation and refused the other. This is correct behaviour:
    prices cannot cross between base currencies. Customers carry no prices, so they are fetched all the same.
    """
    with given("a CRM in rupees, an organisation in rupees and one in dollars, and a product and an account"):
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10)
        world.crm.accounts.create(Account_Name="Acme")
        connect_both(world, product)
        before = world.snapshot()
    with when("items are configured for the one in dollars"), pytest.raises(CurrencyMismatch) as refusal:
        world.integration(f"{product}-2").items.configure(extent="fetch")
    with then("both currencies are named, and nothing has changed"):
        assert refusal.value.message == (
            "items cannot be configured: the CRM's base currency is INR, West's is USD (CON-14)"
        )
        assert world.snapshot() == before
        assert world.integration(f"{product}-2").items.preferences is None
    with then("the one in rupees has its item, and the one in dollars can fetch customers"):
        assert world.why(bolt).outcome == "created"
        assert [each.name for each in world[product].items.all()] == ["Bolt"]
        world.integration(f"{product}-2").customers.configure(module="accounts").save_and_sync()
        world.settle()
        assert [each.contact_name for each in world[f"{product}-2"].customers.all()] == ["Acme"]
        assert world[f"{product}-2"].items.all() == []


@scenario(covers=["CON-10", "CON-14"], tags=["complaint-26"])
def test_with_one_currency_the_second_organisations_items_are_fetched(world: World, product: str) -> None:
    """Once its base currency is the CRM's, the same choice is accepted, and the items come.

    What the user can do: keep the organisations of one CRM in one base currency.
    """
    with given("an organisation in rupees and one in dollars, the latter refused"):
        world.crm.products.create(Product_Name="Bolt", Unit_Price=10)
        connect_both(world, product)
        west = world.integration(f"{product}-2")
        with pytest.raises(CurrencyMismatch):
            west.items.configure(extent="fetch")
    with when("it changes to rupees, and items are configured again"):
        world[f"{product}-2"].set_base_currency("INR")
        west.items.configure(extent="fetch").save_and_sync()
        world.settle()
    with then("both organisations have the item, each linked for itself"):
        for key in (product, f"{product}-2"):
            assert [(each.name, each.rate) for each in world[key].items.from_crm()] == [("Bolt", 10)]
            assert len(world.integration(key).links) == 1


@scenario(covers=["CON-13"], products=["books"], tags=["complaint-26"])
def test_with_multi_currency_on_its_customers_are_refused_too(world: World, product: str) -> None:
    """A CRM with multi-currency on lets no mapping of the organisation in dollars be saved, and the other goes on."""
    with given("a CRM with multi-currency on, an organisation in rupees and one in dollars"):
        world.crm.enable_multi_currency()
        connect_both(world, product)
        before = world.snapshot()
    with when("customers are configured for the one in dollars"), pytest.raises(CurrencyMismatch) as refusal:
        world.integration(f"{product}-2").customers.configure(module="accounts")
    with then("both currencies are named, and nothing has changed"):
        assert "the CRM's base currency is INR, West's is USD" in refusal.value.message
        assert world.snapshot() == before
    with then("the one in rupees still gets what is new"):
        bolt = world.crm.products.create(Product_Name="Bolt")
        world.advance(hours=2)
        assert world.why(bolt).outcome == "created"


@scenario(covers=["CON-14", "SYN-14"], tags=["complaint-26"])
def test_items_stop_when_the_currency_changes_later(world: World, product: str) -> None:
    """An organisation that changes to dollars after its items were synced: their runs fail whole, customers go on."""
    with given("customers and items synced in rupees, and a new product and account"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts").save_and_sync()
        sync.items.configure(extent="both_ways").save_and_sync()
        world.settle()
        bolt = world.crm.products.create(Product_Name="Bolt")
        acme = world.crm.accounts.create(Account_Name="Acme")
    with when("the organisation changes to dollars and the slot comes"):
        world[product].set_base_currency("USD")
        world.advance(hours=2)
    with then("the items' run failed and named both currencies, nothing of it was written"):
        run = sync.items.history[-1]
        assert (run.grade, run.counts) == ("failed", {})
        assert str(run.reason).startswith("base currencies differ: the CRM's base currency is INR")
        assert world[product].items.all() == []
    with then("the customers' run is done"):
        assert world.why(acme).outcome == "created"
    with when("it is back in rupees and the next slot comes"):
        world[product].set_base_currency("INR")
        world.advance(hours=2)
    with then("the item is there"):
        assert world.why(bolt).outcome == "created"
        assert sync.items.history[-1].grade == "done"

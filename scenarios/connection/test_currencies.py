"""Base currencies: where they differ, nothing can be mapped."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError
from zsim.ports.errors import CurrencyMismatch


@scenario(covers=["CON-13"])
def test_a_mapping_cannot_be_saved_while_base_currencies_differ(world: World, product: str) -> None:
    """The CRM has multi-currency on and another base currency: saving a field mapping is refused."""
    with given("an organisation in rupees, and a CRM that turned to US dollars with multi-currency on since"):
        world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        world.crm.enable_multi_currency()
        world.crm.set_base_currency("USD")
        before = world.snapshot()
    with when("a field is mapped"), pytest.raises(CurrencyMismatch) as refusal:
        sync.customers.configure(module="accounts", mapping={"Website": "website"})
    with then("both currencies are named, and nothing was saved or moved"):
        assert "USD" in refusal.value.message
        assert "INR" in refusal.value.message
        assert sync.customers.preferences is None
        assert sync.customers.status.state == "never synced"
        assert world.snapshot() == before


@scenario(covers=["CON-13"])
def test_equal_base_currencies_let_the_mapping_be_saved(world: World, product: str) -> None:
    """Once finance has the CRM's base currency the same mapping is accepted and carried out."""
    with given("a mapping refused between a CRM in US dollars with multi-currency on, and an organisation in rupees"):
        world.crm.accounts.create(Account_Name="Acme", Website="acme.example")
        sync = world.connect(product)
        world.crm.enable_multi_currency()
        world.crm.set_base_currency("USD")
        with pytest.raises(CurrencyMismatch):
            sync.customers.configure(module="accounts", mapping={"Website": "website"})
    with when("the organisation changes to US dollars, and the mapping is saved again"):
        world[product].set_base_currency("USD")
        sync.customers.configure(module="accounts", mapping={"Website": "website"}).save_and_sync()
        world.settle()
    with then("the mapped field arrived"):
        assert world[product].customers.one(contact_name="Acme").website == "acme.example"


@scenario(covers=["CON-13"])
def test_currencies_that_part_before_saving_are_refused_too(world: World, product: str) -> None:
    """Preferences chosen while the currencies were equal cannot be saved once they differ."""
    with given("preferences chosen but not yet saved, with multi-currency on and equal currencies"):
        world.crm.enable_multi_currency()
        world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts")
    with when("the CRM changes to US dollars"):
        world.crm.set_base_currency("USD")
    with when("the preferences are saved"), pytest.raises(CurrencyMismatch):
        sync.customers.save_and_sync()
    with then("nothing is saved, and nothing runs"):
        world.advance(hours=4)
        assert sync.customers.preferences is None
        assert sync.customers.history == ()
        assert world[product].customers.all() == []


@scenario(covers=["CON-13"])
def test_without_multi_currency_differing_currencies_do_not_matter(world: World, product: str) -> None:
    """The check belongs to multi-currency: with it off, another base currency stops no mapping."""
    with given("a CRM in US dollars with multi-currency off, and a finance organisation in rupees"):
        world.crm.set_base_currency("USD")
        acme = world.crm.accounts.create(Account_Name="Acme", Website="acme.example")
    with when("a field is mapped, saved and synced"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", mapping={"Website": "website"}).save_and_sync()
        world.settle()
    with then("the mapped field arrived"):
        assert world[product].customers.one(contact_name="Acme").website == "acme.example"
        assert world.why(acme).outcome == "created"


@scenario(covers=["CON-23"])
def test_billing_is_not_connected_while_base_currencies_differ(world: World, product: str) -> None:
    """Equal base currencies are asked for on connecting, where multi-currency is on; made equal, it connects."""
    with given("a CRM in US dollars with multi-currency on, and an organisation in rupees"):
        world.crm.enable_multi_currency()
        world.crm.set_base_currency("USD")
        world[product].customers.create(contact_name="Acme")
        before = world.snapshot()
    with when("it is connected"), pytest.raises(CurrencyMismatch) as refusal:
        world.connect(product)
    with then("both currencies are named, and nothing is stored"):
        assert "base currency is USD" in refusal.value.message
        assert "is INR" in refusal.value.message
        assert world.snapshot() == before
        with pytest.raises(UsageError, match="connect it first"):
            world.integration(product)
    with when("it changes to US dollars, and is connected"):
        world[product].set_base_currency("USD")
        sync = world.connect(product)
    with then("it is enabled"):
        assert sync.state == "enabled"


@scenario(covers=["CON-23"])
def test_billing_is_connected_with_multi_currency_off_whatever_the_currencies(world: World, product: str) -> None:
    """With multi-currency off another base currency stops no set-up."""
    with given("a CRM in US dollars with multi-currency off, and an organisation in rupees"):
        world.crm.set_base_currency("USD")
    with when("it is connected"):
        sync = world.connect(product)
    with then("it is enabled"):
        assert sync.state == "enabled"


@scenario(covers=["CON-13"], products=["invoice", "books"])
def test_the_others_are_connected_and_ask_on_mapping_alone(world: World, product: str) -> None:
    """The set-up of Invoice and Books asks for no currency; their mapping does."""
    with given("a CRM in US dollars with multi-currency on, and an organisation in rupees"):
        world.crm.enable_multi_currency()
        world.crm.set_base_currency("USD")
    with when("it is connected"):
        sync = world.connect(product)
    with then("it is enabled, and no mapping can be saved"):
        assert sync.state == "enabled"
        with pytest.raises(CurrencyMismatch):
            sync.customers.configure(module="accounts")


@scenario(covers=["CON-14"])
def test_differing_base_currencies_rule_out_items_but_not_customers(world: World, product: str) -> None:
    """A one-way link between a dollar CRM and a rupee organisation carries customers; items cannot be configured."""
    with given("a second organisation in rupees, linked one way with a CRM in US dollars"):
        world.crm.set_base_currency("USD")
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.connect(product)
        world.crm.grant_multi_organisation(product)
        west = world.organisation(product, name="West")
        sync = world.connect(west)
    with when("its items are configured"), pytest.raises(CurrencyMismatch) as refusal:
        sync.items.configure(extent="fetch")
    with then("both currencies are named, and customers are fetched all the same"):
        assert "USD" in refusal.value.message
        assert "INR" in refusal.value.message
        sync.customers.configure(module="accounts").save_and_sync()
        world.settle()
        assert [each.contact_name for each in west.customers.all()] == ["Acme"]
        assert world.why(acme).outcome == "created"

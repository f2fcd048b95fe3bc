"""Enabling Billing's integration again: which organisation is meant, and what comes at once."""

from __future__ import annotations

from typing import Any

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError


def disabled(world: World, product: str) -> Any:
    """A disabled integration with customers and items synced; Acme and Bolt are entered in the CRM afterwards."""
    integration = world.connect(product)
    integration.customers.configure(module="accounts", extent="fetch").save_and_sync()
    integration.items.configure(extent="fetch").save_and_sync()
    world.settle()
    integration.disable()
    world.crm.accounts.create(Account_Name="Acme")
    world.crm.products.create(Product_Name="Bolt")
    world.advance(minutes=30)
    return integration


def fetched(world: World, product: str) -> list[str]:
    """The names of Billing's customers and items."""
    customers, items = world[product].customers.all(), world[product].items.all()
    return [each.contact_name for each in customers] + [each.name for each in items]


@scenario(covers=["DIS-12"])
def test_once_enabled_the_data_is_fetched_at_once(world: World, product: str) -> None:
    """The organisation is chosen again by its name; then every module is synced without waiting for its slot."""
    with given("a disabled integration, and an account and a product entered since"):
        integration = disabled(world, product)
    with when("it is enabled with the organisation it was connected with"):
        integration.enable(organisation=world.crm.organisations[0])
        enabled = world.now
        world.settle()
    with then("customer and item are there in the same moment, and the next slot stays where it was"):
        assert (fetched(world, product), world.now) == (["Acme", "Bolt"], enabled)
        assert [each.trigger for each in integration.customers.history] == ["initial", "instant"]
        world.advance(minutes=90)
        assert [each.trigger for each in integration.customers.history] == ["initial", "instant", "scheduled"]


@scenario(covers=["DIS-12", "CON-20"])
def test_another_organisation_cannot_be_chosen_on_enabling(world: World, product: str) -> None:
    """A choice that is not the live organisation is refused, and the integration stays disabled."""
    with given("a disabled integration"):
        integration = disabled(world, product)
        live, other = world.crm.organisations
    with when("another organisation of the list is chosen"), pytest.raises(UsageError) as refusal:
        integration.enable(organisation=other)
    with then("it is told which one is meant, and nothing has moved"):
        assert refusal.value.right == f"choose '{live}' (CON-20)"
        world.advance(hours=4)
        assert (integration.state, fetched(world, product)) == ("disabled", [])


@scenario(covers=["DIS-12", "SYN-06"])
def test_a_module_that_was_paused_stays_so_on_enabling(world: World, product: str) -> None:
    """Enabling syncs what is not paused: items come at once, customers wait for somebody to resume them."""
    with given("a disabled integration whose customers were paused before"):
        integration = world.connect(product)
        integration.customers.configure(module="accounts", extent="fetch").save_and_sync()
        integration.items.configure(extent="fetch").save_and_sync()
        world.settle()
        integration.customers.pause()
        integration.disable()
        world.crm.accounts.create(Account_Name="Acme")
        world.crm.products.create(Product_Name="Bolt")
    with when("it is enabled"):
        integration.enable()
        world.settle()
    with then("the item is there, and the customer is not"):
        assert fetched(world, product) == ["Bolt"]


@scenario(covers=[], products=["invoice", "books"])
def test_invoice_and_books_ask_for_no_organisation_on_enabling(world: World, product: str) -> None:
    """They are connected by a key: a choice is refused, and once enabled the next slot carries what was missed."""
    with given("a disabled integration, and an account and a product entered since"):
        integration = disabled(world, product)
    with when("it is enabled with an organisation, and then without"):
        with pytest.raises(UsageError, match="does not ask for it"):
            integration.enable(organisation=world.crm.organisations[0])
        integration.enable()
        world.settle()
    with then("nothing has come yet; it comes at the next slot"):
        assert fetched(world, product) == []
        world.advance(minutes=90)
        assert fetched(world, product) == ["Acme", "Bolt"]

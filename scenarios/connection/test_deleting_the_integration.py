"""Deleting the integration: Billing's document tells of it, and Invoice and Books do the same."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError

CONVERSIONS = pytest.mark.parametrize(
    ("convert", "left"), [("all", ["Acme", "Bolt", "Own"]), ("with_transactions", ["Acme", "Own"])]
)


def synced(world: World, product: str) -> None:
    """Acme and Bolt of the CRM as customers, Acme with an invoice; Own is finance's own and was pushed."""
    for name in ("Acme", "Bolt"):
        world.crm.accounts.create(Account_Name=name)
    world[product].customers.create(contact_name="Own")
    sync = world.connect(product)
    sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
    world.settle()
    acme = world[product].customers.one(contact_name="Acme")
    world[product].invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": 100}])


def is_refused(world: World, product: str) -> None:
    """An enabled integration is not deleted."""
    with given("an enabled integration with three pairs"):
        synced(world, product)
        before = world.snapshot()
    with when("it is deleted"), pytest.raises(UsageError, match="disable it first"):
        world.integration(product).delete()
    with then("nothing has changed, and the pairs live on"):
        assert world.snapshot() == before
        assert len(world.integration(product).links) == 3


def lets_go(world: World, product: str, convert: str, left: list[str]) -> None:
    """A disabled integration is deleted, and finance keeps what was chosen."""
    with given("a disabled integration: Acme and Own with an invoice, Bolt without"):
        synced(world, product)
        own = world[product].customers.one(contact_name="Own")
        world[product].invoices.create(customer_id=own, lines=[{"name": "Work", "rate": 100}])
        world.integration(product).disable()
    with when(f"it is deleted, converting {convert.replace('_', ' ')}"):
        world.integration(product).delete(convert=convert)
        world.settle()
    with then("finance holds what was chosen, none of it as a record of the CRM, and the CRM all accounts"):
        assert sorted(each.contact_name for each in world[product].customers.all()) == left
        assert world[product].customers.from_crm() == []
        assert sorted(each.Account_Name for each in world.crm.accounts.all()) == ["Acme", "Bolt", "Own"]
    with then("the links are gone for good: it cannot be enabled again"):
        assert world.integration(product).links == ()
        with pytest.raises(UsageError, match="deleted"):
            world.integration(product).enable()


@scenario(covers=["DIS-06"])
def test_an_enabled_integration_cannot_be_deleted(world: World, product: str) -> None:
    """Deleting is refused until the integration was disabled, and changes nothing."""
    is_refused(world, product)


@scenario(covers=["DIS-13"])
def test_in_invoice_and_books_too_only_a_disabled_one_is_deleted(world: World, product: str) -> None:
    """So it is in the products whose documents tell of disabling alone."""
    is_refused(world, product)


@CONVERSIONS
@scenario(covers=["DIS-07", "DIS-09"])
def test_deleting_keeps_what_was_chosen_and_forgets_every_link(
    world: World, product: str, convert: str, left: list[str]
) -> None:
    """All records become finance's own, or those with transactions do and the rest goes; the CRM loses nothing."""
    lets_go(world, product, convert, left)


@CONVERSIONS
@scenario(covers=["DIS-13"])
def test_in_invoice_and_books_too_deleting_keeps_what_was_chosen(
    world: World, product: str, convert: str, left: list[str]
) -> None:
    """So it is in the products whose documents tell of disabling alone."""
    lets_go(world, product, convert, left)

"""Instant Sync: new records at once, outside the schedule."""

from __future__ import annotations

from scenarios.schedule._setup import names, synced
from zsim import World, given, scenario, then, when


@scenario(covers=["SYN-04"])
def test_an_instant_sync_brings_a_new_account_at_once(world: World, product: str) -> None:
    """An account added just after a run need not wait for the slot: an Instant Sync brings it in the same minute."""
    with given("a first sync, and an account added a quarter of an hour later"):
        synced(world, product)
        sync = world.integration(product)
        world.advance(minutes=15)
        acme = world.crm.accounts.create(Account_Name="Acme")
    with when("somebody presses Instant Sync"):
        sync.customers.instant_sync()
        pressed = world.now
        world.settle()
    with then("it is a customer, and no time has passed"):
        assert names(world, product) == ["Acme"]
        assert world.why(acme).outcome == "created"
        assert world.now == pressed
        assert [run.trigger for run in sync.customers.history] == ["initial", "instant"]


@scenario(covers=["SYN-04"])
def test_an_instant_sync_pushes_a_new_customer_at_once(world: World, product: str) -> None:
    """Under 'sync both ways' Instant Sync also carries what is new in finance."""
    with given("a first sync both ways, and a customer added in finance since"):
        synced(world, product, extent="both_ways")
        sync = world.integration(product)
        world.advance(minutes=15)
        beta = world[product].customers.create(contact_name="Beta")
    with when("somebody presses Instant Sync"):
        sync.customers.instant_sync()
        world.settle()
    with then("it is an account of the CRM"):
        assert [each.Account_Name for each in world.crm.accounts.all()] == ["Beta"]
        assert world.why(beta).outcome == "created"


@scenario(covers=["SYN-04"])
def test_an_instant_sync_leaves_what_it_carried_to_nobody_else(world: World, product: str) -> None:
    """The slot after an Instant Sync finds nothing left to do."""
    with given("an account carried by an Instant Sync between two slots"):
        synced(world, product)
        sync = world.integration(product)
        world.advance(minutes=15)
        world.crm.accounts.create(Account_Name="Acme")
        sync.customers.instant_sync()
        world.settle()
    with when("the slot comes"):
        world.advance(hours=2)
    with then("the scheduled run added and updated nothing"):
        instant, scheduled = sync.customers.history[1:]
        assert (instant.added, scheduled.added, scheduled.updated) == (1, 0, 0)
        assert names(world, product) == ["Acme"]

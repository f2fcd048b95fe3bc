"""Instant Sync: new records at once, outside the schedule."""

from __future__ import annotations

from scenarios.faults._sorts import NAMES, modules
from scenarios.schedule._setup import (
    added,
    added_to_finance,
    all_synced,
    every,
    in_crm,
    in_finance,
    names,
    outcomes,
    synced,
)
from zsim import World, given, scenario, then, when


@scenario(covers=["SYN-04"])
def test_an_instant_sync_brings_a_new_record_at_once(world: World, product: str) -> None:
    """A record added just after a run need not wait for the slot: an Instant Sync brings it in the same minute."""
    with given("a first sync of every module, and a record added for each a quarter of an hour later"):
        sync = all_synced(world, product)
        world.advance(minutes=15)
        records = added(world, product)
    with when("somebody presses Instant Sync"):
        for module in modules(product):
            sync.module(module).instant_sync()
        pressed = world.now
        world.settle()
    with then("they are in finance, and no time has passed"):
        assert in_finance(world, product) == every(product, NAMES)
        assert outcomes(world, records) == {"created"}
        assert world.now == pressed
        for module in modules(product):
            assert [run.trigger for run in sync.module(module).history] == ["initial", "instant"]


@scenario(covers=["SYN-04"])
def test_an_instant_sync_pushes_a_new_record_at_once(world: World, product: str) -> None:
    """Under 'sync both ways' Instant Sync also carries what is new in finance."""
    with given("a first sync both ways of every module, and a record of each added in finance since"):
        sync = all_synced(world, product, extent="both_ways")
        world.advance(minutes=15)
        records = added_to_finance(world, product)
    with when("somebody presses Instant Sync"):
        for module in modules(product):
            sync.module(module).instant_sync()
        world.settle()
    with then("they are in the CRM"):
        assert in_crm(world, product) == every(product, NAMES)
        assert outcomes(world, records) == {"created"}


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

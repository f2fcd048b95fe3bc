"""Rehearsing a run in a copy of the world."""

from __future__ import annotations

import pytest

from zsim.kernel.errors import UsageError
from zsim.sync import DecisionEntry, Integration
from zsim.world import World
from zsim.world.rehearsing import Rehearsals


def connected(world: World) -> Integration:
    """Books, with customers and items saved for later."""
    integration = world.connect("books")
    integration.customers.configure(module="accounts", extent="both_ways").save_and_sync_later()
    integration.items.configure(extent="both_ways").save_and_sync_later()
    return integration


def rehearsals(world: World) -> Rehearsals:
    """The sandbox of a world."""
    return Rehearsals(world.export, World.load)


def decided(world: World, since: int) -> tuple[DecisionEntry, ...]:
    """The decisions taken in the world itself."""
    return tuple([entry.detail for entry in world.journal.since(since) if isinstance(entry.detail, DecisionEntry)])


@pytest.fixture
def world() -> World:
    """A world in which every call takes a minute."""
    return World(call_ms=60_000)


def test_a_rehearsal_decides_as_the_run_does(world: World):
    integration = connected(world)
    world.crm.accounts.create(Account_Name="Acme")
    world.books.customers.create(contact_name="Beta")
    planned = rehearsals(world).rehearse("books", "customers")
    begun = len(world.journal)
    integration.customers.instant_sync()
    world.advance(hours=1)
    assert [each.outcome for each in planned] == ["created", "created"]
    assert planned == decided(world, begun)


def test_a_rehearsal_leaves_no_trace(world: World):
    connected(world)
    world.crm.accounts.create(Account_Name="Acme")
    before = (world.export(), world.digest(), len(world.journal), world.now)
    rehearsals(world).rehearse("books", "customers")
    assert (world.export(), world.digest(), len(world.journal), world.now) == before


def test_what_runs_beside_the_rehearsed_run_is_not_told(world: World):
    connected(world)
    world.crm.accounts.create(Account_Name="Acme")
    world.crm.products.create(Product_Name="Lamp")
    world.advance(minutes=119)
    told = rehearsals(world).rehearse("books", "customers")
    assert [each.kind for each in told] == ["account"]
    assert [each.kind for each in rehearsals(world).rehearse("books", "items")] == ["item"]


def test_a_slot_that_falls_into_the_rehearsed_run_is_another_run(world: World):
    connected(world)
    world.crm.accounts.create(Account_Name="Acme")
    world.advance(minutes=119)
    assert len(rehearsals(world).rehearse("books", "customers")) == 1


def test_a_run_that_fails_whole_decides_nothing(world: World):
    connected(world)
    world.crm.accounts.create(Account_Name="Acme")
    world.crm.generate_zsc_key()
    assert rehearsals(world).rehearse("books", "customers") == ()


def test_a_paused_sync_is_rehearsed_as_if_resumed(world: World):
    integration = connected(world)
    world.crm.accounts.create(Account_Name="Acme")
    integration.customers.pause()
    assert [each.outcome for each in rehearsals(world).rehearse("books", "customers")] == ["created"]
    assert integration.customers.paused


def test_nothing_is_previewed_while_a_run_is_under_way(world: World):
    integration = connected(world)
    integration.customers.instant_sync()
    with pytest.raises(UsageError, match="a run is under way"):
        integration.customers.preview()


def test_a_run_under_way_is_broken_off_in_the_copy_alone(world: World):
    integration = connected(world)
    world.crm.accounts.create(Account_Name="Acme")
    integration.customers.instant_sync()
    world.advance(minutes=2)
    assert [each.outcome for each in rehearsals(world).rehearse("books", "customers")] == ["created"]
    assert (integration.customers.status.state, world.books.customers.all()) == ("running", [])
    world.advance(hours=1)
    assert integration.customers.history[0].grade == "done"

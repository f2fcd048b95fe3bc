"""A world that goes on beside its copy: what is asked of it, and what is told when it does otherwise."""

from __future__ import annotations

import pytest

from tests.unit.testing.planted import world_with
from zsim import World
from zsim.checks import InvariantViolated
from zsim.explore.bank.memories import count_slots, skip_whom_it_knows
from zsim.sync import EngineFunctions
from zsim.testing.onward import check_onward


def synced(call_ms: int = 0, functions: EngineFunctions | None = None) -> World:
    """A world whose connection is synced, with an account that is not."""
    world = World(call_ms=call_ms, functions=functions)
    world.connect("books").customers.configure(module="accounts").save_and_sync()
    world.advance(minutes=1)
    world.crm.accounts.create(Account_Name="Acme")
    return world


def test_a_sound_world_goes_on_as_foreseen_and_has_synced_meanwhile():
    world = synced()
    assert check_onward(world) == 1
    assert [each.contact_name for each in world.books.customers.all()] == ["Acme"]


def test_of_a_world_with_a_run_under_way_nothing_is_asked():
    world = synced(call_ms=500)
    world.integration("books").customers.instant_sync()
    world.advance(seconds=1)
    assert check_onward(world) == 0
    assert world.books.customers.all() == []


def test_of_a_world_with_faults_to_come_nothing_is_asked():
    world = synced()
    world.faults.refused("books", error="NotAllowed", of="write", call=1, module="customers")
    assert check_onward(world) == 0


def test_a_closed_connection_has_no_run_to_foresee_and_stays_closed():
    world = synced()
    world.integration("books").disable()
    assert check_onward(world) == 0
    assert world.books.customers.all() == []


def test_what_came_otherwise_than_foreseen_is_told_in_words():
    with pytest.raises(InvariantViolated, match=r"foreseen was 'created customer.*came"):
        check_onward(synced(functions=skip_whom_it_knows()))


def test_where_a_copy_went_another_way_is_told():
    with pytest.raises(InvariantViolated, match=r"loaded-goes-on-alike.*in the copy"):
        check_onward(synced(functions=count_slots()))


def of_deals(**faults: int) -> World:
    """A world whose triggers are told of deals, by notifications that are late if ``faults`` say so."""
    world = World()
    world.crm.users.create("Olga", email="olga@x.example")
    sync = world.connect("invoice", email="olga@x.example")
    sync.triggers.configure(estimate=True)
    if faults:
        world.faults.late_notification("crm", **faults)
    world.crm.deals.create(Deal_Name="Desk")
    return world


def test_a_notification_that_is_late_is_waited_for():
    world = of_deals(delay_ms=60_000)
    check_onward(world)
    assert world.integration("invoice").triggers.history[0].trigger == "notified"


def test_a_copy_that_is_told_of_no_changes_may_go_another_way():
    world = of_deals()
    world.settle()
    world.crm.profiles.hide("Standard", "Deals")
    check_onward(world)


def test_a_run_that_begins_at_its_slot_while_another_was_asked_for_is_waited_for():
    world = synced(call_ms=20_000)
    books = world.integration("books")
    books.vendors.configure().save_and_sync()
    world.advance_to(f"{world.now.date()} 11:01")
    assert check_onward(world) > 0


def test_a_copy_in_which_nothing_can_be_restored_is_told():
    world = world_with("empty-the-bin")
    world.crm.accounts.delete(world.crm.accounts.create(Account_Name="Acme"))
    with pytest.raises(InvariantViolated, match="restored"):
        check_onward(world)

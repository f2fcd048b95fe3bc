"""What people chose for syncs of leads is compared with what these go by."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from tests.unit.testing.planted import found_in, world_with
from zsim import World
from zsim.faults import EngineKilled
from zsim.ports.errors import VendorError
from zsim.testing.choosing import CHOSEN, check_choices


def lived(name: str | None = None) -> World:
    """A world in which somebody gives a sync another list and other data, and switches it off."""
    world = world_with(name)
    news, offers = [world.marketinghub.lists.create(name=each) for each in ("News", "Offers")]
    world.invoice.customers.create(contact_name="Ada", email="ada@example.com")
    sync = world.connect_marketinghub().new_sync("All", mailing_list=news)
    sync.schedule("daily", at="08:00").retrieve(data="all").initiate()
    world.advance(days=1)
    sync.edit_retrieval(mailing_list=offers)
    sync.edit_retrieval(after=world.now)
    sync.deactivate()
    world.advance(days=1)
    return world


def test_choices_stand_in_a_sound_world():
    check_choices(lived())


@pytest.mark.parametrize("name", ["still-active", "first-list-stays", "first-data-stays", "wait-to-begin"])
def test_a_sync_that_goes_by_something_else_is_found(name: str):
    assert found_in(check_choices, lived(name)) == {CHOSEN}


def test_a_first_fetch_may_wait_for_its_time_where_the_policy_says_so():
    world = World(policies={"first_fetch": "scheduled"})
    news = world.marketinghub.lists.create(name="News")
    sync = world.connect_marketinghub().new_sync("All", mailing_list=news)
    sync.schedule("daily", at="08:00").initiate()
    world.advance(days=1)
    assert [run.trigger for run in sync.history] == ["scheduled"]
    check_choices(world)


def begun(name: str | None = None) -> World:
    """A world with a daily sync, and a contact without an address."""
    world = world_with(name)
    world.marketinghub.lists.create(name="News")
    world.invoice.customers.create(contact_name="Ben")
    sync = world.connect_marketinghub().new_sync("All", mailing_list="News")
    sync.schedule("daily", at="08:00").retrieve(data="all").initiate()
    world.settle()
    return world


def without_its_list(world: World) -> World:
    """The same world, when its list was deleted and a day went by."""
    world.marketinghub.lists.delete(world.marketinghub.lists.all()[0])
    world.advance(days=1)
    return world


def fetching(world: World, **times: Any) -> World:
    """The same world, when the sync fetches at other times, once it did so."""
    (sync,) = world.sync_services("invoice")
    sync.edit_retrieval(**times)
    world.advance(days=40)
    return world


LIVES = {
    "empty-is-invalid": begun,
    "listless-and-active": lambda name=None: without_its_list(begun(name)),
    "weeks-begin-on-sunday": lambda name=None: fetching(begun(name), frequency="weekly", weekday="monday"),
    "monthly-is-once": lambda name=None: fetching(begun(name), frequency="monthly", day=31),
    "slots-in-utc": lambda name=None: fetching(begun(name), zone="Asia/Kolkata"),
}


@pytest.mark.parametrize("name", LIVES)
def test_what_is_chosen_and_told_of_it_stands_or_is_found(name: str):
    check_choices(LIVES[name]())
    assert found_in(check_choices, LIVES[name](name)) == {CHOSEN}


def remapped_abroad(name: str | None = None) -> World:
    """A mapping is edited while the base currencies differ, and edited once more when they are one."""
    world = world_with(name)
    customers = world.connect("books").customers
    customers.configure(extent="fetch").save_and_sync()
    world.settle()
    world.crm.enable_multi_currency()
    world.crm.set_base_currency("USD")
    with suppress(VendorError):
        customers.edit(duplicates="skip")
    world.crm.set_base_currency("INR")
    customers.edit(duplicates="overwrite")
    return world


def test_a_mapping_is_not_saved_while_base_currencies_differ():
    check_choices(remapped_abroad())
    assert found_in(check_choices, remapped_abroad("any-currency")) == {CHOSEN}


def test_a_save_at_which_the_engine_was_killed_is_none():
    world = World()
    customers = world.connect("books").customers
    world.crm.enable_multi_currency()
    world.crm.set_base_currency("USD")
    world.faults.killed("crm")
    with pytest.raises(EngineKilled):
        customers.configure(extent="fetch")
    world.crash()
    assert customers.preferences is None
    check_choices(world)


@pytest.mark.parametrize("at", ["07:00", "09:00"])
def test_a_fetch_that_was_or_is_to_be_today_is_due_when_it_may_be(at: str):
    world = begun()
    world.advance_to("2026-01-06 08:30")
    (sync,) = world.sync_services("invoice")
    sync.edit_retrieval(at=at)
    assert str(sync.next_slot).startswith("2026-01-07")
    check_choices(world)


def test_a_slot_in_an_hour_that_comes_twice_is_as_the_calendar_says():
    world = World(start="2026-10-24 12:00")
    world.marketinghub.lists.create(name="News")
    sync = world.connect_marketinghub().new_sync("All", mailing_list="News")
    sync.schedule("daily", at="02:30", zone="Europe/Berlin").initiate()
    world.settle()
    assert str(sync.next_slot) == "2026-10-25 00:30:00+00:00"
    check_choices(world)

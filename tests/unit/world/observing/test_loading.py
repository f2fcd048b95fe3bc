"""What the checks know outlives a world: a loaded one catches what the one it was exported from would have."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from zsim import World
from zsim.checks import InvariantViolated
from zsim.explore.bank.bugs import run_always, write_again
from zsim.explore.bank.finance import ForgetfulSeries, HastySeries
from zsim.explore.bank.leads import add_under_tags, always_fetch
from zsim.fakes.finance import DocumentFunctions, NumberSeries
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidCredentials, InvalidData, VendorError
from zsim.sync import EngineFunctions
from zsim.sync.leads import LeadFunctions
from zsim.world import Functions


def synced(functions: Functions | None = None, call_ms: int = 0) -> World:
    """Two accounts in Books, and a sync that nobody edited anything for since."""
    world = World(functions=functions, call_ms=call_ms)
    world.crm.accounts.create(Account_Name="Acme", Phone="1")
    sync = world.connect("books")
    sync.customers.configure(module="accounts").save_and_sync()
    world.advance(minutes=1)
    return world


def loaded(world: World, functions: Functions | None = None) -> World:
    """The world that goes on from there in another process."""
    return World.load(json.loads(json.dumps(world.export())), functions=functions)


def caught(world: World, act: Callable[[World], object]) -> set[str]:
    """The invariants that doing that breaks."""
    with suppress(UsageError, VendorError):
        try:
            act(world)
        except InvariantViolated as broken:
            return {each.invariant for each in broken.violations}
    return set()


def edit(world: World) -> None:
    """Change the account, and let a slot come."""
    world.crm.accounts.update(world.crm.accounts.one(Account_Name="Acme"), Phone="2")
    world.advance(hours=3)


@pytest.mark.parametrize("closing", ["pause", "disable"])
@pytest.mark.parametrize("again", [False, True], ids=["the same world", "a loaded one"])
def test_a_write_over_a_closed_connection_is_caught(closing: str, again: bool):
    functions = EngineFunctions(may_run=run_always)
    world = synced(functions)
    getattr(world.integration("books"), closing)()
    assert caught(loaded(world, functions) if again else world, edit) == {"closed-means-closed"}


def test_a_connection_that_was_opened_again_is_open_when_loaded():
    world = synced()
    world.integration("books").pause()
    world.integration("books").resume()
    assert caught(loaded(world), edit) == set()


@pytest.mark.parametrize("again", [False, True], ids=["the same world", "a loaded one"])
def test_nothing_to_do_is_nothing_written(again: bool):
    functions = EngineFunctions(plan=write_again)
    world = synced()
    world = World.load(world.export(), functions=functions)
    world = loaded(world, functions) if again else world
    world.integration("books").customers.instant_sync()
    assert caught(world, World.settle) == {"quiet-second-run"}


def test_an_edit_before_loading_is_an_edit():
    world = synced()
    world.crm.accounts.update(world.crm.accounts.one(Account_Name="Acme"), Phone="2")
    assert caught(loaded(world), lambda world: world.advance(hours=3)) == set()
    assert loaded(world).export()["checks"] == world.export()["checks"]


def test_a_mapping_that_waits_to_refresh_all_is_remembered():
    world = synced()
    world.integration("books").customers.edit(mapping={"Website": "website"})
    world.advance(hours=3)
    world.crm.accounts.update(world.crm.accounts.one(Account_Name="Acme"), Website="https://acme.example")
    world.advance(hours=3)
    again = loaded(world)
    again.integration("books").customers.save_and_sync()
    assert caught(again, World.settle) == set()
    assert world.export()["checks"]["refreshed"] == [["books", []]]
    assert again.export()["checks"]["refreshed"] == [["books", ["customers"]]]


def test_a_connection_that_was_refused_is_none_to_remember():
    world = World()
    world.crm.accounts.create(Account_Name="Acme")
    with pytest.raises(InvalidCredentials):
        world.connect("books", key="wrong")
    assert loaded(world).export()["checks"] == world.export()["checks"]


def test_a_run_under_way_is_broken_off_and_promises_nothing():
    world = synced(call_ms=1000)
    world.integration("books").customers.instant_sync()
    world.next_event()
    (sync,) = world.export()["checks"]["syncs"]
    assert sync == ["books", "customers", False, False, False]
    assert caught(loaded(world), lambda world: world.advance(hours=3)) == set()


def test_a_dead_key_is_dead_when_loaded_and_a_new_one_opens():
    world = synced()
    key = world.crm.generate_zsc_key()
    again = loaded(world)
    assert caught(again, edit) == set()
    assert again.runs()[-1].grade == "failed"
    again.integration("books").update_credentials(key=key)
    assert caught(again, lambda world: world.advance(hours=3)) == set()
    assert again.runs()[-1].grade == "done"


def fetched(functions: LeadFunctions | None = None) -> World:
    """One contact brought to a list, by a daily sync of all data."""
    world = World(functions=functions)
    world.marketinghub.lists.create("Newsletter")
    world.invoice.customers.create(contact_name="Asha", email="asha@example.com")
    sync = world.connect_marketinghub().new_sync("Daily", mailing_list="Newsletter")
    sync.schedule("daily", at="09:30").initiate()
    world.settle()
    return world


def test_a_fetch_of_leads_repeated_in_a_loaded_world_adds_nobody():
    broken = LeadFunctions(plan=add_under_tags)
    again = loaded(fetched(), broken)
    assert "repeat-adds-nobody" in caught(again, lambda world: world.advance(days=1))


def test_a_sync_of_leads_that_is_not_active_is_so_when_loaded():
    broken = LeadFunctions(may_fetch=always_fetch)
    world = fetched(broken)
    world.sync_services()["Daily"].deactivate()
    world.invoice.customers.create(contact_name="Ben", email="ben@example.com")
    assert caught(loaded(world, broken), lambda world: world.advance(days=1)) == {"closed-means-closed"}


def invoice(world: World, **fields: object) -> None:
    """Make an invoice in Books, or try to."""
    lines = [{"name": "Advice", "rate": 100}]
    world.books.invoices.create(**{"customer": world.books.customers.all()[0], "lines": lines, **fields})


@pytest.mark.parametrize(
    ("series", "told"),
    [(NumberSeries, set()), (HastySeries, {"numbers-run-on"}), (ForgetfulSeries, {"numbers-run-on"})],
)
@pytest.mark.parametrize("again", [False, True], ids=["the same world", "a loaded one"])
def test_numbers_run_on_in_a_loaded_world(series: type[NumberSeries], told: set[str], again: bool):
    functions = DocumentFunctions(series=series)
    world = synced(functions)
    invoice(world)
    for prefix in ("A-", "INV-"):
        world.books.invoices.configure(prefix=prefix)
    with suppress(VendorError):
        invoice(world, lines=[{"quantity": 1}])
    world = loaded(world, functions) if again else world
    invoice(world)
    assert caught(world, World.check) == told


@pytest.mark.parametrize("choice", [{"prefix": "A-", "next_number": 7, "due_days": -1}, {"next_number": "7"}])
@pytest.mark.parametrize("again", [False, True], ids=["the same world", "a loaded one"])
def test_a_choice_of_numbers_that_was_refused_is_none(choice: dict[str, Any], again: bool):
    world = synced()
    with pytest.raises((UsageError, InvalidData)):
        world.books.invoices.configure(**choice)
    world = loaded(world) if again else world
    invoice(world)
    assert caught(world, World.check) == set()


def test_what_was_absorbed_into_a_pair_may_go_on_with_it_alone_after_loading():
    world = World()
    world.crm.vendors.create(Vendor_Name="Vera")
    vera = world.books.vendors.create(contact_name="Vera")
    vendors = world.connect("books").vendors
    vendors.configure(extent="both_ways", duplicates="overwrite").save_and_sync()
    world.settle()
    twin = world.crm.vendors.create(Vendor_Name="Vera")
    vendors.instant_sync()
    world.settle()
    assert world.why(twin).outcome == "merged"
    world.crm.vendors.delete(world.counterpart(vera, "crm"))
    again = loaded(world)
    again.integration("books").vendors.instant_sync()
    again.settle()
    assert again.why(twin).outcome == "overwritten"

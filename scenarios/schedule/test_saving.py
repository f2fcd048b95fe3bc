"""Saving preferences: what it starts, and from when on they count."""

from __future__ import annotations

from scenarios.faults._sorts import NAMES, modules
from scenarios.schedule._setup import (
    HOUR,
    added,
    added_to_finance,
    all_synced,
    configured,
    every,
    in_crm,
    in_finance,
    names,
    outcomes,
    synced,
)
from zsim import World, given, scenario, then, when


@scenario(covers=["SYN-03"])
def test_save_and_sync_starts_at_once(world: World, product: str) -> None:
    """'Save and Sync' makes the first run of a module then and there."""
    with given("a record for every module in the CRM, and chosen preferences"):
        records = added(world, product)
        sync = configured(world, product)
    with when("they are saved with 'Save and Sync'"):
        for module in modules(product):
            sync.module(module).save_and_sync()
        began = world.now
        world.settle()
    with then("the records are in finance before any time has passed"):
        assert world.now == began
        assert in_finance(world, product) == every(product, NAMES)
        assert outcomes(world, records) == {"created"}
        assert [[run.trigger for run in sync.module(module).history] for module in modules(product)] == [
            ["initial"] for _ in modules(product)
        ]


@scenario(covers=["SYN-03"])
def test_save_and_sync_later_moves_nothing_until_the_next_slot(world: World, product: str) -> None:
    """'Save and Sync Later' stores the preferences; records move with the next scheduled sync."""
    with given("a record for every module in the CRM, and a connection"):
        records = added(world, product)
        sync = configured(world, product, duplicates="overwrite")
    with when("preferences are saved with 'Save and Sync Later'"):
        saved = {}
        for module in modules(product):
            sync.module(module).save_and_sync_later()
            saved[module] = world.now
        world.advance(hours=1, minutes=59)
    with then("they are stored, and nothing has moved"):
        for module in modules(product):
            preferences = sync.module(module).preferences
            assert preferences is not None
            assert preferences.duplicates == "overwrite"
            assert sync.module(module).status.state == "never synced"
        assert in_finance(world, product) == every(product)
    with when("the first slot comes"):
        world.advance(minutes=1)
    with then("the records are in finance"):
        for module in modules(product):
            assert [run.started - saved[module] for run in sync.module(module).history] == [2 * HOUR]
        assert in_finance(world, product) == every(product, NAMES)
        assert outcomes(world, records) == {"created"}


@scenario(covers=["SYN-03", "SYN-04"])
def test_what_was_saved_for_later_can_be_synced_at_once(world: World, product: str) -> None:
    """The next sync after 'Save and Sync Later' may also be an Instant Sync."""
    with given("an account, and preferences saved for later"):
        world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts").save_and_sync_later()
        world.advance(minutes=10)
    with when("an Instant Sync is made"):
        sync.customers.instant_sync()
        world.settle()
    with then("the account is a customer"):
        assert names(world, product) == ["Acme"]
        assert [run.trigger for run in sync.customers.history] == ["instant"]


@scenario(covers=["SYN-07"])
def test_edited_preferences_wait_for_the_next_scheduled_run(world: World, product: str) -> None:
    """After a change from 'fetch' to 'both ways' nothing happens until the next slot, which works by the new choice."""
    with given("records of finance's own that 'fetch from CRM' leaves where they are"):
        records = added_to_finance(world, product)
        sync = all_synced(world, product, extent="fetch")
    with when("'sync both ways' is chosen half an hour before the slot"):
        world.advance_to("2026-01-05 10:30")
        for module in modules(product):
            sync.module(module).edit(extent="both_ways")
        world.advance_to("2026-01-05 10:59")
    with then("no run was made, and the CRM has no such records"):
        assert {len(sync.module(module).history) for module in modules(product)} == {1}
        assert in_crm(world, product) == every(product)
    with when("the slot comes"):
        world.advance(minutes=2)
    with then("they are in the CRM"):
        assert in_crm(world, product) == every(product, NAMES)
        assert outcomes(world, records) == {"created"}


@scenario(covers=["SYN-07"])
def test_edited_preferences_apply_to_the_next_manual_run(world: World, product: str) -> None:
    """Who does not want to wait makes an Instant Sync: it works by the edited preferences."""
    with given("records of finance's own that 'fetch from CRM' leaves where they are"):
        records = added_to_finance(world, product)
        sync = all_synced(world, product, extent="fetch")
    with when("'sync both ways' is chosen and an Instant Sync is made"):
        for module in modules(product):
            sync.module(module).edit(extent="both_ways").instant_sync()
        world.settle()
    with then("they are in the CRM"):
        for module in modules(product):
            assert [run.trigger for run in sync.module(module).history] == ["initial", "instant"]
        assert in_crm(world, product) == every(product, NAMES)
        assert outcomes(world, records) == {"created"}


@scenario(covers=["SYN-07"])
def test_preferences_edited_right_after_save_and_sync_wait_for_the_run_after(world: World, product: str) -> None:
    """'Save and Sync' is pressed, and at once 'sync both ways' is chosen: the run just asked for still only fetches."""
    with given("records of finance's own, and modules that only fetch"):
        added_to_finance(world, product)
        sync = configured(world, product, extent="fetch")
    with when("each is saved with 'Save and Sync', and edited before anything else happens"):
        for module in modules(product):
            sync.module(module).save_and_sync().edit(extent="both_ways")
        world.settle()
    with then("the first runs pushed nothing"):
        assert in_crm(world, product) == every(product)
    with when("the next slots come"):
        world.advance(hours=2, minutes=1)
    with then("the second runs did"):
        assert in_crm(world, product) == every(product, NAMES)
        for module in modules(product):
            assert [run.added for run in sync.module(module).history] == [0, 1]


@scenario(covers=["SYN-07"], call_ms=250)
def test_preferences_edited_during_a_run_do_not_touch_it(world: World, product: str) -> None:
    """A run under way ends by the preferences it began with; the new ones wait for the one after it."""
    with given("a customer of finance's own, and a run under way that only fetches"):
        beta = world[product].customers.create(contact_name="Beta")
        synced(world, product, extent="fetch")
        sync = world.integration(product)
        sync.customers.instant_sync()
        world.advance(seconds=0.5)
    with when("'sync both ways' is chosen before it ends"):
        sync.customers.edit(extent="both_ways")
        world.advance(minutes=1)
    with then("the run pushed nothing, and the next one does"):
        assert len(sync.customers.history) == 2
        assert world.crm.accounts.all() == []
        world.advance(hours=2)
        assert [each.Account_Name for each in world.crm.accounts.all()] == ["Beta"]
        assert world.why(beta).outcome == "created"


@scenario(covers=["SYN-11", "MAP-09"], call_ms=250, moments="exact")
def test_save_and_sync_during_a_run_follows_it_and_reads_everything(world: World, product: str) -> None:
    """A field mapped and saved while a run is under way: the next run begins at its end and fills the field for all."""
    with given("a synced account whose website is not mapped, and an Instant Sync under way"):
        world.crm.accounts.create(Account_Name="Acme", Website="acme.example")
        synced(world, product)
        sync = world.integration(product)
        sync.customers.instant_sync()
        world.advance(seconds=0.5)
    with when("the website is mapped and saved with 'Save and Sync'"):
        sync.customers.map("Website", "website").save_and_sync()
        world.advance(minutes=1)
    with then("the run under way left the website out, and the next, right behind it, brought it"):
        _, instant, saved = sync.customers.history
        assert (instant.updated, saved.updated) == (0, 1)
        assert saved.started == instant.ended
        assert world[product].customers.one(contact_name="Acme").website == "acme.example"

"""Pausing a sync, what still works meanwhile, and what resuming brings."""

from __future__ import annotations

import pytest

from scenarios.faults._sorts import NAMES, OTHERS, THIRDS, modules
from scenarios.schedule._setup import (
    HOUR,
    added,
    added_to_finance,
    all_synced,
    every,
    in_crm,
    in_finance,
    names,
    outcomes,
    synced,
    texts,
)
from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError


@scenario(covers=["SYN-06"])
def test_a_paused_sync_ignores_its_slots(world: World, product: str) -> None:
    """While a module is paused nothing of it moves in either direction, however many slots go by."""
    with given("every module paused, synced both ways, and something new on either side"):
        sync = all_synced(world, product, extent="both_ways")
        for module in modules(product):
            sync.module(module).pause()
        records = added(world, product)
        theirs = added_to_finance(world, product, OTHERS)
        before = world.snapshot()
    with when("a day passes"):
        world.advance(days=1)
    with then("no run was made, and nothing moved"):
        assert {len(sync.module(module).history) for module in modules(product)} == {1}
        assert outcomes(world, records) == outcomes(world, theirs) == {None}
        assert world.snapshot() == before


@scenario(covers=["SYN-06"])
def test_a_paused_sync_refuses_to_be_started_by_hand(world: World, product: str) -> None:
    """Instant Sync, and 'Save and Sync' as well, are refused while paused: resume first."""
    with given("every module paused, and a new record for each"):
        sync = all_synced(world, product)
        for module in modules(product):
            sync.module(module).pause()
        added(world, product)
    with when("somebody presses Instant Sync and 'Save and Sync'"):
        refusals = []
        for held in map(sync.module, modules(product)):
            for pressed in (held.instant_sync, held.save_and_sync):
                with pytest.raises(UsageError) as refusal:
                    pressed()
                refusals.append(refusal.value)
    with then("each is refused for the pause, and nothing moves"):
        assert {each.found for each in refusals} == {"the sync is paused"}
        assert all("resume it first" in each.right for each in refusals)
        world.settle()
        assert {len(sync.module(module).history) for module in modules(product)} == {1}
        assert in_finance(world, product) == every(product)


@scenario(covers=["SYN-06"])
def test_a_resumed_sync_can_be_started_by_hand(world: World, product: str) -> None:
    """From the moment of resuming, Instant Sync works again."""
    with given("a sync paused over a slot, and a new account"):
        synced(world, product)
        sync = world.integration(product)
        sync.customers.pause()
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.advance(hours=3)
    with when("it is resumed and an Instant Sync is made"):
        sync.customers.resume()
        sync.customers.instant_sync()
        world.settle()
    with then("the account is a customer"):
        assert [run.trigger for run in sync.customers.history] == ["initial", "instant"]
        assert world.why(acme).outcome == "created"
        assert names(world, product) == ["Acme"]


@scenario(covers=["SYN-06"], call_ms=250, moments="exact")
def test_a_pause_stops_a_run_under_way(world: World, product: str) -> None:
    """A pause counts at once: the run under way writes nothing more, and after resuming the rest follows."""
    with given("an account, and its first run just begun"):
        world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts").save_and_sync()
        world.advance(seconds=1)
    with when("the sync is paused and a day passes"):
        sync.customers.pause()
        world.advance(days=1)
    with then("the run ended there for the pause, and nothing was written"):
        assert [(run.grade, run.reason) for run in sync.customers.history] == [("failed", "paused")]
        assert names(world, product) == []
    with when("it is resumed and a slot comes"):
        sync.customers.resume()
        world.advance(hours=2, minutes=1)
    with then("the account is a customer"):
        assert names(world, product) == ["Acme"]


@scenario(covers=["SYN-12"])
def test_resuming_makes_one_run_that_carries_everything_missed(world: World, product: str) -> None:
    """Three slots were missed: the next one makes a single run of each module, and it carries all three edits."""
    with given("a synced record for every module, and an edit before each of three slots missed in a pause"):
        records = added(world, product)
        sync = all_synced(world, product, extent="both_ways")
        for module in modules(product):
            sync.module(module).pause()
        for sort, record in records.items():
            sort.edit_in_crm(world, record, "222")
        world.advance(hours=2)
        added(world, product, OTHERS)
        world.advance(hours=2)
        theirs = added_to_finance(world, product, THIRDS)
        world.advance(hours=2)
    with when("each is resumed"):
        for module in modules(product):
            sync.module(module).resume()
        world.advance(hours=1)
    with then("nothing happens before the slot"):
        for module in modules(product):
            assert [run.trigger for run in sync.module(module).history] == ["initial"]
    with when("the slot comes"):
        world.advance(hours=1)
    with then("one run, in its usual place, carried everything"):
        assert texts(world, product) == {"222"}
        assert in_finance(world, product) == in_crm(world, product) == every(product, NAMES, OTHERS, THIRDS)
        assert outcomes(world, theirs) == {"created"}
        for module in modules(product):
            first, second = sync.module(module).history
            assert (second.trigger, second.started - first.ended) == ("scheduled", 8 * HOUR)
            assert (second.added, second.updated) == (2, 1)


@scenario(covers=["SYN-13"])
def test_one_record_can_be_fetched_while_paused(world: World, product: str) -> None:
    """A single fetch is somebody's own action: it works during a pause and brings that record alone."""
    with given("two synced records for every module, edited during a pause"):
        records, others = added(world, product), added(world, product, OTHERS)
        sync = all_synced(world, product)
        for module in modules(product):
            sync.module(module).pause()
        for each in (records, others):
            for sort, record in each.items():
                sort.edit_in_crm(world, record, "222")
    with when("the first of each is fetched"):
        for sort, record in records.items():
            sync.module(sort.module).fetch(record)
        world.settle()
    with then("it has the new text in finance, the other one has not, and the module is still paused"):
        assert outcomes(world, records) == {"updated"}
        assert (texts(world, product), texts(world, product, OTHERS)) == ({"222"}, {"111"})
        assert all(sync.module(module).paused for module in modules(product))


@scenario(covers=["SYN-13"])
def test_a_single_fetch_reaches_outside_the_view(world: World, product: str) -> None:
    """An account outside the chosen view is left out by every run, and comes when somebody fetches it."""
    with given("a sync through a view that lists consultants only, and an account outside it"):
        world.crm.accounts.create(Account_Name="Acme", Industry="Consulting")
        other = world.crm.accounts.create(Account_Name="Other")
        view = world.crm.accounts.views.create("Consultants", ("Industry", "is", "Consulting"))
        synced(world, product, account_view=view)
        sync = world.integration(product)
        assert names(world, product) == ["Acme"]
        sync.customers.pause()
    with when("the account outside the view is fetched during a pause"):
        sync.customers.fetch(other)
        world.settle()
    with then("it is a customer"):
        assert names(world, product) == ["Acme", "Other"]
        assert world.why(other).outcome == "created"


@scenario(covers=["SYN-13"], call_ms=250)
def test_a_pause_does_not_interrupt_a_single_fetch(world: World, product: str) -> None:
    """A fetch under way when somebody pauses the sync is carried to its end."""
    with given("a synced account, edited, whose fetch has just begun"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        synced(world, product)
        sync = world.integration(product)
        world.crm.accounts.update(acme, Phone="222")
        sync.customers.fetch(acme)
        world.advance(seconds=0.5)
    with when("the sync is paused"):
        sync.customers.pause()
        world.advance(minutes=1)
    with then("the customer has the new phone"):
        assert sync.customers.history[-1].trigger == "single"
        assert sync.customers.history[-1].grade == "done"
        assert world[product].customers.one(contact_name="Acme").phone == "222"

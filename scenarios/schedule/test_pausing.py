"""Pausing a sync, what still works meanwhile, and what resuming brings."""

from __future__ import annotations

import pytest

from scenarios.schedule._setup import HOUR_MS, names, synced
from zsim import World, given, in_words, scenario, then, when
from zsim.kernel.errors import UsageError


@scenario(covers=["SYN-06"])
def test_a_paused_sync_ignores_its_slots(world: World, product: str) -> None:
    """While the sync is paused nothing moves in either direction, however many slots go by."""
    with given("a paused sync both ways, and something new on either side"):
        synced(world, product, extent="both_ways")
        sync = world.integration(product)
        sync.customers.pause()
        acme = world.crm.accounts.create(Account_Name="Acme")
        beta = world[product].customers.create(contact_name="Beta")
        before = world.snapshot()
    with when("a day passes"):
        world.advance(days=1)
    with then("no run was made, and nothing moved"):
        assert len(sync.customers.history) == 1
        assert world.why(acme).outcome is None
        assert world.why(beta).outcome is None
        assert world.snapshot() == before


@pytest.mark.parametrize("asked", ["instant_sync", "save_and_sync"])
@scenario(covers=["SYN-06"])
def test_a_paused_sync_refuses_to_be_started_by_hand(world: World, product: str, asked: str) -> None:
    """Instant Sync, and 'Save and Sync' as well, are refused while paused: resume first."""
    with given("a paused sync, and a new account"):
        synced(world, product)
        sync = world.integration(product)
        sync.customers.pause()
        world.crm.accounts.create(Account_Name="Acme")
    with when(f"somebody presses {in_words(asked)}"), pytest.raises(UsageError) as refusal:
        getattr(sync.customers, asked)()
    with then("it is refused for the pause, and nothing moves"):
        assert refusal.value.found == "the sync is paused"
        assert "resume it first" in refusal.value.right
        world.settle()
        assert len(sync.customers.history) == 1
        assert names(world, product) == []


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


@scenario(covers=["SYN-06"], call_ms=250)
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
    """Three slots were missed: the next one makes a single run, and it carries all three edits."""
    with given("a synced account, and an edit before each of three slots missed in a pause"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        synced(world, product, extent="both_ways")
        sync = world.integration(product)
        sync.customers.pause()
        world.crm.accounts.update(acme, Phone="222")
        world.advance(hours=2)
        world.crm.accounts.create(Account_Name="Gamma")
        world.advance(hours=2)
        beta = world[product].customers.create(contact_name="Beta")
        world.advance(hours=2)
    with when("the sync is resumed"):
        sync.customers.resume()
        world.advance(hours=1)
    with then("nothing happens before the slot"):
        assert [run.trigger for run in sync.customers.history] == ["initial"]
    with when("the slot comes"):
        world.advance(hours=1)
    with then("one run, in its usual place, carried everything"):
        first, second = sync.customers.history
        assert second.trigger == "scheduled"
        assert second.started_ms - first.ended_ms == 8 * HOUR_MS
        assert world[product].customers.one(contact_name="Acme").phone == "222"
        assert len(world[product].customers.find(contact_name="Gamma")) == 1
        assert world.why(beta).outcome == "created"
        assert (second.added, second.updated) == (2, 1)


@scenario(covers=["SYN-13"])
def test_one_record_can_be_fetched_while_paused(world: World, product: str) -> None:
    """A single fetch is somebody's own action: it works during a pause and brings that record alone."""
    with given("two synced accounts, edited during a pause"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        other = world.crm.accounts.create(Account_Name="Other", Phone="111")
        synced(world, product)
        sync = world.integration(product)
        sync.customers.pause()
        world.crm.accounts.update(acme, Phone="222")
        world.crm.accounts.update(other, Phone="222")
    with when("Acme is fetched"):
        sync.customers.fetch(acme)
        world.settle()
    with then("its customer has the new phone, the other one has not, and the sync is still paused"):
        assert world.why(acme).outcome == "updated"
        assert world[product].customers.one(contact_name="Acme").phone == "222"
        assert world[product].customers.one(contact_name="Other").phone == "111"
        assert sync.customers.paused


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

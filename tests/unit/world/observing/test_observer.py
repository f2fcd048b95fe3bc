"""What the observer makes of the journal: links that end, runs without an end, and failed runs' checkpoints."""

from __future__ import annotations

import sys
from contextlib import suppress

import pytest

from zsim import World
from zsim.checks import InvariantViolated
from zsim.explore.bank.decisions import forget_the_next, push_twice
from zsim.sync import EngineFunctions
from zsim.sync.planning import PlanContext, PlanInput, Planned
from zsim.world.observing.pair_facts import FEW


def synced(functions: EngineFunctions | None = None) -> World:
    """Two accounts in Books, synced twice."""
    world = World(functions=functions)
    for name in ("Acme", "Bolt"):
        world.crm.accounts.create(Account_Name=name, Phone="1")
    world.connect("books").customers.configure(module="accounts", extent="both_ways").save_and_sync()
    world.advance(hours=3)
    return world


def delete_while_disabled(world: World) -> None:
    """Delete an account while nothing may cross, and sync again."""
    sync = world.integration("books")
    sync.disable()
    world.crm.accounts.delete(world.crm.accounts.one(Account_Name="Acme"))
    world.advance(hours=3)
    sync.enable()
    world.advance(hours=3)


def test_what_was_deleted_while_disabled_ends_its_link_by_a_decision():
    world = synced()
    delete_while_disabled(world)
    assert len(world.integration("books").links) == 1


@pytest.mark.parametrize("again", [False, True], ids=["the same world", "a loaded one"])
def test_a_link_that_ends_beside_that_is_told(again: bool):
    functions = EngineFunctions(plan_deletions=forget_the_next)
    world = synced(functions)
    world = World.load(world.export(), functions=functions) if again else world
    with pytest.raises(InvariantViolated, match="links-end-by-decision"):
        delete_while_disabled(world)


def test_what_a_run_took_along_before_it_was_broken_off_ends_its_link_as_the_next_takes_that_in():
    world = World()
    acme = world.crm.accounts.create(Account_Name="Acme")
    world.crm.contacts.create(Last_Name="Hill", Account_Name=acme)
    sync = world.connect("books")
    sync.customers.configure(module="accounts_and_contacts").save_and_sync()
    world.settle()
    sync.customers.configure(module="accounts").save_and_sync_later()
    world.crm.accounts.delete(acme)
    world.faults.killed("books", of="write", when="after")
    sync.customers.instant_sync()
    world.settle()
    world.check()
    assert not list(sync.links)


def test_a_deleted_integration_ends_its_links_itself():
    world = synced()
    sync = world.integration("books")
    sync.disable()
    sync.delete()
    world.connect("books").customers.configure(module="accounts").save_and_sync()
    world.advance(hours=3)
    world.check()


def test_a_run_that_disabling_broke_off_is_told_once_the_links_are_gone():
    world = synced()
    sync = world.integration("books")
    sync.customers.instant_sync()
    sync.disable()
    sync.delete()
    world.settle()
    assert [str(each.grade) for each in sync.customers.history][-1] == "failed"


def test_links_let_go_by_a_deletion_that_was_refused_are_not_missed():
    world = synced()
    sync = world.integration("books")
    sync.disable()
    world.faults.refused("books", error="NotAllowed", of="write", call=1, module="customers")
    with suppress(Exception):
        sync.delete()
    sync.enable()
    world.advance(hours=3)
    world.check()


def leave(context: PlanContext, inputs: PlanInput) -> Planned:
    """Leave the program."""
    sys.exit("enough")


def test_a_run_that_stopped_without_an_end_is_found_when_asked():
    world = World(functions=EngineFunctions(plan=leave))
    world.crm.accounts.create(Account_Name="Acme")
    with suppress(SystemExit):
        world.connect("books").customers.configure(module="accounts").save_and_sync()
        world.settle()
    with pytest.raises(InvariantViolated, match="run 1 of books's customers: it began"):
        world.check()
    world.check()  # it is told once


def leads() -> World:
    """Three contacts brought to a list by a daily sync of all data."""
    world = World()
    world.marketinghub.lists.create("Newsletter")
    world.invoice.customers.create(contact_name="Asha", email="asha@example.com")
    sync = world.connect_marketinghub().new_sync("Daily", mailing_list="Newsletter")
    sync.schedule("daily", at="09:30").initiate()
    world.advance(days=1)
    return world


def test_a_fetch_that_the_engines_end_broke_off_is_begun_anew_on_the_same_date():
    world = leads()
    world.faults.killed("invoice", of="changed")
    world.advance(days=2)
    world.check()
    assert [run.grade for run in world.runs()] == ["done", "done", "failed", "done", "done"]


def test_what_checks_ask_of_a_sync_of_leads_is_no_call_that_a_fault_may_meet():
    world = leads()
    world.faults.killed("marketinghub", call=50)
    pinned = len(world.journal)
    world.advance(days=5)
    (unfired,) = world.faults.unfired()
    calls = [entry.detail for entry in world.journal.since(pinned) if entry.kind == "call"]
    assert unfired.sentence.endswith(f"there were {sum(call.system.value == 'hub' for call in calls)}")


@pytest.mark.parametrize("steps", range(1, 8))
def test_a_run_under_way_is_not_without_an_end(steps: int):
    world = World(call_ms=250)
    world.crm.accounts.create(Account_Name="Acme")
    world.connect("books").customers.configure(module="accounts").save_and_sync()
    for _ in range(steps):
        world.next_event()
    world.check()
    world.crash()
    world.check()
    world.advance(hours=1)
    world.check()


def test_asked_in_the_middle_of_a_call_a_run_is_under_way():
    world = World()
    world.crm.accounts.create(Account_Name="Acme")
    world.connect("books").customers.configure(module="accounts").save_and_sync()
    world.faults.meanwhile("books", world.check, of="write")
    world.settle()
    assert [run.grade for run in world.runs()] == ["done"]


def test_what_was_raised_in_a_run_ends_it():
    world = World()
    world.crm.accounts.create(Account_Name="Acme")

    def stumble() -> None:
        raise RuntimeError("a defect")

    world.connect("books").customers.configure(module="accounts").save_and_sync()
    world.faults.meanwhile("books", stumble, of="write")
    with suppress(RuntimeError):
        world.settle()
    world.check()
    world.advance(hours=3)
    assert [run.grade for run in world.runs()] == ["failed", "done"]


@pytest.mark.parametrize("count", [FEW - 10, FEW + 10])
def test_two_records_of_one_are_found_among_few_and_among_many(count: int):
    world = World(functions=EngineFunctions(plan=push_twice))
    for number in range(count):
        world.books.customers.create(contact_name=f"Customer {number}")
    world.connect("books").customers.configure(module="accounts", extent="both_ways").save_and_sync()
    with pytest.raises(InvariantViolated) as caught:
        world.settle()
    assert [each.invariant for each in caught.value.violations] == ["one-to-one"] * count


def test_a_run_that_finishes_what_one_before_was_not_answered_for_may_write_though_nobody_edited():
    world = World()
    world.books.customers.create(contact_name="Cora")
    sync = world.connect("books")
    sync.customers.configure(module="accounts", extent="both_ways").save_and_sync_later()
    world.faults.refused("books", error="NoAnswer", of="write", module="customers", times=2)
    sync.customers.instant_sync()
    world.advance(hours=3)
    (cora,) = world.books.customers.all()
    assert cora.zcrm_account_id == world.crm.accounts.one(Account_Name="Cora").id
    assert [run.grade for run in world.runs()] == ["partial", "done"]


def test_a_run_may_note_what_one_of_another_module_choice_was_broken_off_in():
    world = World(call_ms=900)
    reader = world.invoice.customers.create(contact_name="Reader")
    customers = world.connect("invoice").customers
    for choices in ({"extent": "both_ways"}, {"module": "contacts"}):
        customers.configure(**choices).save_and_sync()
        world.settle()
    world.faults.killed("crm", of="write", when="after")
    world.advance(minutes=1)
    world.check()
    assert "finished" in world.why(reader).outcomes

"""What closes a sync of leads, as the journal tells it."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.checks import InvariantViolated
from zsim.explore.bank.leads import always_fetch
from zsim.sync import Call, RunStarted, Trigger
from zsim.sync.leads import HUB, SOURCE, LeadFunctions, LeadState, StateChanged
from zsim.world.observing.active_runs import ActiveRun, SyncWatched
from zsim.world.observing.fetches import LeadConnection, LeadWatch

STARTED = RunStarted(1, "marketinghub", "Daily", Trigger.SCHEDULED)
INACTIVE, DEAD = "the sync was not active", "its key was dead"


def running(connection: LeadConnection) -> ActiveRun:
    return ActiveRun(STARTED, SyncWatched(), connection, False, False, barred=False, shut_out=False)


@pytest.mark.parametrize(
    "told", [Call("write", HUB, "Leads", {}, 1), Call("changed", SOURCE, "customers", {}, 1)], ids=["write", "answer"]
)
def test_of_a_sync_that_fell_with_its_key_one_write_on_its_way_may_be_carried_out(told: Call):
    run = running(LeadConnection("invoice", active=False, fell_with_key=True, stale_key=True))
    assert (run.closed("marketinghub"), run.closed("invoice")) == (None, DEAD)
    run.called(told)
    assert run.closed("marketinghub") == DEAD


@pytest.mark.parametrize("stale", [{}, {"stale_key": True}, {"stale_email": True}], ids=["open", "key", "email"])
def test_a_sync_that_was_not_active_when_its_key_died_writes_nothing(stale):
    assert LeadConnection("invoice", **stale).closed(STARTED) == INACTIVE


def daily(functions: LeadFunctions | None = None) -> World:
    world = World(functions=functions)
    world.marketinghub.lists.create("Newsletter")
    world.invoice.customers.create(contact_name="Asha", email="asha@example.com")
    world.connect_marketinghub().new_sync("Daily", mailing_list="Newsletter").schedule("daily", at="09:30").initiate()
    return world


def test_once_the_new_key_is_entered_a_sync_that_fell_with_its_key_is_merely_not_active():
    world = daily(LeadFunctions(may_fetch=always_fetch))
    world.settle()
    world.invoice.generate_zsc_key()
    world.sync_services().update_account(key=world.invoice.zsc_key)
    world.invoice.customers.create(contact_name="Ben", email="ben@example.com")
    with pytest.raises(InvariantViolated, match=INACTIVE):
        world.advance(days=1)


@pytest.mark.parametrize("deed", ["deactivate", "key", "email"])
def test_a_write_on_its_way_is_a_breach_only_where_a_person_switched_the_sync_off(deed: str):
    world = daily()
    deeds = {
        "deactivate": world.sync_services()["Daily"].deactivate,
        "key": world.invoice.generate_zsc_key,
        "email": lambda: world.invoice.set_email("other@example.com"),
    }
    world.faults.meanwhile("marketinghub", deeds[deed], of="write")
    if deed == "deactivate":
        with pytest.raises(InvariantViolated, match=INACTIVE):
            world.settle()
    else:
        world.settle()
    assert len(world.marketinghub.leads.all()) == 1


def test_a_sync_that_a_person_switched_off_did_not_fall_with_the_key_that_dies_after_that():
    watch = LeadWatch({"invoice": daily().sync_services()}, lambda app, module: None)
    for state in (LeadState.ACTIVE, LeadState.INACTIVE):
        watch.turned(StateChanged("Daily", state, "a person said so"))
    watch.connection("Daily").stale_key = True
    assert watch.connection("Daily").closed(STARTED) == INACTIVE

"""What is seen of runs under way: whom a key shuts out, and which persons were meant for nobody."""

from __future__ import annotations

import pytest

from zsim.ports.errors import NotFound
from zsim.ports.records import RecordId, Ref
from zsim.sync import Call, DecisionEntry, Failure, Outcome, RunStarted, System, Trigger
from zsim.world.observing.active_runs import ActiveRun, SyncWatched, is_astray
from zsim.world.observing.connection_state import ConnectionState

ADA = Ref("crm", "Contacts", RecordId("31"))
CUSTOMER, ITEM = Ref("books", "customers", RecordId("21")), Ref("books", "items", RecordId("61"))
ADDED = DecisionEntry("person", Outcome.CREATED, ADA, (), None, "created")
NO_CUSTOMER = Failure((ADA,), "1002", NotFound.reason, "there is no such customer")


def test_a_run_is_shut_out_by_a_refusal_and_not_by_a_key_alone():
    started = RunStarted(1, "books", "customers", Trigger.SCHEDULED)
    run = ActiveRun(started, SyncWatched(), ConnectionState(dead_app="crm"), False, False, barred=False, shut_out=False)
    run.called(Call("changed", System.CRM, "Accounts", {}, 1))
    assert (run.barred, run.shut_out) == (True, False)
    run.called(Call("changed", System.CRM, "Accounts", {}, 0, "invalid key: dead"))
    assert (run.barred, run.shut_out) == (True, True)


@pytest.mark.parametrize(("departed", "astray"), [((), True), ((ITEM,), True), ((CUSTOMER,), False)])
def test_a_person_for_a_customer_that_is_not_there_is_astray_unless_people_took_one_away(departed, astray: bool):
    assert is_astray(ADDED, NO_CUSTOMER, set(departed)) is astray


def test_only_persons_to_be_added_are_astray():
    assert not is_astray(ADDED._replace(outcome=Outcome.UPDATED), NO_CUSTOMER, set())
    assert not is_astray(ADDED._replace(kind="account"), NO_CUSTOMER, set())
    assert not is_astray(ADDED, NO_CUSTOMER._replace(reason="invalid data"), set())

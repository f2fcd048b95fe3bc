"""What closes a connection, module by module, and what a run may still write once a key died."""

from __future__ import annotations

import pytest

from tests.unit.invoices import enable_invoices
from zsim import World
from zsim.sync import Call, RunStarted, System, Trigger
from zsim.world.observing.active_runs import ActiveRun, SyncWatched
from zsim.world.observing.connection_state import ConnectionState


def run_of(module: str, trigger: Trigger = Trigger.SCHEDULED) -> RunStarted:
    """The beginning of a run."""
    return RunStarted(1, "books", module, trigger)


def under_way(connection: ConnectionState) -> ActiveRun:
    """A run of customers that began while everything was open."""
    return ActiveRun(run_of("customers"), SyncWatched(), connection, False, False, barred=False, shut_out=False)


def call(method: str, system: System, refusal: str = "") -> Call:
    """A call of the run."""
    return Call(method, system, "customers", {}, 1, refusal)


def test_a_pause_closes_one_module_but_for_single_fetches():
    connection = ConnectionState()
    connection.steer("pause", "customers")
    assert connection.closed(run_of("customers")) == "the sync was paused"
    assert connection.closed(run_of("customers", Trigger.SINGLE)) is None
    assert connection.closed(run_of("invoices", Trigger.NOTIFIED)) is None
    connection.steer("resume", "customers")
    assert connection.closed(run_of("customers")) is None


@pytest.mark.parametrize("command", ["disable", "delete"])
def test_what_is_disabled_or_deleted_is_closed_to_all(command: str):
    connection = ConnectionState()
    connection.steer(command, "")
    assert connection.closed(run_of("customers", Trigger.SINGLE)) == "the connection was disabled"
    connection.steer("enable", "")
    assert connection.closed(run_of("customers")) is None


def test_another_connection_begins_open():
    connection = ConnectionState({"customers"}, disabled=True, dead_app="crm", refreshed={"items"})
    connection.steer("connect", "")
    assert connection == ConnectionState()


def test_nothing_is_written_to_the_app_whose_key_died():
    run = under_way(ConnectionState(dead_app="crm"))
    assert (run.closed("crm"), run.closed("books")) == ("its key was dead", None)


def test_writes_to_the_other_side_end_with_the_next_answer():
    run = under_way(ConnectionState(dead_app="crm"))
    assert run.closed("books") is None
    run.called(call("organisation", System.CRM, "invalid key: dead"))
    assert run.closed("books") == "its key was dead"
    assert run.shut_out


def test_writes_to_the_other_side_end_with_the_batch_under_way():
    run = under_way(ConnectionState(dead_app="crm"))
    run.called(call("write", System.FINANCE))
    assert run.closed("books") is None, "the one call before the key died wrote nothing after"
    run.called(call("write", System.FINANCE))
    assert run.closed("books") == "its key was dead"
    assert not run.shut_out


def test_a_run_may_write_while_every_key_lives():
    run = under_way(ConnectionState())
    run.called(call("write", System.CRM, "name taken"))
    assert (run.closed("crm"), run.closed("books"), run.shut_out) == (None, None, False)


def test_transactions_sync_at_once_while_customers_are_paused():
    world = World()
    world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("books")
    sync.customers.configure(module="accounts").save_and_sync()
    world.settle()
    enable_invoices(world)
    sync.customers.pause()
    world.settle()
    world.books.invoices.create(
        customer_id=world.books.customers.one(contact_name="Acme"), lines=[{"name": "Work", "rate": 10}]
    )
    world.settle()
    world.check()
    assert [each.total for each in world.crm.zoho_finance.invoices.all()] == [10]

"""What every run of one connection works with."""

from __future__ import annotations

import pytest

from tests.unit.sync.execution.samples import CREDENTIALS, Connection
from tests.unit.sync.samples import ACCOUNT, account, customer, link
from tests.unit.sync.stages import told
from zsim.ports.errors import InvalidCredentials, RateLimited
from zsim.sync import Links, System
from zsim.sync.runs.calls import at_once
from zsim.sync.runs.patience import PATIENCE


def test_the_links_are_one_object_over_the_tables_of_the_connection():
    connection = Connection()
    assert connection.context.links is connection.context.links
    connection.context.links.put(link(ACCOUNT, account(11), customer(21)))
    assert len(Links(connection.state.part("books"))) == 1
    assert len(Links(connection.state.part("invoice"))) == 0


@pytest.mark.parametrize("option", PATIENCE)
def test_runs_are_as_patient_as_the_policy_says(option: str):
    assert Connection(policies={"patience": option}).context.patience is PATIENCE[option]


def test_a_commands_calls_open_the_crm_with_the_present_credentials_and_are_written_down():
    connection = Connection(account(11))
    calls = connection.context.calls(CREDENTIALS)
    at_once(calls.read(System.CRM, "Accounts", [account(11).id]))
    assert connection.opened == [("books", CREDENTIALS)]
    assert [each.actor for each in told(connection.journal, "call")] == ["sync books"]


def test_a_command_waits_for_nothing():
    connection = Connection()
    connection.finance.refusals = [RateLimited("too many calls", code="44", retry_after_ms=1000)]
    with pytest.raises(RateLimited):
        at_once(connection.context.calls(CREDENTIALS).organisation(System.FINANCE))
    assert len(connection.finance.asked) == 1


def test_refused_credentials_are_told_to_whoever_commands():
    connection = Connection()
    connection.refusals = [InvalidCredentials("stale", code="14")]
    with pytest.raises(InvalidCredentials):
        connection.context.calls(CREDENTIALS)

"""A last look at records that are to be joined with ones that are there already, or cloned beside them."""

from __future__ import annotations

import pytest

from tests.unit.sync.execution.samples import Connection, decided
from tests.unit.sync.samples import ACCOUNT, account, customer, link
from zsim.ports.records import Record
from zsim.sync import Outcome, System
from zsim.sync.execution.joining import modified_since
from zsim.sync.planning.decisions import Decision
from zsim.sync.runs.calls import at_once

ACME, BOLT, TWIN = account(11), account(12, "Bolt"), customer(21)
EDITED = ACME._replace(modified_ms=ACME.modified_ms + 1000)
JOINED = [decided(each)._replace(target=TWIN.ref) for each in (ACME, BOLT)]


def outdated(connection: Connection, *decisions: Decision) -> list[Record]:
    found = at_once(modified_since(connection.calls, connection.links, System.CRM, (ACME, BOLT), decisions))
    return [each for each in (ACME, BOLT) if each.ref in found]


def test_records_that_are_as_they_were_read_are_joined():
    assert outdated(Connection(ACME, BOLT), *JOINED) == []


@pytest.mark.parametrize("there", [(EDITED, BOLT), (BOLT,)])
def test_where_one_was_modified_or_deleted_all_are_decided_anew(there: tuple[Record, ...]):
    assert outdated(Connection(*there), *JOINED) == [ACME, BOLT]


def test_one_to_be_cloned_beside_another_is_looked_at_as_well():
    cloned = decided(ACME, outcome=Outcome.CLONED)
    assert outdated(Connection(ACME), cloned) == []
    assert outdated(Connection(), cloned) == [ACME]


def test_what_is_made_skipped_or_linked_already_is_not_read_once_more():
    connection = Connection(EDITED, BOLT, linked=[link(ACCOUNT, BOLT, TWIN)])
    skipped = decided(ACME, outcome=Outcome.SKIPPED)._replace(target=TWIN.ref)
    assert outdated(connection, decided(ACME), skipped, JOINED[1]) == []
    assert connection.crm.asked == []

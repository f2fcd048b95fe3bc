"""What is known of the pairs of records that were deleted on one side."""

from __future__ import annotations

from tests.unit.sync.execution.samples import Connection
from tests.unit.sync.samples import ACCOUNT, CONTACT, PERSON, account, contact, customer, link, person, record
from zsim.ports.records import Deletion, DeletionCause, Record
from zsim.sync import System
from zsim.sync.execution.gathering_deletions import gather_gone
from zsim.sync.planning.deletions import DeletionInput, Origins, origins
from zsim.sync.runs.calls import at_once

CRM, FINANCE = System.CRM, System.FINANCE
ACME, TWIN = account(11), customer(21)
ADA, ADA_PERSON = contact(31, Account_Name=ACME.id), person(41, TWIN)
LINKED = (link(ACCOUNT, ACME, TWIN), link(PERSON, ADA, ADA_PERSON))


def rules(connection: Connection) -> Origins:
    return origins(connection.context.product, connection.context.quirks)


def found(connection: Connection, system: System, *deleted: Record, anew: bool = False) -> DeletionInput:
    gone = [Deletion(each.ref, 0, DeletionCause.RECYCLED) for each in deleted]
    return at_once(gather_gone(connection.calls, connection.links, system, gone, {}, rules(connection), anew=anew))


def test_the_counterparts_of_linked_records_are_read_in_their_own_modules():
    connection = Connection(TWIN, ADA_PERSON, linked=LINKED)
    assert found(connection, CRM, ACME, ADA).counterparts == {TWIN.id: TWIN, ADA_PERSON.id: ADA_PERSON}
    assert connection.finance.asked.count(("read", "customers")) == 1


def test_of_records_that_were_never_linked_nothing_is_asked():
    connection = Connection(TWIN)
    assert found(connection, CRM, ACME).counterparts == {}
    assert (connection.crm.asked, connection.finance.asked) == ([], [])


def test_customers_with_transactions_are_known_and_so_are_their_persons():
    invoice = record(FINANCE, "invoices", 71, customer_id=TWIN.id)
    gone = found(Connection(TWIN, ADA_PERSON, invoice, linked=LINKED), CRM, ACME)
    assert gone.busy == {TWIN.id}
    assert gone.persons == {TWIN.id: (ADA_PERSON,)}


def test_the_persons_of_a_contact_s_own_customer_are_looked_up_anew_only():
    connection = Connection(TWIN, ADA_PERSON, linked=[link(CONTACT, ADA, TWIN)])
    assert found(connection, CRM, ADA).persons == {}
    assert ("search", "contact_persons") not in connection.finance.asked
    assert found(connection, CRM, ADA, anew=True).persons == {TWIN.id: (ADA_PERSON,)}


def test_of_what_was_deleted_in_finance_the_crm_is_asked_alone():
    connection = Connection(ACME, TWIN, linked=LINKED)
    gone = found(connection, FINANCE, TWIN)
    assert (gone.counterparts, gone.busy, gone.persons) == ({ACME.id: ACME}, frozenset(), {})
    assert connection.finance.asked == []


def test_deletions_rules_and_what_was_read_are_handed_on():
    connection = Connection(linked=LINKED)
    read = {ACME.ref: None}
    gone = [Deletion(TWIN.ref, 5, DeletionCause.PERMANENT)]
    known = rules(connection)
    told = at_once(gather_gone(connection.calls, connection.links, FINANCE, gone, read, known))
    assert (told.system, told.deletions, told.origins) == (FINANCE, tuple(gone), known)
    assert told.read is read


def test_what_a_linked_record_was_merged_into_is_read():
    bolt = account(12, "Bolt")
    connection = Connection(bolt, TWIN, linked=LINKED)
    merged = [Deletion(each.ref, 0, DeletionCause.MERGED, bolt.id) for each in (ACME, account(13))]
    gone = at_once(gather_gone(connection.calls, connection.links, CRM, merged, {}, rules(connection)))
    assert gone.winners == {bolt.id: bolt}
    assert connection.crm.asked == [("read", "Accounts")], "none for a record that was in no link"

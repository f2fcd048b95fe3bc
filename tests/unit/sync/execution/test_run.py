"""One run: what it checks first, what it reads, and what it leaves."""

from __future__ import annotations

import pytest

from tests.unit.sync.execution.samples import CREDENTIALS, NOW_MS, Connection, at, decided, follow_up
from tests.unit.sync.samples import ACCOUNT, CONTACT, ITEM, PERSON, account, contact, customer, link, person
from zsim.ports.errors import CurrencyMismatch, InvalidCredentials, InvalidData, NoAnswer, NotFound
from zsim.ports.records import Delete, RecordId
from zsim.ports.schema import View
from zsim.sync import Outcome, System
from zsim.sync.execution.applying import PairResults
from zsim.sync.execution.run import OVERLAP_MS, run
from zsim.sync.runs.calls import at_once
from zsim.sync.runs.sync_state import SyncState

ACME, TWIN = account(11), customer(21)
ALL = (ACCOUNT, PERSON, CONTACT)
VIEW = View(RecordId("7"), "Mine", "Accounts", predefined=False, revision=3)


def test_the_crm_is_opened_with_the_credentials_of_the_job_before_any_call():
    connection = Connection()
    connection.refusals = [InvalidCredentials("stale", code="14")]
    with pytest.raises(InvalidCredentials):
        connection.run(connection.job())
    assert connection.opened == [("books", CREDENTIALS)]
    assert (connection.crm.asked, connection.finance.asked) == ([], [])


def test_opening_the_crm_is_tried_again_as_patience_allows():
    connection = Connection()
    connection.refusals = [NoAnswer("nothing came", code="timeout")]
    steps = run(connection.context, connection.job(), SyncState(), PairResults())
    assert [next(steps), next(steps)] == [0, 1000]
    at_once(steps)
    assert len(connection.opened) == 2


@pytest.mark.parametrize(("multi_currency", "kind"), [(True, ACCOUNT), (False, ITEM)], ids=["multi-currency", "items"])
def test_a_run_between_two_currencies_is_refused_whole(multi_currency: bool, kind):
    connection = Connection(ACME)
    connection.crm.multi_currency, connection.finance.currency = multi_currency, "EUR"
    with pytest.raises(CurrencyMismatch, match="the CRM's base currency is USD, Books's is EUR"):
        connection.run(connection.job(kind))
    assert connection.finance.asked == [("organisation", "")]


def test_without_multi_currency_customers_cross_between_two_currencies():
    connection = Connection(ACME)
    connection.finance.currency = "EUR"
    connection.run(connection.job())
    assert len(connection.finance.written) == 1


def test_equal_currencies_are_no_reason_to_refuse():
    connection = Connection(ACME)
    connection.crm.multi_currency = True
    connection.run(connection.job())
    assert len(connection.finance.written) == 1


def test_a_run_leaves_when_it_began_and_what_it_read():
    connection = Connection()
    left, _ = connection.run(connection.job())
    assert left == SyncState(NOW_MS, (None, "both_ways", True, CREDENTIALS.email), ())


def since(connection: Connection, former: SyncState, **chosen) -> list[RecordId]:
    """The accounts that a run read that came after another; one was modified just before the overlap, one in it."""
    for each in (at(ACME, 50_000 - OVERLAP_MS), at(account(12, "Bolt"), 50_000 - OVERLAP_MS - 1)):
        connection.crm.records[each.ref] = each
    _, results = connection.run(connection.job(**chosen), former)
    return sorted([ref.id for ref in results.outcomes])


def test_the_next_run_reads_what_changed_since_with_an_overlap():
    connection = Connection()
    left, _ = connection.run(connection.job())
    assert since(connection, SyncState(50_000, left.reading)) == [ACME.id]


def test_a_run_that_reads_something_else_reads_everything():
    connection = Connection()
    left, _ = connection.run(connection.job())
    assert len(since(connection, SyncState(50_000, ("something else", *left.reading[1:])))) == 2


@pytest.mark.parametrize("edit", [{}, {"revision": 4}, {"id": RecordId("8")}], ids=["as it was", "edited", "another"])
def test_a_view_that_was_edited_is_read_anew(edit: dict[str, object]):
    connection = Connection()
    connection.crm.offered = (VIEW,)
    connection.crm.shown = {RecordId("7"): (ACME.id, account(12).id), RecordId("8"): (ACME.id, account(12).id)}
    views = {"Accounts": "Mine"}
    left, _ = connection.run(connection.job(views=views))
    connection.crm.offered = (VIEW._replace(**edit),)
    read = since(connection, SyncState(50_000, left.reading), views=views)
    assert len(read) == (2 if edit else 1)


def test_only_what_stands_in_the_view_is_read():
    connection = Connection(ACME, account(12, "Bolt"))
    connection.crm.offered, connection.crm.shown = (VIEW,), {VIEW.id: (ACME.id,)}
    _, results = connection.run(connection.job(views={"Accounts": "Mine"}))
    assert list(results.outcomes) == [ACME.ref]


def test_a_view_that_is_gone_ends_the_run_before_anything_is_read():
    connection = Connection(ACME)
    with pytest.raises(NotFound, match="the CRM has no view 'Mine' of Accounts any more"):
        connection.run(connection.job(views={"Accounts": "Mine"}))
    assert ("changed", "Accounts") not in connection.crm.asked


def test_records_left_to_the_next_run_are_looked_at_again():
    connection = Connection(ACME)
    connection.finance.on_create = InvalidData("no such value", code="4")
    left, _ = connection.run(connection.job())
    assert left.retry == (ACME.ref,)
    connection.finance.on_create = None
    left, results = connection.run(connection.job(), left)
    assert (results.outcomes, left.retry) == ({ACME.ref: Outcome.CREATED}, ())


def test_single_records_are_fetched_whatever_the_view_and_leave_nothing():
    connection = Connection(ACME, account(12, "Bolt"))
    former = SyncState(5, ("former",), (account(12).ref,))
    left, results = connection.run(connection.job(only=[ACME.ref], views={"Accounts": "gone"}), former)
    assert left is former
    assert list(results.outcomes) == [ACME.ref]


@pytest.mark.parametrize("single", [False, True])
def test_what_must_follow_and_got_no_answer_is_finished_by_the_same_run(single: bool):
    bolt, bolt_twin, former = account(12, "Bolt"), customer(22, "Bolt"), person(41, TWIN)
    ada = contact(31, Account_Name=bolt.id)
    pairs = (ACCOUNT, ACME, TWIN), (ACCOUNT, bolt, bolt_twin), (PERSON, ada, former)
    connection = Connection(ACME, bolt, ada, TWIN, bolt_twin, former, linked=[link(*each) for each in pairs])
    silence = [NoAnswer("nothing came", code="timeout")]

    def lose(method: str, module: str) -> None:
        if method == "write" and connection.finance.written and silence:
            raise silence.pop()

    connection.finance.meanwhile = lose
    connection.run(connection.job(*ALL, only=[ada.ref] if single else ()))
    persons = [each for each in connection.finance.records.values() if each.ref.module == "contact_persons"]
    assert [each.fields["contact_id"] for each in persons] == [bolt_twin.id]
    assert silence == []


def test_a_contact_is_fetched_behind_its_account_where_that_is_not_linked_yet():
    ada = contact(31, Account_Name=ACME.id)
    connection = Connection(ACME, ada)
    connection.run(connection.job(ACCOUNT, PERSON, CONTACT, only=[ada.ref]))
    assert [each.kind for each in connection.links] == ["account", "person"]


def test_a_contact_is_fetched_alone_where_its_account_is_linked():
    ada = contact(31, Account_Name=ACME.id)
    connection = Connection(account(11, Phone="2"), ada, TWIN, linked=[link(ACCOUNT, ACME, TWIN)])
    _, results = connection.run(connection.job(ACCOUNT, PERSON, CONTACT, only=[ada.ref]))
    assert list(results.outcomes) == [ada.ref]


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "not kept"])
def test_contacts_of_an_account_linked_in_a_run_that_broke_off_come_along_in_the_next(kept: bool):
    ada = contact(31, Account_Name=ACME.id)
    connection = Connection(at(ACME, 50_000), ada, TWIN, linked=[link(ACCOUNT, ACME, TWIN)])
    owners = connection.context.state.table("new owners")
    if kept:
        owners.put(ACME.id, TWIN.id)
    job, empty = connection.job(ACCOUNT, PERSON, CONTACT), Connection()
    reading = empty.run(empty.job(ACCOUNT, PERSON, CONTACT))[0].reading
    _, results = connection.run(job, SyncState(50_000, reading))
    assert results.outcomes.get(ada.ref) == (Outcome.CREATED if kept else None)
    assert len(owners) == 0


@pytest.mark.parametrize(
    ("kinds", "whole", "kept"),
    [(ALL, False, 1), (ALL, True, 0), ((ACCOUNT,), False, 0)],
    ids=["what changed", "everything", "no own kinds"],
)
def test_a_run_that_breaks_off_keeps_new_owners_unless_the_next_reads_everything(kinds, whole: bool, kept: int):
    connection, empty = Connection(at(ACME, 50_000), contact(31, Account_Name=ACME.id)), Connection()
    reading = empty.run(empty.job(*kinds))[0].reading

    def refuse(method: str, module: str) -> None:
        if method == "search" and len(connection.links):
            raise InvalidCredentials("stale", code="14")
        if method == "deleted" and module == "contact_persons":
            connection.crm.meanwhile = refuse

    connection.finance.meanwhile = refuse
    job = connection.job(*kinds)
    if len(kinds) > 1:
        with pytest.raises(InvalidCredentials):
            connection.run(job, SyncState(None if whole else 50_000, reading))
    else:
        connection.run(job, SyncState(50_000, reading))
    assert len(connection.links) == 1
    assert len(connection.context.state.table("new owners")) == kept


def test_what_a_run_before_was_broken_off_in_is_finished_first():
    connection = Connection(ACME, TWIN)
    connection.follow_ups.add(follow_up(TWIN, Delete(TWIN.id)), 0, decided(ACME))
    connection.run(connection.job())
    assert [type(each).__name__ for each in connection.finance.written] == ["Delete", "Create"]


def test_fields_are_asked_for_of_every_module_that_is_used():
    connection = Connection()
    connection.run(connection.job(ACCOUNT, PERSON, CONTACT))
    assert [module for method, module in connection.crm.asked if method == "fields"] == ["Accounts", "Contacts"]
    assert [module for method, module in connection.finance.asked if method == "fields"] == [
        "customers",
        "contact_persons",
    ]


def test_others_have_their_turn_between_any_two_calls():
    connection = Connection(ACME)
    steps = run(connection.context, connection.job(), SyncState(), PairResults())
    count = 0
    for _ in steps:
        asked = len(connection.crm.asked) + len(connection.finance.asked)
        assert asked - count <= 2, "a write asks whether the CRM is open in the same step"
        count = asked
    assert connection.links.live(System.CRM, ACME.id) is not None

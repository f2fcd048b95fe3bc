"""The records of one run on their way: in which order, and what is looked at once more."""

from __future__ import annotations

import pytest

from tests.unit.sync.execution.samples import NOW_MS, Connection, decided, follow_up
from tests.unit.sync.samples import (
    ACCOUNT,
    CONTACT,
    ITEM,
    PERSON,
    account,
    contact,
    customer,
    item,
    link,
    person,
    product,
)
from tests.unit.sync.stages import told
from zsim.ports.errors import DuplicateValue, ModifiedSince, NoAnswer, NotAllowed, NotFound
from zsim.ports.records import Create, Delete, Deletion, DeletionCause, Record, RecordId
from zsim.ports.schema import View
from zsim.sync import Duplicates, Extent, LinkState, Outcome, System
from zsim.sync.runs.calls import BATCH_SIZE
from zsim.sync.runs.sync_state import SyncState

CRM, FINANCE = System.CRM, System.FINANCE
ACME, BOLT, TWIN = account(11), account(12, "Bolt"), customer(21)
LINK = link(ACCOUNT, ACME, TWIN)
ALL = (ACCOUNT, PERSON, CONTACT)
LOOK_UPS = 2
"""The searches for customers that records not linked yet take: for their names, and for what was made for them."""


def deleted(record: Record) -> Deletion:
    return Deletion(record.ref, 0, DeletionCause.RECYCLED)


def names(connection: Connection) -> list[object]:
    """The names of the customers."""
    held = [each for each in connection.finance.records.values() if each.ref.module == "customers"]
    return [each.fields["contact_name"] for each in held]


def test_every_record_read_is_answered_once():
    connection = Connection(ACME, BOLT, TWIN, linked=[LINK])
    _, results = connection.run(connection.job())
    covered = [ref for each in told(connection.journal, "decision") for ref in each.detail.covers]
    assert sorted(covered) == sorted(results.outcomes)
    assert set(results.outcomes) == {ACME.ref, BOLT.ref, TWIN.ref}


def test_both_sides_are_carried_and_what_was_made_is_not_carried_back():
    connection = Connection(ACME, customer(22, "Corn"))
    _, results = connection.run(connection.job())
    assert results.counts == {Outcome.CREATED: 2}
    assert len(connection.links) == 2


def test_deletions_come_before_changes():
    connection = Connection(BOLT, TWIN, linked=[LINK])
    connection.crm.deletions = [deleted(ACME)]
    connection.run(connection.job(duplicates=Duplicates.OVERWRITE))
    kinds = [type(each).__name__ for each in connection.finance.written]
    assert kinds == ["Delete", "Create"]


def test_records_that_were_renamed_have_their_new_names_before_any_is_matched():
    newcomer, renamed = account(10), account(11, "Zed")
    connection = Connection(newcomer, renamed, TWIN, linked=[LINK])
    _, results = connection.run(connection.job())
    assert results.outcomes[newcomer.ref] is Outcome.CREATED, "its name was freed in the same run"
    assert sorted(names(connection)) == ["Acme", "Zed"]


def test_what_a_name_kept_out_is_looked_at_once_more_when_all_others_are_done():
    connection = Connection(account(10, "Zed"), TWIN, account(13))
    _, results = connection.run(connection.job(duplicates=Duplicates.SKIP))
    assert results.outcomes[account(13).ref] is Outcome.SKIPPED
    skipped = [each for each in told(connection.journal, "decision") if each.detail.outcome is Outcome.SKIPPED]
    assert len([each for each in skipped if each.subject == account(13).ref]) == 1
    assert list(results.retry) == [account(13).ref, TWIN.ref]


def test_the_contacts_of_an_account_that_is_linked_in_the_run_come_after_it():
    ada = contact(31, Account_Name=ACME.id)
    connection = Connection(ada, ACME)
    connection.run(connection.job(*ALL))
    assert [each.kind for each in connection.links] == ["account", "person"]
    (made,) = [each for each in connection.finance.records.values() if each.ref.module == "contact_persons"]
    assert made.fields["contact_id"] == connection.links.live(CRM, ACME.id).finance_id


def test_a_contact_whose_account_is_not_synced_is_left_out_at_the_end():
    ada = contact(31, Account_Name=ACME.id)
    connection = Connection(ada)
    _, results = connection.run(connection.job(*ALL))
    assert results.outcomes == {ada.ref: Outcome.EXCLUDED}
    (decision,) = told(connection.journal, "decision")
    assert decision.detail.code == "account-not-synced"


def test_a_contact_whose_account_was_skipped_in_this_run_says_so():
    ada = contact(31, Account_Name=ACME.id)
    connection = Connection(ACME, ada, TWIN)
    connection.run(connection.job(*ALL, duplicates=Duplicates.SKIP, extent=Extent.FETCH))
    (decision,) = [each for each in told(connection.journal, "decision") if each.subject == ada.ref]
    assert "is not synced: skipped account Acme" in decision.detail.sentence


def test_more_than_a_batch_is_looked_up_and_written_in_batches():
    many = [account(number, f"A{number}") for number in range(1, BATCH_SIZE + 2)]
    connection = Connection(*many)
    connection.run(connection.job())
    assert connection.finance.asked.count(("write", "customers")) == 2
    assert len(connection.links) == len(many)


def test_of_two_newcomers_of_one_name_the_second_meets_what_became_of_the_first():
    connection = Connection(account(11), account(12))
    _, results = connection.run(connection.job(duplicates=Duplicates.SKIP))
    assert results.outcomes == {account(11).ref: Outcome.CREATED, account(12).ref: Outcome.SKIPPED}


def test_a_name_taken_between_look_up_and_write_is_a_duplicate_after_all():
    connection = Connection(ACME)

    def taken(method: str, module: str) -> None:
        if method == "write":
            connection.finance.records[TWIN.ref] = TWIN
            connection.finance.on_create = DuplicateValue("the name is taken", code="3062")

    connection.finance.meanwhile = taken
    _, results = connection.run(connection.job(duplicates=Duplicates.OVERWRITE))
    assert results.outcomes == {ACME.ref: Outcome.OVERWRITTEN}
    assert connection.links.live(CRM, ACME.id).finance_id == TWIN.id


def test_while_the_first_of_a_name_waits_for_it_the_second_waits_behind():
    """A contact's own customer has the name; it goes between two look-ups of the first pass."""
    lone, second = contact(31), account(12)
    connection = Connection(ACME, second, lone, TWIN, linked=[link(CONTACT, lone, TWIN)])

    def goes(method: str, module: str) -> None:
        if connection.finance.asked.count(("search", "customers")) > LOOK_UPS:
            connection.finance.records.pop(TWIN.ref, None)

    connection.finance.meanwhile = goes
    _, results = connection.run(connection.job(*ALL, duplicates=Duplicates.OVERWRITE, extent=Extent.FETCH))
    assert results.outcomes[ACME.ref] is Outcome.CREATED
    assert results.outcomes[second.ref] is Outcome.MERGED


def test_a_record_that_went_between_look_up_and_write_is_decided_about_as_gone():
    edited = account(11, Phone="2")
    connection = Connection(edited, TWIN, linked=[LINK])

    def vanish(method: str, module: str) -> None:
        if method == "write":
            connection.finance.records.pop(TWIN.ref, None)

    connection.finance.meanwhile = vanish
    _, results = connection.run(connection.job(extent=Extent.FETCH))
    first, second = [each for each in told(connection.journal, "decision") if each.subject == ACME.ref]
    assert (second.cause, second.detail.code) == (first.number, "counterpart-gone")
    assert results.retry == {ACME.ref: None}


def test_a_record_that_is_decided_about_anew_is_read_again_before():
    connection = Connection(ACME)
    refusals = [None, DuplicateValue("the name is taken", code="3062")]

    def edit(method: str, module: str) -> None:
        if method == "write" and not connection.finance.written:
            connection.crm.records[ACME.ref] = account(11, Phone="2")
            connection.finance.on_create = refusals.pop()

    connection.finance.meanwhile = edit
    connection.run(connection.job(extent=Extent.FETCH))
    assert [each.fields["phone"] for each in connection.finance.records.values()] == ["2"]


def test_a_record_of_a_pair_waits_while_the_other_is_decided_about_anew():
    ours, theirs = account(11, Phone="2"), customer(21, phone="3")
    connection = Connection(ours, theirs, linked=[LINK])
    connection.finance.next_verdicts = [ModifiedSince("modified", code="4")]
    connection.run(connection.job())
    first, second = told(connection.journal, "decision")
    assert (first.subject, second.subject, second.cause) == (ours.ref, ours.ref, first.number)


def test_a_creation_whose_answer_was_lost_is_recognised_and_counts_as_created():
    connection = Connection(ACME)

    def lose(method: str, module: str) -> None:
        if method == "write" and not connection.finance.written:
            connection.finance.meanwhile = lambda method, module: None
            done = connection.finance.write(module, [Create({"contact_name": "Acme", "zcrm_account_id": ACME.id})])
            assert done[0].error is None
            raise NoAnswer("nothing came", code="timeout")

    connection.finance.meanwhile = lose
    _, results = connection.run(connection.job(duplicates=Duplicates.CLONE))
    assert results.counts == {Outcome.CREATED: 1}
    assert (names(connection), len(connection.links)) == (["Acme"], 1)


def test_a_record_the_run_itself_changed_is_read_again_before_it_is_decided_about():
    """Finance's end of the pair was edited, too: the conflict is settled once, and its own turn finds it settled."""
    crm, finance = account(11, Phone="2"), customer(21, phone="3")
    connection = Connection(crm, finance, linked=[LINK])
    _, results = connection.run(connection.job())
    assert results.outcomes == {crm.ref: Outcome.CONFLICT, finance.ref: Outcome.CONFLICT}
    assert connection.crm.fields_of(crm)["Phone"] == connection.finance.fields_of(finance)["phone"] == "2"


def test_what_was_read_and_is_gone_when_its_turn_comes_is_left_out():
    connection = Connection(ACME, BOLT, TWIN, customer(22, "Corn"), linked=[LINK])

    def drop(method: str, module: str) -> None:
        if method == "read":
            connection.finance.records.pop(TWIN.ref, None)

    connection.crm.records[ACME.ref] = account(11, Phone="2")
    connection.finance.meanwhile = drop
    _, results = connection.run(connection.job())
    assert set(results.outcomes) == {ACME.ref, BOLT.ref, TWIN.ref, customer(22).ref}


def test_a_record_that_was_to_go_and_was_refused_twice_is_no_record_of_finance_s_own():
    ada, former = contact(31, Account_Name=ACME.id), person(41, TWIN, "Ida")
    connection = Connection(ACME, ada, TWIN, former, linked=[LINK])
    connection.follow_ups.add(follow_up(former, Delete(former.id), "person"), 0, decided(ada))
    connection.finance.verdicts[former.id] = NotAllowed("not now", code="4")
    _, results = connection.run(connection.job(*ALL))
    assert results.outcomes[former.ref] is Outcome.EXCLUDED
    (decision,) = [each for each in told(connection.journal, "decision") if each.detail.code == "given-up"]
    assert decision.subject == former.ref
    assert [each.fields["First_Name"] for each in connection.crm.records.values() if each.ref.module == "Contacts"] == [
        "Ada"
    ]


def test_items_of_finance_go_first():
    connection = Connection(product(51, "Lamp"), item(61, "Nut"))
    connection.run(connection.job(ITEM))
    first = next(each for each in told(connection.journal, "decision"))
    assert first.subject == item(61).ref


def test_single_records_that_the_crm_does_not_have_end_the_run():
    connection = Connection()
    with pytest.raises(NotFound, match=f"the CRM has no record {ACME.id} of Accounts"):
        connection.run(connection.job(only=[ACME.ref]))


def test_a_single_fetch_brings_the_contacts_of_its_account():
    ada = contact(31, Account_Name=ACME.id)
    connection = Connection(ACME, ada, BOLT)
    _, results = connection.run(connection.job(*ALL, only=[ACME.ref]))
    assert set(results.outcomes) == {ACME.ref, ada.ref}


def test_a_single_fetch_finds_out_that_the_customer_was_deleted():
    connection = Connection(ACME, linked=[LINK])
    connection.run(connection.job(only=[ACME.ref]))
    assert [each.state for each in connection.links.tombstones()] == [LinkState.FINANCE_DELETED]


def test_a_single_fetch_finds_out_that_a_person_of_the_customer_was_deleted():
    ada = contact(31, Account_Name=ACME.id)
    connection = Connection(ACME, ada, TWIN, linked=[LINK, link(PERSON, ada, person(41, TWIN))])
    connection.run(connection.job(*ALL, only=[ACME.ref]))
    assert [each.state for each in connection.links.tombstones()] == [LinkState.FINANCE_DELETED]


def test_a_record_to_be_looked_at_again_that_is_gone_counts_as_deleted():
    connection = Connection(ACME, linked=[LINK])
    connection.run(connection.job(), SyncState(None, (), (TWIN.ref,)))
    assert [each.state for each in connection.links.tombstones()] == [LinkState.FINANCE_DELETED]


def test_a_record_to_be_looked_at_again_that_was_merged_goes_as_the_feed_tells():
    connection = Connection(BOLT, TWIN, linked=[link(ACCOUNT, ACME, TWIN, origin=FINANCE)])
    connection.crm.deletions = [Deletion(ACME.ref, 0, DeletionCause.MERGED, BOLT.id)]
    connection.run(connection.job(), SyncState(None, (), (ACME.ref,)))
    assert connection.links.live(CRM, BOLT.id).finance_id == TWIN.id


def test_a_record_to_be_looked_at_again_that_was_never_linked_and_is_gone_is_forgotten():
    connection = Connection(ACME)
    left, results = connection.run(connection.job(), SyncState(None, (), (account(19).ref,)))
    assert (list(results.outcomes), left.retry) == ([ACME.ref], ())


@pytest.mark.parametrize(("shown", "created"), [((), 0), ((ACME.id,), 1)], ids=["outside", "inside"])
def test_a_record_to_be_looked_at_again_is_carried_while_it_stands_in_the_view(shown, created: int):
    view = View(RecordId("7"), "Mine", "Accounts", predefined=False, revision=1)
    connection = Connection()
    connection.crm.offered, connection.crm.shown = (view,), {view.id: shown}
    job = connection.job(views={"Accounts": "Mine"})
    left, _ = connection.run(job)
    connection.crm.records[ACME.ref] = ACME
    _, results = connection.run(job, SyncState(NOW_MS, left.reading, (ACME.ref,)))
    assert results.counts[Outcome.CREATED] == created


def test_persons_born_in_finance_wait_until_their_customer_is_linked():
    corn = customer(22, "Corn")
    connection = Connection(corn, person(41, corn))
    connection.run(connection.job(*ALL))
    assert [each.kind for each in connection.links] == ["account", "person"]


def test_a_linked_record_to_be_looked_at_again_that_is_there_is_carried_and_not_deleted():
    edited = account(11, Phone="2")
    connection = Connection(edited, TWIN, linked=[LINK])
    empty = Connection()
    reading = empty.run(empty.job())[0].reading
    _, results = connection.run(connection.job(), SyncState(NOW_MS, reading, (edited.ref, TWIN.ref)))
    assert results.outcomes[edited.ref] is Outcome.UPDATED
    assert len(connection.links) == 1

"""What becomes of a pair when one of its records is deleted: where the record was born decides."""

from __future__ import annotations

from tests.unit.sync.samples import ACCOUNT, CONTACT, PERSON, account, contact, customer, link, links, person
from zsim.ports.records import Delete, Deletion, DeletionCause, Record, Update
from zsim.sync import Decision, Links, LinkState, Side
from zsim.sync.deleting import Gone, plan_deletions

ACME, ACME_CUSTOMER = account(11), customer(21)
ADA, ADA_PERSON = contact(31), person(41, ACME_CUSTOMER)


def deleted(*records: Record) -> tuple[Deletion, ...]:
    return tuple(Deletion(each.ref, 0, DeletionCause.RECYCLED) for each in records)


def decide(known: Links, side: Side, record: Record, counterpart: Record | None = None, **more) -> Decision:
    gone = Gone(
        side,
        deleted(record),
        {} if counterpart is None else {counterpart.id: counterpart},
        frozenset(more.get("busy", ())),
        more.get("persons", {}),
        more.get("read", {}),
    )
    (decision,) = plan_deletions(known, gone)
    return decision


def test_a_record_that_was_not_linked_is_nobodys_business():
    decision = decide(links(), Side.CRM, ACME)
    assert (decision.outcome, decision.steps, decision.endings) == ("excluded", (), ())


def test_a_customer_born_in_the_crm_goes_with_its_account():
    decision = decide(links(link(ACCOUNT, ACME, ACME_CUSTOMER)), Side.CRM, ACME, ACME_CUSTOMER)
    assert decision.outcome == "deleted"
    assert [step.write for step in decision.steps] == [Delete(ACME_CUSTOMER.id)]
    assert [each.state for each in decision.endings] == [LinkState.DELETED]


def test_a_customer_with_transactions_turns_inactive_instead():
    known = links(link(ACCOUNT, ACME, ACME_CUSTOMER))
    decision = decide(known, Side.CRM, ACME, ACME_CUSTOMER, busy=[ACME_CUSTOMER.id])
    assert decision.outcome == "deactivated"
    assert [step.write for step in decision.steps] == [Update(ACME_CUSTOMER.id, {"status": "inactive"})]
    assert [each.state for each in decision.endings] == [LinkState.DEACTIVATED]


def test_a_customer_born_in_finance_stays():
    decision = decide(links(link(ACCOUNT, ACME, ACME_CUSTOMER, Side.FINANCE)), Side.CRM, ACME, ACME_CUSTOMER)
    assert (decision.outcome, decision.steps) == ("kept", ())
    assert [each.state for each in decision.endings] == [LinkState.KEPT]


def test_an_account_whose_customer_was_deleted_stays():
    decision = decide(links(link(ACCOUNT, ACME, ACME_CUSTOMER)), Side.FINANCE, ACME_CUSTOMER, ACME)
    assert (decision.outcome, decision.steps) == ("kept", ())
    assert [each.state for each in decision.endings] == [LinkState.FINANCE_DELETED]


def test_a_pair_of_which_both_are_gone_ends():
    decision = decide(links(link(ACCOUNT, ACME, ACME_CUSTOMER)), Side.CRM, ACME)
    assert (decision.outcome, decision.steps) == ("kept", ())
    assert [each.state for each in decision.endings] == [LinkState.DELETED]


def test_a_contact_person_is_removed_with_its_contact():
    decision = decide(links(link(PERSON, ADA, ADA_PERSON)), Side.CRM, ADA, ADA_PERSON)
    assert (decision.outcome, decision.reason.code) == ("deleted", "person-deleted")
    assert decision.steps[0].module == "contact_persons"


def test_the_customer_of_a_contact_is_deleted_as_a_customer():
    individual = customer(22, "Ada Hill", customer_sub_type="individual")
    decision = decide(links(link(CONTACT, ADA, individual)), Side.CRM, ADA, individual)
    assert (decision.outcome, decision.steps[0].module) == ("deleted", "customers")


def test_contact_persons_are_let_go_with_their_customer():
    known = links(link(ACCOUNT, ACME, ACME_CUSTOMER), link(PERSON, ADA, ADA_PERSON))
    decision = decide(known, Side.CRM, ACME, ACME_CUSTOMER, persons={ACME_CUSTOMER.id: (ADA_PERSON,)})
    assert [(each.link.kind, each.state) for each in decision.endings] == [
        ("person", LinkState.CONVERTED),
        ("account", LinkState.DELETED),
    ]


def test_a_deletion_answers_for_what_was_read_of_the_records_that_go_with_it():
    known = links(link(ACCOUNT, ACME, ACME_CUSTOMER))
    read = dict.fromkeys([ACME_CUSTOMER.ref, ADA_PERSON.ref])
    decision = decide(known, Side.CRM, ACME, ACME_CUSTOMER, persons={ACME_CUSTOMER.id: (ADA_PERSON,)}, read=read)
    assert decision.covers == (ACME.ref, ACME_CUSTOMER.ref, ADA_PERSON.ref)


def test_a_deletion_does_not_answer_for_what_was_not_read():
    decision = decide(links(link(ACCOUNT, ACME, ACME_CUSTOMER)), Side.CRM, ACME, ACME_CUSTOMER)
    assert decision.covers == (ACME.ref,)


def test_every_deletion_is_decided_about_in_turn():
    gone = Gone(Side.CRM, deleted(ACME, ADA), {}, frozenset(), {}, {})
    assert [each.covers for each in plan_deletions(links(), gone)] == [(ACME.ref,), (ADA.ref,)]

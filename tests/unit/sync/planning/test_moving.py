"""A contact that moved to another account."""

from __future__ import annotations

from tests.unit.sync.samples import (
    ACCOUNT,
    PERSON,
    account,
    contact,
    context,
    customer,
    field_map,
    inputs,
    link,
    links,
    person,
)
from zsim.ports.records import Create, Delete, RecordId, Update
from zsim.sync import System
from zsim.sync.model.kinds import MADE, OVERWRITTEN
from zsim.sync.planning.decisions import FollowUp
from zsim.sync.planning.moving import plan_move
from zsim.sync.planning.reconciling import Rules, reconcile

ACME, BOLT = account(11), account(12, "Bolt")
ACME_CUSTOMER, BOLT_CUSTOMER = customer(21), customer(22, "Bolt")
ADA_PERSON = person(41, ACME_CUSTOMER, designation="Head", phone=None)


def move(crm, read=(), source=System.CRM, there=(), **policies):
    """What is decided about the contact, having been Acme's, as it stands now."""
    former = contact(31, Account_Name=ACME.id)
    pair = link(PERSON, former, ADA_PERSON)
    known = links(link(ACCOUNT, ACME, ACME_CUSTOMER), link(ACCOUNT, BOLT, BOLT_CUSTOMER), pair)
    rules = Rules(System.CRM, to_crm=True, to_finance=True)
    result = reconcile(field_map(PERSON), pair.base, crm.fields, ADA_PERSON.fields, rules)
    looked_up = inputs(source, crm if source is System.CRM else ADA_PERSON, read=read)
    looked_up = looked_up._replace(destinations={BOLT_CUSTOMER.id: tuple(there)})
    return plan_move(context(PERSON, known, **policies), looked_up, crm, ADA_PERSON, pair, result)


def test_a_contact_that_stays_moves_nobody():
    assert move(contact(31, Account_Name=ACME.id)) is None


def test_a_contact_of_an_account_that_is_not_linked_moves_nobody():
    assert move(contact(31, Account_Name=RecordId("000000000000000099"))) is None
    assert move(contact(31)) is None


def test_the_contact_person_is_added_to_the_new_customer_and_leaves_the_old():
    decision = move(contact(31, Account_Name=BOLT.id))
    assert decision.outcome == "updated"
    (create,) = [step.write for step in decision.steps]
    assert isinstance(create, Create)
    assert create.fields == {
        "contact_id": BOLT_CUSTOMER.id,
        "first_name": "Ada",
        "last_name": "Hill",
        "designation": "Head",
        "zcrm_contact_id": contact(31).id,
    }, "by the id it is known again if the run breaks off"
    assert decision.link.finance_id == "", "the id of the person just added is filled in"
    assert decision.follow_ups == (FollowUp("person", System.FINANCE, ADA_PERSON.ref, Delete(ADA_PERSON.id)),), (
        "the old one goes once the link stands"
    )


def test_an_edit_travels_with_the_move():
    decision = move(contact(31, Account_Name=BOLT.id, Email="ada@x.example"))
    assert decision.steps[0].write.fields["email"] == "ada@x.example"


def test_a_move_answers_for_the_contact_person_too_if_that_was_read():
    assert move(contact(31, Account_Name=BOLT.id), read=[ADA_PERSON.ref]).covers == (
        contact(31).ref,
        ADA_PERSON.ref,
    )


def test_a_move_that_shows_at_the_contact_person_answers_for_it():
    decision = move(contact(31, Account_Name=BOLT.id), source=System.FINANCE)
    assert (decision.covers, decision.target) == ((ADA_PERSON.ref,), contact(31).ref)


def test_where_moves_are_refused_the_contact_person_stays_and_fails_each_time():
    decision = move(contact(31, Account_Name=BOLT.id), moved_contact="refuse")
    assert (decision.outcome, decision.steps, decision.later) == ("failed", (), True)


def moved(*there, **changes):
    return move(contact(31, Account_Name=BOLT.id, **changes), there=there)


def test_a_person_there_that_a_broken_off_run_made_for_the_contact_is_taken():
    made = person(42, BOLT_CUSTOMER, "A.", "H.", zcrm_contact_id=contact(31).id)
    decision = moved(person(43, BOLT_CUSTOMER), made)
    (write,) = [step.write for step in decision.steps]
    assert write == Update(made.id, {"first_name": "Ada", "last_name": "Hill", "zcrm_contact_id": contact(31).id})
    assert decision.link.finance_id == made.id
    assert [each.write for each in decision.follow_ups] == [Delete(ADA_PERSON.id)]


def test_a_person_there_who_is_the_contact_by_name_is_taken():
    same = person(42, BOLT_CUSTOMER)
    decision = moved(person(43, BOLT_CUSTOMER, "Ben"), same)
    noted = {"zcrm_contact_id": contact(31).id, "source": OVERWRITTEN}
    assert [step.write for step in decision.steps] == [Update(same.id, noted)]


def test_a_person_there_of_finances_own_was_born_in_finance_all_the_same():
    origins = [moved(person(42, BOLT_CUSTOMER, source=source)).link.origin for source in (None, MADE)]
    assert origins == [System.FINANCE, System.CRM]


def test_a_person_there_who_is_somebody_elses_is_left_alone():
    assert isinstance(moved(ADA_PERSON).steps[0].write, Create)


def test_a_move_onto_a_person_that_was_read_answers_for_that_one_too():
    same = person(42, BOLT_CUSTOMER)
    decision = move(contact(31, Account_Name=BOLT.id), read=[same.ref], there=[same])
    assert decision.covers == (contact(31).ref, same.ref)


def test_a_move_onto_a_person_that_was_not_read_does_not_answer_for_that_one():
    decision = move(contact(31, Account_Name=BOLT.id), there=[person(42, BOLT_CUSTOMER)])
    assert decision.covers == (contact(31).ref,)

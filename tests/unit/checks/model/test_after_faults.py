"""Runs that met a fault told by hand: what they did is taken over, and the next one must have made all good."""

from __future__ import annotations

from tests.unit.checks.model.story import BOOKS, Told
from zsim.checks.model import DecisionTold, MappedField

FAULT = "it met a fault"


def test_what_a_fault_left_undone_is_told_after_the_next_run():
    told = Told()
    acme = told.crm("Accounts", Account_Name="Acme")
    assert told.run(excused=FAULT) == []
    (wrong,) = told.run()
    assert "there is none of its name, and no run did so after the faults (FLT-01" in str(wrong)
    assert wrong.record == acme


def test_what_the_next_run_makes_good_is_none():
    told = Told()
    acme = told.crm("Accounts", Account_Name="Acme")
    assert told.run(excused=FAULT) == []
    made, _ = told.fetched(acme, contact_name="Acme")
    assert told.run(made) == []
    assert told.run() == []


def test_two_that_a_fault_left_apart_are_told():
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(acme, Phone="2")
    assert told.run(DecisionTold(acme, "updated", (customer,)), excused=FAULT) == []
    (wrong,) = told.run()
    assert "and Phone is 2 in the CRM and 1 in finance, after a run that met none" in str(wrong)


def test_what_fails_again_is_tried_once_more_and_none_yet():
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(acme, Phone="2")
    assert told.run(DecisionTold(acme, "updated", (customer,)), excused=FAULT) == []
    assert told.run(DecisionTold(acme, "failed", refused="busy", meant="updated")) == []


def test_a_run_that_broke_off_leaves_the_rest_to_the_next():
    told = Told()
    told.crm("Accounts", Account_Name="Acme")
    assert told.run(excused="it failed", finished=False) == []
    assert "there is none of its name" in str(told.run()[0])


def test_what_was_made_in_the_crm_and_noted_nowhere_is_let_go_where_finances_was_deleted():
    told = Told()
    customer = told.books("customers", contact_name="Acme", customer_sub_type="business")
    acme = told.creation("crm", "Accounts", Account_Name="Acme")
    lost = DecisionTold(customer, "failed", changes=(acme,), refused="no answer", meant="created")
    assert told.run(lost, excused=FAULT) == []
    told.deleted(customer)
    assert told.run(DecisionTold(customer, "kept", (acme.ref,)), excused=FAULT) == []
    assert told.run() == []


def test_a_contact_person_whose_account_is_not_synced_may_stay_apart():
    told = Told()
    acme, customer = told.pair()
    ann = told.crm("Contacts", Last_Name="Lee", Account_Name=acme.id)
    person = told.creation("books", "contact_persons", last_name="Lee", contact_id=customer.id, zcrm_contact_id=ann.id)
    assert told.run(DecisionTold(ann, "created", changes=(person,))) == []
    bolt = told.crm("Accounts", Account_Name="Bolt")
    told.edited(ann, Last_Name="Hill", Account_Name=bolt.id)
    made = told.fetched(bolt, contact_name="Bolt")[0]
    gone = made._replace(outcome="failed", changes=(), refused="name taken", meant="created")
    assert told.run(DecisionTold(ann, "excluded", (person.ref,)), gone, excused=FAULT) == []
    assert told.run(gone) == []


def test_a_pair_that_was_restored_in_a_run_that_met_a_fault_goes_by_what_it_had_agreed_on():
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(customer, phone=None)
    assert told.run(DecisionTold(acme, "unchanged", (customer,))) == []
    held = told.records.live[acme]
    told.deleted(acme)
    told.run(DecisionTold(acme, "deactivated", (customer,), changes=(told.write(customer, status="inactive"),)))
    told.edited(customer, status="active")
    told.changed(acme, None, held)
    assert told.run(DecisionTold(acme, "updated", (customer,)), excused=FAULT) == []
    told.edited(acme, Website="x")
    assert told.run(DecisionTold(acme, "unchanged"), DecisionTold(customer, "unchanged")) == []


def test_whether_a_currency_crosses_is_not_said():
    rows = {**BOOKS.rows, "account": (*BOOKS.rows["account"], MappedField("Currency", "currency_code"))}
    told = Told(BOOKS._replace(rows=rows))
    acme, customer = told.pair()
    told.edited(acme, Currency="JPY")
    told.edited(customer, currency_code="INR")
    assert told.run(DecisionTold(acme, "unchanged", (customer,)), excused=FAULT) == []
    assert told.run(DecisionTold(acme, "unchanged", (customer,)), touched=frozenset({acme})) == []
    assert told.run(DecisionTold(acme, "unchanged", (customer,))) == []

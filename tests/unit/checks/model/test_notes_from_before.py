"""What the CRM notes of a connection before joins nobody in the present one."""

from __future__ import annotations

from tests.unit.checks.model.story import BOOKS, Told
from zsim.checks.model import DecisionTold

NOTE = "Finance_Record_Id__s"


def test_a_record_of_a_pair_stays_in_it_though_it_notes_another_of_before() -> None:
    told = Told()
    former = told.books("customers", contact_name="Ada", customer_sub_type="business")
    assert told.run(told.pushed(former, "Accounts", Account_Name="Ada")[0]) == []
    acme, customer = told.pair(Phone="1")
    told.changed(acme, told.records.live[acme], {**told.records.live[acme], NOTE: f"books.1:{former.id}"})
    told.edited(customer, phone="2")
    assert told.run(DecisionTold(acme, "updated", (customer,), changes=(told.write(acme, Phone="2"),))) == []
    assert told.memory.pairs[acme].finance == customer


def test_a_record_in_no_pair_takes_nobody_out_of_one_that_it_noted_before() -> None:
    told = Told(BOOKS._replace(duplicates="overwrite"))
    acme, customer = told.pair()
    other = told.crm("Accounts", Account_Name="Acme", Fax="1", **{NOTE: f"books.1:{customer.id}"})
    told.run(DecisionTold(other, "merged", (acme, customer), changes=(told.write(other, Fax="2"),)))
    assert told.memory.pairs[customer].crm == acme


def test_a_record_that_somebody_moves_is_not_joined_with_whom_it_notes() -> None:
    told = Told(BOOKS._replace(duplicates="overwrite"))
    acme, customer = told.pair()
    person = told.books("contact_persons", last_name="Lee", contact_id=customer.id)
    ann = told.crm("Contacts", Last_Name="Lee", Full_Name="Lee", **{NOTE: f"books.1:{person.id}"})
    other = told.crm("Accounts", Account_Name="Acme")
    told.run(DecisionTold(other, "merged", (acme, customer), changes=(told.write(ann, Account_Name=acme.id),)))
    assert person not in told.memory.pairs


def test_what_finance_still_notes_of_whose_a_customer_was_does_not_join_them_again() -> None:
    told = Told(BOOKS._replace(duplicates="overwrite"))
    ann = told.crm("Contacts", Last_Name="Lee", Full_Name="Lee")
    notes = {"zcrm_contact_id": ann.id, "customer_sub_type": "individual"}
    customer = told.books("customers", contact_name="Lee", **notes)
    lee = told.crm("Accounts", Account_Name="Lee")
    change = told.write(customer, zcrm_account_id=lee.id, customer_sub_type="business")
    told.run(DecisionTold(lee, "overwritten", (customer,), changes=(change,)), DecisionTold(ann, "excluded"))
    assert told.memory.pairs[customer].crm == lee
    assert ann not in told.memory.pairs

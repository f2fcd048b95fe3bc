"""What a run speaks of counts as seen to, and nothing else does: outside the view, broken off, or moved along."""

from __future__ import annotations

import pytest

from tests.unit.checks.model.story import BOOKS, ROWS, Told, said
from zsim.checks.model import DecisionTold, MappedField


def test_an_edit_outside_the_view_crosses_once_the_view_lists_the_record() -> None:
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(acme, Phone="2")
    outside = BOOKS._replace(listed=lambda ref: ref != acme)
    assert told.run(DecisionTold(customer, "unchanged", (acme,)), terms=outside) == []
    assert told.run(DecisionTold(acme, "updated", (customer,), changes=(told.write(customer, phone="2"),))) == []


def test_an_edit_outside_the_view_before_finances_record_was_deleted_may_count_once_it_is_listed() -> None:
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(acme, Phone="2")
    told.changed(customer, told.records.live[customer], None, at_ms=1000)
    outside = BOOKS._replace(listed=lambda ref: ref != acme)
    assert told.run(DecisionTold(customer, "kept", (acme,)), terms=outside) == []
    assert told.run(told.fetched(acme, contact_name="Acme", phone="2")[0]) == []


def test_what_a_broken_off_run_only_meant_to_write_is_yet_to_cross() -> None:
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(acme, Phone="2")
    told.run(DecisionTold(acme, "updated", (customer,)), excused="the engine was killed", finished=False)
    outside = BOOKS._replace(listed=lambda ref: ref != acme)
    told.run(DecisionTold(customer, "unchanged", (acme,)), terms=outside)
    assert told.run(DecisionTold(acme, "updated", (customer,), changes=(told.write(customer, phone="2"),))) == []


@pytest.mark.parametrize("outcome", ["kept", "deleted"])
def test_a_contact_person_that_moved_was_born_where_it_was(outcome: str) -> None:
    told = Told()
    acme, customer = told.pair()
    bolt = told.crm("Accounts", Account_Name="Bolt")
    made, other = told.fetched(bolt, contact_name="Bolt")
    ada = told.crm("Contacts", Last_Name="Hill", Email="a@x", Account_Name=acme.id)
    person = told.books("contact_persons", contact_id=customer.id, last_name="Hill", email="a@x")
    matched = DecisionTold(ada, "updated", (person,), changes=(told.write(person, zcrm_contact_id=ada.id),))
    assert told.run(made, matched) == []
    told.edited(ada, Account_Name=bolt.id)
    fields = {"contact_id": other.id, "last_name": "Hill", "email": "a@x", "zcrm_contact_id": ada.id}
    moved = told.creation("books", "contact_persons", **fields)
    assert told.run(DecisionTold(ada, "updated", (moved.ref,), changes=(moved, told.removal(person)))) == []
    told.deleted(ada)
    gone = (told.removal(moved.ref),) if outcome == "deleted" else ()
    found = told.run(DecisionTold(ada, outcome, (moved.ref,), changes=gone))
    assert (found == []) is (outcome == "kept"), said(found)


def test_a_field_that_was_mapped_and_blank_on_both_sides_may_be_edited_on_both_without_a_conflict() -> None:
    told = Told()
    acme, customer = told.pair(Phone="1")
    rows = {**ROWS, "account": (*ROWS["account"], MappedField("Colour", "cf_Colour"))}
    mapped = BOOKS._replace(rows=rows)
    told.memory.stir(acme)
    assert told.run(DecisionTold(acme, "unchanged", (customer,)), terms=mapped) == []
    told.edited(acme, Colour="red")
    told.edited(customer, cf_Colour="blue")
    change = told.write(customer, cf_Colour="red")
    assert told.run(DecisionTold(acme, "updated", (customer,), changes=(change,)), terms=mapped) == []


@pytest.mark.parametrize("note", ["11", "12"])
def test_a_record_that_finances_notes_from_before_is_of_it_again_without_a_write(note: str) -> None:
    told = Told()
    acme = told.crm("Accounts", Account_Name="Acme")
    customer = told.books("customers", contact_name="Acme", zcrm_account_id=note)
    told.run(DecisionTold(acme, "updated", (customer,)))
    assert (acme in told.memory.pairs) is (note == acme.id)


def test_what_was_overwritten_was_born_in_finance_though_it_notes_the_crms_from_then_on() -> None:
    told = Told(BOOKS._replace(duplicates="overwrite"))
    acme = told.crm("Accounts", Account_Name="Acme")
    customer = told.books("customers", contact_name="Acme", customer_sub_type="business")
    noted = told.write(customer, zcrm_account_id=acme.id, source="crm")
    assert told.run(DecisionTold(acme, "overwritten", (customer,), changes=(noted,))) == []
    told.deleted(acme)
    assert told.run(DecisionTold(acme, "kept", (customer,))) == []


def test_the_fetch_of_one_record_is_no_run_over_the_others() -> None:
    told = Told()
    acme, customer = told.pair()
    bolt = told.crm("Accounts", Account_Name="Bolt", Mobile="1")
    made, other = told.fetched(bolt, contact_name="Bolt")
    assert told.run(made) == []
    told.edited(bolt, Mobile="2")
    rows = {**ROWS, "account": (*ROWS["account"], MappedField("Mobile", "mobile"))}
    mapped = BOOKS._replace(rows=rows)
    assert told.run(DecisionTold(acme, "unchanged", (customer,)), terms=mapped, single=True) == []
    assert told.run(DecisionTold(bolt, "unchanged", (other,)), terms=mapped) == []


def test_what_failed_in_a_fetch_of_one_record_need_not_be_looked_at_by_the_next_run() -> None:
    for single, right in ((True, True), (False, False)):
        told = Told()
        acme, customer = told.pair(Phone="1")
        assert told.run(DecisionTold(acme, "unchanged", (customer,))) == []
        told.run(DecisionTold(acme, "failed", (customer,), refused="invalid data", meant="updated"), single=single)
        assert (told.run() == []) is right

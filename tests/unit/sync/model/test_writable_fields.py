"""The fields that a sync may change."""

from __future__ import annotations

from tests.unit.sync.samples import ACCOUNT, CONTACT, ITEM, PERSON
from zsim.sync.model.writable_fields import fields_of, writable_fields

FIELDS = writable_fields("books", {ACCOUNT: {"Account_Name": "contact_name"}, PERSON: {"First_Name": "first_name"}})


def test_mapped_fields_may_change_on_either_side():
    assert FIELDS["crm", "Accounts"] == {"Account_Name"}
    assert "contact_name" in FIELDS["books", "customers"]


def test_finance_may_note_the_crms_id_and_change_status_and_type():
    noted = {"zcrm_account_id", "source", "status", "customer_sub_type"}
    assert FIELDS["books", "customers"] == {"contact_name", *noted}


def test_what_hangs_on_a_parent_may_be_hung_on_another():
    assert FIELDS["books", "contact_persons"] == {"first_name", "zcrm_contact_id", "source", "status", "contact_id"}


def test_a_contact_person_may_forget_where_it_came_from_whatever_is_chosen():
    assert writable_fields("books", {CONTACT: {}})["books", "contact_persons"] == {"contact_id", "source"}


def test_the_names_that_the_crm_derives_may_change_with_those_they_are_derived_from():
    assert {"First_Name", "Last_Name", "Full_Name"} <= FIELDS["crm", "Contacts"]


def test_two_kinds_of_one_module_may_change_the_fields_of_both():
    both = writable_fields("books", {ACCOUNT: {"Phone": "phone"}, CONTACT: {"Email": "email"}})
    assert {"phone", "email", "zcrm_account_id", "zcrm_contact_id"} <= both["books", "customers"]


def test_documents_may_come_to_name_what_a_merge_left():
    assert fields_of("invoices") == {"customer_id", "item_ids"}
    assert writable_fields("books", {ITEM: {}})["books", "bills"] == {"vendor_id", "item_ids"}


def test_a_module_of_no_kind_may_not_be_changed():
    assert ("books", "items") not in FIELDS
    assert ("invoice", "customers") not in FIELDS


def test_payments_may_come_to_name_what_a_merge_left():
    assert FIELDS["books", "payments"] == {"customer_id"}

"""Records that belong to nobody on the other side: who is a duplicate, and what the choice makes of it."""

from __future__ import annotations

import pytest

from tests.unit.checks.model.story import BOOKS, Told, said
from zsim.checks.model import DecisionTold


def test_an_account_nobody_is_like_is_made_in_finance() -> None:
    told = Told()
    acme = told.crm("Accounts", Account_Name="Acme", Phone="1")
    assert told.run(told.fetched(acme, contact_name="Acme", phone="1")[0]) == []


def test_a_value_that_was_not_carried_is_told_with_both() -> None:
    told = Told()
    acme = told.crm("Accounts", Account_Name="Acme", Phone="1")
    found = told.run(told.fetched(acme, contact_name="Acme", phone="2")[0])
    assert "phone of what is made is to be 1, and is 2" in said(found)


def test_a_record_that_is_passed_over_is_told() -> None:
    told = Told()
    told.crm("Accounts", Account_Name="Acme")
    assert "nothing was said of it" in said(told.run())


def test_what_changed_in_no_way_need_not_be_named_but_in_a_run_over_all() -> None:
    told = Told()
    told.crm("Accounts", Account_Name="Acme")
    told.memory.pending["customers"].clear()
    assert told.run() == []
    assert "to be created" in said(told.run(whole=True))


def test_a_customer_of_that_name_is_the_duplicate() -> None:
    told = Told()
    acme = told.crm("Accounts", Account_Name=" ACME")
    told.books("customers", contact_name="Acme")
    assert "so it is to be skipped" in said(told.run(told.fetched(acme, contact_name="ACME")[0]))


def test_names_are_compared_exactly_where_the_policy_says_so() -> None:
    told = Told(BOOKS._replace(policies={"names": "exact"}))
    acme = told.crm("Accounts", Account_Name="ACME")
    told.books("customers", contact_name="Acme")
    made = told.fetched(acme, contact_name="ACME")[0]
    assert "so it is to be skipped" not in said(told.run(made))


def test_overwritten_takes_the_values_and_the_type() -> None:
    told = Told(BOOKS._replace(duplicates="overwrite"))
    acme = told.crm("Accounts", Account_Name="Acme", Phone="1")
    twin = told.books("customers", contact_name="Acme", phone="9", notes="hers", customer_sub_type="individual")
    good = told.write(twin, phone="1", customer_sub_type="business", zcrm_account_id=acme.id)
    assert told.run(DecisionTold(acme, "overwritten", (twin,), changes=(good,))) == []
    assert told.memory.pairs[acme].origin == "finance"


def test_overwriting_what_is_not_mapped_is_told() -> None:
    told = Told(BOOKS._replace(duplicates="overwrite"))
    acme = told.crm("Accounts", Account_Name="Acme", Phone="1")
    twin = told.books("customers", contact_name="Acme", notes="hers", customer_sub_type="business")
    bad = told.write(twin, phone="1", notes=None, zcrm_account_id=acme.id)
    assert "notes of books's 12 was written" in said(
        told.run(DecisionTold(acme, "overwritten", (twin,), changes=(bad,)))
    )


def test_the_oldest_of_several_is_meant() -> None:
    told = Told(BOOKS._replace(duplicates="overwrite", unique_names=False))
    acme = told.crm("Accounts", Account_Name="Acme")
    told.books("customers", contact_name="Acme", customer_sub_type="business")
    later = told.books("customers", contact_name="Acme", customer_sub_type="business")
    change = told.write(later, zcrm_account_id=acme.id)
    assert "another was taken for it" in said(told.run(DecisionTold(acme, "overwritten", (later,), changes=(change,))))


def test_a_skipped_pair_is_skipped_again_in_the_next_run() -> None:
    told = Told()
    acme = told.crm("Accounts", Account_Name="Acme")
    twin = told.books("customers", contact_name="Acme")
    assert told.run(DecisionTold(acme, "skipped", (twin,))) == []
    assert acme in told.memory.pending["customers"]
    assert told.run(DecisionTold(acme, "skipped", (twin,))) == []


def test_a_clone_is_linked_and_the_receivers_own_stays_out() -> None:
    told = Told(BOOKS._replace(duplicates="clone"))
    acme = told.crm("Accounts", Account_Name="Acme")
    own = told.books("customers", contact_name="Acme", customer_sub_type="business")
    copy = told.creation("books", "customers", contact_name="Acme 2", zcrm_account_id=acme.id, status="active")
    assert told.run(DecisionTold(acme, "cloned", (own,), changes=(copy,))) == []
    assert told.memory.pairs[acme].finance == copy.ref
    told.edited(own, phone="3")
    assert told.run(DecisionTold(own, "excluded")) == []
    assert told.memory.pairs[acme].copied
    told.edited(own, contact_name="Acme of Rome")
    assert "so it is to be created" in said(told.run(DecisionTold(own, "excluded")))


def test_under_fetch_nothing_goes_to_the_crm() -> None:
    told = Told(BOOKS._replace(both_ways=False))
    born = told.books("customers", contact_name="Born", customer_sub_type="business")
    found = told.run(told.pushed(born, "Accounts", Account_Name="Born")[0])
    assert "CUS-07" in said(found)


def test_an_individual_is_not_pushed_under_accounts() -> None:
    told = Told(BOOKS._replace(choice="accounts"))
    ann = told.books("customers", contact_name="Ann Lee", customer_sub_type="individual")
    assert told.run(DecisionTold(ann, "excluded")) == []


def test_a_record_outside_the_view_is_left_out() -> None:
    told = Told(BOOKS._replace(listed=lambda ref: False))
    acme = told.crm("Accounts", Account_Name="Acme")
    assert told.run(DecisionTold(acme, "excluded")) == []
    told.edited(acme, Phone="1")
    assert "VIW-01" in said(told.run(told.fetched(acme, contact_name="Acme", phone="1")[0]))


def test_a_second_of_a_name_is_one_with_the_first_ones_under_overwrite() -> None:
    told = Told(BOOKS._replace(duplicates="overwrite"))
    told.pair()
    second = told.crm("Accounts", Account_Name="Acme")
    assert "so it is to be merged" in said(told.run(DecisionTold(second, "failed")))
    told.deleted(second)
    third = told.crm("Accounts", Account_Name="Acme")
    told.memory.pending["customers"] = {third}
    assert told.run(DecisionTold(third, "merged")) == []
    told.edited(third, Phone="7")
    assert told.run(DecisionTold(third, "unchanged")) == []


def test_of_two_of_the_name_the_one_in_a_pair_of_another_kind_may_be_meant() -> None:
    told = Told(BOOKS._replace(duplicates="overwrite", include=True))
    told.pair()
    alone = told.books("customers", contact_name="Acme", customer_sub_type="individual")
    made = told.creation("crm", "Contacts", Full_Name="Acme", Last_Name="Acme")
    note = told.write(alone, zcrm_contact_id=made.ref.id)
    assert told.run(DecisionTold(alone, "created", changes=(made, note))) == []
    second = told.crm("Accounts", Account_Name="Acme")
    assert told.run(DecisionTold(second, "skipped", (alone,))) == []


def test_an_sku_that_is_taken_fails_alone() -> None:
    told = Told(BOOKS._replace(module="items"))
    told.books("items", name="Nail", sku="N-1")
    told.memory.pending["items"].clear()
    screw = told.crm("Products", Product_Name="Screw", Product_Code="N-1")
    assert told.run(DecisionTold(screw, "failed")) == []


def test_the_import_adds_whatever_names_are_there() -> None:
    told = Told(BOOKS._replace(organisation="import", product="import", both_ways=False))
    acme = told.crm("Accounts", Account_Name="Acme")
    told.made("import", "customers", contact_name="Acme", status="active")
    told.memory.pending["customers"] = {acme}
    assert told.run(told.fetched(acme, contact_name="Acme")[0]) == []


def test_a_person_of_that_email_is_the_contact() -> None:
    told = Told()
    acme, customer = told.pair()
    ann = told.crm("Contacts", Last_Name="Lee", Email="ann@acme.example", Account_Name=acme.id)
    lee = told.books("contact_persons", last_name="Lee", contact_id=customer.id)
    told.memory.pending["customers"].discard(lee)
    known = told.books("contact_persons", last_name="Leigh", email="Ann@acme.example", contact_id=customer.id)
    change = told.write(known, last_name="Lee", zcrm_contact_id=ann.id)
    assert told.run(DecisionTold(ann, "overwritten", (known,), changes=(change,))) == []
    assert told.memory.pairs[ann].finance == known


def test_a_person_that_is_matched_loses_what_the_contact_lacks_where_blanks_erase() -> None:
    for blanks, right in (("erase", True), ("keep", False)):
        told = Told(BOOKS._replace(policies={"blanks": blanks}))
        acme, customer = told.pair()
        person = told.books("contact_persons", last_name="Lee", email="ann@x.example", contact_id=customer.id)
        ann = told.crm("Contacts", Last_Name="Lee", Full_Name="Lee", Account_Name=acme.id)
        matched = told.write(person, zcrm_contact_id=ann.id, email=None)
        found = told.run(DecisionTold(ann, "updated", (person,), changes=(matched,)))
        assert (found == []) is right, said(found)


def test_billing_takes_equal_skus_before_equal_names() -> None:
    told = Told(BOOKS._replace(organisation="billing", product="billing", module="items", both_ways=False))
    pen = told.crm("Products", Product_Name="Pen", Product_Code="P-1 ")
    told.memory.pending["items"] = {pen}
    apart = told.books("items", name="Pen", sku="P-2")
    other = told.books("items", name="Biro", sku="P-1")
    others = [DecisionTold(each, "excluded") for each in (apart, other)]
    assert told.run(DecisionTold(pen, "skipped", (other,)), *others) == []


def test_the_crm_goes_first_for_customers() -> None:
    told = Told()
    acme = told.crm("Accounts", Account_Name="Acme")
    born = told.books("customers", contact_name="Born", customer_sub_type="business")
    late = told.fetched(acme, contact_name="Acme")[0]
    assert "CUS-08" in said(told.run(told.pushed(born, "Accounts", Account_Name="Born")[0], late))


def test_a_copy_gets_the_first_free_number() -> None:
    told = Told(BOOKS._replace(duplicates="clone", both_ways=False))
    acme = told.crm("Accounts", Account_Name="Acme")
    own = told.books("customers", contact_name="Acme")
    told.books("customers", contact_name="Acme 2")
    copy = told.creation("books", "customers", contact_name="Acme 4", zcrm_account_id=acme.id)
    found = told.run(DecisionTold(acme, "cloned", (own,), changes=(copy,)))
    assert "contact_name of what is made is to be Acme 3, and is Acme 4" in said(found)


def test_a_number_behind_a_name_is_nobodys_edit() -> None:
    told = Told(BOOKS._replace(duplicates="clone"))
    acme = told.crm("Accounts", Account_Name="Acme")
    own = told.books("customers", contact_name="Acme", customer_sub_type="business")
    copy = told.creation("books", "customers", contact_name="Acme 2", zcrm_account_id=acme.id)
    assert told.run(DecisionTold(acme, "cloned", (own,), changes=(copy,))) == []
    told.edited(acme, Phone="1")
    change = told.write(copy.ref, phone="1")
    assert told.run(DecisionTold(acme, "updated", (copy.ref,), changes=(change,))) == []


def test_the_history_counts_what_was_said() -> None:
    told = Told()
    acme = told.crm("Accounts", Account_Name="Acme")
    made = told.fetched(acme, contact_name="Acme")[0]
    assert "1 records are created, and the history counts 2" in said(told.run(made, counts={"created": 2}))


def test_the_501st_contact_person_fails() -> None:
    told = Told()
    acme, customer = told.pair()
    for number in range(500):
        told.books("contact_persons", last_name=f"Lee {number}", contact_id=customer.id)
    told.memory.pending["customers"].clear()
    ann = told.crm("Contacts", Last_Name="Ann", Account_Name=acme.id)
    assert told.run(DecisionTold(ann, "failed")) == []


def test_a_changed_record_nobody_speaks_of_is_told_though_nothing_is_to_be_done() -> None:
    told = Told(BOOKS._replace(both_ways=False))
    told.books("customers", contact_name="Acme")
    assert "reads what changed, says nothing of it" in said(told.run())


def test_what_was_cloned_counts_anew_once_it_is_renamed_and_perhaps_once_the_copy_is() -> None:
    told = Told(BOOKS._replace(duplicates="clone"))
    acme = told.crm("Accounts", Account_Name="Acme")
    own = told.books("customers", contact_name="Acme")
    copy, twin = told.fetched(acme, contact_name="Acme 2")
    assert told.run(copy._replace(outcome="cloned"), DecisionTold(own, "excluded")) == []
    told.edited(acme, Account_Name="Fern")
    renamed = DecisionTold(acme, "updated", (twin,), changes=(told.write(twin, contact_name="Fern"),))
    assert told.run(renamed, DecisionTold(own, "excluded")) == []
    told.edited(own, phone="1")
    assert told.run(DecisionTold(own, "excluded")) == []
    told.edited(own, contact_name="Bolt")
    assert "so it is to be created" in said(told.run(DecisionTold(own, "excluded")))


def test_an_absorbed_record_that_was_renamed_may_count_as_new() -> None:
    for name in ("Acme", "Bolt"):
        told = Told(BOOKS._replace(duplicates="overwrite"))
        acme, _ = told.pair()
        double = told.crm("Accounts", Account_Name="Acme")
        assert told.run(DecisionTold(double, "merged", (acme,))) == []
        told.edited(double, Account_Name=name, Phone="1")
        found = said(told.run(told.fetched(double, contact_name=name, phone="1")[0]))
        assert ("and is told as created" in found) is (name == "Acme")


@pytest.mark.parametrize("duplicates", ["skip", "overwrite", "clone"])
def test_a_contact_with_a_customer_yet_that_got_an_account_need_be_no_duplicate(duplicates: str) -> None:
    told = Told(BOOKS._replace(duplicates=duplicates, include=True, unique_names=False))
    ann = told.crm("Contacts", Last_Name="Hill", Full_Name="Hill")
    customer = {"status": "active", "contact_name": "Hill", "zcrm_contact_id": ann.id}
    assert told.run(DecisionTold(ann, "created", changes=(told.creation("books", "customers", **customer),))) == []
    bolt = told.crm("Accounts", Account_Name="Bolt")
    told.books("customers", contact_name="Bolt", customer_sub_type="business")
    told.edited(ann, Account_Name=bolt.id)
    hill = told.books("customers", contact_name="Hill", customer_sub_type="individual")
    made = told.creation("crm", "Contacts", Full_Name="Hill", Last_Name="Hill")
    pushed = DecisionTold(hill, "created", changes=(made, told.write(hill, zcrm_contact_id=made.ref.id)))
    assert not [each for each in told.run(pushed) if each.record == hill]


def test_a_record_absorbed_into_one_that_was_not_synced_may_count_as_new() -> None:
    told = Told(BOOKS._replace(duplicates="overwrite"))
    acme = told.crm("Accounts", Account_Name="Acme")
    told.crm("Accounts", Account_Name="Acme")
    told.run(DecisionTold(acme, "merged"))
    assert told.memory.absorbed[acme].pair is None
    told.edited(acme, Account_Name="Bolt")
    made, _ = told.fetched(acme, contact_name="Bolt")
    assert "CUS-14" not in said(told.run(made))

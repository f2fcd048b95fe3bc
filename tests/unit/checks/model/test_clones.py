"""Copies put beside a record of their name, and what ends that."""

from __future__ import annotations

import pytest

from tests.unit.checks.model.story import BOOKS, Told, said
from zsim.checks.model import DecisionTold

CLONE = BOOKS._replace(duplicates="clone")


def test_a_copy_whose_record_was_restored_stands_again_and_the_receivers_own_stays_out() -> None:
    told = Told(CLONE)
    acme = told.crm("Accounts", Account_Name="Acme")
    own = told.books("customers", contact_name="Acme", customer_sub_type="business")
    made, copy = told.fetched(acme, contact_name="Acme 2")
    assert told.run(made._replace(outcome="cloned"), DecisionTold(own, "excluded")) == []
    told.books("invoices", customer_id=copy.id)
    held = told.records.live[acme]
    told.deleted(acme)
    told.run(DecisionTold(acme, "deactivated", (copy,), changes=(told.write(copy, status="inactive"),)))
    told.changed(acme, None, held, at_ms=1000)
    told.records.revived[acme] = 1000
    revived = DecisionTold(acme, "updated", (copy,), changes=(told.write(copy, status="active"),))
    told.run(revived)
    assert told.memory.pairs[acme].copied
    told.edited(own, phone="1")
    assert told.run(DecisionTold(own, "excluded"), terms=BOOKS._replace(duplicates="overwrite")) == []


@pytest.mark.parametrize("code", ["A-1", "A-2"])
def test_an_item_of_another_sku_than_the_copys_counts_anew_whatever_its_name(code: str) -> None:
    told = Told(CLONE._replace(module="items", product="billing", organisation="billing"))
    pen = told.books("items", name="Pen", sku="A-1")
    own = told.crm("Products", Product_Name="Pen", Product_Code="A-1")
    made, copy = told.pushed(pen, "Products", Product_Name="Pen", Product_Code="A-1")
    assert told.run(made._replace(outcome="cloned"), DecisionTold(own, "excluded")) == []
    told.edited(own, Product_Code=code)
    found = told.run(DecisionTold(own, "failed", meant="created", refused="name taken"))
    assert (found == []) is (code == "A-2"), said(found)
    assert copy in told.memory.pairs


@pytest.mark.parametrize("duplicates", ["skip", "overwrite", "clone"])
def test_a_contact_that_is_somebodys_contact_person_need_be_no_duplicate_of_a_customer(duplicates: str) -> None:
    told = Told(BOOKS._replace(duplicates=duplicates, include=True))
    acme, customer = told.pair()
    ada = told.crm("Contacts", Last_Name="Hill", Full_Name="Hill", Account_Name=acme.id)
    fields = {"contact_id": customer.id, "last_name": "Hill", "zcrm_contact_id": ada.id}
    assert told.run(DecisionTold(ada, "created", changes=(told.creation("books", "contact_persons", **fields),))) == []
    hill = told.books("customers", contact_name="Hill", customer_sub_type="individual")
    made = told.creation("crm", "Contacts", Full_Name="Hill", Last_Name="Hill")
    note = told.write(hill, zcrm_contact_id=made.ref.id)
    assert told.run(DecisionTold(hill, "created", changes=(made, note))) == []


@pytest.mark.parametrize("duplicates", ["skip", "overwrite", "clone"])
def test_a_contact_that_is_to_be_a_contact_person_need_be_no_duplicate_either(duplicates: str) -> None:
    told = Told(BOOKS._replace(duplicates=duplicates))
    ada = told.crm("Contacts", Last_Name="Hill", Full_Name="Hill", Account_Name="404")
    hill = told.books("customers", contact_name="Hill", customer_sub_type="individual")
    made = told.creation("crm", "Contacts", Full_Name="Hill", Last_Name="Hill")
    note = told.write(hill, zcrm_contact_id=made.ref.id)
    pushed = DecisionTold(hill, "created", changes=(made, note))
    assert told.run(pushed, DecisionTold(ada, "excluded")) == []


@pytest.mark.parametrize("lags", [True, False])
def test_a_second_of_the_name_that_no_search_knew_yet_may_be_cloned_as_well(lags: bool) -> None:
    told = Told(CLONE._replace(search_lags=lags))
    customer = told.books("customers", contact_name="Acme", customer_sub_type="business")
    own, other = [told.crm("Accounts", Account_Name="Acme") for _ in range(2)]
    made, _ = told.pushed(customer, "Accounts", Account_Name="Acme")
    cloned = made._replace(outcome="cloned", named=(own,))
    assert told.run(cloned, DecisionTold(own, "excluded"), DecisionTold(other, "excluded")) == []
    told.edited(other, Phone="1")
    numbered, _ = told.fetched(other, contact_name="Acme 2", phone="1")
    found = told.run(numbered._replace(outcome="cloned"))
    assert (found == []) is lags, said(found)


def test_of_two_copies_beside_one_record_the_first_still_keeps_it_out_once_the_second_is_gone() -> None:
    told = Told(CLONE)
    own = told.books("customers", contact_name="Acme", customer_sub_type="business")
    copies = {}
    for name in ("Acme 2", "Acme 3"):
        acme = told.crm("Accounts", Account_Name="Acme")
        made, copies[acme] = told.fetched(acme, contact_name=name)
        assert told.run(made._replace(outcome="cloned"), DecisionTold(own, "excluded")) == []
    first, second = copies
    told.deleted(second)
    told.edited(own, phone="1")
    gone = DecisionTold(second, "deleted", (copies[second],), changes=(told.removal(copies[second]),))
    assert told.run(gone, DecisionTold(own, "excluded")) == []
    told.deleted(first)
    told.edited(own, phone="2")
    gone = DecisionTold(first, "deleted", (copies[first],), changes=(told.removal(copies[first]),))
    found = told.run(gone, DecisionTold(own, "excluded"))
    assert "there is none of its name" in said(found)


def test_a_restored_record_and_finances_that_somebody_made_active_may_be_joined_in_finances_turn() -> None:
    told = Told()
    acme, customer = told.pair()
    held = told.records.live[acme]
    told.deleted(acme)
    told.run(DecisionTold(acme, "deactivated", (customer,), changes=(told.write(customer, status="inactive"),)))
    told.changed(acme, None, held)
    told.edited(customer, status="active")
    assert told.run(DecisionTold(customer, "updated", (acme,))) == []
    assert told.memory.pairs[acme].finance == customer


def test_the_sku_of_a_copy_is_emptied_with_that_of_its_product_where_blanks_erase() -> None:
    told = Told(CLONE._replace(module="items", policies={"blanks": "erase"}))
    pen = told.crm("Products", Product_Name="Pen", Product_Code="A-1")
    told.books("items", name="Pen")
    made, copy = told.fetched(pen, name="Pen 2", sku="A-1")
    told.run(made._replace(outcome="cloned"))
    told.edited(pen, Product_Code=None)
    assert told.run(DecisionTold(pen, "updated", (copy,), changes=(told.write(copy, sku=None),))) == []


def test_a_copy_beside_one_that_differs_in_case_alone_may_have_a_number_though_names_are_compared_exactly() -> None:
    billing = {"module": "items", "product": "billing", "organisation": "billing"}
    told = Told(CLONE._replace(**billing, policies={"names": "exact"}))
    pen, own = told.crm("Products", Product_Name="Pen", Product_Code="A-1"), told.books("items", name="pen", sku="A-1")
    made, _ = told.fetched(pen, name="Pen 2", sku="A-1 2")
    assert told.run(made._replace(outcome="cloned"), DecisionTold(own, "excluded")) == []

"""The kinds of record that correspond, as data."""

from __future__ import annotations

import pytest

from tests.unit.sync.samples import ACCOUNT, CONTACT, ITEM, PERSON, VENDOR
from zsim.catalogue import catalogue
from zsim.sync import KINDS, System
from zsim.sync.model.kinds import CUSTOMER_KINDS, IMPORTED, Kind, ModuleChoice, owned_kinds

CRM, FINANCE = System.CRM, System.FINANCE
EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@pytest.mark.parametrize(("system", "other"), [(CRM, FINANCE), (FINANCE, CRM)])
def test_each_side_faces_the_other(system: System, other: System):
    assert system.other is other


@EVERY
def test_a_kind_has_an_end_on_either_side(kind: Kind):
    assert (kind.side(CRM), kind.side(FINANCE)) == (kind.crm, kind.finance)


@EVERY
def test_the_name_is_mapped_so_that_the_other_side_gets_one(kind: Kind):
    named = {kind.crm.name_field} if not kind.finance.name_parts else {"First_Name", "Last_Name"}
    assert named <= kind.default_mapping.keys()


@EVERY
def test_no_two_fields_are_mapped_to_one(kind: Kind):
    assert len({*kind.default_mapping.values()}) == len(kind.default_mapping)


@EVERY
def test_a_parent_and_what_a_kind_yields_to_are_kinds(kind: Kind):
    named = [kind.parent.kind] if kind.parent else []
    named += [kind.yields_to[0]] if kind.yields_to else []
    assert {*named} <= KINDS.keys()


@EVERY
def test_the_oddities_of_a_kind_are_in_the_catalogue(kind: Kind):
    for each in filter(None, (kind.first_by, kind.merged_by)):
        assert catalogue().behaviour(each)


def test_a_name_is_a_field_or_put_together_of_those_that_are_filled():
    assert ACCOUNT.finance.name_of({"contact_name": "Acme"}) == "Acme"
    assert ACCOUNT.finance.name_of({}) == ""
    assert PERSON.finance.name_of({"first_name": "Ada", "last_name": "Hill"}) == "Ada Hill"
    assert PERSON.finance.name_of({"first_name": None, "last_name": "Hill"}) == "Hill"


def test_persons_are_the_own_of_accounts_and_invoices_are_nobodys():
    assert owned_kinds(KINDS.values()) == (PERSON,)


def test_a_kind_is_the_own_of_another_only_where_that_is_in_play():
    assert owned_kinds((PERSON, CONTACT)) == ()
    assert owned_kinds((ACCOUNT, PERSON)) == (PERSON,)


def test_items_alone_are_carried_from_finance_first_by_an_oddity():
    assert {kind.name for kind in KINDS.values() if kind.first_by} == {"item"}
    assert ITEM.first is FINANCE
    assert (ACCOUNT.first, VENDOR.first) == (CRM, CRM)


def test_each_choice_of_customers_has_its_kinds():
    assert {choice: [kind.name for kind in kinds] for choice, kinds in CUSTOMER_KINDS.items()} == {
        ModuleChoice.ACCOUNTS: ["account"],
        ModuleChoice.CONTACTS: ["contact"],
        ModuleChoice.ACCOUNTS_AND_CONTACTS: ["account", "person", "contact"],
    }


def test_the_import_carries_no_address_of_people():
    carried = {*IMPORTED["contact"], *IMPORTED["person"]}
    assert "Email" not in carried
    assert IMPORTED["account"] == ACCOUNT.default_mapping


def test_kinds_are_told_apart_by_being_who_they_are():
    assert len({*KINDS.values()}) == len(KINDS)

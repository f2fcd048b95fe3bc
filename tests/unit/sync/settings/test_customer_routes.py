"""Where records of customers go, or why they are left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.sync.samples import (
    ACCOUNT,
    CONTACT,
    PERSON,
    account,
    contact,
    customer,
    link,
    links,
    person,
)
from zsim.ports.records import Record
from zsim.sync import Extent, LinkState, System
from zsim.sync.model.kinds import CUSTOMER_KINDS, Kind, ModuleChoice
from zsim.sync.settings.customer_routes import CustomerRoutes

CRM, FINANCE = System.CRM, System.FINANCE
ACME, TWIN = account(11), customer(21)
LINK = link(ACCOUNT, ACME, TWIN)
INDIVIDUAL = customer(22, "Ada Hill", customer_sub_type="individual")
BOTH = CustomerRoutes(
    kinds=CUSTOMER_KINDS[ModuleChoice.ACCOUNTS_AND_CONTACTS],
    extent=Extent.BOTH_WAYS,
    includes=True,
    without_account="no-account",
    persons_reach_crm=True,
    recreates=False,
    links=links(LINK),
)
ADA, EMPLOYED = contact(31), contact(32, Account_Name=ACME.id)


def route(system: System, record: Record, routes: CustomerRoutes = BOTH, outside: bool = False, **other) -> str:
    """The kind's name, or the code of the reason for which the record is left out."""
    taken = replace(routes, **other).route(system, record, lambda parent: outside)
    return taken.name if isinstance(taken, Kind) else taken.reason.code


def test_accounts_and_contacts_of_them_and_contacts_alone_are_three_kinds():
    assert [route(CRM, each) for each in (ACME, EMPLOYED, ADA)] == ["account", "person", "contact"]


def test_with_contacts_alone_every_contact_is_a_customer():
    assert route(CRM, EMPLOYED, kinds=(CONTACT,)) == "contact"


@pytest.mark.parametrize(
    ("other", "code"),
    [({"includes": False}, "no-account"), ({"includes": False, "without_account": "left-behind"}, "left-behind")],
    ids=["not chosen", "never"],
)
def test_contacts_without_account_are_left_out_unless_they_are_included(other, code: str):
    assert route(CRM, ADA, **other) == code


def test_being_left_behind_is_an_oddity():
    taken = replace(BOTH, includes=False, without_account="left-behind").route(CRM, ADA, lambda parent: False)
    assert taken.quirk == "CUS-04"


@pytest.mark.parametrize(
    ("known", "outside", "code"),
    [
        (links(LINK), True, "account-outside"),
        (links(), True, "account-outside"),
        (links(), False, "account-not-synced"),
        (links(link(CONTACT, ACME, TWIN)), False, "account-not-synced"),
    ],
    ids=["outside", "outside and not linked", "not linked", "linked as something else"],
)
def test_a_contact_whose_account_is_not_synced_is_left_out(known, outside: bool, code: str):
    assert route(CRM, EMPLOYED, outside=outside, links=known) == code


def test_what_is_new_in_finance_is_a_kind_by_its_sub_type():
    known = links()
    assert route(FINANCE, TWIN, links=known) == "account"
    assert route(FINANCE, INDIVIDUAL, links=known) == "contact"


def test_what_is_linked_in_finance_goes_ahead_by_its_link_whatever_else():
    ada_person = person(41, TWIN)
    put_aside = customer(21, status="inactive", customer_sub_type="individual")
    known = links(LINK, link(PERSON, EMPLOYED, ada_person))
    other = {"extent": Extent.FETCH, "persons_reach_crm": False, "links": known}
    assert route(FINANCE, put_aside, **other) == "account"
    assert route(FINANCE, ada_person, **other) == "person"


@pytest.mark.parametrize(
    ("record", "other", "code"),
    [
        (customer(23), {"extent": Extent.FETCH}, "fetch-only"),
        (INDIVIDUAL, {"kinds": (ACCOUNT,)}, "other-type"),
        (customer(23, status="inactive"), {}, "inactive"),
        (person(41, TWIN), {"persons_reach_crm": False}, "persons-held"),
        (person(41, customer(29)), {}, "no-parent"),
        (TWIN, {"kinds": (CONTACT,)}, "other-type"),
    ],
    ids=["fetch only", "another type", "inactive", "persons held", "no parent", "linked, another type"],
)
def test_what_stays_in_finance_stays_for_a_reason(record: Record, other, code: str):
    assert route(FINANCE, record, **other) == code


def test_a_person_of_a_linked_customer_goes_ahead_and_of_an_individual_does_not():
    assert route(FINANCE, person(41, TWIN)) == "person"
    known = links(link(CONTACT, ADA, INDIVIDUAL))
    assert route(FINANCE, person(41, INDIVIDUAL), links=known) == "no-parent"


@pytest.mark.parametrize(("recreates", "taken"), [(False, "kept-out"), (True, "account")])
def test_what_was_kept_when_its_crm_record_went_returns_by_policy(recreates: bool, taken: str):
    known = links(ended=[LINK._replace(state=LinkState.KEPT)])
    assert route(FINANCE, TWIN, links=known, recreates=recreates) == taken

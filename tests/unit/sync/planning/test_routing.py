"""Which kind a record belongs to, or why it is left out."""

from __future__ import annotations

import pytest

from tests.unit.sync.samples import ACCOUNT, CONTACT, PERSON, account, contact, customer, link, links, person
from zsim.ports.records import Record
from zsim.sync import Extent, Links, LinkState, System
from zsim.sync.model.kinds import Kind
from zsim.sync.planning import Decision
from zsim.sync.planning.routing import called, crm_modules, finance_modules
from zsim.sync.settings.customer_routes import CustomerRoutes

ACME, ACME_CUSTOMER = account(11), customer(21)
SYNCED = links(link(ACCOUNT, ACME, ACME_CUSTOMER))
WITH_CONTACTS = (ACCOUNT, PERSON, CONTACT)


def route(record: Record, kinds=WITH_CONTACTS, known: Links | None = None, *, out_of_view=(), **choices) -> str:
    """The kind the record goes as, or the code of the reason it is left out."""
    usual = {
        "extent": Extent.BOTH_WAYS,
        "includes": False,
        "without_account": "no-account",
        "persons_reach_crm": True,
        "recreates": False,
    }
    routes = CustomerRoutes(kinds=kinds, links=SYNCED if known is None else known, **{**usual, **choices})
    system = System.CRM if record.ref.app == "crm" else System.FINANCE
    found = routes.route(system, record, frozenset(out_of_view).__contains__)
    assert isinstance(found, (Kind, Decision))
    return found.name if isinstance(found, Kind) else found.reason.code


def individual(number=22, **fields) -> Record:
    return customer(number, "Ada Hill", customer_sub_type="individual", **fields)


def test_an_account_is_an_account():
    assert route(ACME) == "account"


def test_a_contact_of_a_synced_account_is_a_contact_person():
    assert route(contact(31, Account_Name=ACME.id)) == "person"


def test_a_contact_of_an_account_that_is_not_synced_waits():
    assert route(contact(31, Account_Name=ACME.id), known=links()) == "account-not-synced"


def test_a_contact_of_an_account_outside_the_view_is_left_out():
    assert route(contact(31, Account_Name=ACME.id), out_of_view=[ACME.id]) == "account-outside"


@pytest.mark.parametrize(
    ("choices", "code"),
    [({}, "no-account"), ({"includes": True}, "contact"), ({"without_account": "left-behind"}, "left-behind")],
)
def test_a_contact_without_account_goes_by_the_products_option(choices, code):
    assert route(contact(31), **choices) == code


def test_with_contacts_alone_every_contact_is_a_customer():
    assert route(contact(31, Account_Name=ACME.id), (CONTACT,)) == "contact"


@pytest.mark.parametrize(("record", "code"), [(customer(23), "account"), (individual(), "contact")])
def test_a_customer_born_in_finance_goes_by_its_type(record, code):
    assert route(record) == code


@pytest.mark.parametrize(
    ("record", "kinds"), [(individual(), (ACCOUNT,)), (customer(23), (CONTACT,)), (ACME_CUSTOMER, (CONTACT,))]
)
def test_a_customer_of_a_type_outside_the_chosen_module_is_left_out(record, kinds):
    assert route(record, kinds) == "other-type"


def test_under_fetch_a_customer_born_in_finance_stays_there():
    assert route(customer(23), extent=Extent.FETCH) == "fetch-only"


def test_under_fetch_a_linked_customer_is_still_looked_after():
    assert route(ACME_CUSTOMER, extent=Extent.FETCH) == "account"


def test_an_inactive_customer_that_was_never_linked_is_left_out():
    assert route(customer(23, status="inactive")) == "inactive"


def test_a_linked_customer_keeps_its_kind_whatever_its_type_says_now():
    assert route(customer(21, customer_sub_type="individual")) == "account"


def test_a_customer_kept_after_its_deletion_in_the_crm_is_not_pushed_again():
    kept = customer(23)
    known = links(ended=[link(ACCOUNT, account(12), kept, System.FINANCE, LinkState.KEPT)])
    assert route(kept, known=known) == "kept-out"
    assert route(kept, known=known, recreates=True) == "account"


def test_a_contact_person_of_a_synced_customer_is_one():
    assert route(person(41, ACME_CUSTOMER)) == "person"


def test_a_contact_person_of_a_customer_that_is_not_linked_is_left_out():
    assert route(person(41, customer(23))) == "no-parent"


def test_contact_persons_stay_in_finance_where_that_is_the_policy():
    assert route(person(41, ACME_CUSTOMER), persons_reach_crm=False) == "persons-held"


@pytest.mark.parametrize(
    ("kind", "system", "record", "name"),
    [
        (ACCOUNT, System.CRM, ACME, "account Acme"),
        (ACCOUNT, System.FINANCE, ACME_CUSTOMER, "customer Acme"),
        (PERSON, System.FINANCE, person(41, ACME_CUSTOMER), "contact person Ada Hill"),
        (PERSON, System.FINANCE, person(41, ACME_CUSTOMER, None), "contact person Hill"),
        (CONTACT, System.CRM, contact(31, None), "contact Hill"),
    ],
)
def test_a_record_is_called_by_its_noun_and_name(kind, system, record, name):
    assert called(kind, system, record) == name


def test_a_module_that_two_kinds_read_is_read_once():
    assert crm_modules(WITH_CONTACTS) == ("Accounts", "Contacts")
    assert finance_modules(WITH_CONTACTS) == ("customers", "contact_persons")

"""Finding records of the CRM: by which name, what is listed with them, and what selecting one fetches."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.unit.sync.samples import (
    ACCOUNT,
    CONTACT,
    ITEM,
    PERSON,
    VENDOR,
    account,
    contact,
    customer,
    item,
    link,
    product,
    record,
    vendor,
)
from zsim.catalogue import catalogue
from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Journal
from zsim.ports.app import App
from zsim.ports.records import Record, RecordId
from zsim.sync import System
from zsim.sync.connection.crm_search import Found, crm_information, search
from zsim.sync.runs.calls import Calls


class Shelves(App):
    """An app that reads and searches the records it is given, and does nothing else."""

    def __init__(self, *records: Record) -> None:
        self.records = records

    def read(self, module: str, ids: Sequence[RecordId], *, view: RecordId | None = None) -> tuple[Record, ...]:
        return tuple(each for each in self.records if each.ref.module == module and each.id in ids)

    def search(self, module: str, field: str, values: Sequence[str]) -> tuple[Record, ...]:
        wanted = [value.strip().casefold() for value in values]
        held = [each for each in self.records if each.ref.module == module]
        return tuple(each for each in held if str(each.fields.get(field)).strip().casefold() in wanted)


ACME, BOLT = account(11), product(51)
ADA, BOB = contact(31, Account_Name=ACME.id), contact(32, "Bob", "Ray")
SUPPLIER = record(System.CRM, "Vendors", 81, Vendor_Name="Acme")
CRM = Shelves(ACME, account(12, "Zed"), ADA, BOB, SUPPLIER, BOLT)


def calls(crm: App) -> Calls:
    """The calls of a command that somebody waits for."""
    return Calls({System.CRM: crm}, Journal(Clock(0)), "sync books")


def found(kinds, text, includes=False):
    return search(calls(CRM), kinds, text, includes=includes)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (ACCOUNT, " acme ", Found(ACME.ref, "Acme")),
        (CONTACT, "bob ray", Found(BOB.ref, "Bob Ray")),
        (VENDOR, "ACME", Found(SUPPLIER.ref, "Acme")),
        (ITEM, "Bolt", Found(BOLT.ref, "Bolt")),
    ],
    ids=["account", "contact", "vendor", "item"],
)
def test_each_kind_is_searched_by_its_name_in_its_own_module(kind, text, expected):
    assert expected in found((kind,), text)
    assert found((kind,), "Nobody") == ()


def test_a_vendor_is_not_taken_for_an_account_of_its_name():
    assert [each.ref.module for each in found((VENDOR,), "Acme")] == ["Vendors"]


def test_an_account_is_followed_by_its_contacts_which_select_the_account():
    assert found((ACCOUNT, PERSON, CONTACT), "Acme") == (
        Found(ACME.ref, "Acme"),
        Found(ACME.ref, "Ada Hill", "Acme"),
    )


@pytest.mark.parametrize(("includes", "names"), [(False, []), (True, ["Bob Ray"])])
def test_with_accounts_synced_contacts_without_one_are_found_where_they_are_customers(includes, names):
    assert [each.name for each in found((ACCOUNT, PERSON, CONTACT), "Bob Ray", includes)] == names


def test_with_accounts_synced_a_contact_of_one_is_not_found_by_its_own_name():
    assert found((ACCOUNT, PERSON, CONTACT), "Ada Hill", includes=True) == ()


def information(customer_record, known, product_key="invoice", crm=CRM):
    return crm_information(calls(crm), catalogue().product(product_key), customer_record.ref, known)


def test_the_crm_information_is_the_account_with_its_potentials():
    deal = record(System.CRM, "Deals", 91, Deal_Name="Fit-out", Account_Name=ACME.id)
    other = record(System.CRM, "Deals", 92, Deal_Name="Elsewhere", Account_Name="0")
    twin = customer(21)
    shown = information(twin, link(ACCOUNT, ACME, twin), crm=Shelves(ACME, deal, other))
    assert (shown.ref, shown.fields, shown.potentials) == (ACME.ref, ACME.fields, (deal.fields,))


def test_of_a_contact_the_potentials_are_those_of_the_contact():
    deal = record(System.CRM, "Deals", 91, Deal_Name="Fit-out", Contact_Name=BOB.id)
    twin = customer(22, "Bob Ray", customer_sub_type="individual")
    assert information(twin, link(CONTACT, BOB, twin), crm=Shelves(BOB, deal)).potentials == (deal.fields,)


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        (customer(21), None),
        (customer(21), link(ACCOUNT, account(13, "Gone"), customer(21))),
        (vendor(71), link(VENDOR, SUPPLIER, vendor(71))),
        (item(61), link(ITEM, BOLT, item(61))),
    ],
    ids=["never linked", "gone from the CRM", "a vendor", "an item"],
)
def test_without_an_account_or_contact_there_is_nothing_to_show(asked, known):
    with pytest.raises(UsageError, match="no record in the CRM"):
        information(asked, known)


def test_books_shows_no_crm_information():
    with pytest.raises(UsageError, match="Books shows none"):
        information(customer(21), link(ACCOUNT, ACME, customer(21)), "books")

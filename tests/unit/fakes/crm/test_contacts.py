from __future__ import annotations

import pytest

from zsim.fakes.crm import Crm
from zsim.ports.errors import InvalidData


def test_the_full_name_follows_both_names(crm: Crm) -> None:
    rita = crm.contacts.create(First_Name=" Rita ", Last_Name="Ray")
    assert rita.Full_Name == "Rita Ray"
    crm.contacts.update(rita, First_Name=None)
    assert rita.Full_Name == "Ray"
    assert crm.contacts.one(Full_Name="Ray") == rita


def test_the_full_name_cannot_be_written(crm: Crm) -> None:
    with pytest.raises(InvalidData, match="Full_Name is set by the app"):
        crm.contacts.create(Last_Name="Ray", Full_Name="Rita Ray")


def test_a_contact_stands_alone_or_in_an_account(crm: Crm) -> None:
    acme = crm.accounts.create(Account_Name="Acme")
    rita = crm.contacts.create(Last_Name="Rita")
    assert rita.Account_Name is None
    crm.contacts.update(rita, Account_Name=acme)
    assert rita.Account_Name == acme
    assert crm.contacts.find(Account_Name=acme) == [rita]


def test_a_contact_does_not_join_an_account_that_is_gone(crm: Crm) -> None:
    acme = crm.accounts.create(Account_Name="Acme")
    crm.accounts.delete(acme)
    rita = crm.contacts.create(Last_Name="Rita")
    with pytest.raises(InvalidData, match="a record of Accounts"):
        crm.contacts.update(rita, Account_Name=acme)
    assert rita.Account_Name is None


def test_a_restored_contact_has_no_account_if_that_is_gone(crm: Crm) -> None:
    acme = crm.accounts.create(Account_Name="Acme")
    rita, bob = (crm.contacts.create(Last_Name=name, Account_Name=acme) for name in ("Rita", "Bob"))
    crm.contacts.delete(rita)
    crm.contacts.delete(bob)
    crm.contacts.restore(bob)
    assert bob.Account_Name == acme
    crm.accounts.delete(acme)
    crm.contacts.restore(rita)
    assert rita.Account_Name is None


def test_whom_a_deleted_contact_led_reports_to_nobody(crm: Crm) -> None:
    head = crm.contacts.create(Last_Name="Head")
    rita = crm.contacts.create(Last_Name="Rita", Reporting_To=head)
    crm.contacts.delete(head)
    assert rita.Reporting_To is None


def test_opening_a_contact_does_not_modify_it(crm: Crm) -> None:
    rita = crm.contacts.create(Last_Name="Rita")
    before = rita.record
    assert crm.contacts.open(rita) == rita
    assert rita.record is before
    assert crm.contacts.views.records("Unread Contacts") == []


def test_a_contact_prints_what_a_person_wants_to_see(crm: Crm) -> None:
    rita = crm.contacts.create(First_Name="Rita", Last_Name="Ray")
    assert repr(rita) == f"<contact 'Rita Ray' in crm, id {rita.id}>"

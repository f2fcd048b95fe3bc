from __future__ import annotations

import pytest

from zsim.fakes.crm import Crm
from zsim.fakes.store import LoadReport, Rejected
from zsim.kernel.errors import UsageError


def test_an_export_of_accounts_loads_as_it_is(crm: Crm) -> None:
    rita = crm.users.create("Rita")
    report = crm.accounts.load_csv(
        [
            "Record Id,Account Owner.id,Account Owner,Account Name,Phone,Billing Street,Billing Code,Created Time,Tag",
            "zcrm_5,zcrm_1,Rita,Acme,111,1 Main Road,411001,2025-12-01 09:00:00,key",
            "zcrm_6,zcrm_2,Rosa,Wayne,222,,,2025-12-01 09:00:00,",
            "zcrm_7,,,Ajax,333,,,,",
        ]
    )
    assert report == LoadReport(2, (Rejected(3, "Accounts: there is no user 'Rosa'; there is Administrator, Rita"),))
    acme, ajax = crm.accounts.all()
    assert (acme.Owner, acme.Phone, acme.Billing_Street, acme.Billing_Code) == (rita.id, "111", "1 Main Road", "411001")
    assert acme.record.created_ms == ajax.record.created_ms
    assert ajax.Owner == crm.user.id


def test_contacts_find_their_account_by_name(crm: Crm) -> None:
    acme = crm.accounts.create(Account_Name="Acme")
    report = crm.contacts.load_csv(
        [
            "First Name,Last Name,Account Name,Vendor Name,Email Opt Out",
            "Rita,Ray,ACME,,true",
            "Bob,Ray,Akme,,",
            "Eve,Ray,,Wayne,",
        ]
    )
    assert report == LoadReport(
        1,
        (
            Rejected(3, "'Account Name': no account is called 'Akme'; there is 'Acme'"),
            Rejected(4, "'Vendor Name': no vendor is called 'Wayne'"),
        ),
    )
    (rita,) = crm.contacts.all()
    assert (rita.Full_Name, rita.Account_Name, rita.Email_Opt_Out) == ("Rita Ray", acme, True)


def test_an_api_name_is_no_label(crm: Crm) -> None:
    with pytest.raises(UsageError, match="did you mean 'Account Name'"):
        crm.accounts.load_csv(["Account_Name", "Acme"])
    assert crm.accounts.all() == []

from __future__ import annotations

import pytest

from zsim import World
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


def test_parents_may_stand_further_down(crm: Crm) -> None:
    report = crm.accounts.load_csv(
        [
            "Record Id,Account Name,Parent Account,Parent Account.id",
            "zcrm_1,Leaf,Branch,zcrm_2",
            "zcrm_2,Branch,Root,zcrm_3",
            "zcrm_3,Root,,",
            "zcrm_4,Twig,Leaf,",
            "zcrm_5,Root,,",
            "zcrm_6,Egg,Hen,zcrm_7",
            "zcrm_7,Hen,Egg,zcrm_6",
        ]
    )
    root, second_root, branch, twig = (each for each in crm.accounts.all() if each.Account_Name != "Leaf")
    leaf = crm.accounts.one(Account_Name="Leaf")
    assert (leaf.Parent_Account, branch.Parent_Account, twig.Parent_Account) == (branch, root, leaf)
    assert (root.Account_Name, second_root.Account_Name) == ("Root", "Root")
    assert report == LoadReport(
        5,
        (
            Rejected(7, "'Parent Account': no account is called 'Hen'"),
            Rejected(8, "'Parent Account': no account is called 'Egg'"),
        ),
    )


def test_columns_the_crm_keeps_for_itself_are_passed_over(crm: Crm) -> None:
    labels = ("Contact Name", "Unsubscribed Mode", "Change Log Time", "Last Enriched Time", "Tag", "Created By.id")
    for label in labels:
        assert crm.contacts.load_csv(f"Last Name,{label}\nLee,x\n").loaded == 1
    rita = crm.contacts.create(Last_Name="Rita")
    crm.deals.load_csv(["Deal Name,Contact Name,Stage,Expected Revenue", "Big,Rita,Qualification,5"])
    assert crm.deals.all()[0].Contact_Name == rita


def test_ids_of_files_are_known_in_a_loaded_world() -> None:
    world = World()
    world.crm.accounts.load_csv(["Record Id,Account Name", "zcrm_1,Acme", "zcrm_2,Acme"])
    world = World.load(world.export())
    world.crm.contacts.load_csv(["Last Name,Account Name,Account Name.id", "Lee,Acme,zcrm_2"])
    assert world.crm.contacts.all()[0].Account_Name == world.crm.accounts.all()[1]

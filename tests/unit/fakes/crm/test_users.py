from __future__ import annotations

import pytest

from zsim.fakes.crm import Crm
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Journal
from zsim.ports.app import Credentials
from zsim.ports.errors import DuplicateValue, InvalidData, NoPermission, NotAllowed


def test_a_user_tells_the_present(crm: Crm) -> None:
    rita = crm.users.create("Rita Ray")
    assert (rita.name, rita.email, rita.profile, rita.admin, rita.active) == (
        "Rita Ray",
        "rita.ray@crm.example",
        "Standard",
        False,
        True,
    )
    crm.users.deactivate("Rita Ray")
    assert not rita.active
    assert repr(rita) == "<user 'Rita Ray' in crm, Standard, deactivated>"
    assert crm.users.activate(rita).active


def test_names_and_emails_of_users_are_unique(crm: Crm) -> None:
    crm.users.create("Rita")
    with pytest.raises(DuplicateValue, match="a user 'Rita' already"):
        crm.users.create("Rita", email="other@crm.example")
    with pytest.raises(DuplicateValue, match="Rita has the email"):
        crm.users.create("Bob", email="RITA@crm.example")
    assert [each.name for each in crm.users.all()] == ["Administrator", "Rita"]


def test_a_malformed_email_is_refused(crm: Crm) -> None:
    with pytest.raises(InvalidData, match="is no email address"):
        crm.users.create("Rita", email="rita at home")


def test_an_unknown_user_is_named_with_those_there_are(crm: Crm) -> None:
    crm.users.create("Rita")
    with pytest.raises(UsageError, match="one of Rita"):
        crm.as_user("Ritta")


def test_only_administrators_change_users_profiles_and_the_organisation(crm: Crm, journal: Journal) -> None:
    crm.users.create("Rita")
    rita = crm.as_user("Rita")
    before = len(journal)
    for action in (
        lambda: rita.users.create("Bob"),
        lambda: rita.users.deactivate("Administrator"),
        lambda: rita.profiles.create("Sales"),
        rita.generate_zsc_key,
        rita.enable_multi_currency,
        lambda: rita.accounts.add_field("Custom"),
    ):
        with pytest.raises(NoPermission, match="only administrators may"):
            action()
    assert [entry.kind for entry in journal.since(before)] == ["refusal"] * 6
    crm.users.create("Bob", admin=True)
    assert crm.as_user("Bob").users.create("Eve").name == "Eve"


def test_an_administrator_has_the_administrators_profile(crm: Crm) -> None:
    assert crm.users.create("Bob", admin=True).profile == "Administrator"
    with pytest.raises(UsageError, match="leave out one"):
        crm.users.create("Eve", admin=True, profile="Standard")


def test_the_last_active_administrator_stays(crm: Crm) -> None:
    with pytest.raises(NotAllowed, match="only active administrator"):
        crm.users.deactivate("Administrator")
    crm.users.create("Bob", admin=True)
    crm.users.deactivate("Administrator")
    with pytest.raises(NoPermission, match="Administrator is deactivated"):
        crm.accounts.create(Account_Name="Acme")


def test_a_hidden_module_is_closed_to_face_and_port(crm: Crm) -> None:
    key = crm.generate_zsc_key()
    crm.contacts.create(Last_Name="Ray")
    crm.profiles.create("Sales", hidden_modules=("Contacts",))
    rita = crm.users.create("Rita", profile="Sales")
    face = crm.as_user(rita)
    port = crm.gate.open("books", Credentials(rita.email, key))
    for call in (
        lambda: face.contacts.create(Last_Name="Bob"),
        face.contacts.all,
        lambda: face.contacts.one(Last_Name="Ray"),
        lambda: face.contacts.views.records("All Contacts"),
        lambda: len(face.contacts),
        lambda: port.changed("Contacts", None),
        lambda: port.write("Contacts", []),
    ):
        with pytest.raises(NoPermission, match="Sales"):
            call()
    assert face.accounts.all() == []
    assert port.changed("Accounts", None).records == ()
    crm.profiles.show("Sales", "Contacts")
    assert len(face.contacts.all()) == len(port.changed("Contacts", None).records) == 1
    crm.profiles.hide("Sales", "Contacts")
    with pytest.raises(NoPermission):
        face.contacts.get("1")


def test_a_profile_hides_modules_there_are(crm: Crm) -> None:
    with pytest.raises(UsageError, match="one of Contacts"):
        crm.profiles.create("Sales", hidden_modules=("Contact",))
    with pytest.raises(UsageError, match="one of Standard"):
        crm.profiles.hide("Standrad", "Contacts")
    with pytest.raises(UsageError, match="the profile 'Sales'"):
        crm.users.create("Rita", profile="Sales")
    with pytest.raises(NotAllowed, match="sees every module"):
        crm.profiles.hide("Administrator", "Contacts")
    with pytest.raises(NotAllowed, match="already"):
        crm.profiles.create("Standard")
    assert crm.profiles.hidden("Standard") == ()

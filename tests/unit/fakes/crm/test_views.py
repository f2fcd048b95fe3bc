from __future__ import annotations

from datetime import UTC, datetime

import pytest

from zsim.catalogue import Policies, Quirks
from zsim.fakes.crm import Crm
from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Journal
from zsim.kernel.streams import Streams
from zsim.ports.criteria import Condition
from zsim.ports.errors import DuplicateValue, InvalidData, NotAllowed

DAY_MS = 24 * 3600 * 1000


def test_each_module_comes_with_its_views(crm: Crm) -> None:
    assert [each.name for each in crm.accounts.views.all()] == [
        "All Accounts",
        "My Accounts",
        "Recently Created Accounts",
    ]
    assert [each.name for each in crm.contacts.views.all()] == ["All Contacts", "My Contacts", "Unread Contacts"]
    assert [each.name for each in crm.deals.views.all()] == ["All Deals", "My Deals"]
    assert [each.name for each in crm.products.views.all()] == ["All Products", "My Products"]
    assert [each.name for each in crm.vendors.views.all()] == ["All Vendors", "My Vendors"]
    assert all(each.predefined and each.revision == 1 and each.criteria is None for each in crm.contacts.views.all())


def test_my_accounts_are_the_viewers(crm: Crm) -> None:
    crm.users.create("Rita")
    rita = crm.as_user("Rita")
    own, other = rita.accounts.create(Account_Name="Acme"), crm.accounts.create(Account_Name="Wayne")
    assert rita.accounts.views.records("My Accounts") == [own]
    assert crm.accounts.views.records("My Accounts") == [other]
    assert rita.accounts.views.records("All Accounts") == [own, other]


@pytest.mark.parametrize("days", [7, 30])
def test_how_many_days_count_as_recent_is_a_policy(clock: Clock, journal: Journal, days: int) -> None:
    policies = Policies({"recently_created": str(days)})
    crm = Crm(clock, journal, Streams(0), Quirks(journal), policies)
    acme = crm.accounts.create(Account_Name="Acme")
    clock.move_to(clock.now_ms + days * DAY_MS)
    assert crm.accounts.views.records("Recently Created Accounts") == [acme]
    clock.move_to(clock.now_ms + 1000)
    assert crm.accounts.views.records("Recently Created Accounts") == []


def test_unread_contacts_are_those_nobody_opened(crm: Crm) -> None:
    crm.users.create("Rita")
    ray, bob = crm.contacts.create(Last_Name="Ray"), crm.contacts.create(Last_Name="Bob")
    crm.as_user("Rita").contacts.open(ray)
    assert crm.contacts.views.records("Unread Contacts") == [bob]


def test_a_check_box_and_a_view_pick_records_for_finance(crm: Crm) -> None:
    crm.accounts.add_field("Zoho_Invoice", "boolean")
    acme = crm.accounts.create(Account_Name="Acme", Zoho_Invoice=True)
    wayne = crm.accounts.create(Account_Name="Wayne")
    view = crm.accounts.views.create("For Invoice", ("Zoho_Invoice", "is", True))
    assert crm.accounts.views.records(view) == [acme]
    crm.accounts.update(wayne, Zoho_Invoice=True)
    crm.accounts.update(acme, Zoho_Invoice=False)
    assert crm.accounts.views.records("For Invoice") == [wayne]
    assert crm.accounts.views["For Invoice"] == view


def test_a_view_joins_conditions_by_its_pattern(crm: Crm) -> None:
    acme = crm.accounts.create(Account_Name="Acme", Employees=5)
    wayne = crm.accounts.create(Account_Name="Wayne", Employees=50)
    ajax = crm.accounts.create(Account_Name="Ajax", Employees=500)
    conditions = (Condition("Account_Name", "starts with", "A"), ("Employees", ">", 9), ("Account_Name", "is", "acme"))
    both = crm.accounts.views.create("Both", *conditions[:2])
    either = crm.accounts.views.create("Either", *conditions, pattern="((1 and 2) or 3)")
    assert crm.accounts.views.records(both) == [ajax]
    assert crm.accounts.views.records(either) == [acme, ajax]
    between = crm.accounts.views.create("Between", ("Employees", "between", [5, 50]))
    assert crm.accounts.views.records(between) == [acme, wayne]


def test_a_view_asks_for_lookups_and_for_the_times_of_a_record(crm: Crm) -> None:
    acme = crm.accounts.create(Account_Name="Acme")
    rita = crm.contacts.create(Last_Name="Rita", Account_Name=acme)
    crm.contacts.create(Last_Name="Bob")
    assert crm.contacts.views.records(crm.contacts.views.create("Acme's", ("Account_Name", "is", acme))) == [rita]
    later = datetime(2026, 1, 6, tzinfo=UTC)
    assert crm.accounts.views.records(crm.accounts.views.create("Old", ("Created_Time", "<", later))) == [acme]
    assert crm.accounts.views.records(crm.accounts.views.create("New", ("Created_Time", ">", later))) == []


def test_editing_a_view_raises_its_revision(crm: Crm) -> None:
    acme = crm.accounts.create(Account_Name="Acme")
    view = crm.accounts.views.create("Some", ("Phone", "is", "111"))
    assert crm.accounts.views.records(view) == []
    crm.accounts.views.update("Some", ("Phone", "is empty"))
    assert view.revision == 2
    assert view.criteria is not None
    assert view.criteria.conditions[0].operator == "is empty"
    assert crm.accounts.views.records(view) == [acme]


def test_a_view_that_cannot_be_is_refused_and_not_made(crm: Crm, journal: Journal) -> None:
    views = crm.accounts.views
    before = len(journal)
    with pytest.raises(UsageError, match="did you mean Phone"):
        views.create("Bad", ("Fone", "is", "1"))
    with pytest.raises(UsageError, match="no such operator"):
        views.create("Bad", ("Phone", "=", "1"))
    with pytest.raises(UsageError, match="at position"):
        views.create("Bad", ("Phone", "is", "1"), pattern="1 and")
    with pytest.raises(UsageError, match="1 parts"):
        views.create("Bad", ("Phone",))
    assert (len(views.all()), {entry.kind for entry in journal.since(before)}) == (3, {"refusal"})


def test_names_of_views_are_unique_in_their_module(crm: Crm) -> None:
    crm.accounts.views.create("Mine", ("Phone", "is empty"))
    with pytest.raises(DuplicateValue):
        crm.accounts.views.create("Mine", ("Phone", "is empty"))
    assert crm.contacts.views.create("Mine", ("Phone", "is empty")).module == "Contacts"


def test_predefined_views_cannot_be_edited(crm: Crm) -> None:
    with pytest.raises(NotAllowed, match="predefined"):
        crm.accounts.views.update("All Accounts", ("Phone", "is empty"))


def test_a_view_of_another_module_is_refused(crm: Crm) -> None:
    view = crm.contacts.views["All Contacts"]
    with pytest.raises(UsageError, match="a view of Contacts"):
        crm.accounts.views.records(view)
    with pytest.raises(UsageError, match="one of All Accounts"):
        crm.accounts.views["All Acounts"]
    with pytest.raises(InvalidData, match="has no view"):
        crm._state.views("Accounts").listing(view.id)


def test_a_view_prints_what_a_person_wants_to_see(crm: Crm) -> None:
    view = crm.accounts.views["All Accounts"]
    assert repr(view) == f"<view 'All Accounts' of Accounts in crm, id {view.id}>"
    assert view in {view}

"""Views are held to what they say."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.checks import InvariantViolated
from zsim.explore import BUGS
from zsim.ports.errors import NotFound
from zsim.testing.listing import check_views


def everyday(world: World) -> None:
    """Records of two people, one opened, one older than a week, and views over them."""
    world.crm.users.create("Olga", email="olga@x.example")
    acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
    world.crm.accounts.create(Account_Name="Bolt", Owner=world.crm.users.all()[1])
    ada = world.crm.contacts.create(Last_Name="Hill")
    world.crm.contacts.create(Last_Name="Lee")
    world.crm.contacts.open(ada)
    world.crm.accounts.views.create("Called Acme", ("Account_Name", "is", "acme"), ("Phone", "is not empty"))
    world.crm.accounts.add_field("For_Finance", type="boolean")
    world.crm.accounts.views.create("Unticked", ("For_Finance", "is", False))
    world.crm.accounts.views.create("Either", ("Phone", "is", "1"), ("Phone", "is", "2"), pattern="(1 or 2)")
    world.advance(days=7, hours=12)
    world.crm.accounts.create(Account_Name="Cora", Phone="3")
    world.crm.accounts.update(acme, Phone="2")


def test_what_views_list_is_as_they_say() -> None:
    world = World()
    everyday(world)
    check_views(world)
    check_views(World.load(world.export()))


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("recent-a-day-longer", "'Recently Created Accounts' of Accounts lists"),
        ("everybodys-own", "'My Accounts' of Accounts lists"),
        ("read-not-unread", "'Unread Contacts' of Contacts lists"),
        ("any-condition", "'Called Acme' of Accounts lists"),
    ],
)
def test_a_view_that_lists_otherwise_is_found(name: str, view: str) -> None:
    world = World(functions=next(bug for bug in BUGS if bug.name == name).make())
    everyday(world)
    with pytest.raises(InvariantViolated, match=view):
        check_views(world)


def test_a_view_that_goes_on_listing_whom_it_listed_is_found() -> None:
    world = World(functions=next(bug for bug in BUGS if bug.name == "listed-once").make())
    acme = world.crm.accounts.create(Account_Name="Acme")
    view = world.crm.accounts.views.create("Called Acme", ("Account_Name", "is", "Acme"))
    assert len(world.crm.accounts.views.records(view)) == 1
    check_views(world)
    world.crm.accounts.update(acme, Account_Name="Bolt")
    with pytest.raises(InvariantViolated, match="lists"):
        check_views(world)


def test_who_could_not_be_opened_is_unread_still() -> None:
    world = World()
    ada = world.crm.contacts.create(Last_Name="Hill")
    world.crm.contacts.delete(ada)
    with pytest.raises(NotFound):
        world.crm.contacts.open(ada)
    world.crm.contacts.restore(ada)
    assert world.crm.contacts.views.records("Unread Contacts") == [ada]
    check_views(world)

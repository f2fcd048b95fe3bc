"""Which views can be chosen: those of the module that is synced."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError


def hot_leads(world: World) -> None:
    """A user-made view of contacts."""
    world.crm.contacts.views.create("Hot", ("Lead_Source", "is", "Partner"))


@scenario(covers=["VIW-05"])
def test_a_contact_view_is_refused_for_accounts(world: World, product: str) -> None:
    """A view of contacts cannot restrict accounts: the choice is refused and nothing is saved."""
    with given("a view of contacts"):
        hot_leads(world)
        world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        before = world.snapshot()
    with when("it is chosen as the account view"), pytest.raises(UsageError) as refusal:
        sync.customers.configure(module="accounts", account_view=world.crm.contacts.views["Hot"])
    with then("the refusal names the view's own module and the one wanted"):
        assert "a view of Contacts" in str(refusal.value)
        assert "a view of Accounts" in str(refusal.value)
    with then("nothing was saved or moved"):
        assert sync.customers.preferences is None
        assert world.snapshot() == before


@scenario(covers=["VIW-05"])
def test_an_account_view_is_refused_for_contacts(world: World, product: str) -> None:
    """The other way round it is refused as well, predefined views included."""
    with given("a connection"):
        sync = world.connect(product)
    with when("'All Accounts' is chosen as the contact view"), pytest.raises(UsageError) as refusal:
        sync.customers.configure(module="contacts", contact_view="All Accounts")
    with then("the refusal points to the contact views, and nothing was saved"):
        assert "All Contacts" in str(refusal.value)
        assert sync.customers.preferences is None


@scenario(covers=["VIW-05"])
def test_a_view_of_a_module_that_is_not_synced_is_refused(world: World, product: str) -> None:
    """With accounts alone there is no contact view to choose."""
    with given("a view of contacts"):
        hot_leads(world)
        sync = world.connect(product)
    with when("accounts alone are synced with a contact view"), pytest.raises(UsageError) as refusal:
        sync.customers.configure(module="accounts", contact_view="Hot")
    with then("the refusal says which module's views can be chosen"):
        assert "a view of Accounts" in str(refusal.value)
        assert sync.customers.preferences is None


@scenario(covers=["VIW-05"])
def test_an_unknown_view_is_refused_with_a_near_name(world: World, product: str) -> None:
    """A view that does not exist is refused, and the nearest name is told."""
    with given("a running sync through 'My Accounts'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", account_view="My Accounts").save_and_sync()
        world.settle()
        saved = sync.customers.preferences
    with when("the view is changed to 'Al Accounts'"), pytest.raises(UsageError) as refusal:
        sync.customers.edit(account_view="Al Accounts")
    with then("the refusal names 'All Accounts', and the saved choice stays"):
        assert "All Accounts" in str(refusal.value)
        assert sync.customers.preferences == saved


@scenario(covers=["VIW-05"])
def test_the_views_offered_are_those_of_the_module(world: World, product: str) -> None:
    """A view made for contacts is offered among the contact views, not among those of accounts."""
    with given("a view of contacts"):
        hot_leads(world)
    with then("it is offered for contacts only"):
        assert "Hot" in [each.name for each in world.crm.contacts.views.all()]
        assert "Hot" not in [each.name for each in world.crm.accounts.views.all()]
    with then("it can be chosen where contacts are synced"):
        sync = world.connect(product)
        sync.customers.configure(module="contacts", contact_view="Hot").save_and_sync_later()
        assert sync.customers.preferences is not None
        assert sync.customers.preferences.views == {"Contacts": "Hot"}

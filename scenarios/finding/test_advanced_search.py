"""Billing's advanced search: everybody is found and becomes a customer, whatever module is synced."""

from __future__ import annotations

from typing import Any

import pytest

from zsim import World, given, scenario, then, when

MODULES = pytest.mark.parametrize("module", ["accounts", "contacts", "accounts_and_contacts"])


def saved(world: World, product: str, module: str, **choices: object) -> Any:
    """A connection that has finished a first fetch."""
    sync = world.connect(product).customers
    sync.configure(**{"module": module, "extent": "both_ways", **choices}).save_and_sync()
    world.settle()
    return sync


def select(world: World, sync: Any, text: str, name: str) -> None:
    """Search, select who is called so, and let that be fetched."""
    sync.fetch(next(each for each in sync.search(text) if each.name == name))
    world.settle()


@MODULES
@scenario(covers=["FND-10"])
def test_accounts_and_contacts_are_found_whatever_is_synced(world: World, product: str, module: str) -> None:
    """An account's name finds it and its contacts, a first or last name finds contacts, with an account or without."""
    with given("nothing to sync, and then an account with a contact, and a contact without one"):
        sync = saved(world, product, module)
        acme = world.crm.accounts.create(Account_Name="Acme")
        anna = world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=acme)
        bob = world.crm.contacts.create(First_Name="Bob", Last_Name="Berg")
    with then("the account's name finds both of it, each to be selected by itself"):
        assert [(each.name, each.ref, each.under) for each in sync.search(" acme")] == [
            ("Acme", acme.ref, None),
            ("Anna Berg", anna.ref, "Acme"),
        ]
    with then("first names, last names and whole names find contacts"):
        for text, found in (("Berg", [anna, bob]), ("anna", [anna]), ("Bob Berg", [bob]), ("Cher", [])):
            assert [each.ref for each in sync.search(text)] == [each.ref for each in found]


@MODULES
@pytest.mark.parametrize("name", ["Acme", "Anna Berg", "Bob Ray"])
@scenario(covers=["FND-10", "FND-11"])
def test_whoever_is_selected_is_a_customer_over_the_next_two_runs(
    world: World, product: str, module: str, name: str
) -> None:
    """The account is a Business, either contact an Individual, fetched at once; two runs later they are that still."""
    with given("an account with a contact, and a contact without one, outside the views and since the first run"):
        sync = saved(world, product, module, **outside(world, module))
        acme = world.crm.accounts.create(Account_Name="Acme", Fax="7")
        world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=acme, Mobile="7")
        world.crm.contacts.create(First_Name="Bob", Last_Name="Ray", Mobile="7")
    with when(f"{name} is searched for and selected, and invoiced"):
        select(world, sync, name, name)
        customer = world[product].customers.one(contact_name=name)
        world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
    with then("it alone is a customer, of its type"):
        type_ = "business" if name == "Acme" else "individual"
        assert (customer.customer_sub_type, customer.fax or customer.mobile) == (type_, "7")
        assert [each.contact_name for each in world[product].customers.all() if each != customer] == []
    with when("four hours pass"):
        held = world.snapshot()
        world.advance(hours=4)
    with then("it is as it was, and both runs were done"):
        assert world.snapshot() == held
        assert {run.grade for run in sync.history} == {"done"}


def outside(world: World, module: str) -> dict[str, object]:
    """Views of the synced modules that hold nobody."""
    choices: dict[str, object] = {}
    if module != "contacts":
        choices["account_view"] = world.crm.accounts.views.create("None", ("Account_Name", "is", "None"))
    if module != "accounts":
        choices["contact_view"] = world.crm.contacts.views.create("Nobody", ("Email", "is", "nobody@no.example"))
    return choices


@pytest.mark.parametrize("used", [False, True])
@scenario(covers=["FND-11", "CUS-25"])
def test_a_selected_contact_becomes_a_person_once_a_run_takes_it_in(world: World, product: str, used: bool) -> None:
    """Its account is synced, and it is an Individual until it enters the contact view; then a person replaces it."""
    with given("a synced account, and its contact outside the contact view"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        anna = world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=acme)
        view = world.crm.contacts.views.create("With a phone", ("Phone", "is", "1"))
        sync = saved(world, product, "accounts_and_contacts", contact_view=view)
    with when("the contact is searched for and selected"):
        select(world, sync, "Berg", "Anna Berg")
        individual = world[product].customers.one(contact_name="Anna Berg")
        if used:
            world[product].invoices.create(customer_id=individual, lines=[{"name": "Work", "rate": 100}])
    with then("it is an Individual, and so it is after a quiet run"):
        world.advance(hours=2)
        assert (individual.customer_sub_type, individual.status) == ("individual", "active")
        assert world[product].contact_persons.all() == []
    with when("it is edited so that it is in the view, and the next slot comes"):
        world.crm.contacts.update(anna, Phone="1")
        world.advance(hours=2)
    with then("it is a contact person of its account, and the Individual is gone, or inactive with its invoice"):
        (person,) = world[product].contact_persons.all()
        assert (person.contact_id.contact_name, person.phone) == ("Acme", "1")
        assert not individual.alive or (used and individual.status == "inactive")
        assert individual.alive == used
        assert "CUS-25" in world.why(anna).behaviours
    with when("it is searched for and selected again"):
        select(world, sync, "Berg", "Anna Berg")
    with then("it is the contact person it was"):
        assert world[product].contact_persons.all() == [person]
        assert len(world[product].customers.find(status="active")) == 1


@scenario(covers=["FND-11"])
def test_an_individual_whose_account_is_not_synced_follows_its_contact(world: World, product: str) -> None:
    """Its account outside the view, a selected contact is kept up to date, and taken in with its account later."""
    with given("an account outside the account view, whose contact was selected"):
        view = world.crm.accounts.views.create("In Pune", ("Billing_City", "is", "Pune"))
        acme = world.crm.accounts.create(Account_Name="Acme")
        anna = world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=acme)
        sync = saved(world, product, "accounts_and_contacts", account_view=view)
        select(world, sync, "Acme", "Anna Berg")
        individual = world[product].customers.one(contact_name="Anna Berg")
    with when("the contact is edited, and the next slot comes"):
        world.crm.contacts.update(anna, Phone="1")
        world.advance(hours=2)
    with then("the Individual has the edit"):
        assert individual.phone == "1"
    with when("the account enters the view, and the next slot comes"):
        world.crm.accounts.update(acme, Billing_City="Pune")
        world.advance(hours=2)
    with then("the contact is a contact person of it"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]
        assert len(world[product].contact_persons) == 1

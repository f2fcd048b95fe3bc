"""Whoever is let do what the rules deny, or kept from what they allow, is found."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from tests.unit.testing.planted import found_in, world_with
from zsim import World
from zsim.ports.errors import VendorError
from zsim.testing.admitting import MAY, check_admitting


def connected(world: World, email: str = "admin@crm.example") -> None:
    """Books is connected by the user of that email, and shows what it has in the CRM."""
    sync = world.connect("books", email=email).customers
    sync.configure(module="accounts").save_and_sync()
    world.settle()


def hidden_module(name: str | None = None) -> World:
    """Accounts are hidden from the profile of whoever connected."""
    world = world_with(name)
    world.crm.profiles.create("Guests")
    olga = world.crm.users.create("Olga", email="olga@x.example", profile="Guests")
    connected(world, olga.email)
    world.crm.profiles.hide("Guests", "Accounts")
    world.integration("books").customers.instant_sync()
    world.settle()
    return world


def denied_summary(name: str | None = None) -> World:
    """The summary is denied to Rita's profile."""
    world = world_with(name)
    world.crm.accounts.create(Account_Name="Acme")
    connected(world)
    world.crm.profiles.create("Sales")
    world.crm.users.create("Rita", profile="Sales")
    world.crm.profiles.deny("Sales", "summary")
    return world


def denied_twice(name: str | None = None) -> World:
    """Two rights are denied one after the other."""
    world = world_with(name)
    world.crm.profiles.create("Sales")
    world.crm.profiles.deny("Sales", "invoices", "view")
    world.crm.profiles.deny("Sales", "invoices", "email")
    return world


def all_shown(world: World) -> None:
    """Everything that Books may show in the CRM is shown, and two users are there."""
    acme = world.crm.accounts.create(Account_Name="Acme")
    integration = world.connect("books")
    for sync in integration.modules:
        sync.configure(**({"module": "accounts"} if sync.name == "customers" else {})).save_and_sync()
    world.settle()
    assert acme.alive
    integration.transactions.enable("estimates", "invoices", "sales_orders", "purchase_orders")
    for user in ("Igor", "Nora"):
        world.crm.users.create(user)


def full_role(name: str | None = None) -> World:
    """Two users of the CRM are to hold a role that has room for one."""
    world = world_with(name, limits={"integration_users": 1})
    all_shown(world)
    for user in ("Igor", "Nora"):
        with suppress(VendorError):
            world.integration("books").users.add(user)
    return world


def room_for_one(name: str | None = None) -> World:
    """The plan has room for one more user beside the founder, while a user of the CRM is there as well."""
    world = world_with(name)
    all_shown(world)
    world.integration("books").users.add("Igor")
    world.books.users.set_maximum(2)
    with suppress(VendorError):
        world.books.users.create("Rita", email="rita@x.example")
    with suppress(VendorError):
        world.books.users.create("Omar", email="omar@x.example")
    return world


def cleared_section(name: str | None = None) -> World:
    """An integration is disabled, over whose invoices there is a report."""
    world = world_with(name)
    all_shown(world)
    world.crm.reports.create("Debts", module="zoho_finance.invoices", columns=["total"])
    world.integration("books").disable()
    return world


def maker_gone(name: str | None = None) -> World:
    """Who generated the key is deactivated."""
    world = world_with(name)
    kim, leo = [world.crm.users.create(each, admin=True) for each in ("Kim", "Leo")]
    key = world.crm.generate_zsc_key(by=kim)
    sync = world.connect("books", key=key).customers
    sync.configure(module="accounts").save_and_sync()
    world.settle()
    world.crm.users.deactivate(kim)
    world.crm.users.deactivate(leo)
    with suppress(VendorError):
        sync.instant_sync()
    world.settle()
    return world


LIVES: dict[str, Callable[[str | None], World]] = {
    "rights-unchecked": hidden_module,
    "summary-for-all": denied_summary,
    "last-denial-counts": denied_twice,
    "one-too-many": full_role,
    "integration-users-count": room_for_one,
    "reports-stay": cleared_section,
    "outlive-their-maker": maker_gone,
}


@pytest.mark.parametrize("name", LIVES)
def test_a_sound_world_lets_in_whom_it_may(name: str):
    check_admitting(LIVES[name](None))


@pytest.mark.parametrize("name", LIVES)
def test_who_is_let_in_or_kept_out_against_the_rules_is_found(name: str):
    assert found_in(check_admitting, LIVES[name](name)) == {MAY}

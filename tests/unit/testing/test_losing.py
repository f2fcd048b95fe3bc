"""What people did is found where it is undone unseen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from tests.unit.testing.planted import found_in, world_with
from zsim import World
from zsim.ports.errors import NotFound
from zsim.testing.losing import LOST, check_lost


def edited_meanwhile(name: str | None = None) -> World:
    """A customer's phone is edited in finance just before the CRM's is written there."""
    world = world_with(name)
    acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
    sync = world.connect("books").customers
    sync.configure(extent="both_ways", module="accounts").save_and_sync()
    world.advance(minutes=5)
    customer = world.counterpart(acme, "books")
    world.crm.accounts.update(acme, Phone="2")
    world.faults.meanwhile(
        "books", of="write", when="before", do=lambda: world.books.customers.update(customer, phone="3")
    )
    sync.instant_sync()
    world.advance(minutes=5)
    return world


def joined_meanwhile(name: str | None = None) -> World:
    """A contact person comes to a customer just before that is deleted with its account."""
    world = world_with(name)
    acme = world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("books").customers
    sync.configure(extent="both_ways", module="accounts_and_contacts").save_and_sync()
    world.advance(minutes=5)
    customer = world.counterpart(acme, "books")
    world.crm.accounts.delete(acme)
    person = world.books.contact_persons
    world.faults.meanwhile(
        "books", of="write", when="before", do=lambda: person.create(contact_id=customer, last_name="Late")
    )
    sync.instant_sync()
    world.advance(minutes=5)
    return world


def saved_again(name: str | None = None) -> World:
    """A deal has a probability of its own, and is saved with another amount."""
    world = world_with(name)
    deal = world.crm.deals.create(Deal_Name="Fit", Stage="Qualification")
    world.crm.deals.update(deal, Probability=70)
    world.crm.deals.update(deal, Amount=8)
    return world


def restored_late(name: str | None = None) -> World:
    """An account is restored forty days after it was deleted."""
    world = world_with(name)
    acme = world.crm.accounts.create(Account_Name="Acme")
    world.crm.accounts.delete(acme)
    world.advance(days=40)
    with suppress(NotFound):
        world.crm.accounts.restore(acme)
    return world


LIVES: dict[str, Callable[[str | None], World]] = {
    "write-over-unseen": edited_meanwhile,
    "take-all-along": joined_meanwhile,
    "stage-alone": saved_again,
    "bin-of-thirty-days": restored_late,
}


@pytest.mark.parametrize("name", LIVES)
def test_a_sound_world_loses_nothing(name: str):
    check_lost(LIVES[name](None))


@pytest.mark.parametrize("name", LIVES)
def test_what_is_undone_unseen_is_found(name: str):
    assert found_in(check_lost, LIVES[name](name)) == {LOST}


def test_what_was_merged_away_is_in_no_bin():
    world = World()
    acme, bolt = [world.crm.accounts.create(Account_Name=name) for name in ("Acme", "Bolt")]
    world.crm.accounts.merge(acme, bolt)
    with pytest.raises(NotFound):
        world.crm.accounts.restore(bolt)
    check_lost(world)


def test_an_edit_in_the_second_of_the_one_before_cannot_be_seen_and_is_not_lost_unseen():
    world = World()
    acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
    sync = world.connect("books").customers
    sync.configure(module="accounts").save_and_sync()
    world.advance(minutes=5)
    customers, customer = world.books.customers, world.counterpart(acme, "books")
    world.crm.accounts.update(acme, Phone="2")
    customers.update(customer, notes="first")
    world.faults.meanwhile("books", of="write", when="before", do=lambda: customers.update(customer, phone="3"))
    sync.instant_sync()
    world.advance(minutes=5)
    assert customers.get(customer).phone == "2", "it was written over"
    check_lost(world)

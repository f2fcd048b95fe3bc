"""What finance lets be done against its own rules is found."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest

from tests.unit.testing.planted import found_in, world_with
from zsim import World
from zsim.ports.errors import VendorError
from zsim.testing.ruling import RULES, check_rules

LINES = [{"name": "Work", "rate": 10}]


def two_currencies(name: str | None = None) -> World:
    """Customers of two currencies are to be merged."""
    world = world_with(name)
    acme = world.books.customers.create(contact_name="Acme")
    fern = world.books.customers.create(contact_name="Fern", currency_code="USD")
    with suppress(VendorError):
        world.books.customers.merge(acme, fern)
    return world


def item_in_use(name: str | None = None) -> World:
    """An item is to be deleted that an invoice is about, and one that none is about."""
    world = world_with(name)
    acme = world.books.customers.create(contact_name="Acme")
    nail, rope = [world.books.items.create(name=each, rate=1) for each in ("Nail", "Rope")]
    world.books.invoices.create(customer=acme, lines=[{"item": nail}])
    world.books.items.delete(rope)
    with suppress(VendorError):
        world.books.items.delete(nail)
    return world


def agreed_days(name: str | None = None) -> World:
    """A customer has a week to pay, and another has what the organisation says."""
    world = world_with(name)
    for called, days in (("Acme", 7), ("Bolt", None)):
        customer = world.books.customers.create(contact_name=called, payment_terms=days)
        world.books.invoices.create(customer=customer, lines=LINES)
    return world


LIVES: dict[str, Callable[[str | None], World]] = {
    "merge-currencies": two_currencies,
    "delete-used-items": item_in_use,
    "no-terms": agreed_days,
}


@pytest.mark.parametrize("name", LIVES)
def test_a_sound_finance_keeps_its_rules(name: str):
    check_rules(LIVES[name](None))


@pytest.mark.parametrize("name", LIVES)
def test_what_finance_lets_be_done_against_them_is_found(name: str):
    assert found_in(check_rules, LIVES[name](name)) == {RULES}


def test_an_item_whose_document_is_gone_may_go():
    world = World()
    acme = world.books.customers.create(contact_name="Acme")
    nail = world.books.items.create(name="Nail", rate=1)
    world.books.invoices.delete(world.books.invoices.create(customer=acme, lines=[{"item": nail}]))
    world.books.items.delete(nail)
    check_rules(world)


def test_an_invoice_with_a_due_day_of_its_own_is_due_then():
    world = World()
    acme = world.books.customers.create(contact_name="Acme", payment_terms=7)
    world.books.invoices.create(customer=acme, lines=LINES, due_date=date(2026, 12, 31))
    check_rules(world)

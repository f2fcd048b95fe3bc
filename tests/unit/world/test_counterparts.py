"""The record of another app that one is synced with, or that was made for it."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.kernel.errors import UsageError


def synced() -> World:
    """Acme of the CRM, synced to Books."""
    world = World()
    world.crm.accounts.create(Account_Name="Acme")
    world.connect("books").customers.configure(module="accounts").save_and_sync()
    world.settle()
    return world


def test_a_pair_leads_both_ways():
    world = synced()
    acme, twin = world.crm.accounts.one(Account_Name="Acme"), world.books.customers.one(contact_name="Acme")
    assert world.counterpart(acme, "books") == twin
    assert world.counterpart(twin, "crm") == acme
    assert world.counterpart(acme, world.books) == twin


def test_a_pair_that_ended_leads_on():
    world = synced()
    acme = world.crm.accounts.one(Account_Name="Acme")
    twin = world.counterpart(acme, "books")
    world.crm.accounts.delete(acme)
    world.advance(hours=2)
    assert world.counterpart(acme, "books") == twin


def test_what_was_made_last_for_a_record_is_found_by_its_module():
    world = synced()
    twin = world.books.customers.one(contact_name="Acme")
    made = [world.books.invoices.create(customer_id=twin, line_items=[{"name": "Work", "rate": 1}]) for _ in "ab"]
    assert world.counterpart(twin, "books.invoices") == made[1]


def test_a_contact_leads_to_its_lead():
    world = World()
    ada = world.invoice.customers.create(contact_name="Ada", email="ada@example.com")
    news = world.marketinghub.lists.create(name="News")
    world.connect_marketinghub().new_sync("All", mailing_list=news).initiate()
    world.settle()
    assert world.counterpart(ada, "marketinghub") == world.marketinghub.leads.one(email="ada@example.com")


def test_where_there_is_none_is_told():
    world = synced()
    with pytest.raises(UsageError, match="the counterpart of account 'Acme' in the CRM in invoice: it never had one"):
        world.counterpart(world.crm.accounts.one(Account_Name="Acme"), "invoice")

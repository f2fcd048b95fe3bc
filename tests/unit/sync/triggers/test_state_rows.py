"""The classes that rows of the state of triggers are made of."""

from __future__ import annotations

from zsim.sync import ROWS
from zsim.sync.triggers.state_rows import TRIGGER_ROWS
from zsim.world import World


def test_they_are_among_those_of_the_engine():
    assert set(TRIGGER_ROWS) <= set(ROWS)


def test_what_triggers_remember_goes_out_and_comes_back():
    world = World()
    sync = world.connect("books")
    sync.customers.configure(module="accounts").save_and_sync()
    sync.triggers.configure(estimate_created_at="Closed Won", invoice=True)
    acme = world.crm.accounts.create(Account_Name="Acme")
    world.crm.deals.create(Deal_Name="Fit-out", Account_Name=acme, Stage="Closed Won")
    world.settle()
    loaded = World.load(world.export())
    assert loaded.export() == world.export()
    assert loaded.integration("books").triggers.choices == sync.triggers.choices
    loaded.advance(hours=5)
    assert len(loaded.books.invoices.all()) == len(loaded.books.estimates.all()) == 1

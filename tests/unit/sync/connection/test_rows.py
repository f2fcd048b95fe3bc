"""What of a connection and its modules is kept, before anything was done."""

from __future__ import annotations

from zsim import World
from zsim.sync import Preferences
from zsim.sync.connection.rows import NEVER, IntegrationState, ModuleRow


def test_a_connection_that_was_never_made_stands_as_deleted_and_opens_nothing():
    assert (NEVER.state, NEVER.both_ways, NEVER.leaving) == (IntegrationState.DELETED, False, None)
    assert (NEVER.credentials.email, NEVER.credentials.key) == ("", None)


def test_a_module_begins_with_nothing_chosen_and_not_paused():
    assert ModuleRow() == ModuleRow(draft=None, saved=None, paused=False, mapped_ms={}, begun=False)


def test_each_field_is_noted_with_the_moment_it_was_mapped_otherwise():
    first = ModuleRow().saving(Preferences(mapping={"Fax": "fax"}), 1)
    assert first.mapped_ms == {}, "what is saved first is mapped from the beginning"
    second = first.saving(Preferences(mapping={"Fax": "fax", "Phone": "mobile"}), 2)
    third = second.saving(Preferences(mapping={"Phone": "mobile"}), 3)
    assert third.mapped_ms == {"Phone": 2, "Fax": 3}


def test_what_was_edited_in_a_mapped_field_crosses_though_another_is_mapped_later():
    """An edit of the mapping took all fields mapped before it and not agreed on yet for new ones. Source: MAP-09."""
    world = World()
    acme = world.crm.accounts.create(Account_Name="Acme")
    customers = world.connect("books").customers
    customers.configure(module="accounts").save_and_sync()
    world.settle()
    world.advance(minutes=1)
    customers.edit(mapping={"Description": "notes"})
    world.advance(minutes=1)
    world.crm.accounts.update(acme, Description="Old friends")
    world.advance(minutes=1)
    customers.edit(mapping={"Description": "notes", "Fax": "mobile"})
    customers.instant_sync()
    world.settle()
    assert world.books.customers.one(contact_name="Acme").notes == "Old friends"

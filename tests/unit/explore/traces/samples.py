"""Worlds in which somebody acted."""

from __future__ import annotations

from zsim import World


def synced(world: World) -> None:
    """Acme of the CRM, linked to a customer that stood in Books; its phone is edited on both sides."""
    acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
    world.crm.contacts.create(Last_Name="Hill", Account_Name=acme)
    twin = world.books.customers.create(contact_name="Acme", phone="9")
    sync = world.connect("books")
    sync.customers.configure(module="accounts", extent="both_ways", duplicates="overwrite").save_and_sync()
    world.settle()
    world.books.customers.update(twin, phone="2")
    world.advance(hours=5, minutes=1)
    world.crm.accounts.update(acme, Phone="3")
    sync.customers.instant_sync()
    world.settle()

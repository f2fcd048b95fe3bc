"""What the scenarios about finance's documents in the CRM begin with."""

from __future__ import annotations

from collections.abc import Mapping

from scenarios.schedule._setup import all_synced
from zsim import World
from zsim.fakes.store.handle import Handle
from zsim.sync import Integration

ADVICE: tuple[Mapping[str, object], ...] = ({"name": "Advice", "quantity": 2, "rate": 50},)
"""The lines of a document of 100."""
SHOWN = ("estimates", "invoices")
"""The types that the section shows of every product."""
BOOKS_SHOWN = (*SHOWN, "sales_orders", "purchase_orders")


def shown(world: World, product: str, *types: str) -> tuple[Integration, Handle]:
    """Acme, synced, and these types of documents enabled for the CRM, or all there are; with Acme's account."""
    found = world.crm.accounts.find(Account_Name="Acme")
    acme = found[0] if found else world.crm.accounts.create(Account_Name="Acme", Phone="111")
    if product == "import":
        sync = world.connect(product)
        sync.customers.configure().save_and_sync()
        world.settle()
        return sync, acme
    sync = all_synced(world, product)
    sync.transactions.enable(*(types or (BOOKS_SHOWN if product == "books" else SHOWN)))
    world.advance(minutes=15)
    return sync, acme


def customer(world: World, product: str, name: str = "Acme") -> Handle:
    """The customer of that name in finance."""
    found: Handle = world[product].customers.one(contact_name=name)
    return found

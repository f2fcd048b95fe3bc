"""What the scenarios about rights begin with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from scenarios.transactions._setup import BOOKS_SHOWN, SHOWN, customer, shown
from zsim import World
from zsim.fakes.crm.face import CrmFace
from zsim.fakes.store.handle import Handle
from zsim.ports.errors import NoPermission, VendorError
from zsim.sync import Integration

TYPES = pytest.mark.parametrize("type", SHOWN)
BOOKS_TYPES = pytest.mark.parametrize("type", BOOKS_SHOWN)
ADDRESS = "acme@example.com"


def sales(world: World, product: str, *people: str) -> tuple[Handle, list[CrmFace]]:
    """Acme, synced and with an address, and the CRM as people of the profile Sales use it."""
    _, acme = shown(world, product)
    world[product].customers.update(customer(world, product), email=ADDRESS)
    world.crm.profiles.create("Sales")
    for name in people:
        world.crm.users.create(name, profile="Sales")
    return acme, [world.crm.as_user(name) for name in people]


def in_books(world: World, *types: str) -> tuple[Integration, Handle, CrmFace]:
    """Acme and the vendor Mill, synced with Books, and Rita, who is not in Books; these types enabled, or all."""
    world.crm.vendors.create(Vendor_Name="Mill", Email="mill@example.com")
    sync, acme = shown(world, "books", *types)
    world.books.customers.update(customer(world, "books"), email=ADDRESS)
    world.crm.users.create("Rita")
    return sync, acme, world.crm.as_user("Rita")


def party(world: World, type: str) -> Handle:
    """Whom a document of that type is for: an account, or a vendor."""
    if type == "purchase_orders":
        return world.crm.vendors.one(Vendor_Name="Mill")
    return world.crm.accounts.one(Account_Name="Acme")


@contextmanager
def refused(world: World, told: str, kind: type[VendorError] = NoPermission) -> Iterator[None]:
    """What is done in here is refused with those words, and the world is afterwards as it was."""
    world.settle()  # what was done before comes to its end
    before = world.export()
    with pytest.raises(kind, match=told):
        yield
    after = world.export()
    for whose in ("apps", "engine", "streams"):
        assert after[whose] == before[whose]

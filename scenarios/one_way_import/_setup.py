"""What the scenarios about the one-way import begin with."""

from __future__ import annotations

from typing import Any

from zsim import World


def imported(world: World, product: str, auto_update: bool = True) -> Any:
    """Connect the import, run it once, and give its sync."""
    sync = world.connect(product).customers.configure(auto_update=auto_update).save_and_sync()
    world.settle()
    return sync


def customers(world: World, product: str) -> list[str]:
    """The names of the customers, oldest first."""
    return [each.contact_name for each in world[product].customers.all()]


def persons(world: World, product: str, customer: Any) -> list[str]:
    """The first and last names of a customer's contact persons, oldest first."""
    found = world[product].contact_persons.find(contact_id=customer)
    return [f"{each.first_name or ''} {each.last_name or ''}".strip() for each in found]

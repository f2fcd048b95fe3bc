"""What the scenarios about time begin with."""

from __future__ import annotations

from datetime import timedelta

from zsim import World

HOUR = timedelta(hours=1)


def synced(world: World, product: str, **choices: object) -> None:
    """Connect a product and finish the first sync of accounts; ``choices`` are preferences beside the module."""
    world.connect(product).customers.configure(module="accounts", **choices).save_and_sync()
    world.advance(minutes=1)


def names(world: World, product: str) -> list[str]:
    """The names of the finance customers, oldest first."""
    return [each.contact_name for each in world[product].customers.all()]

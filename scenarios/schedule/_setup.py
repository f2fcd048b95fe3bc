"""What the scenarios about time begin with."""

from __future__ import annotations

from zsim import World

HOUR_MS = 3_600_000


def synced(world: World, product: str, **choices: object) -> None:
    """Connect a product and finish the first sync of accounts; ``choices`` are preferences beside the module."""
    world.connect(product).customers.configure(module="accounts", **choices).save_and_sync()
    world.advance(minutes=1)


def enable_invoices(world: World, key: str) -> None:
    """Fetch with each module of an organisation that was not synced yet, as TXN-17 asks, and enable invoices."""
    sync = world.integration(key)
    for module in sync.modules:
        if module is not sync.transactions.invoices and not module.history:
            sync.module(module.name).configure(extent="fetch").save_and_sync()
            world.settle()
    sync.transactions.enable("invoices")


def names(world: World, product: str) -> list[str]:
    """The names of the finance customers, oldest first."""
    return [each.contact_name for each in world[product].customers.all()]

"""Invoices as tests begin with them."""

from __future__ import annotations

from zsim import World
from zsim.sync import Integration


def enable_invoices(world: World, key: str = "books") -> Integration:
    """Fetch with each module of a connection that was not synced yet, as TXN-17 asks, and enable invoices."""
    sync = world.integration(key)
    for module in sync.modules:
        if not module.history:
            sync.module(module.name).configure(extent="fetch").save_and_sync()
            world.advance(minutes=1)
    sync.transactions.enable("invoices")
    return sync

"""What enabling a connection again asks of the apps, and what becomes of one that may only fetch from now on."""

from __future__ import annotations

from collections.abc import Iterable

from zsim.ports.app import Credentials, Shared
from zsim.ports.errors import VendorError
from zsim.sync.connection.module_sync import ModuleSync
from zsim.sync.documents.transactions import Sync, Transactions
from zsim.sync.execution.connection_context import ConnectionContext


def let_in(
    context: ConnectionContext, credentials: Credentials, shared: Shared, transactions: Transactions[Sync]
) -> bool:
    """Open the apps to a disabled organisation; true if it may go both ways.

    Where an app refuses, it is as disabled as before. Source: CON-10, DIS-05.
    """
    context.gate.open(context.product.key, credentials)
    both_ways = context.registry.register(shared)
    try:
        transactions.open()
    except VendorError:
        context.registry.suspend(shared.organisation.key)
        raise
    return both_ways


def only_fetch(transactions: Transactions[Sync], modules: Iterable[ModuleSync]) -> None:
    """Fetch from the CRM alone from now on, without transactions, whatever was chosen. Source: CON-10, CON-11."""
    transactions.give_up()
    for module in modules:
        module.only_fetch()

"""What enabling a connection again asks and starts, and what becomes of one that may only fetch from now on."""

from __future__ import annotations

from collections.abc import Iterable

from zsim.catalogue import catalogue
from zsim.kernel.errors import UsageError
from zsim.ports.app import App, Credentials, Organisation, Shared
from zsim.ports.errors import CurrencyMismatch, VendorError
from zsim.sync.connection.module_sync import ModuleSync
from zsim.sync.documents.transactions import Sync, Transactions
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.runs.run_history import Trigger

ENABLING = "DIS-12"


def let_in(context: ConnectionContext, shared: Shared, transactions: Transactions[Sync]) -> bool:
    """Let a disabled organisation in again; true if it may go both ways.

    Where an app refuses, it is as disabled as before. Source: CON-10, DIS-05.
    """
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


def refuse_currencies(context: ConnectionContext, crm: App, finance: Organisation) -> None:
    """Refuse to connect where set-up asks for equal base currencies: with multi-currency on. Source: CON-23."""
    if not catalogue().behaviour("CON-23").holds_for(context.product.key):
        return
    ours = crm.organisation()
    if ours.multi_currency and ours.currency != finance.currency:
        raise CurrencyMismatch(
            f"{context.product.name} cannot be connected: the CRM's base currency is {ours.currency}, "
            f"{finance.name}'s is {finance.currency}; make them equal first (CON-23)",
            code="CURRENCY",
        )


def open_chosen(context: ConnectionContext, credentials: Credentials, organisation: str | None) -> None:
    """Open the CRM, if it is the organisation chosen by name; ``None`` is whichever was chosen on connecting.

    Another one, and a choice where the product asks for none, raise ``UsageError``.
    """
    live = context.gate.open(context.product.key, credentials).organisation().name
    if organisation is None or (organisation == live and _asks(context)):
        return
    found = f"the integration is with {live!r}" if _asks(context) else f"{context.product.name} does not ask for it"
    right = f"choose {live!r} (CON-20)" if _asks(context) else "leave it out"
    raise UsageError(asked=f"enable the integration with the CRM's {organisation!r}", found=found, right=right)


def sync_once_enabled(context: ConnectionContext, modules: Iterable[ModuleSync], cause: int) -> None:
    """Run each module that was saved and is not paused, where the product does so on being enabled."""
    if _asks(context):
        for module in modules:
            module.notice(cause, Trigger.INSTANT)


def _asks(context: ConnectionContext) -> bool:
    return catalogue().behaviour(ENABLING).holds_for(context.product.key)

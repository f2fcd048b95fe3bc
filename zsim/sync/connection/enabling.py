"""What connecting and enabling again ask and start, and what becomes of one that may only fetch from now on."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from zsim.catalogue import ConnectsBy, catalogue
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command
from zsim.ports.app import App, Credentials, Organisation, Shared
from zsim.ports.errors import CurrencyMismatch
from zsim.sync.connection.module_sync import ModuleSync
from zsim.sync.connection.rows import IntegrationRow
from zsim.sync.documents.transactions import Transactions
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.runs.run_history import Trigger

ENABLING = "DIS-12"


def first_row(context: ConnectionContext, credentials: Credentials, shared: Shared, user: str) -> IntegrationRow:
    """Connect an organisation for that user, and give what is to be remembered of it; what is refused leaves nothing.

    Source: CON-01, CON-02.
    """
    product, key = context.product.key, shared.organisation.key
    given = {"product": product, "organisation": key, "email": credentials.email, "key": credentials.key}
    cause = context.journal.append(user, "command", ("integration", key), Command("connect", given))
    with context.journal.because(cause):
        open_first(context, credentials, shared.organisation)
        both_ways = context.registry.register(shared) and context.product.two_way
    return IntegrationRow(credentials, user, both_ways)


def let_in(context: ConnectionContext, shared: Shared, *opening: Callable[[], None]) -> bool:
    """Let a disabled organisation in again, ``opening`` what is open once it is; true if it may go both ways.

    The CRM notes it last: where an app refuses, or the engine is killed over it, it is as disabled as before, and what
    was made in the CRM meanwhile stays. Source: CON-10, DIS-05.
    """
    both_ways = context.registry.admit(shared)
    for each in opening:
        each()
    return context.registry.register(shared, both_ways)


def only_fetch(transactions: Transactions, modules: Iterable[ModuleSync]) -> None:
    """Fetch from the CRM alone from now on, without transactions, whatever was chosen.

    Source: CON-10, CON-11, CON-22.
    """
    transactions.give_up()
    for module in modules:
        module.only_fetch()


def open_with(context: ConnectionContext, credentials: Credentials) -> App:
    """The CRM, opened with these credentials; a key that the product does not ask for is refused. Source: CON-02."""
    if credentials.key is not None and context.product.connects_by is ConnectsBy.ORGANISATION:
        raise UsageError(
            asked=f"give {context.product.name} a key of the CRM",
            found="it asks for none: an organisation of the CRM is chosen (CON-02)",
            right="leave it out",
        )
    return context.gate.open(context.product.key, credentials)


def open_first(context: ConnectionContext, credentials: Credentials, finance: Organisation) -> None:
    """Open the CRM to connect ``finance`` with it.

    Where set-up asks for equal base currencies, differing ones are refused with multi-currency on. Source: CON-23.
    """
    port = open_with(context, credentials)
    if not catalogue().behaviour("CON-23").holds_for(context.product.key):
        return
    crm = port.organisation()
    if crm.multi_currency and crm.currency != finance.currency:
        raise CurrencyMismatch(
            f"{context.product.name} cannot be connected: the CRM's base currency is {crm.currency}, "
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

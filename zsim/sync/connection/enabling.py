"""What enabling an integration asks, and what it starts. Source: CON-20, DIS-12."""

from __future__ import annotations

from collections.abc import Iterable

from zsim.catalogue import catalogue
from zsim.kernel.errors import UsageError
from zsim.ports.app import Credentials
from zsim.sync.connection.module_sync import ModuleSync
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.runs.run_history import Trigger

ENABLING = "DIS-12"


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

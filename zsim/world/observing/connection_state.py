"""What closes a connection of a finance product with the CRM, as the journal tells it."""

from __future__ import annotations

from dataclasses import dataclass, field

from zsim.ports.errors import InvalidCredentials
from zsim.sync import Integration, IntegrationState, RunStarted, Trigger
from zsim.world.organisations import CRM

PERSONAL = (Trigger.SINGLE, Trigger.NOTIFIED)
"""Runs that carry one person's action there and then, and may follow each other with writes."""


@dataclass(slots=True)
class ConnectionState:
    """What closes one connection.

    ``paused`` are its modules that are paused, ``dead_app`` is the app whose key died, ``refreshed`` are the modules
    that 'Save and Sync' brought up to date since choices of the connection were last edited (MAP-09).
    """

    paused: set[str] = field(default_factory=set)
    disabled: bool = False
    dead_app: str | None = None
    refreshed: set[str] = field(default_factory=set)

    def closed(self, started: RunStarted) -> str | None:
        """Why nothing at all should cross in that run now; a single fetch passes a pause (SYN-13)."""
        if self.disabled:
            return "the connection was disabled"
        if started.module in self.paused and started.trigger is not Trigger.SINGLE:
            return "the sync was paused"
        return None

    def steer(self, command: str, module: str) -> None:
        """Take in a user's command on the connection, or on the sync of one of its modules."""
        match command:
            case "pause":
                self.paused.add(module)
            case "resume":
                self.paused.discard(module)
            case "disable" | "delete":
                self.disabled = True
            case "enable":
                self.disabled = False
            case "connect":
                self.disabled, self.dead_app = False, None
                self.paused.clear()
                self.refreshed.clear()
            case "update_credentials":
                self.dead_app = None
            case "configure" | "edit":
                self.refreshed.clear()
            case "save_and_sync":
                self.refreshed.add(module)


def as_it_stands(integration: Integration) -> ConnectionState:
    """What closes a connection of which no journal tells, as one that was loaded."""
    return ConnectionState(
        paused={each.name for each in integration.syncs if each.paused},
        disabled=integration.state is not IntegrationState.ENABLED,
        dead_app=CRM if has_dead_key(integration) else None,
    )


def has_dead_key(integration: Integration) -> bool:
    """Whether the CRM refuses the key that the connection holds."""
    if integration.credentials.key is None:
        return False
    try:
        integration.crm()
    except InvalidCredentials as refusal:
        return refusal.field == "key"
    return False

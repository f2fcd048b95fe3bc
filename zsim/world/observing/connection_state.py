"""What closes a connection of a finance product with the CRM, as the journal tells it."""

from __future__ import annotations

from dataclasses import dataclass

from zsim.sync import Trigger

PERSONAL = (Trigger.SINGLE, Trigger.NOTIFIED)
"""Runs that carry one person's action there and then: they pass a pause, and may follow each other with writes."""


@dataclass(slots=True)
class ConnectionState:
    """What closes one connection, and whether a mapping waits for 'Save and Sync' to refresh all (MAP-09)."""

    paused: bool = False
    disabled: bool = False
    dead_key: bool = False
    remapped: bool = False

    def closed(self, trigger: Trigger) -> str | None:
        """Why nothing should cross now; single fetches and transactions pass a pause (SYN-10, SYN-13)."""
        if self.disabled:
            return "the connection was disabled"
        if self.dead_key:
            return "its key was dead"
        if self.paused and trigger not in PERSONAL:
            return "the sync was paused"
        return None

    def steer(self, command: str) -> None:
        """Take in a user's command on the self."""
        match command:
            case "pause" | "resume":
                self.paused = command == "pause"
            case "disable" | "delete":
                self.disabled = True
            case "enable":
                self.disabled = False
            case "connect":
                self.disabled = self.paused = self.dead_key = False
            case "update_credentials":
                self.dead_key = False
            case "edit" | "save_and_sync":
                self.remapped = command == "edit"

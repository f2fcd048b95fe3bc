"""What a module's sync asks of those around it: its connection, its choices, and the records people name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from zsim.kernel.printed import Printed
from zsim.ports.app import Credentials
from zsim.sync.runs.entries import DecisionEntry


class Owner(Protocol):
    """What a module's sync asks of the connection it belongs to."""

    organisation_key: str

    @property
    def both_ways(self) -> bool:
        """Whether the connection may write to the CRM."""

    @property
    def open(self) -> bool:
        """Whether anything may cross the connection."""

    @property
    def credentials(self) -> Credentials:
        """What opens the CRM."""

    def after_run(self) -> None:
        """Take in that a run ended which may have synced customers or vendors."""

    def note(self, command: str, given: Mapping[str, object]) -> int:
        """Write a user's command down."""

    def rehearse(self, module: str) -> Printed[DecisionEntry]:
        """The decisions the next run of a module would take."""

    def require_open(self, asked: str) -> None:
        """Refuse what needs an enabled connection."""

"""What a sync of leads and its fetches ask of the sync services they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from zsim.ports.app import Credentials
from zsim.ports.records import HasRef, RecordId
from zsim.sync.leads.choices import LeadChoices, Schema


class Account(Protocol):
    """What fetches ask of the source account they read with."""

    @property
    def credentials(self) -> Credentials:
        """The email and key entered for the source."""

    def key_died(self) -> None:
        """Turn every sync inactive, because the source refused the key."""


class Services(Account, Protocol):
    """What a sync asks of the sync services it belongs to."""

    @property
    def source(self) -> str:
        """The key of the source organisation."""

    def check_account(self) -> None:
        """Refuse with ``InvalidCredentials`` while email and key do not open the source."""

    def source_fields(self) -> Schema:
        """The fields of the source's contacts."""

    def lead_fields(self) -> Schema:
        """The fields of leads."""

    def list_name(self, choices: LeadChoices) -> str | None:
        """What the target list is called; ``None`` once it was deleted."""

    def list_id(self, mailing_list: HasRef | str) -> RecordId:
        """The id of a list given by handle or name."""

    def note(self, command: str, given: Mapping[str, object], sync: str) -> int:
        """Write a user's command on a sync down."""

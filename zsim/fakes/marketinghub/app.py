"""MarketingHub's sync services: the source accounts that were entered there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command, Journal
from zsim.ports.app import App, Credentials, Organisation

USER = "Administrator"
APP = "marketinghub"
SOURCES = ("invoice",)


class SourceGate(Protocol):
    """Where a source lets other products in."""

    def open(self, credentials: Credentials) -> App:
        """Open the source; ``InvalidCredentials`` if email or key do not fit."""


class Source(Protocol):
    """A finance organisation that leads can come from."""

    @property
    def key(self) -> str:
        """The organisation's key."""

    @property
    def organisation(self) -> Organisation:
        """What the organisation tells of itself."""

    @property
    def gate(self) -> SourceGate:
        """Where it lets other products in."""


@dataclass(frozen=True, slots=True)
class Account:
    """A source account entered in MarketingHub: the organisation's key, and what opens it."""

    source: str
    credentials: Credentials


class MarketingHub:
    """The hub of one world, as its administrator uses it."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._accounts: dict[str, Account] = {}

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts entered, in that order."""
        return tuple(self._accounts.values())

    def enter_account(self, source: Source, *, email: str, key: str) -> Account:
        """Enter a source's email and ZSC key; a key of another product is refused, and nothing is stored.

        Source: CON-03.
        """
        if source.key not in SOURCES:
            raise UsageError(
                asked=f"sync leads from {source.key}", found="it is no source", right=f"one of {', '.join(SOURCES)}"
            )
        given = {"source": source.key, "email": email}
        cause = self._journal.append(USER, "command", (APP, "Accounts"), Command("enter_account", given))
        credentials = Credentials(email, key)
        with self._journal.because(cause):
            source.gate.open(credentials)
        self._accounts[source.key] = Account(source.key, credentials)
        return self._accounts[source.key]

    def export(self) -> list[list[str | None]]:
        """The accounts, fit for JSON."""
        return [[each.source, each.credentials.email, each.credentials.key] for each in self.accounts]

    def load(self, data: Iterable[list[str | None]]) -> None:
        """Take over what ``export`` gave."""
        for source, email, key in data:
            self._accounts[str(source)] = Account(str(source), Credentials(str(email), key))

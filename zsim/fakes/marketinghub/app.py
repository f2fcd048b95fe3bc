"""MarketingHub: its modules, the people's faces on them, its port, and the source accounts entered there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from zsim.fakes.marketinghub.faces import LeadsFace, ListsFace, SuppressionsFace
from zsim.fakes.marketinghub.module import APP, HubModule
from zsim.fakes.marketinghub.modules import ModuleMaker
from zsim.fakes.marketinghub.port import HubPort
from zsim.fakes.store.face import Recorder
from zsim.fakes.store.table import Table
from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.kernel.ids import IdCounter
from zsim.kernel.journal import Command, Journal
from zsim.ports.app import App, Credentials, Organisation
from zsim.ports.codec import Plain
from zsim.ports.records import RecordId

NAME = "MarketingHub"
EMAIL = "admin@marketinghub.example"
USER = "Administrator"
SYNC = "sync"
"""Who writes over the port."""

ORGANISATION_NUMBER = 6_040_000
"""Seven digits that begin every id of the hub."""

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
    """The hub of one world, as its administrator uses it; what befalls the leads stands in their face."""

    def __init__(self, clock: Clock, journal: Journal) -> None:
        self._clock = clock
        self._journal = journal
        self._accounts: dict[str, Account] = {}
        self._ids = IdCounter(ORGANISATION_NUMBER)
        self._recorder = Recorder(journal, USER, _anyone_may)
        self._maker = ModuleMaker(self._table)
        self.modules: Mapping[str, HubModule] = self._maker.modules()

    def __repr__(self) -> str:
        return f"<{NAME} with {len(self._maker.leads.table)} leads>"

    @cached_property
    def leads(self) -> LeadsFace:
        """The leads."""
        maker = self._maker
        return LeadsFace(maker.leads, maker.lists, maker.members, self._recorder, self.modules.get)

    @cached_property
    def lists(self) -> ListsFace:
        """The mailing lists."""
        maker = self._maker
        return ListsFace(maker.lists, maker.leads, maker.members, self._recorder, self.modules.get)

    @cached_property
    def suppressions(self) -> SuppressionsFace:
        """The addresses remembered; they can be read only."""
        return SuppressionsFace(self._maker.suppressions, self._recorder, self.modules.get)

    @property
    def name(self) -> str:
        """What people call the hub."""
        return NAME

    @property
    def organisation(self) -> Organisation:
        """What the hub tells of itself; it knows no money and tells the world's usual currency."""
        return Organisation(APP, NAME, EMAIL, country="IN", currency="INR", multi_currency=False, edition="IN")

    def port(self, check: Callable[[str | None], None] | None = None) -> HubPort:
        """What the engine may call; without ``check`` it stands inside its own product and needs no key."""
        return HubPort(
            organisation=lambda: self.organisation, modules=self.modules, actor=SYNC, check=check or _always_open
        )

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

    def export(self) -> dict[str, Plain]:
        """The whole state, fit for JSON."""
        return {
            "ids": self._ids.value,
            "accounts": [[each.source, each.credentials.email, each.credentials.key] for each in self.accounts],
            "modules": {name: module.export() for name, module in self.modules.items()},
        }

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave; the hub must be empty."""
        self._ids = IdCounter(ORGANISATION_NUMBER, data["ids"])
        for source, email, key in data["accounts"]:
            self._accounts[source] = Account(source, Credentials(email, key))
        for name, module in self.modules.items():
            module.load(data["modules"][name])

    def _table(self, module: str, indexed: tuple[str, ...]) -> Table:
        return Table(APP, module, self._clock, self._journal, self._new_id, indexed)

    def _new_id(self) -> RecordId:
        return RecordId(self._ids.new())


def _anyone_may(module: str, action: str) -> None:
    """Everybody who works in the hub may do everything in it."""


def _always_open(module: str | None) -> None:
    """The engine's own product never shuts it out."""

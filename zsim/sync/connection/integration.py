"""The life of a connection: connect, configure, disable, enable, delete, and new credentials.

Source: CON-01, CON-02, CON-09, CON-10, CON-12, CON-15, CON-17, DIS-01, DIS-05, DIS-06, DIS-07, DIS-09, DIS-11.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command
from zsim.ports.app import App, Credentials, Shared, Timing
from zsim.ports.records import HasRef, RecordId, Ref
from zsim.sync.connection.crm_search import CrmInformation, crm_information
from zsim.sync.connection.disconnecting import conversion, let_go
from zsim.sync.connection.module_sync import ModuleSync
from zsim.sync.connection.module_syncs import Modules
from zsim.sync.documents.transactions import DocumentChooser, Transactions
from zsim.sync.execution.connection_context import Desk
from zsim.sync.model.kinds import FINANCE, KINDS, Kind, Side
from zsim.sync.model.links import Link
from zsim.sync.model.mapping import FieldMap
from zsim.sync.model.preferences import Preferences
from zsim.sync.model.saved_links import load_links, plain_links
from zsim.sync.model.writable_fields import Reach, reach
from zsim.sync.runs.entries import Told


class Connection(StrEnum):
    """How an integration stands."""

    ENABLED = "enabled"
    DISABLED = "disabled"
    DELETED = "deleted"


class Integration:
    """One finance organisation connected to the CRM."""

    def __init__(
        self, desk: Desk, timing: Timing, credentials: Credentials, shared: Shared, both_ways: bool, user: str
    ) -> None:
        self._desk = desk
        self._credentials = credentials
        self._user = user
        self.organisation_key = shared.organisation.key
        self.shared = shared
        self.both_ways = both_ways
        self.state = Connection.ENABLED
        self._reach: tuple[tuple[Preferences | None, ...], Reach] | None = None
        documents = DocumentChooser(desk, lambda: self._credentials)
        actor = f"sync {self.organisation_key} invoices"
        invoices = ModuleSync("invoices", self, desk, timing, documents, actor)
        self.transactions = Transactions(self, desk, lambda: self._credentials, invoices)
        self._modules = Modules(self, desk, timing, lambda: self._credentials)

    @classmethod
    def connect(cls, desk: Desk, timing: Timing, credentials: Credentials, shared: Shared, user: str) -> Integration:
        """Connect a finance organisation; refused credentials or a refused organisation store nothing."""
        given = {"product": desk.product.key, "organisation": shared.organisation.key, "email": credentials.email}
        cause = desk.journal.append(
            user, "command", ("integration", shared.organisation.key), Command("connect", given)
        )
        with desk.journal.because(cause):
            desk.gate.open(desk.product.key, credentials)
            both_ways = desk.gate.register(shared)
        return cls(desk, timing, credentials, shared, both_ways and desk.product.two_way, user)

    @property
    def product(self) -> str:
        """The product's key."""
        return self._desk.product.key

    @property
    def open(self) -> bool:
        """Whether anything may cross."""
        return self.state is Connection.ENABLED

    @property
    def credentials(self) -> Credentials:
        """The email and key in use."""
        return self._credentials

    @property
    def links(self) -> tuple[Link, ...]:
        """The live links, in the order they were made."""
        return tuple(self._desk.links)

    @property
    def ended_links(self) -> tuple[Link, ...]:
        """The links that have ended, each with the state that says why, in the order they did."""
        return self._desk.links.ended()

    @property
    def customers(self) -> ModuleSync:
        """The sync of customers with accounts and contacts."""
        return self.module("customers")

    @property
    def vendors(self) -> ModuleSync:
        """The sync of vendors; a product without them raises ``UsageError``. Source: VEN-01."""
        return self.module("vendors")

    @property
    def items(self) -> ModuleSync:
        """The sync of items with products; a product without it raises ``UsageError``. Source: ITM-01, IMP-05."""
        return self.module("items")

    @property
    def modules(self) -> tuple[ModuleSync, ...]:
        """The syncs of this connection."""
        return *self._modules, self.transactions.invoices

    def module(self, name: str) -> ModuleSync:
        """The sync of the module of that name: customers, vendors, items, or invoices."""
        return self.transactions.invoices if name == self.transactions.invoices.name else self._modules[name]

    def link_of(self, side: Side, record_id: RecordId) -> Link | None:
        """The live link of a record."""
        return self._desk.links.live(side, record_id)

    def ended_link_of(self, side: Side, record_id: RecordId) -> Link | None:
        """The link a record that is in none now was in last."""
        return self._desk.links.retired(side, record_id)

    def field_map(self, kind: str) -> FieldMap | None:
        """The field map by which the last run carried records of a kind."""
        return self._desk.maps.last(kind)

    def refs_of(self, link: Link) -> tuple[Ref, Ref]:
        """Where the two records of a link live, the CRM's first."""
        kind = KINDS[link.kind]
        return Ref("crm", kind.crm.module, link.crm_id), Ref(
            self.organisation_key, kind.finance.module, link.finance_id
        )

    def follows(self, link: Link, module: str, preferences: Preferences | None = None) -> bool:
        """Whether the modules chosen have to do with the link's kind; ``module`` by ``preferences``, if given.

        Source: CUS-29.
        """
        return any(kind.name == link.kind for kind in self._pairs(module, preferences))

    def changeable(self, module: str, preferences: Preferences | None = None) -> Reach:
        """The fields a sync may change, by the saved preferences, but for ``module`` if others are given."""
        chosen = tuple(
            preferences if each.name == module and preferences else each.preferences for each in self.modules
        )
        if self._reach is None or self._reach[0] != chosen:  # runs ask each time, and choices hardly ever change
            self._reach = chosen, reach(self.organisation_key, self._pairs(module, preferences))
        return self._reach[1]

    def pause(self) -> None:
        """Pause what runs on schedule; transactions stay instant. Source: SYN-06."""
        self.require_open("pause the sync")
        for module in self._modules.configured:
            module.pause()

    def resume(self) -> None:
        """Resume what runs on schedule. Source: SYN-12."""
        self.require_open("resume the sync")
        for module in self._modules.configured:
            module.resume()

    def preview(self) -> tuple[Told, ...]:
        """The decisions the next run of each saved module would take, in order, without writing anything."""
        self.require_open("preview the next runs")
        return tuple([told for module in self._modules if module.preferences for told in module.preview()])

    def rehearse(self, module: str) -> tuple[Told, ...]:
        """The decisions the next run of a module would take."""
        return self._desk.sandbox.rehearse(self.organisation_key, module)

    def crm_information(self, customer: HasRef) -> CrmInformation:
        """What is shown of the CRM for a customer that came from there, as on making an invoice for it.

        A product that shows none and a customer without a CRM record raise ``UsageError``. Source: FND-05.
        """
        self.require_open("view CRM information")
        link = self._desk.links.live(FINANCE, customer.ref.id)
        return crm_information(self.crm(), self._desk.product, customer.ref, link)

    def update_credentials(self, *, email: str | None = None, key: str | None = None) -> None:
        """Replace email or key, disabled or not; links and preferences stay, bad ones are refused. Source: CON-17."""
        if self.state is Connection.DELETED:
            self.require_open("update the credentials")
        former = self._credentials
        given = Credentials(former.email if email is None else email, former.key if key is None else key)
        with self._desk.journal.because(self.note("update_credentials", {"email": given.email})):
            self._desk.gate.open(self.product, given)
        self._credentials = given

    def disable(self) -> None:
        """Stop everything; nothing moves in any direction until it is enabled again. Source: DIS-01."""
        self.require_open("disable the integration")
        self.note("disable", {})
        self.state = Connection.DISABLED
        self.transactions.close()
        for module in self.modules:
            module.stop("the integration was disabled")

    def enable(self) -> None:
        """Resume with the links kept; the next slot carries what was missed. Source: DIS-05."""
        if self.state is not Connection.DISABLED:
            raise UsageError(
                asked="enable the integration",
                found=f"it is {self.state.value}",
                right="only a disabled one is enabled",
            )
        with self._desk.journal.because(self.note("enable", {})):
            self._desk.gate.open(self.product, self._credentials)
        self.state = Connection.ENABLED
        self.transactions.open()
        self.transactions.invoices.notice(len(self._desk.journal))

    def delete(self, convert: str = "all") -> None:
        """Forget every link for good; possible only while disabled.

        ``convert="all"`` turns every synced record into finance's own; ``"with_transactions"`` those with
        transactions, and deletes the rest. Source: DIS-06, DIS-07, DIS-09, DIS-11.
        """
        if self.state is not Connection.DISABLED:
            raise UsageError(
                asked="delete the integration", found=f"it is {self.state.value}", right="disable it first (DIS-06)"
            )
        chosen = conversion(convert)
        cause = self.note("delete", {"convert": convert})
        with self._desk.journal.because(cause):
            let_go(self._desk.finance, tuple(self._desk.links), chosen, cause)
            self._desk.gate.unregister(self.organisation_key)
        self._desk.links.clear()
        for module in self.modules:
            module.retire()
        self.state = Connection.DELETED

    def export(self) -> dict[str, Any]:
        """The state as plain JSON; refused while a run is under way."""
        return {
            "state": self.state.value,
            "both_ways": self.both_ways,
            "credentials": [self._credentials.email, self._credentials.key],
            "user": self._user,
            "links": plain_links(self._desk.links),
            "modules": self._modules.export(),
            "transactions": list(self.transactions.enabled),
            "invoices": self.transactions.invoices.export(),
        }

    def load(self, data: Mapping[str, Any]) -> Integration:
        """Take over an exported state."""
        self.state = Connection(data["state"])
        load_links(self._desk.links, data["links"])
        self._modules.load(data["modules"])
        self.transactions.enabled = tuple(data["transactions"])
        self.transactions.invoices.load(data["invoices"])
        if self.open:
            self.transactions.open()
        return self

    def crm(self) -> App:
        """The CRM, opened with the present credentials."""
        return self._desk.gate.open(self.product, self._credentials)

    def note(self, command: str, given: Mapping[str, object]) -> int:
        """Write a user's command down and return its entry's number."""
        subject = ("integration", self.organisation_key)
        return self._desk.journal.append(self._user, "command", subject, Command(command, given))

    def require_open(self, asked: str) -> None:
        """Refuse what needs an enabled connection."""
        if self.state is not Connection.ENABLED:
            raise UsageError(
                asked=asked,
                found=f"the integration of {self.organisation_key} is {self.state.value}",
                right="connect or enable it first",
            )

    def _pairs(self, module: str, preferences: Preferences | None) -> Mapping[Kind, Mapping[str, str]]:
        pairs: dict[Kind, Mapping[str, str]] = {}
        for each in self.modules:
            pairs.update(each.pairs(preferences if each.name == module else None))
        return pairs

    def __repr__(self) -> str:
        return (
            f"<integration of {self.organisation_key} with the CRM, {self.state.value}, {len(self._desk.links)} links>"
        )

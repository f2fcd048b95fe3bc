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
from zsim.ports.records import Delete, RecordId, Ref, Update, Write
from zsim.sync.calls import BATCH_SIZE, batches
from zsim.sync.choosing import CustomerChooser
from zsim.sync.desk import Desk
from zsim.sync.documents import Transactions
from zsim.sync.items import Items
from zsim.sync.kinds import KINDS, Kind, Side
from zsim.sync.links import Link
from zsim.sync.module_sync import ModuleSync
from zsim.sync.preferences import Preferences
from zsim.sync.saving import load_links, plain_links


class Connection(StrEnum):
    """How an integration stands."""

    ENABLED = "enabled"
    DISABLED = "disabled"
    DELETED = "deleted"


class Conversion(StrEnum):
    """What becomes of synced records when the integration is deleted. Source: DIS-09."""

    ALL = "all"
    WITH_TRANSACTIONS = "with_transactions"


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
        chooser = CustomerChooser(desk, lambda: self._credentials, both_ways)
        actor = f"sync {self.organisation_key} customers"
        self.transactions = Transactions(self, desk, timing, lambda: self._credentials)
        self.items = Items(self, desk)
        self.customers = ModuleSync("customers", self, desk, timing, chooser, actor)

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
    def modules(self) -> tuple[ModuleSync, ...]:
        """The syncs of this connection."""
        return self.customers, self.transactions.invoices

    def link_of(self, side: Side, record_id: RecordId) -> Link | None:
        """The live link of a record."""
        return self._desk.links.live(side, record_id)

    def refs_of(self, link: Link) -> tuple[Ref, Ref]:
        """Where the two records of a link live, the CRM's first."""
        kind = KINDS[link.kind]
        return Ref("crm", kind.crm.module, link.crm_id), Ref(
            self.organisation_key, kind.finance.module, link.finance_id
        )

    def follows(self, link: Link, preferences: Preferences | None = None) -> bool:
        """Whether the modules chosen (now, or in ``preferences``) have to do with the link's kind. Source: CUS-29."""
        return any(kind.name == link.kind for kind in self._pairs(preferences))

    def changeable(self, preferences: Preferences | None = None) -> Mapping[tuple[str, str], frozenset[str]]:
        """The fields a sync may change, by organisation and module: mapped ones, links, states and what apps derive.

        Customers go by the saved preferences unless others are given. Source: CUS-15.
        """
        fields: dict[tuple[str, str], frozenset[str]] = {
            (self.organisation_key, "invoices"): frozenset({"customer_id"})
        }
        for kind, pairs in self._pairs(preferences).items():
            noted = {kind.link_field, "status"} | ({kind.parent.finance_field} if kind.parent else set())
            derived = (
                {"First_Name", "Last_Name", "Full_Name", "Account_Name"} if kind.crm.module == "Contacts" else set()
            )
            for key, names in (
                (("crm", kind.crm.module), {*pairs, *derived}),
                ((self.organisation_key, kind.finance.module), {*pairs.values(), *noted}),
            ):
                fields[key] = fields.get(key, frozenset()) | names
        return fields

    def pause(self) -> None:
        """Pause what runs on schedule; transactions stay instant. Source: SYN-06."""
        self.require_open("pause the sync")
        self.customers.pause()

    def resume(self) -> None:
        """Resume what runs on schedule. Source: SYN-12."""
        self.require_open("resume the sync")
        self.customers.resume()

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
        if convert not in tuple(Conversion):
            raise UsageError(
                asked=f"delete the integration with convert={convert!r}",
                found="there is no such choice",
                right=f"one of {', '.join(each.value for each in Conversion)}",
            )
        cause = self.note("delete", {"convert": convert})
        with self._desk.journal.because(cause):
            self._let_go(Conversion(convert), cause)
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
            "customers": self.customers.export(),
            "transactions": list(self.transactions.enabled),
            "invoices": self.transactions.invoices.export(),
        }

    def load(self, data: Mapping[str, Any]) -> Integration:
        """Take over an exported state."""
        self.state = Connection(data["state"])
        load_links(self._desk.links, data["links"])
        self.customers.load(data["customers"])
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

    def _pairs(self, preferences: Preferences | None) -> Mapping[Kind, Mapping[str, str]]:
        return {**self.customers.pairs(preferences), **self.transactions.invoices.pairs()}

    def _let_go(self, convert: Conversion, cause: int) -> None:
        links = tuple(self._desk.links)
        keep = frozenset(link.finance_id for link in links)
        if convert is Conversion.WITH_TRANSACTIONS:
            found = self._desk.finance.search("invoices", "customer_id", [link.finance_id for link in links])
            keep = frozenset(RecordId(str(record.fields["customer_id"])) for record in found)
        for kind in reversed(tuple(KINDS.values())):
            writes: list[Write] = []
            for link in links:
                if link.kind == kind.name:
                    stays = link.finance_id in keep or kind.parent is not None
                    note = Update(link.finance_id, {kind.link_field: None}, cause)
                    writes.append(note if stays else Delete(link.finance_id, cause))
            for some in batches(writes, BATCH_SIZE):
                self._desk.finance.write(kind.finance.module, some)

    def __repr__(self) -> str:
        return (
            f"<integration of {self.organisation_key} with the CRM, {self.state.value}, {len(self._desk.links)} links>"
        )

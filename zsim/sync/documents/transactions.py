"""Transactions: made in either app, they appear in the other at once.

They are kinds of record like any other; what differs is that a notification starts the run instead of the schedule.
Source: SYN-10, TXN-01, TXN-05, TXN-17, CON-11, CON-22.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from zsim.catalogue import catalogue, did_you_mean
from zsim.catalogue.suggest import as_spelled, listed
from zsim.kernel.errors import UsageError
from zsim.ports.app import Cancellable, Credentials, Timing
from zsim.ports.errors import NotAllowed, NotModelled, PartlyModelled, VendorError
from zsim.ports.records import Record, RecordId, Ref
from zsim.ports.refusals import tells_refusals
from zsim.sync.documents.unmodelled import TRANSACTIONS
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.execution.job import Job
from zsim.sync.model.kinds import CONTACT, CONTACT_INVOICE, CRM, FINANCE, INVOICE, INVOICE_KINDS, Kind, System
from zsim.sync.model.links import Links
from zsim.sync.model.preferences import Duplicates, Extent, Preferences
from zsim.sync.planning.decisions import Decision
from zsim.sync.planning.routing import leave_out
from zsim.sync.runs.calls import at_once
from zsim.sync.runs.engine_state import StateCell
from zsim.sync.settings.owner import Owner

DOCUMENTS = Preferences(extent=Extent.BOTH_WAYS, duplicates=Duplicates.CLONE)
LISTEN_AGAIN_MS = 60_000
MODELLED = ("invoices",)
NOT_YET = ("quotes", "sales_orders", "purchase_orders")
FURTHER = ("CON-11", "CON-22")
"""The behaviours by which a further organisation has no transaction modules, each of its product."""


@dataclass(frozen=True, slots=True)
class DocumentRoutes:
    """An invoice goes by whom it is for: the account or contact, whose customer must be linked."""

    links: Links

    def route(
        self, system: System, record: Record, out_of_view: Callable[[RecordId], bool], last: bool = False
    ) -> Kind | Decision:
        """The kind, or the decision that leaves it out."""
        live = self.links.live(system, record.ref.id)
        if live is not None:
            return INVOICE if live.kind == INVOICE.name else CONTACT_INVOICE
        if system is FINANCE:
            customer = self.links.live(system, RecordId(str(record.fields.get("customer_id"))))
            kind = CONTACT_INVOICE if customer is not None and customer.kind == CONTACT.name else INVOICE
        else:
            account = RecordId(str(record.fields.get("Account_Name") or ""))
            contact = RecordId(str(record.fields.get("Contact_Name") or ""))
            customer = self.links.live(system, account or contact)
            kind = INVOICE if account else CONTACT_INVOICE
        assert kind.parent is not None, "an invoice hangs on its customer"
        if customer is None or customer.kind != kind.parent.kind:
            return leave_out(kind, record, "no-parent", later=True)
        return kind


class DocumentSettings:
    """Transactions leave nothing to choose."""

    period_hours = 0
    defaults = DOCUMENTS

    def __init__(self, context: ConnectionContext, credentials: Callable[[], Credentials]) -> None:
        self._context = context
        self._credentials = credentials

    def choose(self, base: Preferences, choices: Mapping[str, object]) -> Preferences:
        """Refuse any choice."""
        if choices:
            raise UsageError(
                asked=f"configure {', '.join(choices)} of transactions",
                found="there is nothing to choose",
                right="enable the modules",
            )
        return base

    def check_currencies(self) -> None:
        """Transactions map no fields of their own."""

    def selected(self, job: Job) -> Job:
        """The same job: what a search of this module finds is in play."""
        return job

    def fetchable(self, preferences: Preferences) -> Mapping[Kind, Mapping[str, str]]:
        """The mapped pairs of each kind in play."""
        return self.pairs(preferences)

    def job(self, preferences: Preferences, actor: str, now_ms: int, only: tuple[Ref, ...]) -> Job:
        """What a run is to do."""
        return Job(
            kinds=INVOICE_KINDS,
            pairs={kind.name: pairs for kind, pairs in self.pairs(preferences).items()},
            preferences=preferences,
            credentials=self._credentials(),
            includes=False,
            router=DocumentRoutes(self._context.links),
            actor=actor,
            started_ms=now_ms,
            only=only,
        )

    def pairs(self, preferences: Preferences) -> Mapping[Kind, Mapping[str, str]]:
        """The fields that an invoice has on both sides."""
        return {kind: kind.default_mapping for kind in INVOICE_KINDS}

    def includes(self, preferences: Preferences) -> bool:
        """No contacts are read."""
        return False

    def importable(self, preferences: Preferences) -> tuple[str, ...]:
        """None."""
        return ()

    def crm_ref(self, ref: Ref, links: Links, preferences: Preferences) -> Ref:
        """Only the record itself."""
        return ref


class NotifiedSync(Protocol):
    """The sync of invoices, as transactions use it."""

    def start(self, cause: int) -> object:
        """Run for the command of that entry and read everything."""

    def notice(self, cause: int) -> None:
        """Run now, because an app says that something changed."""


Sync = TypeVar("Sync", bound=NotifiedSync)


@tells_refusals("enable")
class Transactions(PartlyModelled, Generic[Sync]):
    """The transaction modules of one connection; ``invoices`` is the sync of that module.

    ``unsynced`` names the other modules that were not synced yet.
    """

    _unmodelled = TRANSACTIONS

    def __init__(
        self,
        owner: Owner,
        context: ConnectionContext,
        invoices: Sync,
        timing: Timing,
        unsynced: Callable[[], Sequence[str]],
    ) -> None:
        self._owner = owner
        self._context = context
        self._timing = timing
        self._unsynced = unsynced
        self._watches: list[Cancellable] = []
        self._enabled: StateCell[tuple[str, ...]] = context.state.cell("transactions", "enabled", ())
        self.invoices = invoices

    def enable(self, *names: str) -> None:
        """Show these transaction modules inside the CRM and keep both apps in step from now on.

        A further organisation is refused, and so are a module that does not sync, and any while customers, vendors or
        items were not synced. Source: CON-11, CON-22, TXN-12, TXN-14, TXN-17.
        """
        self._owner.require_open("enable transaction modules")
        self._check_organisation()
        modules = tuple([as_spelled(each, (*MODELLED, *NOT_YET)) for name in names for each in listed("modules", name)])
        for module in modules:
            _check_module(module)
        if unsynced := self._unsynced():
            raise NotAllowed(
                f"transaction modules can be enabled once {' and '.join(unsynced)} were synced (TXN-17)",
                code="NOT_ALLOWED",
            )
        cause = self._owner.note("enable_transactions", {"modules": modules})
        with self._context.journal.because(cause):
            self._context.registry.show_transactions(self._owner.organisation_key, modules)
            self._listen()
        self._enabled.set(modules)
        self._context.state.commit()
        self.invoices.start(cause)

    @property
    def enabled(self) -> tuple[str, ...]:
        """The modules enabled."""
        return self._enabled.value

    @property
    def listening(self) -> bool:
        """Whether the notification channels are open."""
        return bool(self._watches)

    def open(self) -> None:
        """Listen to both apps, if any module is enabled."""
        if self.enabled:
            self._listen()

    def catch_up(self, cause: int) -> None:
        """Listen, if not yet, and run for what was missed; ``cause`` is the entry of what opened the apps again."""
        if not self.listening:
            self.open()
        self.notice(cause)

    def restart(self) -> None:
        """Open the channels anew after the engine stopped."""
        self.close()
        self.listen_again()

    def listen_again(self, missed: int | None = None) -> None:
        """Open the channels after a restart; where an app refuses, in a minute once more, and a run fetches the rest.

        ``missed`` is the cause of that run, where anything may have been missed.
        """
        if not self._owner.open or self.listening:
            return
        try:
            self.open()
        except VendorError:
            cause = self._context.journal.cause
            self._timing.call_at(self._timing.now_ms + LISTEN_AGAIN_MS, lambda: self.listen_again(cause))
        else:
            if missed is not None:
                self.notice(missed)

    def _listen(self) -> None:
        """Open the notification channels, all of them or none."""
        self.close()
        calls = self._context.calls(self._owner.credentials)
        opened: list[Cancellable] = []
        try:
            opened.append(at_once(calls.watch(CRM, INVOICE.crm.module, self._changed)))
            opened.append(at_once(calls.watch(FINANCE, INVOICE.finance.module, self._changed)))
            self._watches, opened = opened, []
        finally:
            for each in opened:
                each.cancel()

    def close(self) -> None:
        """Stop listening."""
        for watch in self._watches:
            watch.cancel()
        self._watches = []

    def give_up(self) -> None:
        """Enable none any more, as an organisation that only fetches syncs none. Source: CON-11, CON-22."""
        self._context.registry.show_transactions(self._owner.organisation_key, ())
        self._enabled.set(())

    def notice(self, cause: int) -> None:
        """Run now, if any module is enabled, because something changed or was missed."""
        if self.enabled:
            self.invoices.notice(cause)

    def _changed(self) -> None:
        if self._owner.open:
            self.notice(len(self._context.journal))

    def _check_organisation(self) -> None:
        product = self._context.product
        if not product.two_way:
            raise NotModelled(
                f"{product.name}: transactions need no enabling; its documents in the CRM are not modelled yet, "
                "those of a product that syncs two ways are"
            )
        if not self._owner.both_ways:
            rule = next(each for each in FURTHER if catalogue().behaviour(each).holds_for(product.key))
            raise NotAllowed(
                f"this organisation only fetches from the CRM: a further organisation syncs no transactions ({rule})",
                code="NOT_ALLOWED",
            )


def _check_module(module: str) -> None:
    if module in NOT_YET:
        raise NotModelled(f"the transaction module {module!r} is not modelled yet; {', '.join(MODELLED)} is")
    if module not in MODELLED:
        raise UsageError(
            asked=f"enable the transaction module {module!r}",
            found="it does not sync",
            right=did_you_mean(module, (*MODELLED, *NOT_YET)),
        )

"""The life of a connection: connect, configure, disable, enable, delete, and new credentials.

Source: CON-01, CON-02, CON-09, CON-10, CON-12, CON-15, CON-17, DIS-01, DIS-05, DIS-06, DIS-07, DIS-08, DIS-09, DIS-11,
DIS-12.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any, Literal

from zsim.catalogue.suggest import as_spelled
from zsim.kernel.completion import hiding
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command
from zsim.kernel.printed import Printed
from zsim.ports.app import App, Credentials, Shared, Timing
from zsim.ports.errors import VendorError
from zsim.ports.records import HasRef, RecordId, Ref, id_of
from zsim.ports.refusals import tells_refusals
from zsim.sync.connection.crm_search import CrmInformation, information_of
from zsim.sync.connection.disconnecting import conversion, losses, suspend
from zsim.sync.connection.enabling import first_row, let_in, only_fetch, open_chosen, open_with, sync_once_enabled
from zsim.sync.connection.in_play import InPlay
from zsim.sync.connection.leaving import Leaving
from zsim.sync.connection.module_sync import ModuleSync
from zsim.sync.connection.module_syncs import ModuleSyncs
from zsim.sync.connection.modules_by_name import ModulesByName
from zsim.sync.connection.rows import NEVER, IntegrationRow, IntegrationState
from zsim.sync.documents.projection_sync import ProjectionSync
from zsim.sync.documents.transactions import Transactions
from zsim.sync.documents.unmodelled import INTEGRATION
from zsim.sync.documents.users import IntegrationUsers, require_integration_users
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.model.kinds import KINDS, System
from zsim.sync.model.links import Link
from zsim.sync.model.mapping import FieldMap
from zsim.sync.runs.engine_state import StateCell
from zsim.sync.runs.entries import DecisionEntry
from zsim.sync.triggers.triggers import Triggers

SystemChoice = System | Literal["crm", "finance"]
Others = Callable[[str], "Integration | None"]


@hiding("after_run", "close", "end", "leaving")
@tells_refusals("pause resume update_credentials disable enable delete")
class Integration(ModulesByName):
    """One finance organisation connected to the CRM; ``others`` gives the integration of another, by its key."""

    _unmodelled = INTEGRATION

    def __init__(self, context: ConnectionContext, timing: Timing, shared: Shared, others: Others) -> None:
        self._context, self._timing = context, timing
        made = context.functions.stand_ins.of
        self._row: StateCell[IntegrationRow] = context.state.cell("integration", "row", NEVER)
        self.organisation_key = shared.organisation.key
        self.shared = shared
        self.in_play = InPlay(self.organisation_key, lambda: self.modules)
        self.transactions = made(Transactions)(self, context, timing, lambda: self._modules.unsynced)
        self._users = IntegrationUsers(self, context, lambda: self.transactions.disabled)
        self._modules = ModuleSyncs(self, context, timing, lambda: self.credentials)
        self.triggers = made(Triggers)(self, context, timing, self._modules["customers"])
        self.leaving = Leaving(self, context, timing, self._row, lambda key: _leaving(others(key)))

    @classmethod
    def connect(
        cls,
        context: ConnectionContext,
        timing: Timing,
        credentials: Credentials,
        shared: Shared,
        user: str,
        others: Others,
    ) -> Integration:
        """Connect a finance organisation; refused credentials or a refused organisation store nothing."""
        context.state.cell("integration", "row", NEVER).set(first_row(context, credentials, shared, user))
        integration = cls(context, timing, shared, others)
        integration.transactions.show_unasked()
        return integration

    @property
    def product(self) -> str:
        """The product's key."""
        return self._context.product.key

    @property
    def state(self) -> IntegrationState:
        """Enabled, disabled, or deleted."""
        return self._row.value.state

    @property
    def both_ways(self) -> bool:
        """Whether the connection may write to the CRM."""
        return self._row.value.both_ways

    @property
    def open(self) -> bool:
        """Whether anything may cross."""
        return self.state is IntegrationState.ENABLED

    @property
    def credentials(self) -> Credentials:
        """The email and key in use."""
        return self._row.value.credentials

    @property
    def links(self) -> Printed[Link]:
        """The live links, by the age of the CRM's records."""
        return Printed(self._context.links)

    @property
    def tombstones(self) -> tuple[Link, ...]:
        """The links that have ended, each with the state that says why."""
        return self._context.links.tombstones()

    @property
    def users(self) -> IntegrationUsers:
        """The CRM's users who may work on finance's documents from there; only Books has them. Source: USR-01."""
        require_integration_users(self._context.product)
        return self._users

    @property
    def syncs(self) -> tuple[ModuleSync | ProjectionSync, ...]:
        """All that runs over this connection: the modules' syncs, then those that show documents in the CRM."""
        return *self._modules, *self.transactions

    @property
    def _running(self) -> tuple[ModuleSync | ProjectionSync | Triggers, ...]:
        return *self.syncs, self.triggers

    def sync_of(self, name: str) -> ModuleSync | ProjectionSync:
        """The sync of a module, or of a type of documents, by the name its runs go by."""
        name = name if name in self._modules else as_spelled(name, [each.name for each in self.transactions])
        return self.transactions[name] if name in self.transactions else self._modules[name]

    def link_of(self, system: SystemChoice, record: HasRef | RecordId) -> Link | None:
        """The live link of a record, given by itself or its id."""
        return self._context.links.live(System(system), id_of(record))

    def tombstone_of(self, system: SystemChoice, record: HasRef | RecordId) -> Link | None:
        """The link a record that is in none now was in last."""
        return self._context.links.tombstone(System(system), id_of(record))

    def field_map(self, kind: str) -> FieldMap | None:
        """The field map by which the last run carried records of a kind."""
        return self._context.maps.last(kind)

    def refs_of(self, link: Link) -> tuple[Ref, Ref]:
        """Where the two records of a link live, the CRM's first."""
        crm, finance = KINDS[link.kind].crm, KINDS[link.kind].finance
        return Ref("crm", crm.module, link.crm_id), Ref(self.organisation_key, finance.module, link.finance_id)

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

    def preview(self) -> Printed[DecisionEntry]:
        """The decisions the next run of each saved module would take, in order, without writing anything."""
        self.require_open("preview the next runs")
        return Printed.joined([module.preview() for module in self._modules if module.preferences])

    def rehearse(self, module: str) -> Printed[DecisionEntry]:
        """The decisions the next run of a module would take."""
        return self._context.sandbox.rehearse(self.organisation_key, module)

    def crm_information(self, customer: HasRef | str) -> CrmInformation:
        """What is shown of the CRM for a customer that came from there, as on making an invoice for it.

        A product that shows none and a customer without a CRM record raise ``UsageError``. Source: FND-05.
        """
        self.require_open("view CRM information")
        return information_of(self._context, self.credentials, id_of(customer))

    def update_credentials(self, *, email: str | None = None, key: str | None = None) -> None:
        """Replace email or key, disabled or not; links and preferences stay, bad ones are refused. Source: CON-17."""
        if self.state is IntegrationState.DELETED:
            self.require_open("update the credentials")
        former = self.credentials
        given = Credentials(former.email if email is None else email, former.key if key is None else key)
        cause = self.note("update_credentials", asdict(given))
        with self._context.journal.because(cause):
            open_with(self._context, given)
            self.triggers.pass_over_missed(given, former)
        self._change(credentials=given)
        if self.open:
            self.transactions.catch_up(cause)  # what came on a dead key, nobody tells of again

    def disable(self) -> Printed[str]:
        """Stop everything; nothing moves in any direction until it is enabled again.

        Gives what the CRM loses by that, and does not get back when it is; finance loses nothing. Source: DIS-01,
        DIS-02, DIS-03, DIS-04.
        """
        self.require_open("disable the integration")
        with self._context.journal.because(self.note("disable", {})):
            return self.close()

    def close(self) -> Printed[str]:
        """Be disabled, whoever asked for it; gives what is lost."""
        lost = Printed((self._context.functions.suspend or suspend)(self._context))
        self._change(state=IntegrationState.DISABLED)
        self.transactions.close()
        for each in self._running:
            each.stop("the integration was disabled")
        return lost

    def enable(self, organisation: str | None = None) -> None:
        """Resume with the links kept; where an app refuses, it stays disabled. Source: CON-10, DIS-05, DIS-12.

        Billing asks for the CRM ``organisation`` and syncs at once. Beside one that goes both ways it only fetches.
        """
        self._require_disabled("enable the integration", "only a disabled one is enabled")
        cause = self.note("enable", {} if organisation is None else {"organisation": organisation})
        with self._context.journal.because(cause):
            open_chosen(self._context, self.credentials, organisation)
            try:
                both_ways = let_in(self._context, self.shared, self.transactions.open, self.triggers.reopen)
            except VendorError:
                self.transactions.close()
                raise
        if self.both_ways and not both_ways:
            only_fetch(self.transactions, self._modules)
        self._change(state=IntegrationState.ENABLED, both_ways=self.both_ways and both_ways)
        sync_once_enabled(self._context, self._modules, cause)
        self.transactions.start(len(self._context.journal))

    def delete(self, convert: str = "all") -> Printed[str]:
        """Forget every link for good, and give what is lost by that; possible only while disabled.

        ``convert="all"`` turns every synced record into finance's own; ``"with_transactions"`` those with
        transactions, and deletes the rest. An app that asks to wait is waited for; one that refuses leaves the
        integration disabled, and deleting can be tried again. Along with Billing's the integrations of other finance
        apps go. Source: DIS-06, DIS-07, DIS-08, DIS-09, DIS-11.
        """
        self._require_disabled("delete the integration", "disable it first (DIS-06)")
        chosen = conversion(convert)
        cause = self.note("delete", {"convert": convert})
        with self._context.journal.because(cause):
            lost = losses(self._context, chosen)
            self.leaving.start(chosen, cause)
        return lost

    def after_run(self) -> None:
        """Take in that a run ended which may have synced customers or vendors. Source: TXN-31."""
        self.transactions.show_awaited(self._context.journal.cause)

    def restart(self) -> None:
        """Listen to the apps again and finish a deletion, after the engine stopped."""
        self.transactions.restart()
        self.triggers.restart()
        self.leaving.restart()

    def end(self) -> None:
        """Be no more: every record is let go."""
        self._context.registry.unregister(self.organisation_key)
        self._context.links.clear()
        for each in self._running:
            each.close()
        self._change(state=IntegrationState.DELETED, leaving=None)

    def crm(self) -> App:
        """The CRM, opened with the present credentials to look at it; no call of the engine."""
        return self._context.gate.look(self.product, self.credentials)

    def note(self, command: str, given: Mapping[str, object], cause: int | None = None) -> int:
        """Write a user's command down and return its entry's number; ``cause`` is what it comes along with."""
        subject = ("integration", self.organisation_key)
        return self._context.journal.append(self._row.value.user, "command", subject, Command(command, given), cause)

    def require_open(self, asked: str) -> None:
        """Refuse what needs an enabled connection."""
        if self.state is not IntegrationState.ENABLED:
            found = f"the integration of {self.organisation_key} is {self._row.value.told_state}"
            raise UsageError(asked=asked, found=found, right="connect or enable it first")

    def _require_disabled(self, asked: str, right: str) -> None:
        if self.state is not IntegrationState.DISABLED or self._row.value.leaving is not None:
            raise UsageError(asked=asked, found=f"it is {self._row.value.told_state}", right=right)

    def _change(self, **changes: Any) -> None:
        self._row.set(replace(self._row.value, **changes))
        self._context.state.commit()

    def __repr__(self) -> str:
        told = f"{self.state.value}, {len(self._context.links)} links"
        return f"<integration of {self.organisation_key} with the CRM, {told}>"


def _leaving(integration: Integration | None) -> Leaving | None:
    return None if integration is None else integration.leaving

"""A connection over two apps that a test lays out, and decisions to be carried out over it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from tests.unit.sync.samples import ACCOUNT, ITEM, ROWS, VENDOR
from tests.unit.sync.stages import Desk, journal
from zsim.catalogue import Policies, Quirks, catalogue
from zsim.ports.app import Credentials, Shared, SharedPerson
from zsim.ports.records import Record, Ref, Write
from zsim.ports.relay import DocumentRelay
from zsim.ports.schema import Field
from zsim.sync import DecisionEntry, EngineFunctions, EngineState, Extent, Link, Outcome, Preferences, Reason, System
from zsim.sync.execution.applying import PairApplier, PairBooks, PairResults
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.execution.follow_ups import FollowUps
from zsim.sync.execution.job import Job
from zsim.sync.execution.run import run
from zsim.sync.model.kinds import CRM, FINANCE, Kind
from zsim.sync.planning import Decision
from zsim.sync.planning.decisions import FollowUp
from zsim.sync.planning.routing import Router
from zsim.sync.runs.calls import Calls, at_once
from zsim.sync.runs.confirming import WriteStep
from zsim.sync.runs.intents import Intents
from zsim.sync.runs.sync_state import SyncState
from zsim.sync.settings.customer_routes import CustomerRoutes
from zsim.sync.settings.single_kind_settings import SingleRoutes

NOW_MS = 60_000
MARK = "first:"
CREDENTIALS = Credentials("a@x.example", "key")


class Sandbox:
    """Where nothing is rehearsed."""

    def rehearse(self, organisation_key: str, module: str) -> tuple[DecisionEntry, ...]:
        return ()


class Connection:
    """Books connected to the CRM; it is its own gate and registry, and ``opened`` is who opened the CRM with what."""

    def __init__(
        self,
        *records: Record,
        linked: Sequence[Link] = (),
        quirks_off: Sequence[str] = (),
        policies: Mapping[str, str] | None = None,
        functions: EngineFunctions | None = None,
    ) -> None:
        self.journal = journal(NOW_MS)
        self.crm, self.finance = Desk(key="crm"), Desk(key="books")
        for desk in (self.crm, self.finance):
            names = [name for rows in ROWS.values() for row in rows for name in row[:2]]
            desk.schema = {name: Field(name) for name in names}
        for each in records:
            self.desk(each.ref).records[each.ref] = each
        self.state = EngineState()
        self.intents: Intents[Decision] = Intents(self.state.table("intents"), NOW_MS)
        self.opened: list[tuple[str, Credentials]] = []
        self.refusals: list[Exception] = []
        self.people: tuple[SharedPerson, ...] = ()
        self.context = ConnectionContext(
            product=catalogue().product("books"),
            organisation_key="books",
            gate=self,
            registry=self,
            finance=self.finance,
            journal=self.journal,
            policies=Policies(policies),
            quirks=Quirks(self.journal, quirks_off),
            state=self.state.part("books"),
            functions=functions or EngineFunctions(),
            sandbox=Sandbox(),
            mark=MARK,
        )
        self.links = self.context.links
        self.links.load(linked, ())
        self.state.commit()

    def desk(self, ref: Ref) -> Desk:
        return self.crm if ref.app == "crm" else self.finance

    def open(self, product: str, credentials: Credentials) -> Desk:
        self.opened.append((product, credentials))
        if self.refusals:
            raise self.refusals.pop(0)
        return self.crm

    def look(self, product: str, credentials: Credentials) -> Desk:
        return self.open(product, credentials)

    def admit(self, shared: Shared) -> bool:
        return True

    def register(self, shared: Shared, both_ways: bool | None = None) -> bool:
        return True

    def show_transactions(self, organisation_key: str, modules: tuple[str, ...]) -> None:
        return

    def show_fields(self, module: str, fields: Sequence[Field]) -> None:
        self.shown_fields = module, tuple(fields)

    def serve_documents(self, organisation_key: str, relay: DocumentRelay) -> None:
        self.relay = relay

    def users(self) -> tuple[SharedPerson, ...]:
        return self.people

    def unregister(self, organisation_key: str) -> None:
        return

    @property
    def calls(self) -> Calls:
        return Calls({CRM: self.crm, FINANCE: self.finance}, self.journal, "sync books")

    @property
    def follow_ups(self) -> FollowUps:
        return FollowUps(self.context.state.table("follow-ups"))

    def job(self, *kinds: Kind, only: Sequence[Ref] = (), **chosen: Any) -> Job:
        """A run of these kinds, of which two or three fields are mapped."""
        kinds = kinds or (ACCOUNT,)
        preferences = Preferences(**{"extent": Extent.BOTH_WAYS, **chosen})
        router: Router = CustomerRoutes(kinds, preferences.extent, True, False, True, False, self.links)
        if kinds[0] in (ITEM, VENDOR):
            router = SingleRoutes(kinds[0], preferences.extent, False, self.links)
        return Job(
            kinds=kinds,
            pairs={kind.name: {row.crm: row.finance for row in ROWS[kind.name]} for kind in kinds},
            preferences=preferences,
            credentials=CREDENTIALS,
            includes=True,
            router=router,
            actor="sync books",
            started_ms=NOW_MS,
            only=tuple(only),
        )

    def run(self, job: Job, sync_state: SyncState | None = None) -> tuple[SyncState, PairResults]:
        """What a run leaves, and what became of the records."""
        results = PairResults()
        left = at_once(run(self.context, job, sync_state or SyncState(), results))
        return left, results

    def applier(
        self, results: PairResults, follow_ups: FollowUps | None = None, owners: Collection[str] = ()
    ) -> PairApplier:
        """What carries decisions about pairs out over this connection."""
        books = PairBooks(
            self.links,
            self.context.state.table("new owners"),
            self.follow_ups if follow_ups is None else follow_ups,
            results,
            self.journal,
            "sync books",
        )
        books.owners = frozenset(owners)
        return PairApplier(
            self.calls, books, self.journal, self.context.quirks, self.context.functions.traced, self.intents
        )


def decided(*covers: Record, outcome: Outcome = Outcome.UPDATED, code: str = "updated", **more: Any) -> Decision:
    """A decision about accounts and customers."""
    decision = Decision(
        "account", outcome, tuple([each.ref for each in covers]), Reason(code, "account A", "customer B")
    )
    steps = tuple([WriteStep(FINANCE, "customers", each) for each in more.pop("writes", ())])
    return decision._replace(**{"steps": steps, **more})


def follow_up(record: Record, write: Write, kind: str = "account", system: System = FINANCE) -> FollowUp:
    return FollowUp(kind, system, record.ref, write)


def at(record: Record, modified_ms: int) -> Record:
    """The record as modified then."""
    return record._replace(modified_ms=modified_ms)

"""A source and MarketingHub as a test lays them out, and a sync between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tests.unit.sync.leads.samples import LIST, choices
from tests.unit.sync.stages import Alarm, Desk, HandTiming, journal
from zsim.catalogue import Policies, Quirks
from zsim.ports.app import Credentials
from zsim.ports.errors import VendorError
from zsim.ports.records import Create, Record, RecordId, Ref, Update, Write, Written
from zsim.sync import EngineState, RunQueue
from zsim.sync.leads import LeadChoices, LeadFunctions, SourceContext
from zsim.sync.leads.fetching import LeadJob, fetch
from zsim.sync.leads.lead_links import LeadLinks
from zsim.sync.leads.lead_results import LeadResults, LeadSyncState
from zsim.sync.leads.places import JOIN_LIST, LEAVE_LIST, ON_LISTS
from zsim.sync.runs.calls import at_once

NOW_MS = 100_000
CREDENTIALS = Credentials("owner@invoice.example", "key")


class HubDesk(Desk):
    """MarketingHub: a lead joins and leaves lists by what is written to it."""

    def _write(self, module: str, write: Write) -> Written:
        done = super()._write(module, write)
        if isinstance(write, Create | Update) and done.id is not None and done.error is None:
            ref = Ref(self.key, module, done.id)
            held = dict(self.records[ref].fields)
            lists = held.get(ON_LISTS) or ()
            lists = (*lists, held.pop(JOIN_LIST)) if JOIN_LIST in held else lists
            left = held.pop(LEAVE_LIST, None)
            held[ON_LISTS] = tuple([each for each in lists if each != left])
            self.records[ref] = self.records[ref]._replace(fields={"status": "active", **held})
        return done


def list_of(list_id: RecordId = LIST, name: str = "News") -> Record:
    return Record(Ref("marketinghub", "Lists", list_id), {"name": name}, 0, 0)


class LeadStage:
    """A source, MarketingHub with one list, and what every fetch works with; it is the gate of the source."""

    def __init__(
        self,
        *records: Record,
        quirks_off: Sequence[str] = (),
        policies: Mapping[str, str] | None = None,
        functions: LeadFunctions | None = None,
        state: EngineState | None = None,
    ) -> None:
        self.timing, self.journal, self.state = HandTiming(NOW_MS), journal(NOW_MS), state or EngineState()
        self.source, self.hub = Desk(key="invoice"), HubDesk(key="marketinghub")
        for each in (list_of(), *records):
            (self.source if each.ref.app == "invoice" else self.hub).records[each.ref] = each
        self.opened: list[Credentials] = []
        self.gate_refusals: list[VendorError] = []
        self.queue = RunQueue("leads", self.timing, self.journal, self.state)
        self.context = SourceContext(
            gate=self,
            watch_keys=self.watch_keys,
            hub=self.hub,
            journal=self.journal,
            policies=Policies(policies),
            quirks=Quirks(self.journal, quirks_off),
            state=self.state,
            queue=self.queue,
            functions=functions or LeadFunctions(),
        )
        self.links = LeadLinks()
        self.results = LeadResults()
        self.notify: Callable[[], None] = lambda: None

    def open(self, product: str, credentials: Credentials) -> Desk:
        self.opened.append(credentials)
        if self.gate_refusals:
            raise self.gate_refusals.pop(0)
        return self.source

    def look(self, product: str, credentials: Credentials) -> Desk:
        return self.open(product, credentials)

    def watch_keys(self, notify: Callable[[], None]) -> Alarm:
        self.notify = notify
        return Alarm(0, notify)

    def fetch(
        self, sync_state: LeadSyncState | None = None, chosen: LeadChoices | None = None, **changes: Any
    ) -> LeadSyncState:
        """What one fetch leaves; its results are kept."""
        self.results = LeadResults()
        job = LeadJob(
            replace(chosen or choices(), **changes),
            CREDENTIALS,
            self.links,
            self.state.table("intents"),
            "sync News",
            NOW_MS,
        )
        return at_once(fetch(self.context, job, sync_state or LeadSyncState(), self.results))

    def delete(self, contact: Record) -> None:
        """Have a contact be gone from the source."""
        self.source.records.pop(contact.ref)

    @property
    def counts(self) -> dict[str, int]:
        """What became of how many contacts in the last fetch."""
        return {outcome: count for outcome, count in self.results.counts.items() if count}

    @property
    def addresses(self) -> list[object]:
        """The addresses of the leads."""
        return [each.fields["email"] for each in self.hub.records.values() if each.ref.module == "Leads"]

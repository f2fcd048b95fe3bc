"""Telling the reference model what happened, and gathering what it has against the runs.

The model sees what people and apps did and what each run said and wrote; of what the engine remembers it is told
nothing but what people chose. What it does not state is left out by rule, and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, cast

from zsim.catalogue import Policies, Quirks
from zsim.checks.model import (
    Difference,
    FetchTold,
    LeadMemory,
    Memory,
    RecordChange,
    Records,
    RunTold,
    judge,
    judge_fetch,
)
from zsim.fakes.store.effects import Effect
from zsim.faults import ClockSkew, Fired
from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command, Journal
from zsim.ports.documents import PROJECTED
from zsim.ports.records import Ref
from zsim.ports.refusals import Refusal
from zsim.sync import DecisionEntry, Failure, Grade, RunEnded, RunStarted, Trigger
from zsim.sync.leads import StateChanged, SyncServices
from zsim.sync.runs import INTERRUPTED
from zsim.world.apps import Apps
from zsim.world.connections import Connections
from zsim.world.observing.calendar_watch import CalendarWatch
from zsim.world.observing.model_documents import DocumentsInModel
from zsim.world.observing.model_leads import SlotsWatch, fetch_told, first_due, sync_called
from zsim.world.observing.model_runs import JUDGED, RefreshesAsked, RunsUnderWay, RunWatched, run_told
from zsim.world.observing.model_state import known, take_in, told
from zsim.world.observing.model_terms import TermsInForce
from zsim.world.observing.model_triggers import TRIGGERS, TriggerWatch
from zsim.world.organisations import HUB

KEYS_DIED = "CON-15"
EDITED = "its choices were edited while it was under way"


class ModelWatch:
    """Reads a world's journal from its beginning, and has each run of master data judged.

    ``found`` is what the model has against them, ``judged`` counts the runs, ``left_out`` by reason those not judged.
    """

    def __init__(
        self,
        clock: Clock,
        journal: Journal,
        apps: Apps,
        connections: Connections,
        services: Mapping[str, SyncServices],
        quirks: Quirks,
        policies: Policies,
        *,
        search_lags: bool,
    ) -> None:
        self._clock, self._journal, self._connections = clock, journal, connections
        self._quirks, self._policies, self._services, self._search_lags = quirks, policies, services, search_lags
        self._leads: dict[str, LeadMemory] = {}
        self._terms = TermsInForce(apps, connections, quirks, policies, search_lags=search_lags)
        self._records = Records()
        self._memories: dict[str, Memory] = {}
        self._due: dict[tuple[str, str], set[str]] = {}
        self._refreshes = RefreshesAsked()
        self._under_way = RunsUnderWay()
        self._seen = self._now_ms = 0
        self._slots = SlotsWatch(services)
        self._calendars = CalendarWatch(connections)
        self._documents = DocumentsInModel(clock, apps, connections, self._records, policies)
        self._triggers = TriggerWatch(apps, connections, quirks, policies)
        self._watching = self._skewed = False
        self._found: list[Difference] = []
        self.judged = 0
        self.left_out: Counter[str] = Counter()

    def watch(self) -> Callable[[], None]:
        """Watch from now on, which is the world's beginning; gives what is to be called whenever something was done."""
        self._watching = True
        return self.look

    def export(self) -> dict[str, Any] | None:
        """What the model knows, fit for JSON; ``None`` where it does not watch."""
        if not self._watching:
            return None
        self.look()
        self._found += self._documents.settle(self._memories)
        due = self._refreshes.all_due(self._due)  # a world that is loaded has a journal of its own
        held = [self._memories, self._leads, due, self._under_way.last, list(self._under_way.runs.values())]
        parts = self._calendars, self._triggers, self._documents
        return {"records": told(self._records), "held": told(held), "parts": [told(each.export()) for each in parts]}

    def load(self, data: Mapping[str, Any] | None) -> None:
        """Take over what ``export`` gave; runs that were under way are broken off, as the engine tells them to be."""
        if data is None:
            right = "a world exported from World(model=True)"
            raise UsageError(asked="a loaded world with the model", found="the model did not watch it", right=right)
        take_in(self._records, data["records"])
        self._memories, self._leads, self._due, self._under_way.last, under_way = known(data["held"])
        parts = self._calendars.load, self._triggers.load, self._documents.load
        for load, each in zip(parts, data["parts"], strict=True):
            load(known(each))
        self._under_way.runs.update({-number: run for number, run in enumerate(under_way)})
        for number, run in enumerate(under_way):
            self._end(-number, RunEnded(run.started.number, run.started.module, Grade.FAILED, INTERRUPTED, {}))

    @property
    def found(self) -> list[Difference]:
        """What the model has against the runs so far; ``UsageError`` in a world that was made without the model."""
        if not self._watching:
            raise UsageError(asked="what the model says", found="it does not watch", right="World(model=True)")
        self.look()
        self._pass_time(self._clock.now_ms)
        self._found += self._documents.settle(self._memories)
        return self._found

    def look(self) -> None:
        """Take in what was journalled since the last look."""
        entries = self._journal.since(self._seen) if len(self._journal) > self._seen else ()
        self._seen += len(entries)
        for entry in entries:
            number, at_ms, _, _, subject, cause, detail = entry
            self._pass_time(at_ms)
            match detail:
                case Refusal():
                    self._refreshes.refused(cause)
                    self._calendars.refused(cause)
                    self._triggers.refused(cause)
                    self._documents.refused(cause)
                case Effect():
                    assert isinstance(subject, Ref), "what changes is a record"
                    change = RecordChange(subject, detail.before, detail.after, at_ms)
                    self._found += self._documents.effect(change, cause, number)
                    self._effect(change, cause)
                case DecisionEntry():
                    self._under_way.decision(number, cause, detail)
                    self._documents.decided(number, cause, detail.subject)
                case Failure():
                    self._under_way.failure(cause, detail)
                case StateChanged():
                    self._slots.changed(str(subject), self._now_ms)
                case RunStarted():
                    self._start(number, cause, detail)
                case RunEnded():
                    self._end(cause, detail)
                case Command():
                    self._found += self._documents.command(entry, self._memories)
                    self._command(number, subject, detail)
                case (str() as behaviour, str()) if behaviour == KEYS_DIED:
                    self._keys_died()
                case Fired():
                    self._fired(cause, detail)

    def _fired(self, cause: int, fault: Fired) -> None:
        self._calendars.disturbed = True
        self._documents.disturbed()
        self._skewed |= fault.kind == ClockSkew.kind
        self._triggers.disturbed(cause, fault)
        self._under_way.excuse(None, "it met a fault")

    def _pass_time(self, now_ms: int) -> None:
        if now_ms != self._now_ms:
            self._now_ms = self._triggers.now_ms = now_ms
            self._found += self._calendars.pass_time(now_ms)
            self._found += self._documents.pass_time(now_ms, self._memories)

    def _effect(self, change: RecordChange, cause: int) -> None:
        if key := self._under_way.effect(change, cause):
            for memory in [self._memories[other] for other in self._memories if other != key]:
                memory.stir(change.ref)
            return
        self._records.take(change)
        for memory in self._memories.values():
            memory.take(change)
        self._stir_leads(change)
        self._triggers.saved(change)

    def _start(self, number: int, cause: int, started: RunStarted) -> None:
        if started.organisation == HUB:
            self._start_fetch(number, started)
            return
        place = started.organisation, started.module
        if started.module in JUDGED:
            self._found += self._calendars.begin(started)
        elif started.module == TRIGGERS:
            self._calendars.hold(started.organisation, held=True)
        due = self._refreshes.begin(cause, self._due.get(place, {"whole"}))
        if started.trigger is not Trigger.SINGLE:
            self._due[place] = set()
        self._memories.setdefault(started.organisation, Memory.of(self._records.live))
        self._under_way.begin(number, RunWatched.of(started, due, skewed=self._skewed))

    def _start_fetch(self, number: int, started: RunStarted) -> None:
        self._found += self._slots.begin(number, started, self._now_ms, disturbed=self._calendars.disturbed)
        if started.module not in self._leads:
            source, sync = sync_called(self._services, started.module)
            memory = self._leads[started.module] = LeadMemory(sync.mapping)
            for ref in self._records.of(source, ("customers",)):
                memory.stir(ref, gone=False)
            first_due(self._records, memory, sync)
        self._under_way.begin(number, RunWatched(started, whole=True, afresh=False))

    def _end(self, number: int, ended: RunEnded) -> None:
        run = self._under_way.end(number)
        if run is None:
            return
        if run.started.module in JUDGED:
            self._calendars.end(run.started)
        elif run.started.module == TRIGGERS:
            self._calendars.hold(run.started.organisation, held=False)
        self._calendars.disturbed |= ended.reason == INTERRUPTED
        key, finished = run.started.organisation, ended.grade is not Grade.FAILED
        if key == HUB:
            self._slots.end(number, self._now_ms)
        self._judge(run, ended)
        for last in self._under_way.overtaken(run, self._records):
            self._records.take(last)
        if run.started.module in PROJECTED and finished and not run.excused and not run.skewed:
            self._shown(number, run)
        for ref in run.written:
            self._stir_leads(self._under_way.last[ref])
        if not finished and key != HUB and run.started.trigger is not Trigger.SINGLE:
            missed = ("whole", "again") * run.whole + ("afresh",) * run.afresh
            self._due[key, run.started.module].update(missed)

    def _judge(self, run: RunWatched, ended: RunEnded) -> None:
        key, module = run.started.organisation, run.started.module
        told: FetchTold | RunTold | None = self._fetch(run, ended) if key == HUB else None
        if key != HUB:
            told = run_told(run, ended, self._connections.integrations[key], self._terms)
        if isinstance(told, FetchTold):
            self._found += judge_fetch(self._records, self._leads[module], told)
        elif told is not None:
            self._found += judge(self._records, self._memories[key], told)
        if told is not None:
            self._count(told.excused)
        if module == TRIGGERS:
            parts = self._records, self._memories[key], run.started, ended, run.told.values()
            self._found += self._triggers.judge(*parts, frozenset(run.touched), run.excused, skewed=run.skewed)
            self._count(run.excused or ("it failed" if ended.grade is Grade.FAILED else ""))

    def _shown(self, number: int, run: RunWatched) -> None:
        key, module = run.started.organisation, run.started.module
        failed = [ref for each in run.told.values() if each.outcome == "failed" for ref in each.about]
        told = f"run {run.started.number} of {key}'s {module}", key, module, number
        self._found += self._documents.ended(*told, self._memories[key], failed)

    def _count(self, excused: str) -> None:
        self.judged += not excused
        self.left_out.update([excused] if excused else [])

    def _command(self, number: int, subject: object, command: Command) -> None:
        self._triggers.command(number, subject, command, self._records)
        told = {*map(str, subject if isinstance(subject, tuple) else ()), *map(str, command.given.values())}
        for name in sorted(told.intersection(self._leads)):
            self._slots.changed(name, self._now_ms)
            self._under_way.excuse(name, EDITED)
            self._leads[name].edit(cast("Mapping[str, str]", command.given.get("mapping", {})))
        if command.name.startswith(("configure", "edit")) or subject == ("crm", "Workflows"):
            self._under_way.excuse(TRIGGERS, EDITED)
        match subject:
            case ("integration", str() as key):
                self._calendars.command(number, key, command)
                module = str(command.given.get("module", ""))
                called_off = self._refreshes.command(number, command.name, key, module)
                if command.name.startswith(("edit", "save")):
                    self._memories[key].choose(module, self._now_ms // 1000)
                self._refreshes.choose(self._due.setdefault((key, module), {"whole"}), command.name, called_off)
                if command.name == "connect":
                    self._memories[key] = Memory.of(self._records.live)
                    self._due = {place: each for place, each in self._due.items() if place[0] != key}
            case ("crm", str() as name) if command.name == "update_view":
                for place in self._refreshes.by_view(self._connections.integrations, name, str(command.given["name"])):
                    self._due.setdefault(place, {"whole"}).add("afresh")
            case ("crm", "Users", _) if command.name == "deactivate":
                self._keys_died()

    def _keys_died(self) -> None:
        self._triggers.keys_died()
        self._documents.keys_died()

    def _stir_leads(self, change: RecordChange) -> None:
        for memory in self._leads.values() if change.ref.module == "customers" else ():
            memory.stir(change.ref, gone=change.after is None)

    def _fetch(self, run: RunWatched, ended: RunEnded) -> FetchTold:
        touched, told = frozenset(run.touched), tuple(run.told.values())
        chosen = self._leads[run.started.module].mapping, self._quirks, self._policies, self._search_lags
        return fetch_told(self._services, run.started, ended, told, touched, run.excused, *chosen)

"""Telling the reference model what happened, and gathering what it has against the runs.

The model sees what people and apps did and what each run said and wrote; of what the engine remembers it is told
nothing but what people chose. What it does not state is left out by rule, and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from zsim.catalogue import Policies, Quirks
from zsim.checks.model import (
    DecisionTold,
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
from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command, Journal
from zsim.ports.documents import PROJECTED
from zsim.ports.records import Ref
from zsim.ports.refusals import Refusal
from zsim.sync import DecisionEntry, Failure, Grade, RunEnded, RunStarted, Trigger
from zsim.sync.leads import SyncServices
from zsim.sync.runs import INTERRUPTED
from zsim.world.apps import Apps
from zsim.world.connections import Connections
from zsim.world.observing.calendar_watch import CalendarWatch
from zsim.world.observing.model_documents import DocumentsInModel
from zsim.world.observing.model_leads import fetch_told, first_due, sync_called
from zsim.world.observing.model_runs import JUDGED, RunWatched, run_told
from zsim.world.observing.model_terms import TermsInForce
from zsim.world.observing.model_triggers import TRIGGERS, TriggerWatch
from zsim.world.organisations import HUB

KEYS_DIED = "CON-15"
CHOOSING = ("configure", "edit")


class ModelWatch:
    """Reads a world's journal from its beginning, and has each run of master data judged.

    ``found`` is what the model has against them; ``judged`` counts the runs, ``left_out`` those that are not judged, by
    the reason.
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
        self._quirks, self._policies, self._services = quirks, policies, services
        self._search_lags = search_lags
        self._leads: dict[str, LeadMemory] = {}
        self._terms = TermsInForce(apps, connections, quirks, policies, search_lags=search_lags)
        self._records = Records()
        self._memories: dict[str, Memory] = {}
        self._due: dict[tuple[str, str], set[str]] = {}
        self._runs: dict[int, RunWatched] = {}
        self._owner: dict[int, tuple[int, int]] = {}
        self._last: dict[Ref, RecordChange] = {}
        self._seen = 0
        self._calendars = CalendarWatch(connections)
        self._documents = DocumentsInModel(clock, apps, connections, self._records, policies)
        self._triggers = TriggerWatch(apps, connections, quirks, policies)
        self._watching = False
        self._found: list[Difference] = []
        self.judged = 0
        self.left_out: Counter[str] = Counter()

    def watch(self) -> Callable[[], None]:
        """Watch from now on, which is the world's beginning; gives what is to be called whenever something was done."""
        self._watching = True
        return self.look

    @property
    def found(self) -> list[Difference]:
        """What the model has against the runs so far; ``UsageError`` in a world that was made without the model."""
        if not self._watching:
            raise UsageError(asked="what the model says", found="it does not watch", right="World(model=True)")
        self.look()
        self._found += self._calendars.pass_time(self._clock.now_ms)
        self._found += self._documents.pass_time(self._clock.now_ms, self._memories)
        return self._found

    def look(self) -> None:
        """Take in what was journalled since the last look."""
        entries = self._journal.since(self._seen)
        self._seen += len(entries)
        for entry in entries:
            number, at_ms, _, kind, subject, cause, detail = entry
            self._found += self._calendars.pass_time(at_ms)
            self._found += self._documents.pass_time(at_ms, self._memories)
            match detail:
                case Refusal():
                    self._calendars.refused(cause)
                    self._triggers.refused(cause)
                    self._documents.refused(cause)
                case Effect():
                    assert isinstance(subject, Ref), "what changes is a record"
                    change = RecordChange(subject, detail.before, detail.after, at_ms)
                    self._found += self._documents.effect(change, cause, number)
                    self._effect(change, cause)
                case DecisionEntry():
                    self._decision(number, cause, detail)
                    self._documents.decided(number, cause, detail.subject)
                case Failure():
                    self._failure(cause, detail)
                case RunStarted():
                    self._start(number, detail)
                case RunEnded():
                    self._end(cause, detail)
                case Command():
                    self._found += self._documents.command(entry, self._memories)
                    self._command(number, subject, detail)
                case (str() as behaviour, str()) if behaviour == KEYS_DIED:
                    self._keys_died()
                case _ if kind == "fault":
                    self._calendars.disturbed = True
                    self._documents.disturbed()
                    for run in self._runs.values():
                        run.excused = "it met a fault"

    def _effect(self, change: RecordChange, cause: int) -> None:
        self._last[change.ref] = change
        owner = self._owner.get(cause) or ((cause, 0) if cause in self._runs else None)
        for number, run in self._runs.items():
            if owner is None or owner[0] != number:
                run.touched.add(change.ref)
        if owner is None or owner[0] not in self._runs:
            self._records.take(change)
            for memory in self._memories.values():
                memory.stir(change.ref)
            self._stir_leads(change)
            self._triggers.saved(change)
            return
        run = self._runs[owner[0]]
        run.written[change.ref] = None
        if owner[1]:
            told = run.told[owner[1]]
            run.told[owner[1]] = told._replace(changes=(*told.changes, change))

    def _decision(self, number: int, cause: int, entry: DecisionEntry) -> None:
        named = (*entry.others, *([entry.target] if entry.target else []))
        conflicts = tuple([(each.field, str(each.winner.value)) for each in entry.conflicts])
        cites = entry.cites if entry.subject.module == "Deals" else ()
        told = DecisionTold(entry.subject, str(entry.outcome.value), named, conflicts, entry=number, cites=cites)
        if cause in self._runs:
            self._owner[number] = cause, number
            self._runs[cause].told[number] = told
        elif cause in self._owner:  # a second look takes the place of what was decided
            run, first = self._owner[number] = self._owner[cause]
            former = self._runs[run].told[first]
            self._runs[run].told.pop(first)  # it was decided only now, after what came before
            self._runs[run].told[first] = told._replace(changes=former.changes)
            if former.subject != told.subject:
                self._runs[run].touched.update((*former.about, *told.about))

    def _failure(self, cause: int, failure: Failure) -> None:
        if cause in self._owner:
            run, first = self._owner[cause]
            told = self._runs[run].told[first]
            self._runs[run].told[first] = told._replace(
                outcome="failed", refused=failure.reason, meant=told.meant or told.outcome
            )

    def _start(self, number: int, started: RunStarted) -> None:
        if started.organisation == HUB:
            self._start_fetch(number, started)
            return
        place = started.organisation, started.module
        if started.module in JUDGED:
            self._found += self._calendars.begin(started)
        elif started.module == TRIGGERS:
            self._calendars.hold(started.organisation, held=True)
        due = self._due.get(place, {"whole"})
        if started.trigger is not Trigger.SINGLE:
            self._due[place] = set()
        self._memories.setdefault(started.organisation, self._new_memory())
        self._runs[number] = RunWatched(started, "whole" in due, "afresh" in due)

    def _start_fetch(self, number: int, started: RunStarted) -> None:
        if started.module not in self._leads:
            memory = self._leads[started.module] = LeadMemory()
            source, sync = sync_called(self._services, started.module)
            for ref in self._records.of(source, ("customers",)):
                memory.stir(ref, gone=False)
            first_due(self._records, memory, sync)
        self._runs[number] = RunWatched(started, whole=True, afresh=False)

    def _new_memory(self) -> Memory:
        memory = Memory()
        for ref in self._records.live:
            memory.stir(ref)
        return memory

    def _end(self, number: int, ended: RunEnded) -> None:
        run = self._runs.pop(number, None)
        if run is None:
            return
        if run.started.module in JUDGED:
            self._calendars.end(run.started)
        elif run.started.module == TRIGGERS:
            self._calendars.hold(run.started.organisation, held=False)
        self._calendars.disturbed |= ended.reason == INTERRUPTED
        key = run.started.organisation
        self._owner = {entry: owner for entry, owner in self._owner.items() if owner[0] != number}
        finished = ended.grade is not Grade.FAILED
        told = self._fetch(run, ended) if key == HUB else self._told(run, ended)
        if told is not None:
            if isinstance(told, FetchTold):
                self._found += judge_fetch(self._records, self._leads[run.started.module], told)
            else:
                self._found += judge(self._records, self._memories[key], told)
            self._count(told.excused)
        if run.started.module == TRIGGERS:
            parts = self._records, self._memories[key], run.started, ended, run.told.values()
            self._found += self._triggers.judge(*parts, frozenset(run.touched), run.excused)
            self._count(run.excused or ("" if finished else "it failed"))
        self._take_last(run)
        if run.started.module in PROJECTED and finished and not run.excused:
            name = f"run {run.started.number} of {key}'s {run.started.module}"
            failed = [ref for told in run.told.values() if told.outcome == "failed" for ref in told.about]
            of = key, run.started.module
            self._found += self._documents.ended(name, *of, number, self._memories[key], failed)
        for ref in run.written:
            self._stir_leads(self._last[ref])
            for other, memory in self._memories.items():
                if other != key:
                    memory.stir(ref)
        if not finished and key != HUB and run.started.trigger is not Trigger.SINGLE:
            again = {name for name, still in (("whole", run.whole), ("afresh", run.afresh)) if still}
            self._due[key, run.started.module] |= again

    def _count(self, excused: str) -> None:
        if excused:
            self.left_out[excused] += 1
        else:
            self.judged += 1

    def _command(self, number: int, subject: object, command: Command) -> None:
        self._triggers.command(number, subject, command, self._records)
        told = {*map(str, subject if isinstance(subject, tuple) else ()), *map(str, command.given.values())}
        for run in self._runs.values():
            if run.started.organisation == HUB and run.started.module in told:
                run.excused = "its choices were edited while it was under way"
        match subject:
            case ("integration", str() as key):
                self._calendars.command(number, key, command)
                module = str(command.given.get("module", ""))
                if command.name in CHOOSING:
                    self._due.setdefault((key, module), {"whole"}).add("afresh")
                elif command.name == "save_and_sync":
                    self._due.setdefault((key, module), set()).add("whole")
                elif command.name == "connect":
                    self._memories[key] = self._new_memory()
                    self._due = {place: due for place, due in self._due.items() if place[0] != key}
            case ("crm", "Users", _) if command.name == "deactivate":
                self._keys_died()

    def _keys_died(self) -> None:
        self._triggers.keys_died()
        self._documents.keys_died()

    def _take_last(self, run: RunWatched) -> None:
        """Take in what became of records since, where others changed them; what a run under way wrote it will tell."""
        for ref in [*run.written, *sorted(run.touched)]:
            last = self._last[ref]
            elsewhere = any(ref in other.written for other in self._runs.values())
            if not elsewhere and self._records.live.get(ref) != last.after:
                self._records.take(last)

    def _stir_leads(self, change: RecordChange) -> None:
        for memory in self._leads.values() if change.ref.module == "customers" else ():
            memory.stir(change.ref, gone=change.after is None)

    def _fetch(self, run: RunWatched, ended: RunEnded) -> FetchTold:
        touched, told = frozenset(run.touched), tuple(run.told.values())
        chosen = self._quirks, self._policies, self._search_lags
        return fetch_told(self._services, run.started, ended, told, touched, run.excused, *chosen)

    def _told(self, run: RunWatched, ended: RunEnded) -> RunTold | None:
        integration = self._connections.integrations[run.started.organisation]
        return run_told(run, ended, integration, self._terms)

"""Telling the reference model what happened, and gathering what it has against the runs.

The model sees what people and apps did and what each run said and wrote; of what the engine remembers it is told
nothing but what people chose. What it does not state is left out by rule, and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from zsim.catalogue import Policies, Quirks
from zsim.checks.model import (
    DecisionTold,
    Difference,
    MappedField,
    Memory,
    RecordChange,
    Records,
    RunTold,
    Terms,
    judge,
)
from zsim.fakes.finance.documents.lines import DIGITS
from zsim.fakes.store.effects import Effect
from zsim.fakes.store.module import Module
from zsim.kernel.journal import Command, Journal
from zsim.ports.errors import VendorError
from zsim.ports.records import RecordId, Ref
from zsim.ports.refusals import Refusal
from zsim.ports.schema import STANDARD_LAYOUT, FieldType
from zsim.sync import (
    DecisionEntry,
    Extent,
    Failure,
    Grade,
    Integration,
    ModuleSync,
    Outcome,
    RunEnded,
    RunStarted,
    Trigger,
)
from zsim.sync.runs import INTERRUPTED
from zsim.world.apps import Apps
from zsim.world.connections import Connections
from zsim.world.observing.calendar_watch import CalendarWatch
from zsim.world.organisations import CRM, HUB

JUDGED = ("customers", "vendors", "items")
OPTIONS = {"product_type": (("Goods", "goods"), ("Services", "service"))}
CHOOSING = ("configure", "edit")


@dataclass(slots=True)
class RunWatched:
    """A run under way: its decisions by entry, in order, and what others changed meanwhile."""

    started: RunStarted
    whole: bool
    afresh: bool
    excused: str = ""
    told: dict[int, DecisionTold] = field(default_factory=dict)
    touched: set[Ref] = field(default_factory=set)
    written: dict[Ref, None] = field(default_factory=dict)


class ModelWatch:
    """Reads a world's journal from its beginning, and has each run of master data judged.

    ``found`` is what the model has against them; ``judged`` counts the runs, ``left_out`` those that are not judged, by
    the reason.
    """

    def __init__(
        self, journal: Journal, apps: Apps, connections: Connections, quirks: Quirks, policies: Policies
    ) -> None:
        self._journal, self._apps, self._connections = journal, apps, connections
        self._quirks, self._policies = quirks, policies
        self._records = Records()
        self._memories: dict[str, Memory] = {}
        self._due: dict[tuple[str, str], set[str]] = {}
        self._runs: dict[int, RunWatched] = {}
        self._owner: dict[int, tuple[int, int]] = {}
        self._last: dict[Ref, RecordChange] = {}
        self._seen = 0
        self._calendars = CalendarWatch(connections)
        self.found: list[Difference] = []
        self.judged = 0
        self.left_out: Counter[str] = Counter()

    def look(self) -> None:
        """Take in what was journalled since the last look."""
        entries = self._journal.since(self._seen)
        self._seen += len(entries)
        for number, at_ms, _, kind, subject, cause, detail in entries:
            self.found += self._calendars.pass_time(at_ms)
            match detail:
                case Refusal():
                    self._calendars.refused(cause)
                case Effect():
                    assert isinstance(subject, Ref), "what changes is a record"
                    self._effect(RecordChange(subject, detail.before, detail.after, at_ms), cause)
                case DecisionEntry():
                    self._decision(number, cause, detail)
                case Failure():
                    self._failure(cause, detail)
                case RunStarted():
                    self._start(number, detail)
                case RunEnded():
                    self._end(cause, detail)
                case Command():
                    self._command(number, subject, detail)
                case _ if kind == "fault":
                    self._calendars.disturbed = True
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
            return
        run = self._runs[owner[0]]
        run.written[change.ref] = None
        if owner[1]:
            told = run.told[owner[1]]
            run.told[owner[1]] = told._replace(changes=(*told.changes, change))

    def _decision(self, number: int, cause: int, entry: DecisionEntry) -> None:
        named = (*entry.others, *([entry.target] if entry.target else []))
        conflicts = tuple([(each.field, str(each.winner.value)) for each in entry.conflicts])
        told = DecisionTold(entry.subject, str(entry.outcome.value), named, conflicts, entry=number)
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
            return
        place = started.organisation, started.module
        if started.module in JUDGED:
            self.found += self._calendars.begin(started)
        due = self._due.get(place, {"whole"})
        if started.trigger is not Trigger.SINGLE:
            self._due[place] = set()
        self._memories.setdefault(started.organisation, self._new_memory())
        self._runs[number] = RunWatched(started, "whole" in due, "afresh" in due)

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
        self._calendars.disturbed |= ended.reason == INTERRUPTED
        key = run.started.organisation
        self._owner = {entry: owner for entry, owner in self._owner.items() if owner[0] != number}
        finished = ended.grade is not Grade.FAILED
        told = self._told(run, ended)
        if told is not None:
            self.found += judge(self._records, self._memories[key], told)
            if told.excused:
                self.left_out[told.excused] += 1
            else:
                self.judged += 1
        for ref in [*run.written, *sorted(run.touched)]:
            last = self._last[ref]
            if any(ref in other.written for other in self._runs.values()):
                continue  # that run will tell
            if self._records.live.get(ref) != last.after:
                self._records.take(last)
        for ref in run.written:
            for other, memory in self._memories.items():
                if other != key:
                    memory.stir(ref)
        if not finished and run.started.trigger is not Trigger.SINGLE:
            again = {name for name, still in (("whole", run.whole), ("afresh", run.afresh)) if still}
            self._due[key, run.started.module] |= again

    def _command(self, number: int, subject: object, command: Command) -> None:
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

    def _told(self, run: RunWatched, ended: RunEnded) -> RunTold | None:
        """The run as the model is told of it; ``None`` for one that is not about master data."""
        started, decisions = run.started, tuple(run.told.values())
        module = started.module if started.module in JUDGED else "customers"
        if started.module not in JUDGED:
            decisions = tuple([each for each in decisions if each.subject.module in ("Accounts", "Contacts")])
            if not decisions:
                self.left_out[f"it is of {started.module}"] += 1
                return None
        integration = self._connections.integrations[started.organisation]
        excused = run.excused or ("it failed" if ended.grade is Grade.FAILED else "")
        if any(each.outcome == Outcome.FINISHED for each in decisions):
            excused = excused or "it finished what an earlier run was broken off in"
        single = started.trigger is Trigger.SINGLE or started.module not in JUDGED
        terms = self._terms(integration, module, started.number if started.module in JUDGED else None)
        name = f"run {started.number} of {started.organisation}'s {started.module}"
        touched, counts = frozenset(run.touched), {str(each): count for each, count in ended.counts.items()}
        more = {"counts": counts} if started.module in JUDGED else {}
        finished = ended.grade is not Grade.FAILED
        return RunTold(name, terms, finished, single, run.whole, run.afresh, excused, decisions, touched, **more)

    def _terms(self, integration: Integration, module: str, number: int | None) -> Terms:
        key, sync = integration.organisation_key, integration.sync_of(module)
        assert isinstance(sync, ModuleSync), "documents have no preferences"
        chosen = (sync.preferences_in(number) if number is not None else None) or sync.preferences
        assert chosen is not None, "a module that ran has preferences"
        finance = self._apps.meant(key)
        preferences = finance.preferences
        rows = {}
        for found in (False, True):
            for kind, pairs in sync.pairs(chosen, found=found).items():
                rows[kind.name] = tuple(
                    [self._row(kind.crm.module, key, kind.finance.module, *pair) for pair in pairs.items() if pair[1]]
                )
        return Terms(
            organisation=key,
            product=integration.product,
            module=module,
            choice=str(chosen.module.value) if chosen.module is not None else "",
            both_ways=integration.both_ways and chosen.extent is Extent.BOTH_WAYS,
            duplicates=str(chosen.duplicates.value),
            include=chosen.include_contacts_without_account,
            rows={kind: tuple([row for row in some if row is not None]) for kind, some in rows.items()},
            listed=self._listed(integration, chosen.views),
            unique_names=not preferences.allow_equal_names,
            unique_items=not preferences.allow_equal_item_names,
            owner=str(self._connections.owner(integration) or ""),
            policies=self._policies.changed,
            quirks_off=frozenset(self._quirks.off),
            currency=finance.organisation.currency,
            crm_currency=_currency(integration),
            places=lambda code: DIGITS.get(code, 2),
        )

    def _row(self, ours: str, key: str, theirs: str, crm: str, finance: str) -> MappedField | None:
        """A mapped field by what the two apps tell of it; ``None`` if either has it no more."""
        left, right = self._find(CRM, ours).schema.get(crm), self._find(key, theirs).schema.get(finance)
        if left is None or right is None or left.layout != STANDARD_LAYOUT or (left.read_only and crm != "Full_Name"):
            return None
        listed = left.options if left.type is FieldType.PICK_LIST else ()
        there = right.options if right.type is FieldType.PICK_LIST else ()
        price = left.type is FieldType.CURRENCY and right.type is FieldType.CURRENCY
        whole = right.type is FieldType.INTEGER
        return MappedField(crm, finance, OPTIONS.get(finance, ()), listed, there, whole, price, right.default)

    def _find(self, app: str, name: str) -> Module:
        found = self._apps.module(app, name)
        assert found is not None, "what was synced is there"
        return found

    def _listed(self, integration: Integration, views: Mapping[str, str]) -> Callable[[Ref], bool]:
        """Whether the chosen views list a record just now, as the connecting user sees them."""
        try:
            crm = integration.crm()
            chosen = {
                module: {each.name: each.id for each in crm.views(module)}[name] for module, name in views.items()
            }
        except VendorError:
            return lambda ref: True

        def listed(ref: Ref) -> bool:
            view: RecordId | None = chosen.get(ref.module)
            try:
                return view is None or bool(crm.read(ref.module, [ref.id], view=view))
            except VendorError:
                return True

        return listed


def _currency(integration: Integration) -> str:
    """The base currency of the CRM; blank while nobody may look."""
    try:
        return integration.crm().organisation().currency
    except VendorError:
        return ""

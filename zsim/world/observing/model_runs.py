"""The runs under way, and what the reference model is told of them as they end."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from zsim.checks.model import DecisionTold, RecordChange, Records, RunTold
from zsim.ports.records import Ref
from zsim.sync import DecisionEntry, Failure, Grade, Integration, Outcome, RunEnded, RunStarted, Trigger
from zsim.world.observing.model_terms import TermsInForce

JUDGED = ("customers", "vendors", "items")
Place = tuple[str, str]
"""An organisation and one of its modules."""


@dataclass(slots=True)
class RunWatched:
    """A run under way: its decisions by entry, in order, and what others changed meanwhile.

    ``ahead`` is what other runs under way had written as it began.
    """

    started: RunStarted
    whole: bool
    afresh: bool
    again: bool = False
    skewed: bool = False
    excused: str = ""
    told: dict[int, DecisionTold] = field(default_factory=dict)
    touched: set[Ref] = field(default_factory=set)
    ahead: set[Ref] = field(default_factory=set)
    written: dict[Ref, None] = field(default_factory=dict)

    @classmethod
    def of(cls, started: RunStarted, due: Container[str], *, skewed: bool) -> RunWatched:
        """One that begins, by what is due of it."""
        return cls(started, "whole" in due, "afresh" in due, "again" in due, skewed)


class RunsUnderWay:
    """The runs that began and did not end, by their entries; ``last`` is the last change of each record."""

    def __init__(self) -> None:
        self.runs: dict[int, RunWatched] = {}
        self.last: dict[Ref, RecordChange] = {}
        self._owner: dict[int, tuple[int, int]] = {}

    def begin(self, number: int, run: RunWatched) -> None:
        """Take in that a run began."""
        run.ahead.update([ref for other in self.runs.values() for ref in other.written])
        self.runs[number] = run

    def effect(self, change: RecordChange, cause: int) -> str:
        """Take in a change; gives the organisation of the run under way that made it, or nothing."""
        self.last[change.ref] = change
        owner = self._owner.get(cause) or ((cause, 0) if cause in self.runs else None)
        for number, run in self.runs.items():
            if owner is None or owner[0] != number:
                run.touched.add(change.ref)
        if owner is None or owner[0] not in self.runs:
            return ""
        run = self.runs[owner[0]]
        run.written[change.ref] = None
        if owner[1]:
            told = run.told[owner[1]]
            run.told[owner[1]] = told._replace(changes=(*told.changes, change))
        return run.started.organisation

    def decision(self, number: int, cause: int, entry: DecisionEntry) -> None:
        """Take in what a run decided; a second look takes the place of what was decided."""
        named = (*entry.others, *([entry.target] if entry.target else []))
        conflicts = tuple([(each.field, str(each.winner.value)) for each in entry.conflicts])
        cites = entry.cites if entry.subject.module == "Deals" else ()
        told = DecisionTold(entry.subject, str(entry.outcome.value), named, conflicts, entry=number, cites=cites)
        if cause in self.runs:
            self._owner[number] = cause, number
            self.runs[cause].told[number] = told
        elif cause in self._owner:
            run, first = self._owner[number] = self._owner[cause]
            former = self.runs[run].told.pop(first)
            self.runs[run].told[first] = told._replace(
                changes=former.changes
            )  # decided only now, after what came before
            if former.subject != told.subject:
                self.runs[run].touched.update((*former.about, *told.about))

    def failure(self, cause: int, failure: Failure) -> None:
        """Take in that what was decided was refused."""
        if cause in self._owner:
            run, first = self._owner[cause]
            told = self.runs[run].told[first]
            meant = told.meant or told.outcome
            self.runs[run].told[first] = told._replace(outcome="failed", refused=failure.reason, meant=meant)

    def excuse(self, module: str | None, why: str) -> None:
        """Take in why the runs of a module, or all there are, are not judged."""
        for run in self.runs.values():
            if module in (None, run.started.module):
                run.excused = why

    def end(self, number: int) -> RunWatched | None:
        """The run that ended; ``None`` if it began before anybody watched."""
        self._owner = {entry: owner for entry, owner in self._owner.items() if owner[0] != number}
        return self.runs.pop(number, None)

    def overtaken(self, run: RunWatched, records: Records) -> Iterator[RecordChange]:
        """What became of records since, where others changed them; what a run under way wrote it will tell."""
        for ref in [*run.written, *sorted(run.touched)]:
            last = self.last[ref]
            elsewhere = any(ref in other.written for other in self.runs.values())
            if not elsewhere and records.live.get(ref) != last.after:
                yield last


class RefreshesAsked:
    """Each 'Save and Sync', by its entry, of which the run is yet to begin, and by whose module."""

    def __init__(self) -> None:
        self._waiting: dict[int, Place] = {}

    def command(self, number: int, command: str, key: str, module: str) -> bool:
        """Take in what somebody asked of a module; one that is stopped, or all of a connection, forgets what waits.

        Whether it did is told.
        """
        if command == "save_and_sync":
            self._waiting[number] = key, module
        elif command in ("pause", "disable", "delete"):
            of = [each for each, place in self._waiting.items() if place[0] == key and module in ("", place[1])]
            for each in of:
                del self._waiting[each]
            return bool(of)
        return False

    @staticmethod
    def choose(due: set[str], command: str, called_off: bool) -> None:
        """Note what the next run of a module is to look at, once somebody chose something of it, or stopped it."""
        if command in ("configure", "edit"):
            due.add("afresh")
        if command == "pause" and ("whole" in due or called_off):
            due.add("again")  # whether what was called off refreshes later is not said

    @staticmethod
    def by_view(integrations: Mapping[str, Integration], module: str, view: str) -> Iterator[Place]:
        """The modules that are synced by a view of that name; edited, it may list what it did not. Source: VIW-01."""
        for key, integration in integrations.items():
            for sync in integration.modules:
                if sync.preferences is not None and sync.preferences.views.get(module) == view:
                    yield key, sync.name

    def refused(self, number: int) -> None:
        """Take in that it was refused."""
        self._waiting.pop(number, None)

    def begin(self, cause: int, due: set[str]) -> set[str]:
        """What a run that begins for that entry is to look at, where that is due else."""
        return due if self._waiting.pop(cause, None) is None else due - {"again"} | {"whole"}

    def all_due(self, due: Mapping[Place, set[str]]) -> dict[Place, set[str]]:
        """What the next run of each module is to look at, where the entries are known no more."""
        whole = {place: due.get(place, set()) - {"again"} | {"whole"} for place in self._waiting.values()}
        return {**due, **whole}


def run_told(run: RunWatched, ended: RunEnded, integration: Integration, terms: TermsInForce) -> RunTold | None:
    """The run as the model is told of it; ``None`` for one that says nothing of master data.

    A run of triggers or documents may fetch customers, each by itself.
    """
    started, decisions = run.started, tuple(run.told.values())
    own = started.module in JUDGED
    if not own:
        decisions = tuple([each for each in decisions if each.subject.module in ("Accounts", "Contacts")])
        if not decisions:
            return None
    finished = ended.grade is not Grade.FAILED
    excused = run.excused or ("" if finished else "it failed")
    if any(each.outcome == Outcome.FINISHED for each in decisions):
        excused = excused or "it finished what an earlier run was broken off in"
    return RunTold(
        name=f"run {started.number} of {started.organisation}'s {started.module}",
        terms=terms.of(integration, started.module if own else "customers", started.number if own else None),
        finished=finished,
        single=started.trigger is Trigger.SINGLE or not own,
        whole=run.whole,
        again=run.again,
        afresh=run.afresh,
        excused=excused,
        skewed=run.skewed,
        decisions=decisions,
        touched=frozenset(run.touched | run.ahead),
        ahead=frozenset(run.ahead - run.touched),
        counts={str(each): count for each, count in ended.counts.items()} if own else None,
    )

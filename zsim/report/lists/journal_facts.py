"""What the lists tell of all journals: faults that happened, reasons of decisions, triggers, and finished runs."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from zsim.fakes.store import Effect
from zsim.faults import Fired
from zsim.recording.schema import Result, ScenarioRun
from zsim.report.lists.trigger_cases import DEAL, TriggerCases, TriggerReader
from zsim.report.telling import ToldRun
from zsim.sync import DecisionEntry, RunEnded, RunStarted

CRM, FINANCE = "crm", "finance"


class TableCell(NamedTuple):
    """A place of the decision table: the id of a run that plays it, the side of the record, and what it came to."""

    run: str
    side: str
    outcome: str


class SmallestRuns:
    """How many runs showed something, in how many stories, and the smallest that passed, by whatever it is."""

    def __init__(self) -> None:
        self.runs: Counter[str] = Counter()
        self._stories: defaultdict[str, set[str]] = defaultdict(set)
        self._smallest: dict[str, ScenarioRun] = {}

    def add(self, name: str, run: ScenarioRun, story: str) -> None:
        """One more run that showed it."""
        self.runs[name] += 1
        self._stories[name].add(story)
        former = self._smallest.get(name)
        if former is None or _key(run) < _key(former):
            self._smallest[name] = run

    def stories(self, name: str) -> int:
        """How many stories showed it."""
        return len(self._stories.get(name, ()))

    def smallest(self, name: str) -> ScenarioRun | None:
        """The smallest run that showed it, one that passed if there is one."""
        return self._smallest.get(name)


class JournalFacts:
    """What all journals have told so far, each read once."""

    def __init__(self) -> None:
        self.faults = SmallestRuns()
        self.reasons = SmallestRuns()
        self.cited: dict[TableCell, tuple[str, ...]] = {}
        """The rules that the decisions of the decision table's runs rest on, each time the first."""
        self.triggers = TriggerCases()
        self.finished_runs = 0

    def read(self, told: ToldRun, story: str, *, table: bool = False) -> None:
        """Take in the journal of a run of a story; ``table`` says that it is one of the decision table's."""
        run, triggers = told.run, TriggerReader(self.triggers, told.run)
        faults: dict[str, None] = {}
        reasons: dict[str, None] = {}
        for entry in told.world.journal:
            match entry.detail:
                case Effect() as effect:
                    triggers.changed(entry.subject, effect)
                case DecisionEntry() as decision:
                    reasons[decision.code] = None
                    if decision.kind == DEAL:
                        triggers.decided(decision, entry.cause)
                    if table:
                        self._cite(run, decision)
                case RunStarted() as began:
                    triggers.began(entry.number, began.organisation)
                case RunEnded():
                    self.finished_runs += 1
                case Fired(kind=kind):
                    faults[kind] = None
        for each in faults:
            self.faults.add(each, run, story)
        for each in reasons:
            self.reasons.add(each, run, story)

    def _cite(self, run: ScenarioRun, decision: DecisionEntry) -> None:
        concerned = (*decision.covers, *([decision.target] if decision.target is not None else []))
        for side in {CRM if each.app == CRM else FINANCE: None for each in concerned}:
            self.cited.setdefault(TableCell(run.id, side, decision.outcome.value), decision.cites)


def _key(run: ScenarioRun) -> tuple[bool, int, str]:
    return run.result is not Result.PASSED, run.entries, run.id

"""A run of master data as the reference model is told of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from zsim.checks.model import DecisionTold, RunTold
from zsim.ports.records import Ref
from zsim.sync import Grade, Integration, Outcome, RunEnded, RunStarted, Trigger
from zsim.world.observing.model_terms import TermsInForce

JUDGED = ("customers", "vendors", "items")


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
        afresh=run.afresh,
        excused=excused,
        decisions=decisions,
        touched=frozenset(run.touched),
        counts={str(each): count for each, count in ended.counts.items()} if own else None,
    )

"""What the observer has seen so far of runs under way, and of the syncs they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from zsim.checks import Decisions, Effects
from zsim.kernel.journal import Stretch
from zsim.ports.records import Ref
from zsim.sync import DecisionEntry, Outcome, RunStarted
from zsim.sync.leads import lead_entry
from zsim.world.observing.connection_state import ConnectionState
from zsim.world.observing.fetches import LeadConnection


@dataclass(slots=True)
class ActiveRun:
    """A run under way, as seen so far."""

    started: RunStarted
    sync: SyncWatched
    connection: ConnectionState | LeadConnection
    quiet: bool
    repeated: bool
    read: list[Ref] = field(default_factory=list)
    decisions: Decisions = field(default_factory=Decisions)
    effects: Effects = field(default_factory=Effects)
    departed: set[Ref] = field(default_factory=set)
    touched: set[Ref] = field(default_factory=set)
    refused: set[Ref] = field(default_factory=set)
    shown: set[Ref] = field(default_factory=set)


@dataclass(slots=True)
class SyncWatched:
    """What the observer knows of the sync of one module: edits since its last run, and whether that one was done.

    ``disturbed`` says that people edited, or what counts as much for a fetch of leads: another product's sync did, or
    leads were deleted.
    """

    edited: bool = True
    disturbed: bool = True
    settled: bool = False


def take_in_decisions(decisions: Decisions, seen: Stretch) -> None:
    """Take in what became of the records that the entries tell of."""
    if seen.shape is lead_entry:
        outcomes = [kept[0] for kept in seen.details]
        decisions.extend(seen.subjects, outcomes, [None] * len(outcomes))
        return
    every: Sequence[DecisionEntry] = [each for _, _, _, each in seen.entries()]
    told = [each for each in every if each.outcome is not Outcome.FINISHED]
    decisions.finished += [each.subject for each in every if each.outcome is Outcome.FINISHED]
    subjects = [each.subject for each in told]
    decisions.extend(subjects, [each.outcome for each in told], [each.target for each in told])
    for each in told:
        if each.others:
            decisions.extend(each.others, [each.outcome] * len(each.others), [each.target] * len(each.others))

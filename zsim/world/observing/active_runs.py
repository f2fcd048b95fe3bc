"""What the observer has seen so far of runs under way, and of the syncs they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from zsim.checks import Decisions, Effects
from zsim.kernel.journal import Stretch
from zsim.ports.records import Ref
from zsim.sync import Call, DecisionEntry, Outcome, RunStarted
from zsim.sync.leads import lead_entry
from zsim.world.observing.connection_state import ConnectionState
from zsim.world.observing.fetches import LeadConnection

KEYED = ("crm", "source")
"""The sides that are opened with a key, by what the apps are to a run."""


@dataclass(slots=True)
class ActiveRun:
    """A run under way, as seen so far.

    ``barred`` says that it was told that the key of an app died, or had the batch that may be under way when one does;
    ``shut_out`` that it was refused for that.
    """

    started: RunStarted
    sync: SyncWatched
    connection: ConnectionState | LeadConnection
    quiet: bool
    repeated: bool
    barred: bool
    shut_out: bool
    read: list[Ref] = field(default_factory=list)
    decisions: Decisions = field(default_factory=Decisions)
    effects: Effects = field(default_factory=Effects)
    departed: set[Ref] = field(default_factory=set)
    touched: set[Ref] = field(default_factory=set)
    refused: set[Ref] = field(default_factory=set)
    shown: set[Ref] = field(default_factory=set)
    _late: bool = False

    def closed(self, app: str) -> str | None:
        """Why the run should not have written to an app just now; ``None`` if it may."""
        why, dead = self.connection.closed(self.started), self.connection.dead_app
        if why is not None or dead is None:
            return why
        if self.barred or app == dead:
            return "its key was dead"
        self._late = True
        return None

    def called(self, call: Call) -> None:
        """Take in a call: an answer of the app whose key died tells the run, and ends what was under way."""
        if self.connection.dead_app is None:
            return
        if call.system.value in KEYED:
            self.barred, self.shut_out = True, self.shut_out or bool(call.refusal)
        elif call.method == "write" and self._late:
            self.barred = True


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

"""What the observer has seen so far of runs under way, and of the syncs they are of."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from zsim.checks import ConflictSeen, Decided, Decisions, Effects, Pair
from zsim.kernel.journal import EntryBatch
from zsim.ports.errors import NotFound
from zsim.ports.records import RecordId, Ref
from zsim.sync import KINDS, Call, DecisionEntry, Failure, Outcome, RunStarted
from zsim.sync.leads import LEADS, SUPPRESSIONS, lead_entry
from zsim.sync.model import PERSON
from zsim.world.observing.connection_state import ConnectionState
from zsim.world.observing.fetches import LeadConnection

FEEDS = frozenset({"changed", "deleted"})
SHOWN = (LEADS, SUPPRESSIONS)
"""The modules of MarketingHub of which a fetch is held to what its searches showed it."""

KEYED = ("crm", "source")
"""The sides that are opened with a key, by what the apps are to a run."""


@dataclass(slots=True)
class ActiveRun:
    """A run under way, as seen so far.

    ``barred`` says that it was told that the key of an app died, or had the batch that may be under way when one does;
    ``shut_out`` that it was refused for that. ``owner`` is the CRM's user by whose email it began.
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
    astray: set[Ref] = field(default_factory=set)
    parted: tuple[Pair, ...] = ()
    reborn: tuple[Pair, ...] = ()
    misplaced: tuple[Ref, ...] = ()
    handed_over: tuple[Ref, ...] = ()
    owner: RecordId | None = None
    lagged: bool = False
    """Whether a search of the run did not find what it should have."""
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
        """Take in a call, and what it gave the run."""
        if self.connection.dead_app is not None:
            self._answered(call)
        if isinstance(call.found, int):
            return
        if call.method in FEEDS:
            self.read += call.found
        elif call.method == "search" and call.module in SHOWN:
            self.shown.update(call.found)

    def _answered(self, call: Call) -> None:
        """An answer of the app whose key died tells the run, and ends what was under way."""
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


def take_in_decisions(decisions: Decisions, seen: EntryBatch) -> None:
    """Take in what became of the records that the entries tell of."""
    if seen.decoder is lead_entry:
        outcomes = [kept[0] for kept in seen.details]
        codes = [kept[2] for kept in seen.details]
        decisions.extend(seen.subjects, outcomes, [None] * len(outcomes), codes, seen.numbers)
        if not decisions.cited.keys() >= set(codes):
            decisions.cited |= {each.code: (number, each.cites) for number, _, _, each in seen.entries()}
        return
    numbers: Sequence[int] = seen.numbers
    every: Sequence[DecisionEntry] = seen.details
    _note_cited(decisions, numbers, every)
    if Outcome.FINISHED in [each.outcome for each in every]:
        numbers, every = _but_for_finished(decisions, numbers, every)
    decisions.extend(
        [each.subject for each in every],
        [each.outcome for each in every],
        [each.target for each in every],
        [each.code for each in every],
        numbers,
    )
    for number, each in zip(numbers, every, strict=True):
        if each.others or each.conflicts:
            _take_in_more(decisions, number, each)


def is_astray(told: DecisionEntry, failure: Failure, departed: Set[Ref]) -> bool:
    """Whether a refused decision was to add a person to a customer that is not there, though nobody deleted any."""
    adds = told.kind == PERSON.name and told.outcome is Outcome.CREATED
    meanwhile = any(ref.module == KINDS["account"].finance.module for ref in departed)
    return adds and failure.reason == NotFound.reason and not meanwhile


def take_in_revised(decisions: Decisions, former: int, number: int, told: DecisionEntry) -> None:
    """Take in a decision that takes the place of a former one, of whose conflicts nothing came."""
    decisions.revise(former, told.covers, told.outcome, told.target, told.code, number)
    decisions.conflicts = [each for each in decisions.conflicts if each.ref != told.subject]
    _note_cited(decisions, (number,), (told,))
    _take_in_more(decisions, number, told._replace(others=()))


def _note_cited(decisions: Decisions, numbers: Sequence[int], every: Sequence[DecisionEntry]) -> None:
    """Note what decisions rest on, which those of one kind and reason have in common, but for what they add to it."""
    cited = decisions.cited
    for number, each in zip(numbers, every, strict=True):
        way = each.kind, each.code, bool(each.conflicts), bool(each.refused)
        if way not in cited:
            cited[way] = number, each.cites


def _but_for_finished(
    decisions: Decisions, numbers: Sequence[int], every: Sequence[DecisionEntry]
) -> tuple[Sequence[int], Sequence[DecisionEntry]]:
    """Take in what was left of earlier decisions; gives the others."""
    others: list[tuple[int, DecisionEntry]] = []
    for number, each in zip(numbers, every, strict=True):
        if each.outcome is Outcome.FINISHED:
            decisions.finish(Decided(each.subject, each.outcome, each.target, each.code, number))
        else:
            others.append((number, each))
    return [number for number, _ in others], [each for _, each in others]


def _take_in_more(decisions: Decisions, number: int, told: DecisionEntry) -> None:
    """Take in the further records of a decision, and what it says of fields edited on both sides."""
    for ref in told.others:
        decisions.extend((ref,), (told.outcome,), (told.target,), (told.code,), (number,))
    decisions.conflicts += [
        ConflictSeen(told.subject, each.field, each.winner.value, number) for each in told.conflicts
    ]

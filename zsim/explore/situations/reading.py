"""Reads a journal once, and keeps what situations are recognised by."""

from __future__ import annotations

from collections import defaultdict

from zsim.catalogue.life_cycles import life_cycles
from zsim.explore.situations.story import (
    WRITING,
    Called,
    Change,
    CommandSeen,
    Failed,
    FaultSeen,
    Judgement,
    Open,
    RunSpan,
    WorldStory,
)
from zsim.kernel.journal import Command, EntryBatch, Journal
from zsim.ports.records import Ref
from zsim.sync import KINDS, DecisionEntry, Outcome, RunEnded, RunStarted
from zsim.sync.runs import IMPORT

WORKING = (Outcome.CREATED, Outcome.UPDATED, Outcome.DELETED, Outcome.CONFLICT)
"""The outcomes by which a record was carried over."""


class JournalReader:
    """Reads one journal."""

    def __init__(self, journal: Journal) -> None:
        self.story = WorldStory()
        self._journal = journal
        self._open: Open = ()
        self._touched: set[Ref] = set()
        self._runs: dict[int, RunSpan] = {}
        self._asked: dict[int, CommandSeen] = {}
        self._decided: dict[int, Judgement] = {}
        self._changes: defaultdict[Ref, list[Change]] = defaultdict(list)
        self._seen: dict[tuple[str, Ref], tuple[RunSpan | None, int, int]] = {}
        self._partners: dict[tuple[str, Ref], Ref] = {}

    def read(self) -> WorldStory:
        """All that it tells."""
        readers = {
            "command": self._command,
            "effect": self._effect,
            "decision": self._decision,
            "failure": self._failure,
            "run": self._run,
            "call": self._call,
            "fault": self._fault,
            "mark": self._mark,
            "refusal": self._refusal,
        }
        for batch in self._journal.entry_batches(0):
            reader = readers.get(batch.kind)
            if reader is not None:
                reader(batch)
        return self.story

    def _command(self, batch: EntryBatch) -> None:
        for number, subject, _, detail in batch.entries():
            assert isinstance(detail, Command), "what is asked is a command"
            asked = CommandSeen(number, subject, *detail, self._open)
            self._asked[number] = asked
            self.story.asked.append(asked)
            self.story.named.setdefault(asked.name, []).append(asked)

    def _effect(self, batch: EntryBatch) -> None:
        for number, ref, cause, effect in batch.entries():
            decided = self._decided.get(cause)
            self._touched.add(ref)
            if decided is not None:
                self.story.written[cause].append(ref)
                self.story.wrote.append(number)
                subject = decided.entry.subject
                if effect.before is None and ref.app != subject.app:
                    self._pair(decided.organisation, subject, ref)
            elif (asked := self._asked.get(cause)) is not None and not asked.organisation:
                edited = effect.change == "updated" and effect.before != effect.after
                change = Change(number, ref, effect, edited, asked.name, cause, self._open)
                self.story.changes.append(change)
                self._changes[ref].append(change)
            if ref.module in life_cycles():
                self.story.documents = True

    def _decision(self, batch: EntryBatch) -> None:
        for number, _, cause, entry in batch.entries():
            former = self._decided.get(cause)  # what is looked at once more is decided because of that
            run = former.run if former is not None else self._runs.get(cause)
            by = former or run or self._asked.get(cause)
            organisation = by.organisation if by is not None else ""
            edits = self._edits(number, organisation, run, entry)
            judged = Judgement(number, organisation, run, entry, entry.code.removeprefix(IMPORT), edits)
            self._decided[number] = judged
            self.story.judged.append(judged)
            if entry.kind in KINDS:
                self.story.of_pairs.append(judged)
                if edits:
                    self.story.of_edits.append(judged)
            if entry.outcome in WORKING and self._touched.isdisjoint((*entry.covers, entry.target)):
                self.story.inherited += 1

    def _edits(self, number: int, organisation: str, run: RunSpan | None, entry: DecisionEntry) -> tuple[Change, ...]:
        """What people did to the records of a decision since a run before judged them."""
        changes, seen = self._changes, self._seen
        refs = [*entry.covers] if entry.target is None else [*entry.covers, entry.target]
        for ref in refs[1:]:
            if ref.app != entry.subject.app and entry.kind in KINDS:
                self._pair(organisation, entry.subject, ref)
        partner = self._partners.get((organisation, entry.subject))
        if partner is not None and partner not in refs:
            refs.append(partner)
        found: list[Change] = []
        for ref in refs:
            former, since, last = seen.get((organisation, ref), (None, 0, 0))
            if run is None or former is not run:  # else it is looked at once more in one run
                since = last
            seen[organisation, ref] = run, since, number
            if ref in changes:
                found += [each for each in changes[ref] if each.number > since]
        return tuple(found)

    def _pair(self, organisation: str, one: Ref, other: Ref) -> None:
        self._partners[organisation, one] = other
        self._partners[organisation, other] = one

    def _failure(self, batch: EntryBatch) -> None:
        self.story.failed += [Failed(number, cause, detail) for number, _, cause, detail in batch.entries()]

    def _run(self, batch: EntryBatch) -> None:
        for number, _, cause, detail in batch.entries():
            if isinstance(detail, RunStarted):
                run = RunSpan(number, detail.organisation, detail.module, detail.trigger)
                if run.fetches:
                    run.began_ms = self._journal[number].at_ms
                self._runs[number] = run
                self.story.runs.append(run)
                self._open = (*self._open, run)
            elif isinstance(detail, RunEnded):
                self._end(number, self._runs.get(cause), detail)

    def _end(self, number: int, run: RunSpan | None, ended: RunEnded) -> None:
        if run is None:
            self.story.resumed += 1
            return
        run.ended, run.grade, run.reason = number, ended.grade, ended.reason or ""
        if run.fetches:
            run.ended_ms = self._journal[number].at_ms
        self._open = tuple([each for each in self._open if each is not run])

    def _call(self, batch: EntryBatch) -> None:
        for number, cause, call in zip(batch.numbers, batch.causes, batch.details, strict=True):
            if call.refusal or call.method in WRITING:
                self.story.calls.append(Called(number, cause, call))

    def _fault(self, batch: EntryBatch) -> None:
        for number, (app, _), _, fired in batch.entries():
            self.story.faults.append(FaultSeen(number, app, fired, self._open))

    def _mark(self, batch: EntryBatch) -> None:
        self.story.oddities += [behaviour for _, _, _, (behaviour, _) in batch.entries()]

    def _refusal(self, batch: EntryBatch) -> None:
        self.story.refused.update(batch.causes)

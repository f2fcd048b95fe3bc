"""Carrying out decisions, of whatever kind of run: written down, then written to the apps in batches.

Each answer is settled before the next call is made: what was joined is joined, what ended has ended. So a run that
breaks off between two calls leaves nothing done that is not known.

What is about to be written is written down before the call, too, for the run that follows one that broke off there.
Where no answer came, the app is asked whether the write was carried out, before anything is written again. What
overtakes a decision between its look-ups and its write gets a second look: a name taken meanwhile, a record gone or
modified, a write that was not carried out. Such a decision is given back, to be made anew from what stands now; when it
fails again, the failure stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Generic, NamedTuple, Protocol, TypeVar

from zsim.catalogue import Quirks
from zsim.kernel.journal import Journal
from zsim.ports.errors import DuplicateValue, ModifiedSince, NoAnswer, NotFound, VendorError
from zsim.ports.records import NOT_SEEN, Create, Delete, Merge, RecordId, Ref, Seen, Update, Write, Written
from zsim.sync.runs.calls import BATCH_SIZE, Calls, Steps, batches
from zsim.sync.runs.confirming import Recognises, WriteStep, confirmed
from zsim.sync.runs.intents import Intents

D = TypeVar("D")


class BuiltOnFailure(VendorError):
    """A write was made on what one before it to the same record was to leave there, and that one failed."""

    definite = False
    reason = "built on a failed write"


class Former(NamedTuple, Generic[D]):
    """A decision that was overtaken: its entry in the journal, what overtook it, and what it was."""

    entry: int
    error: VendorError
    decision: D


class Task(Generic[D]):
    """A decision under way: its entry in the journal, its writes, what it created, and what refused it.

    ``former`` is the decision whose place it takes.
    """

    __slots__ = ("created", "decision", "entry", "error", "former", "steps")

    def __init__(self, decision: D, entry: int, steps: Sequence[WriteStep], former: Former[D] | None) -> None:
        self.decision = decision
        self.entry = entry
        self.steps = steps
        self.former = former
        self.created: RecordId | None = None
        self.error: VendorError | None = None


class Books(Recognises, Protocol[D]):
    """What a kind of run keeps about its decisions."""

    def ref(self, decision: D) -> Ref:
        """The record that a decision is about in the first place."""

    def quirk(self, decision: D) -> str | None:
        """The quirk that a decision is, or would have been were it not switched off."""

    def steps(self, decision: D) -> Sequence[WriteStep]:
        """The writes that carry a decision out, in order."""

    def write_down(self, decisions: Sequence[D], causes: Sequence[int] | None) -> Sequence[int]:
        """Write decisions into the journal, each caused by its entry of ``causes``; gives their numbers."""

    def answered(self, done: Sequence[Written]) -> None:
        """Look at an app's answer as a whole; what ends the run is raised."""

    def settle(self, tasks: Sequence[Task[D]]) -> None:
        """Take in decisions that are carried out."""

    def resumed(self, decision: D) -> D:
        """What is told of a decision that a run before was broken off in and that is carried out."""

    def fail(self, task: Task[D], error: VendorError) -> None:
        """Take in a decision that was refused for good."""


class Applier(Generic[D]):
    """Carries out the decisions of one run.

    ``while_open`` names, for an app written to, the one that must still let the run in just then. ``traced`` gives the
    write of a step with the number of its decision. ``intents`` are the writes on their way.
    """

    __slots__ = ("_books", "_calls", "_intents", "_journal", "_overtaken", "_quirks", "_seen", "_traced", "_while_open")

    def __init__(
        self,
        calls: Calls,
        books: Books[D],
        journal: Journal,
        quirks: Quirks,
        while_open: Mapping[StrEnum, StrEnum],
        traced: Callable[[WriteStep, int], Write],
        intents: Intents[D],
    ) -> None:
        self._calls = calls
        self._books = books
        self._journal = journal
        self._quirks = quirks
        self._while_open = while_open
        self._traced = traced
        self._intents = intents
        self._overtaken: dict[Ref, Former[D]] = {}
        self._seen: dict[RecordId, int] = {}

    def resume(self) -> Steps[list[D]]:
        """Take in what a run before was broken off in, where the app shows that it was carried out; gives that."""
        resumed: list[D] = []
        for first, intent in self._intents.left():
            whole = [self._books.steps(each) for each in intent.decisions]
            steps = [each[intent.number] for each in whole]
            unheard = [Written(None, NoAnswer("an earlier run was broken off", code="NO_ANSWER"))] * len(steps)
            answers = yield from confirmed(self._calls, self._books, steps, unheard, intent.since_ms)
            done = [
                (decision, answer.id)
                for decision, its, answer in zip(intent.decisions, whole, answers, strict=True)
                if answer.error is None and intent.number == len(its) - 1
            ]
            resumed += self._take_in(done)
            self._intents.end(first)
        return resumed

    def _take_in(self, done: Sequence[tuple[D, RecordId | None]]) -> list[D]:
        """Settle decisions of a run before, each with the record that its last write was about."""
        decisions = [self._books.resumed(decision) for decision, _ in done]
        entries = self._books.write_down(decisions, None) if decisions else ()
        tasks: list[Task[D]] = []
        for (decision, made), told, entry in zip(done, decisions, entries, strict=True):
            task = Task(told, entry, self._books.steps(decision), None)
            task.created = made if isinstance(task.steps[-1].write, Create) else None
            tasks.append(task)
        self._books.settle(tasks)
        return decisions

    def apply(self, decisions: Sequence[D], seen: Seen = NOT_SEEN, *, anew: bool = True) -> Steps[list[D]]:
        """Write the decisions down, carry them out over records as they were ``seen``, and settle each.

        Gives those that were overtaken, to be decided ``anew``; where nobody does, they have failed.
        """
        self._seen = dict(seen)
        tasks = self._begin(decisions)
        self._books.settle([task for task in tasks if not task.steps and task.error is None])
        overtaken: list[D] = []
        depth = max([len(task.steps) for task in tasks], default=0)
        for number in range(depth):
            groups: dict[tuple[StrEnum, str], list[Task[D]]] = {}
            for task in tasks:
                if task.error is None and number < len(task.steps):
                    step = task.steps[number]
                    groups.setdefault((step.system, step.module), []).append(task)
            for (system, module), members in groups.items():
                for some in batches(members, BATCH_SIZE):
                    yield from self._write(system, module, some, number)
                    overtaken += self._close(some, number, anew=anew)
        return overtaken

    def _begin(self, decisions: Sequence[D]) -> list[Task[D]]:
        """Write the decisions down, one in the place of a former as caused by that."""
        books = self._books
        formers: list[Former[D] | None] = [None] * len(decisions)
        causes: list[int] | None = None
        if self._overtaken:
            formers = [self._overtaken.pop(books.ref(each), None) for each in decisions]
            causes = [self._journal.cause if each is None else each.entry for each in formers]
        entries = books.write_down(decisions, causes)
        tasks: list[Task[D]] = []
        for decision, entry, former in zip(decisions, entries, formers, strict=True):
            task = Task(decision, entry, books.steps(decision), former)
            quirk = books.quirk(decision)
            if quirk is not None:
                with self._journal.because(entry):
                    self._quirks.fires(quirk, books.ref(decision))
            tasks.append(task)
        return tasks

    def _write(self, system: StrEnum, module: str, tasks: Sequence[Task[D]], number: int) -> Steps[None]:
        """Make one call for a step of several decisions, and note with each what came of it."""
        writes = [self._as_seen(self._traced(task.steps[number], task.entry)) for task in tasks]
        done: Sequence[Written]
        self._intents.begin(self._books.ref(tasks[0].decision), [task.decision for task in tasks], number)
        try:
            done = yield from self._calls.write(system, module, writes, self._while_open.get(system))
        except VendorError as silence:
            if silence.definite:
                raise
            done = [Written(None, silence)] * len(tasks)
        if any(each.error is not None and not each.error.definite for each in done):
            done = yield from confirmed(
                self._calls, self._books, [task.steps[number] for task in tasks], done, self._intents.since_ms
            )
        self._books.answered(done)
        for task, write, result in zip(tasks, writes, done, strict=True):
            if isinstance(write, Create):
                task.created = task.created or result.id
            if result.error is not None and not _done_before(write, result):
                task.error = result.error

    def _as_seen(self, write: Write) -> Write:
        """The write; the first to a record is for as long as it is as it was seen, the next build on that."""
        match write:
            case Update() | Merge():
                seen = {each: self._seen.pop(each) for each in written_to(write) if each in self._seen}
                return write._replace(seen=seen)
            case _:
                return write

    def _close(self, tasks: Sequence[Task[D]], number: int, *, anew: bool) -> list[D]:
        """Settle the decisions that the call completed, and tell those it failed; gives those that were overtaken."""
        self._intents.end(self._books.ref(tasks[0].decision))
        if any(task.error is not None for task in tasks):
            _spoil(tasks, number)
        self._books.settle([task for task in tasks if task.error is None and number == len(task.steps) - 1])
        overtaken: list[D] = []
        for task in [each for each in tasks if each.error is not None]:
            assert task.error is not None, "chosen for its error"
            overtaken_by = isinstance(task.error, DuplicateValue | ModifiedSince | NotFound) or not task.error.definite
            if anew and task.former is None and overtaken_by:
                self._overtaken[self._books.ref(task.decision)] = Former(task.entry, task.error, task.decision)
                overtaken.append(task.decision)
            else:
                self._books.fail(task, task.error)
        return overtaken


def _spoil(tasks: Sequence[Task[D]], number: int) -> None:
    """Have what builds on a write that failed decided anew: it counted on what that one was to leave there."""
    spoiled: set[RecordId] = set()
    for task in tasks:
        ids = written_to(task.steps[number].write)
        if task.error is None and not spoiled.isdisjoint(ids):
            task.error = BuiltOnFailure("a write before it to the same record failed", code="BUILT_ON_FAILURE")
        if task.error is not None:
            spoiled.update(ids)


def traced(step: WriteStep, entry: int) -> Write:
    """The write of a step, with the number of the decision it belongs to for the app's audit log."""
    write = step.write  # a create is made anew, which takes less than replacing: 7 % of a first fetch of leads
    return Create(write.fields, entry) if isinstance(write, Create) else write._replace(trace=entry)


def written_to(write: Write) -> tuple[RecordId, ...]:
    """The ids of the records that a write may have changed; a new one has none yet."""
    if isinstance(write, Create):
        return ()
    return (write.master, *write.losers) if isinstance(write, Merge) else (write.id,)


def _done_before(write: Write, result: Written) -> bool:
    """Whether what a write asks for is so already: what was to be deleted is gone."""
    return isinstance(write, Delete) and isinstance(result.error, NotFound)

"""Carrying out decisions: the thin shell around the plan.

Writes go out in batches with a result for each; a decision whose write is refused fails alone. A link is recorded only
when its writes are done, so a run that breaks off leaves nothing claimed that did not happen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from zsim.catalogue import Quirks
from zsim.kernel.journal import Journal
from zsim.ports.errors import NoAnswer, NotFound, VendorError
from zsim.ports.records import Create, Delete, Merge, RecordId, Ref, Update, Write, Written
from zsim.sync.model.kinds import CRM, FINANCE, KINDS, Kind, System
from zsim.sync.model.links import Link, Links
from zsim.sync.planning.decisions import Decision, Step
from zsim.sync.runs.calls import BATCH_SIZE, Calls, Steps, batches
from zsim.sync.runs.entries import Failure
from zsim.sync.runs.outcomes import Outcome

REMARKABLE = frozenset({"fuse", "fuse-code", "fuse-name", "merge-source", "overwrite-merge", "move-refused"})
"""Reasons that the history tells for each single record. Source: CUS-24, CUS-32."""

UNCHANGED, FAILED = Outcome.UNCHANGED, Outcome.FAILED


class RunResults:
    """What became of each record a run read, which are to be looked at again, and what the history says of them.

    ``newly_linked`` are the links made, ``winners`` the CRM records that others were merged into, since somebody asked.
    ``touched`` are the ids of records this run itself wrote to: what was read of them before is out of date.
    """

    __slots__ = ("counts", "newly_linked", "outcomes", "remarks", "retry", "touched", "winners")

    def __init__(self) -> None:
        self.outcomes: dict[Ref, Outcome] = {}
        self.retry: dict[Ref, None] = {}
        self.counts: Counter[str] = Counter()
        self.newly_linked: list[Link] = []
        self.winners: list[RecordId] = []
        self.remarks: list[str] = []
        self.touched: set[RecordId] = set()

    def answer(self, decision: Decision, outcome: Outcome) -> None:
        """Note the outcome of the records a decision covers."""
        for ref in decision.covers:
            self.outcomes[ref] = outcome
        self.counts[outcome] += len(decision.covers) if outcome is UNCHANGED else 1
        if decision.later or outcome is FAILED:
            self.retry.update(dict.fromkeys(decision.covers))
        worth_telling = decision.conflicts or decision.refused or decision.reason.code in REMARKABLE
        if worth_telling and outcome is decision.outcome:
            self.remarks.append(decision.entry().sentence)


class _Task:
    """A decision under way: its entry in the journal, what it created, and what refused it."""

    __slots__ = ("created", "decision", "entry", "error")

    def __init__(self, decision: Decision, entry: int) -> None:
        self.decision = decision
        self.entry = entry
        self.created: RecordId | None = None
        self.error: VendorError | None = None


class Applier:
    """Carries out decisions against the apps, the links and the ledger of one run."""

    __slots__ = ("_actor", "_calls", "_journal", "_links", "_quirks", "_results", "_traced")

    def __init__(
        self,
        calls: Calls,
        links: Links,
        results: RunResults,
        journal: Journal,
        quirks: Quirks,
        actor: str,
        traced: Callable[[Step, int], Write],
    ) -> None:
        self._calls = calls
        self._links = links
        self._results = results
        self._journal = journal
        self._quirks = quirks
        self._actor = actor
        self._traced = traced

    def apply(self, decisions: Sequence[Decision]) -> Steps[None]:
        """Write the decisions down, carry them out, and record what came of each."""
        tasks = self._told(decisions)
        depth = max((len(task.decision.steps) for task in tasks), default=0)
        for number in range(depth):
            yield from self._round(tasks, number)
        for task in tasks:
            self._finish(task)
        yield from self._remember_ids(tasks)

    def _told(self, decisions: Sequence[Decision]) -> list[_Task]:
        told = [each.entry() for each in decisions]
        entries = self._journal.extend(self._actor, "decision", [each.subject for each in told], told)
        tasks = [_Task(each, entry) for each, entry in zip(decisions, entries, strict=True)]
        for task in tasks:
            if task.decision.quirk is not None:
                with self._journal.because(task.entry):
                    self._quirks.fires(task.decision.quirk, task.decision.covers[0])
        return tasks

    def _round(self, tasks: list[_Task], number: int) -> Steps[None]:
        """Carry out the step of that number of every decision that is still well."""
        groups: dict[tuple[System, str], list[_Task]] = {}
        for task in tasks:
            if task.error is None and number < len(task.decision.steps):
                step = task.decision.steps[number]
                groups.setdefault((step.system, step.module), []).append(task)
        for (system, module), members in groups.items():
            for some in batches(members, BATCH_SIZE):
                writes = [self._traced(task.decision.steps[number], task.entry) for task in some]
                try:
                    done = yield from self._calls.write(system, module, writes)
                except NoAnswer as silence:
                    done = tuple(Written(None, silence) for _ in some)
                for task, write, result in zip(some, writes, done, strict=True):
                    if isinstance(write, Create):
                        task.error = result.error
                        task.created = task.created or result.id
                    else:
                        task.error = None if _done_before(write, result) else result.error
                        self._results.touched.update(_written_to(write))

    def _finish(self, task: _Task) -> None:
        decision = task.decision
        if task.error is not None:
            self._fail(task, task.error)
            return
        for ending in decision.endings:
            self._links.bury(ending.link, ending.state)
        if decision.link is not None:
            self._put(decision, task.created)
        for step in decision.steps:
            if isinstance(step.write, Merge) and step.system is CRM:
                self._results.winners.append(step.write.master)
        self._results.answer(decision, decision.outcome)

    def _put(self, decision: Decision, created: RecordId | None) -> None:
        link = decision.link
        assert link is not None, "only a decision with a link puts one"
        former = self._links.live(CRM, link.crm_id)
        if not link.crm_id:
            assert created is not None, "an empty id is that of a record just created"
            link = link.between(created, link.finance_id)
        elif not link.finance_id:
            assert created is not None, "an empty id is that of a record just created"
            if former is not None and former.kind == link.kind:
                self._links.drop(former)
                former = None
            link = link.between(link.crm_id, created)
        if former is None:
            self._results.newly_linked.append(link)
        self._links.put(link)

    def _fail(self, task: _Task, error: VendorError) -> None:
        failure = Failure(task.decision.covers, error.code, error.reason, error.message)
        self._journal.append(self._actor, "failure", task.decision.covers[0], failure, task.entry)
        self._results.remarks.append(f"{task.decision.reason.source or 'a record'} {failure.sentence}")
        self._results.answer(task.decision, FAILED)

    def _remember_ids(self, tasks: list[_Task]) -> Steps[None]:
        """Note the CRM record's id on finance records just pushed, so that the pair is recognised again."""
        groups: dict[Kind, list[_Task]] = {}
        for task in tasks:
            if task.error is None and task.decision.notes_id:
                groups.setdefault(KINDS[task.decision.kind], []).append(task)
        for kind, members in groups.items():
            for some in batches(members, BATCH_SIZE):
                writes = [self._id_note(kind, task) for task in some]
                yield from self._calls.write(FINANCE, kind.finance.module, writes)

    def _id_note(self, kind: Kind, task: _Task) -> Update:
        link = task.decision.link
        assert link is not None, "a pushed record is linked"
        crm_id = link.crm_id or task.created
        return Update(link.finance_id, {kind.link_field: crm_id}, task.entry)


def _done_before(write: Write, result: Written) -> bool:
    """Whether what a write asks for is so already: what was to be deleted is gone."""
    return isinstance(write, Delete) and isinstance(result.error, NotFound)


def _written_to(write: Update | Delete | Merge) -> tuple[RecordId, ...]:
    """The ids of the records that a write may have changed."""
    return (write.master, *write.losers) if isinstance(write, Merge) else (write.id,)


def traced(step: Step, entry: int) -> Write:
    """The write of a step, with the number of the decision it belongs to for the app's audit log."""
    write = step.write
    return Create(write.fields, entry) if isinstance(write, Create) else write._replace(trace=entry)

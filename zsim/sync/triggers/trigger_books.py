"""What a run of triggers keeps about its decisions: how deals were judged, what was made for them, and what failed."""

from __future__ import annotations

from collections.abc import Sequence

from zsim.kernel.journal import Journal
from zsim.ports.errors import VendorError
from zsim.ports.records import Create, Record, RecordId, Ref, Update, Written
from zsim.sync.runs.applier import Task
from zsim.sync.runs.confirming import WriteStep
from zsim.sync.runs.engine_state import StateTable
from zsim.sync.runs.entries import Failure
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason
from zsim.sync.runs.results import RunResults
from zsim.sync.triggers.content import POTENTIAL, made_by_trigger
from zsim.sync.triggers.decisions import TriggerDecision
from zsim.sync.triggers.judging import NEVER, Judged


class TriggerBooks:
    """Keeps ``judged``, how each deal was judged last, and the results of one run."""

    __slots__ = ("_actor", "_journal", "_results", "judged")

    def __init__(self, judged: StateTable[RecordId, Judged], results: RunResults, journal: Journal, actor: str) -> None:
        self.judged = judged
        self._results = results
        self._journal = journal
        self._actor = actor

    def of(self, deal: RecordId) -> Judged:
        """How a deal was judged last."""
        return self.judged.get(deal) or NEVER

    def ref(self, decision: TriggerDecision) -> Ref:
        """The deal that a decision is about."""
        return decision.deal

    def quirk(self, decision: TriggerDecision) -> str | None:
        """The quirk that a decision is."""
        return decision.quirk

    def steps(self, decision: TriggerDecision) -> Sequence[WriteStep]:
        """The one write that carries a decision out, if it needs any."""
        return () if decision.step is None else (decision.step,)

    def mark(self, step: WriteStep) -> tuple[str, str] | None:
        """A document is found by the id of its deal."""
        assert isinstance(step.write, Create), "only what is made has a mark"
        return POTENTIAL, str(step.write.fields[POTENTIAL])

    def is_made_by(self, step: WriteStep, record: Record) -> bool:
        """A trigger's document for that deal which is none of those that are known, and was not made of another."""
        assert isinstance(step.write, Create), "only what is made is told from others"
        deal = RecordId(str(step.write.fields[POTENTIAL]))
        judged = self.of(deal)
        known = (*judged.estimates, *judged.invoices)
        return made_by_trigger(record, deal) and record.id not in known and not record.fields.get("estimate_id")

    def holds(self, step: WriteStep, record: Record) -> bool:
        """Whether a document has the status that it was to have."""
        assert isinstance(step.write, Update), "only what is updated holds values"
        return all(record.fields.get(name) == value for name, value in step.write.fields.items())

    def write_down(self, decisions: Sequence[TriggerDecision], causes: Sequence[int] | None) -> Sequence[int]:
        """Write decisions into the journal."""
        told = [each.entry() for each in decisions]
        return self._journal.extend(self._actor, "decision", [each.subject for each in told], told, causes)

    def answered(self, done: Sequence[Written]) -> None:
        """No answer of finance ends a run of triggers as a whole."""

    def settle(self, tasks: Sequence[Task[TriggerDecision]]) -> None:
        """Note how the deals were judged, and the documents that were made."""
        for task in tasks:
            deal, trigger, phase = task.decision.deal, task.decision.trigger, task.decision.phase
            if phase is not None:
                self.judged.put(deal.id, self.of(deal.id).judged(trigger, phase, task.created))
            self._results.counts[task.decision.outcome] += 1
            if task.decision.later:
                self._results.retry[deal] = None

    def resumed(self, decision: TriggerDecision) -> TriggerDecision:
        """What a run before was broken off in is told as finished; its deal is looked at like all others."""
        told = Reason("finished", target=decision.entry().sentence)
        return decision._replace(outcome=Outcome.FINISHED, reason=told)

    def fail(self, task: Task[TriggerDecision], error: VendorError) -> None:
        """Tell the failure, and have the deal looked at again."""
        decision = task.decision
        failure = Failure((decision.deal,), error.code, error.reason, error.message)
        self._journal.append(self._actor, "failure", decision.deal, failure, task.entry)
        self._results.remark(task.entry, f"{decision.reason.source} {failure.sentence}")
        self._results.counts[Outcome.FAILED] += 1
        self._results.retry[decision.deal] = None

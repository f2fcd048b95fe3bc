"""What a run of pairs keeps about its decisions: links, tombstones, outcomes, and what must follow once a link stands.

A link is recorded when its writes are answered, so a run that breaks off leaves nothing claimed that did not happen.
What follows it (the old record goes, finance notes the CRM's id) is recorded with it, and taken up by a later run where
this one breaks off.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from zsim.catalogue import Quirks
from zsim.kernel.journal import Journal
from zsim.ports.errors import ModifiedSince, NotFound, VendorError
from zsim.ports.records import NOT_SEEN, Create, Merge, Record, RecordId, Ref, Seen, Update, Write, Written
from zsim.ports.schema import OWN_ID_FIELD
from zsim.sync.execution.follow_ups import DueFollowUp, FollowUps, filled
from zsim.sync.model.kinds import CRM, FINANCE, KINDS, owned_kinds
from zsim.sync.model.links import Link, Links
from zsim.sync.planning.decisions import Decision
from zsim.sync.runs.applier import Applier, Former, Task, written_to
from zsim.sync.runs.calls import BATCH_SIZE, Calls, Steps, batches
from zsim.sync.runs.confirming import WriteStep
from zsim.sync.runs.engine_state import StateTable
from zsim.sync.runs.entries import Failure
from zsim.sync.runs.intents import Intents
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import IMPORT, Reason
from zsim.sync.runs.results import RunResults

REMARKABLE = frozenset(
    prefix + code
    for code in ("fuse", "fuse-code", "fuse-name", "merge-source", "overwrite-merge", "move-refused", "no-rate")
    for prefix in ("", IMPORT)
)
"""Reasons that the history tells for each single record, and the import's of these. Source: CUS-24, CUS-32."""

WHILE_OPEN: Mapping[StrEnum, StrEnum] = {FINANCE: CRM}
"""A key that died lets no write through, not even to the side whose key it is not. Source: CON-15."""

LINK_FIELDS = {
    module: tuple(dict.fromkeys(kind.link_field for kind in KINDS.values() if kind.finance.module == module))
    for module in dict.fromkeys(kind.finance.module for kind in KINDS.values())
}
"""The fields of finance's modules that hold the id of a CRM record."""

PARENT_FIELDS = tuple(
    dict.fromkeys(
        name for kind in KINDS.values() if kind.parent for name in (kind.parent.crm_field, kind.parent.finance_field)
    )
)
"""The lookups by which records hang on others, of either side."""

OWNERS = frozenset([kind.parent.kind for kind in owned_kinds(KINDS.values()) if kind.parent])
"""The kinds whose records have records of their own."""
UNCHANGED, FAILED, FINISHED = Outcome.UNCHANGED, Outcome.FAILED, Outcome.FINISHED


class PairResults(RunResults):
    """What became of each record a run of pairs read.

    ``newly_linked`` are the links made, ``winners`` the CRM records that others were merged into, since somebody asked.
    ``touched`` are the ids of records this run itself wrote to: what was read of them before is out of date. So are
    those whose link it ended, for they are decided about as nobody's counterpart.
    ``not_linked`` says of records with records of their own why they were skipped or failed.
    """

    __slots__ = ("newly_linked", "not_linked", "outcomes", "touched", "winners")

    def __init__(self) -> None:
        super().__init__()
        self.outcomes: dict[Ref, Outcome] = {}
        self.newly_linked: list[Link] = []
        self.winners: list[RecordId] = []
        self.touched: set[RecordId] = set()
        self.not_linked: dict[Ref, str] = {}

    def answer(self, decision: Decision, outcome: Outcome, entry: int, failure: str = "") -> None:
        """Note the outcome of the records a decision covers, and in words what made it fail."""
        if outcome is FINISHED:
            self.counts[outcome] += 1  # it is about what a run before decided, and says nothing of what is read now
            return
        for ref in decision.covers:
            self.outcomes[ref] = outcome
        self.counts[outcome] += len(decision.covers) if outcome is UNCHANGED else 1
        if decision.later or outcome is FAILED:
            self.retry.update(dict.fromkeys(decision.covers))
            if decision.kind in OWNERS:
                self.not_linked.update(dict.fromkeys(decision.covers, failure or decision.entry().sentence))
        worth_telling = decision.conflicts or decision.refused or decision.reason.code in REMARKABLE
        if worth_telling and outcome is decision.outcome:
            self.remark(entry, decision.entry().sentence)


class PairBooks:
    """Keeps the links and results of one run; ``follow_ups`` are what must follow a link.

    ``new_owners`` are links of records whose own (contacts of an account) were not all looked at since: a run that
    breaks off leaves them to the next, for the own records need not have changed. ``owners`` are the kinds this is so
    of; none in a run that reads everything, which a broken-off one is followed by.
    """

    __slots__ = ("_actor", "_journal", "_links", "_new_owners", "_results", "follow_ups", "owners")

    def __init__(
        self,
        links: Links,
        new_owners: StateTable[RecordId, RecordId],
        follow_ups: FollowUps,
        results: PairResults,
        journal: Journal,
        actor: str,
    ) -> None:
        self._links = links
        self._new_owners = new_owners
        self._results = results
        self._journal = journal
        self._actor = actor
        self.follow_ups = follow_ups
        self.owners: frozenset[str] = frozenset()

    def ref(self, decision: Decision) -> Ref:
        """The record that a decision is about in the first place."""
        return decision.covers[0]

    def quirk(self, decision: Decision) -> str | None:
        """The quirk that a decision is."""
        return decision.quirk

    def steps(self, decision: Decision) -> Sequence[WriteStep]:
        """The writes that carry a decision out."""
        return decision.steps

    def write_down(self, decisions: Sequence[Decision], causes: Sequence[int] | None) -> Sequence[int]:
        """Write decisions into the journal."""
        told = [each.entry() for each in decisions]
        return self._journal.extend(self._actor, "decision", [each.subject for each in told], told, causes)

    def mark(self, step: WriteStep) -> tuple[str, str] | None:
        """A record made in finance carries the CRM's id, one made in the CRM finance's in a hidden field."""
        assert isinstance(step.write, Create), "only what is made has a mark"
        fields = step.write.fields
        names = LINK_FIELDS.get(step.module, ()) if step.system is FINANCE else (OWN_ID_FIELD,)
        return next(((name, str(fields[name])) for name in names if fields.get(name)), None)

    def is_made_by(self, step: WriteStep, record: Record) -> bool:
        """A person that is moved carries the contact's id twice for a while: the new one hangs on the new customer."""
        assert isinstance(step.write, Create), "only what is made is told from others"
        fields = step.write.fields
        return all(record.fields.get(name) == fields[name] for name in PARENT_FIELDS if name in fields)

    def holds(self, step: WriteStep, record: Record) -> bool:
        """Whether a record holds what was to be written."""
        assert isinstance(step.write, Update), "only what is updated holds values"
        return all((record.fields.get(name) or None) == (value or None) for name, value in step.write.fields.items())

    def answered(self, done: Sequence[Written]) -> None:
        """No answer of either app ends a run of pairs as a whole."""

    def settle(self, tasks: Sequence[Task[Decision]]) -> None:
        """Put links, bury those that ended, and note what must follow and what became of the records."""
        for task in tasks:
            decision = task.decision
            for ending in decision.endings:
                self._links.bury(ending.link, ending.state)
                self._results.touched.update((ending.link.crm_id, ending.link.finance_id))
            if decision.link is not None:
                self._put(decision.link, task.created)
            for system, own, noted in decision.cloned_beside(task.created) if decision.beside is not None else ():
                self._links.note_clone(system, own, noted)
            for step in task.steps:
                if step.write.__class__ is not Create:
                    self._wrote(step)
            for each in decision.follow_ups:
                self.follow_ups.add(filled(each, task.created), task.entry, decision)
            if decision.outcome is FINISHED:
                self.follow_ups.done(decision.covers[0])
            outcome = decision.outcome if task.former is None else self._outcome(decision, task.former, task.steps)
            self._results.answer(decision, outcome, task.entry)

    def resumed(self, decision: Decision) -> Decision:
        """What a run before was broken off in is told as finished; its records are looked at like all others."""
        told = decision._replace(outcome=FINISHED, reason=Reason("finished", target=decision.entry().sentence))
        return told.imported() if decision.reason.code.startswith(IMPORT) else told

    def fail(self, task: Task[Decision], error: VendorError) -> None:
        """Tell the failure and have the records looked at again."""
        told = self._tell(task.decision, task.entry, error)
        self._results.touched.update([each for step in task.steps for each in written_to(step.write)])
        if task.decision.outcome is FINISHED:
            self._results.counts[FAILED] += 1  # what is read in this run is decided about by itself
            return
        self._results.answer(task.decision, FAILED, task.entry, told)

    def followed_up(self, follow_up: DueFollowUp) -> None:
        """Forget what followed a link as it had to."""
        self.follow_ups.done(follow_up.what.ref)
        self._results.touched.update(written_to(follow_up.what.write))

    def follow_up_failed(self, decision: Decision, entry: int, error: VendorError) -> None:
        """Tell that what had to follow a link was refused; a later run tries it again."""
        self._tell(decision, entry, error)
        self._results.counts[FAILED] += 1

    def _tell(self, decision: Decision, entry: int, error: VendorError) -> str:
        failure = Failure(decision.covers, error.code, error.reason, error.message)
        self._journal.append(self._actor, "failure", decision.covers[0], failure, entry)
        told = f"{decision.reason.source or 'a record'} {failure.sentence}"
        self._results.remark(entry, told)
        return told

    def _wrote(self, step: WriteStep) -> None:
        """Note which records a write changed."""
        self._results.touched.update(written_to(step.write))
        if isinstance(step.write, Merge) and step.system is CRM:
            self._results.winners.append(step.write.master)

    def _outcome(self, decision: Decision, former: Former[Decision], steps: Sequence[WriteStep]) -> Outcome:
        """What became of the records: what was decided first, where only its answer had been lost. Source: FLT-03."""
        lost = not former.error.definite and not steps and decision.link is not None
        return former.decision.outcome if lost else decision.outcome

    def _put(self, link: Link, created: RecordId | None) -> None:
        former = self._links.live(CRM, link.crm_id)
        if not link.crm_id:
            assert created is not None, "an empty id is that of a record just created"
            link = link.between(created, link.finance_id)
        elif not link.finance_id:
            assert created is not None, "an empty id is that of a record just created"
            link = link.between(link.crm_id, created)
        if former is not None and former.finance_id != link.finance_id and former.kind == link.kind:
            self._links.drop(former)
            former = None
        if former is None:
            self._results.newly_linked.append(link)
            if link.kind in self.owners:
                self._new_owners.put(link.crm_id, link.finance_id)
        self._links.put(link)


class PairApplier:
    """Carries out decisions about pairs, and what must follow them."""

    __slots__ = ("_applier", "_books", "_calls", "_traced")

    def __init__(
        self,
        calls: Calls,
        books: PairBooks,
        journal: Journal,
        quirks: Quirks,
        traced: Callable[[WriteStep, int], Write],
        intents: Intents[Decision],
        applier: type[Applier[Decision]] = Applier,
    ) -> None:
        self._calls = calls
        self._books = books
        self._traced = traced
        self._applier = applier(calls, books, journal, quirks, WHILE_OPEN, traced, intents)

    def apply(
        self, decisions: Sequence[Decision], seen: Seen = NOT_SEEN, *, anew: bool = True
    ) -> Steps[list[Decision]]:
        """Carry out decisions, over records as they were ``seen``, and what follows.

        Gives those overtaken, to be decided ``anew``; where nobody does, they have failed.
        """
        overtaken = yield from self._applier.apply(decisions, seen, anew=anew)
        yield from self._follow_up()
        return overtaken

    def resume(self) -> Steps[None]:
        """Take in what a run before was broken off in, where the app shows that it was carried out."""
        yield from self._applier.resume()
        yield from self._follow_up()

    def _follow_up(self) -> Steps[None]:
        """Make the writes that must follow; one without an answer is left for the next run, which looks first."""
        follow_ups = self._books.follow_ups
        for (system, module), members in follow_ups.due().items():
            for some in batches(members, BATCH_SIZE):
                writes = [self._traced(WriteStep(system, module, each.what.write), each.entry) for each in some]
                try:
                    done = yield from self._calls.write(system, module, writes, WHILE_OPEN.get(system))
                except VendorError as silence:
                    if silence.definite:
                        raise
                    follow_ups.unanswered = True
                    continue
                for each, result in zip(some, done, strict=True):
                    if isinstance(result.error, ModifiedSince):  # others hang on it, whom this run may yet move
                        follow_ups.unanswered = True
                    elif result.error is None or isinstance(result.error, NotFound):
                        self._books.followed_up(each)
                    else:
                        self._books.follow_up_failed(each.decision, each.entry, result.error)

"""What a fetch keeps about its decisions: links, counts, and who was ignored. Source: LED-11 to LED-14, LED-26."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from zsim.kernel.journal import Journal
from zsim.ports.errors import NotFound, VendorError
from zsim.ports.records import Create, Delete, Record, RecordId, Ref, Update, Write, Written, texts_in
from zsim.sync.leads.choices import EMAIL
from zsim.sync.leads.lead_decisions import CompactEntry, Ignored, IgnoreReason, LeadDecision, Removal, lead_entry
from zsim.sync.leads.lead_links import LeadLinks
from zsim.sync.leads.lead_results import FatalCause, LeadResults
from zsim.sync.leads.places import HUB, JOIN_LIST, LEADS, LEAVE_LIST, ON_LISTS, SOURCE
from zsim.sync.runs.applier import Task
from zsim.sync.runs.confirming import WriteStep
from zsim.sync.runs.entries import Failure
from zsim.sync.runs.outcomes import Outcome

LIST_DELETED = "2203"
SEEN: CompactEntry = (Outcome.UNCHANGED.value, None, "lead-seen", "", "", "")
WHILE_OPEN: Mapping[StrEnum, StrEnum] = {HUB: SOURCE}
"""Nothing is written into MarketingHub once the source lets the fetch in no more. Source: KEY-05."""

AnyDecision = LeadDecision | Removal


class LeadBooks:
    """Keeps the links and results of one fetch into the list of that id."""

    __slots__ = ("_actor", "_journal", "_links", "_list_id", "_results", "_twins")

    def __init__(self, links: LeadLinks, results: LeadResults, journal: Journal, list_id: RecordId, actor: str) -> None:
        self._links = links
        self._results = results
        self._journal = journal
        self._list_id = list_id
        self._actor = actor
        self._twins: dict[str, list[RecordId]] = {}

    def ref(self, decision: AnyDecision) -> Ref:
        """The contact that a decision is about."""
        return decision.contact

    def quirk(self, decision: AnyDecision) -> str | None:
        """The quirk that a decision is."""
        return decision.quirk

    def steps(self, decision: AnyDecision) -> Sequence[WriteStep]:
        """The one write that carries a decision out, if it needs any."""
        write = self._upsert(decision) if isinstance(decision, LeadDecision) else self._removal(decision)
        return () if write is None else (WriteStep(HUB, LEADS, write),)

    def mark(self, step: WriteStep) -> tuple[str, str] | None:
        """A lead is found by its address."""
        assert isinstance(step.write, Create), "only what is made has a mark"
        return EMAIL, str(step.write.fields[EMAIL])

    def is_made_by(self, step: WriteStep, record: Record) -> bool:
        """The lead of an address that is on the list; there is one of each."""
        return self._list_id in _lists(record)

    def holds(self, step: WriteStep, record: Record) -> bool:
        """Whether a lead holds what was to be written, and is on the list or off it."""
        assert isinstance(step.write, Update), "only what is updated holds values"
        fields = dict(step.write.fields)
        joined, left = fields.pop(JOIN_LIST, None), fields.pop(LEAVE_LIST, None)
        on_lists = (joined is None or joined in _lists(record)) and (left is None or left not in _lists(record))
        return on_lists and all((record.fields.get(name) or None) == (value or None) for name, value in fields.items())

    def write_down(self, decisions: Sequence[AnyDecision], causes: Sequence[int] | None) -> Sequence[int]:
        """Write decisions into the journal, as plain text: a fetch leaves one for everybody."""
        contacts, compact = [each.contact for each in decisions], [each.compact for each in decisions]
        return self._journal.extend(self._actor, "decision", contacts, compact, causes, lead_entry)

    def mark_unchanged(self, contacts: Sequence[Record]) -> None:
        """Note of contacts that the last fetch handled as they are that there is nothing to do. Source: LED-29."""
        refs = [each.ref for each in contacts]
        self._journal.extend(self._actor, "decision", refs, [SEEN] * len(refs), None, lead_entry)
        self._results.counts[Outcome.UNCHANGED] += len(refs)

    def answered(self, done: Sequence[Written]) -> None:
        """End the fetch where its list is gone, whomever that was said of. Source: LED-31."""
        for each in done:
            if each.error is not None and each.error.code == LIST_DELETED:
                self._results.fatal = FatalCause.LIST
                raise each.error

    def settle(self, tasks: Sequence[Task[AnyDecision]]) -> None:
        """Note the leads that contacts became, who was ignored, and what became of those deleted."""
        counts = self._results.counts
        for task in tasks:
            decision = task.decision
            counts[_outcome(task)] += 1
            if isinstance(decision, Removal):
                self._links.drop(decision.contact.id)
            elif decision.ignore_reason is not None:
                self._ignored(task.entry, decision, decision.ignore_reason)
            else:
                self._became(decision, decision.lead_id or task.created)

    def resumed(self, decision: AnyDecision) -> AnyDecision:
        """What a fetch before was broken off in is counted as what it was."""
        if isinstance(decision, Removal):
            return decision
        outcome, lead_id, _, source, target, detail = decision.compact
        reason = "lead-refreshed" if outcome == Outcome.DUPLICATE else "lead-resumed"
        return decision._replace(compact=(outcome, lead_id, reason, source, target, detail))

    def fail(self, task: Task[AnyDecision], error: VendorError) -> None:
        """Tell the failure, and have the contact looked at again; a lead that is gone needs no taking out."""
        decision = task.decision
        if isinstance(decision, Removal) and isinstance(error, NotFound):
            self.settle([task])
            return
        name = decision.lead_name if isinstance(decision, Removal) else decision.name
        failure = Failure((decision.contact,), error.code, error.reason, error.message)
        self._journal.append(self._actor, "failure", decision.contact, failure, task.entry)
        self._results.remark(task.entry, f"{name} {failure.sentence}")
        self._results.counts[Outcome.FAILED] += 1
        if isinstance(decision, Removal):
            self._results.deletes_again = True
        else:
            self._results.retry[decision.contact] = None
            self._ignored(task.entry, decision, IgnoreReason.REFUSED)

    def _upsert(self, decision: LeadDecision) -> Write | None:
        if not decision.fields:
            return None
        lead_id = decision.lead_id
        return Create(decision.fields) if lead_id is None else Update(lead_id, decision.fields)

    def _removal(self, removal: Removal) -> Write | None:
        lead_id = removal.lead_id
        if lead_id is None or not (removal.whole or removal.leaves):
            return None
        return Delete(lead_id) if removal.whole else Update(lead_id, {LEAVE_LIST: self._list_id})

    def _became(self, decision: LeadDecision, lead_id: RecordId | None) -> None:
        """Note the lead of a contact, and of its twins that came before the lead was made."""
        if lead_id is None:
            return
        self._results.leads[decision.address] = lead_id
        self._links.put(decision.contact.id, lead_id)
        for twin in self._twins.pop(decision.address, ()):
            self._links.put(twin, lead_id)

    def _ignored(self, entry: int, decision: LeadDecision, reason: IgnoreReason) -> None:
        """Note who was ignored; a twin is known by the lead that its elder becomes."""
        self._results.ignore(entry, Ignored(decision.name, decision.found, reason))
        if decision.takes:
            self._results.leads.setdefault(decision.address, None)
        if reason is not IgnoreReason.FILE_DUPLICATE:
            return
        elder = self._results.leads.get(decision.address)
        if elder is not None:
            self._links.put(decision.contact.id, elder)
        else:
            self._twins.setdefault(decision.address, []).append(decision.contact.id)


def _lists(lead: Record) -> tuple[str, ...]:
    return texts_in(lead.fields.get(ON_LISTS))


def _outcome(task: Task[AnyDecision]) -> str:
    """What became of the contact: what was decided first, where only its answer had been lost. Source: FLT-03."""
    former = task.former
    if former is not None and not former.error.definite and not task.steps:
        return former.decision.compact[0]
    return task.decision.compact[0]

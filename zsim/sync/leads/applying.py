"""Carrying out what was decided about leads: in batches, with a result for each. Source: LED-11 to LED-14, LED-26."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from zsim.catalogue import Quirks
from zsim.kernel.journal import Journal
from zsim.ports.errors import DuplicateValue, NoAnswer, NotFound, VendorError
from zsim.ports.records import Create, Delete, Record, RecordId, Ref, Update, Write, Written
from zsim.sync.calls import BATCH_SIZE, Calls, Steps, batches
from zsim.sync.decisions import Failure, Outcome, Reason, Told
from zsim.sync.leads.decisions import LEAD, Ignored, LeadDecision, Removal, Why
from zsim.sync.leads.ledger import LeadLedger, Lost
from zsim.sync.leads.links import LeadLinks
from zsim.sync.leads.places import HUB, LEADS, MEMBERS

LIST_DELETED = "2203"
Again = Callable[[Sequence[Ref]], Steps[Sequence[LeadDecision]]]
"""Decides anew about contacts, in their order."""

ADDING = frozenset({Outcome.CREATED, Outcome.READDED})
ARRIVED = frozenset({*ADDING, Outcome.DUPLICATE})


class _Task:
    """A decision under way: its entry in the journal, its lead, and what refused it."""

    __slots__ = ("decision", "entry", "error", "lead")

    def __init__(self, decision: LeadDecision, entry: int) -> None:
        self.revise(decision, entry)

    def revise(self, decision: LeadDecision, entry: int) -> None:
        """Take this decision in the place of a former one."""
        self.decision = decision
        self.entry = entry
        self.lead: RecordId | None = decision.lead.id if decision.lead is not None else None
        self.error: VendorError | None = None


class LeadApplier:
    """Carries out decisions against MarketingHub, the links of the sync and the ledger of one fetch."""

    __slots__ = ("_actor", "_calls", "_journal", "_ledger", "_links", "_list_id", "_quirks")

    def __init__(
        self,
        calls: Calls,
        links: LeadLinks,
        ledger: LeadLedger,
        journal: Journal,
        quirks: Quirks,
        list_id: RecordId,
        actor: str,
    ) -> None:
        self._calls = calls
        self._links = links
        self._ledger = ledger
        self._journal = journal
        self._quirks = quirks
        self._list_id = list_id
        self._actor = actor

    def bring(self, decisions: Sequence[LeadDecision], decide_again: Again) -> Steps[None]:
        """Make and refresh leads, put them on the list, and note what came of each contact.

        Where somebody else made the lead since it was looked for, the contact is decided about again.
        """
        tasks = [_Task(each, self._told(each.contact, each.told(), each.oddity)) for each in decisions]
        yield from self._round(LEADS, tasks, self._lead_write)
        overtaken = [each for each in tasks if isinstance(each.error, DuplicateValue)]
        if overtaken:
            again = yield from decide_again([each.decision.contact for each in overtaken])
            for task, decision in zip(overtaken, again, strict=True):
                task.revise(decision, self._told(decision.contact, decision.told(), decision.oddity, task.entry))
            yield from self._round(LEADS, overtaken, self._lead_write)
        yield from self._round(MEMBERS, tasks, self._member_write)
        for task in tasks:
            self._finish(task)

    def pass_by(self, contacts: Sequence[Record]) -> None:
        """Note of contacts that the last fetch handled as they are that there is nothing to do. Source: LED-29."""
        for contact in contacts:
            told = Told(LEAD, Outcome.UNCHANGED, (contact.ref,), None, Reason("lead-seen"), (), ())
            self._told(contact.ref, told, None)
            self._ledger.counts[Outcome.UNCHANGED] += 1

    def remove(self, removals: Sequence[Removal]) -> Steps[None]:
        """Take leads off the list and delete those that go, and note what came of each contact."""
        entries = [self._told(each.contact, each.told(), None) for each in removals]
        errors: dict[int, VendorError] = {}
        off = [(n, MEMBERS, Delete(each, entries[n])) for n, one in enumerate(removals) for each in one.memberships]
        yield from self._delete(off, errors)
        gone = [
            (n, LEADS, Delete(one.lead.id, entries[n]))
            for n, one in enumerate(removals)
            if one.whole and one.lead is not None and n not in errors
        ]
        yield from self._delete(gone, errors)
        for number, one in enumerate(removals):
            error = errors.get(number)
            if error is not None:
                self._ledger.deletes_again = True
                self._failed(one.contact, one.reason.target, error, entries[number])
                continue
            self._links.drop(one.contact.id)
            self._ledger.counts[one.outcome] += 1

    def _delete(self, deletes: Sequence[tuple[int, str, Delete]], errors: dict[int, VendorError]) -> Steps[None]:
        for some in batches(deletes, BATCH_SIZE):
            done = yield from self._write(some[0][1], [delete for _, _, delete in some])
            for (number, _, _), result in zip(some, done, strict=True):
                if result.error is not None and not isinstance(result.error, NotFound):
                    errors[number] = result.error

    def _told(self, contact: Ref, told: Told, oddity: str | None, revised: int | None = None) -> int:
        entry = self._journal.append(self._actor, "decision", contact, told, revised)
        if oddity is not None:
            with self._journal.because(entry):
                self._quirks.fires(oddity, contact)
        return entry

    def _round(self, module: str, tasks: Sequence[_Task], write_of: Callable[[_Task], Write | None]) -> Steps[None]:
        """Make the write of every task that has one and is still well."""
        asked = [(task, write) for task in tasks if task.error is None and (write := write_of(task)) is not None]
        for some in batches(asked, BATCH_SIZE):
            done = yield from self._write(module, [write for _, write in some])
            for (task, _), result in zip(some, done, strict=True):
                task.error = self._error(module, result)
                if module == LEADS and result.id is not None:
                    task.lead = result.id

    def _write(self, module: str, writes: Sequence[Write]) -> Steps[tuple[Written, ...]]:
        try:
            return (yield from self._calls.write(HUB, module, writes))
        except NoAnswer as silence:
            return tuple([Written(None, silence) for _ in writes])

    def _error(self, module: str, result: Written) -> VendorError | None:
        """What refused a write; a lead that is on the list already is no refusal, a list that is gone ends it all."""
        error = result.error
        if error is not None and error.code == LIST_DELETED:
            self._ledger.lost = Lost.LIST
            raise error
        return None if module == MEMBERS and isinstance(error, DuplicateValue) else error

    def _lead_write(self, task: _Task) -> Write | None:
        decision = task.decision
        if decision.outcome in ADDING:
            return Create(decision.fields, task.entry)
        if decision.fields and task.lead is not None:
            return Update(task.lead, decision.fields, task.entry)
        return None

    def _member_write(self, task: _Task) -> Write | None:
        if not task.decision.joins:
            return None
        return Create({"lead_id": task.lead, "list_id": self._list_id}, task.entry)

    def _finish(self, task: _Task) -> None:
        decision, ledger = task.decision, self._ledger
        if task.error is not None:
            ledger.ignored.append(Ignored(decision.name, decision.found, Why.REFUSED))
            ledger.again.append(decision.contact)
            self._failed(decision.contact, decision.name, task.error, task.entry)
            return
        ledger.counts[decision.outcome] += 1
        if decision.why is not None:
            ledger.ignored.append(Ignored(decision.name, decision.found, decision.why))
        if decision.outcome in ARRIVED:
            assert task.lead is not None, "who was not ignored is a lead"
            ledger.leads[decision.address] = task.lead
            self._links.put(decision.contact.id, task.lead)
        elif decision.why is Why.FILE_DUPLICATE and decision.address in ledger.leads:
            self._links.put(decision.contact.id, ledger.leads[decision.address])

    def _failed(self, contact: Ref, name: str, error: VendorError, entry: int) -> None:
        failure = Failure((contact,), error.code, error.reason, error.message)
        self._journal.append(self._actor, "failure", contact, failure, entry)
        self._ledger.remarks.append(f"{name} {failure.sentence}")
        self._ledger.counts[Outcome.FAILED] += 1

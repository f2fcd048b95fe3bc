"""Carrying out what was decided about leads: in batches, with a result for each. Source: LED-11 to LED-14, LED-26."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from zsim.catalogue import Quirks
from zsim.kernel.journal import Journal
from zsim.ports.errors import DuplicateValue, NoAnswer, NotFound, VendorError
from zsim.ports.records import Create, Delete, Record, RecordId, Ref, Update, Write, Written
from zsim.sync.leads.lead_decisions import CompactEntry, Ignored, IgnoreReason, LeadDecision, Removal, lead_entry
from zsim.sync.leads.lead_links import LeadLinks
from zsim.sync.leads.lead_results import FatalCause, LeadResults
from zsim.sync.leads.places import HUB, LEADS, LEAVE_LIST, SOURCE
from zsim.sync.runs.calls import BATCH_SIZE, Calls, Steps, batches
from zsim.sync.runs.entries import Failure
from zsim.sync.runs.outcomes import Outcome

LIST_DELETED = "2203"
SEEN: CompactEntry = (Outcome.UNCHANGED.value, None, "lead-seen", "", "", "")
Again = Callable[[Sequence[Ref]], Steps[Sequence[LeadDecision]]]
"""Decides anew about contacts, in their order."""


class LeadApplier:
    """Carries out decisions against MarketingHub, the links of the sync and the ledger of one fetch."""

    __slots__ = ("_actor", "_calls", "_journal", "_links", "_list_id", "_quirks", "_results")

    def __init__(
        self,
        calls: Calls,
        links: LeadLinks,
        results: LeadResults,
        journal: Journal,
        quirks: Quirks,
        list_id: RecordId,
        actor: str,
    ) -> None:
        self._calls = calls
        self._links = links
        self._results = results
        self._journal = journal
        self._quirks = quirks
        self._list_id = list_id
        self._actor = actor

    def upsert(self, decisions: Sequence[LeadDecision], decide_again: Again) -> Steps[None]:
        """Make and refresh leads, put them on the list, and note what came of each contact.

        Where somebody else made the lead since it was looked for, or deleted it, the contact is decided about again.
        """
        entries = self._decided(decisions)
        done = yield from self._carry_out(decisions, entries)
        overtaken = [n for n, each in enumerate(done) if isinstance(each.error, DuplicateValue | NotFound)]
        if overtaken:
            retry = yield from decide_again([decisions[n].contact for n in overtaken])
            revised = self._decided(retry, [entries[n] for n in overtaken])
            results = yield from self._carry_out(retry, revised)
            decisions, entries, done = [*decisions], [*entries], [*done]
            for n, decision, entry, result in zip(overtaken, retry, revised, results, strict=True):
                decisions[n], entries[n], done[n] = decision, entry, result
        self._finish(decisions, entries, done)

    def mark_unchanged(self, contacts: Sequence[Record]) -> None:
        """Note of contacts that the last fetch handled as they are that there is nothing to do. Source: LED-29."""
        self._note([each.ref for each in contacts], [SEEN] * len(contacts))
        self._results.counts[Outcome.UNCHANGED] += len(contacts)

    def remove(self, removals: Sequence[Removal]) -> Steps[None]:
        """Delete leads, or take them off the list, and note what came of each contact."""
        entries = self._note([each.contact for each in removals], [each.compact for each in removals])
        asked = [(n, write) for n, each in enumerate(removals) if (write := self._removing(each, entries[n]))]
        errors: dict[int, VendorError] = {}
        for some in batches(asked, BATCH_SIZE):
            done = yield from self._write([write for _, write in some])
            for (number, _), result in zip(some, done, strict=True):
                if result.error is not None and not isinstance(result.error, NotFound):
                    errors[number] = result.error
        for number, one in enumerate(removals):
            error = errors.get(number)
            if error is not None:
                self._results.deletes_again = True
                self._failed(one.contact, one.lead_name, error, entries[number])
                continue
            self._links.drop(one.contact.id)
            self._results.counts[one.outcome] += 1

    def _removing(self, removal: Removal, entry: int) -> Write | None:
        lead_id = removal.lead_id
        if lead_id is None or not (removal.whole or removal.leaves):
            return None
        return Delete(lead_id, entry) if removal.whole else Update(lead_id, {LEAVE_LIST: self._list_id}, entry)

    def _note(
        self, contacts: Sequence[Ref], compact: Sequence[CompactEntry], revised: Sequence[int] | None = None
    ) -> Sequence[int]:
        """Write decisions down, with the entries whose place each takes; gives the numbers of their own."""
        return self._journal.extend(self._actor, "decision", contacts, compact, revised, lead_entry)

    def _decided(self, decisions: Sequence[LeadDecision], revised: Sequence[int] | None = None) -> Sequence[int]:
        entries = self._note([each.contact for each in decisions], [each.compact for each in decisions], revised)
        for entry, each in zip(entries, decisions, strict=True):
            if each.quirk is not None:
                with self._journal.because(entry):
                    self._quirks.fires(each.quirk, each.contact)
        return entries

    def _carry_out(self, decisions: Sequence[LeadDecision], entries: Sequence[int]) -> Steps[Sequence[Written]]:
        """What came of each decision: its lead, if it has one now, or what refused the write it asked for."""
        writes = [_write_of(each, entry) for each, entry in zip(decisions, entries, strict=True) if each.fields]
        results: list[Written] = []
        for some in batches(writes, BATCH_SIZE):
            results += yield from self._write(some)
        rest = iter(results)
        return [next(rest) if each.fields else Written(each.lead_id) for each in decisions]

    def _write(self, writes: Sequence[Write]) -> Steps[Sequence[Written]]:
        """What came of the writes, which nobody makes on a key that died meanwhile, nor into a list that is gone."""
        try:
            done = yield from self._calls.write(HUB, LEADS, writes, while_open=SOURCE)
        except NoAnswer as silence:
            return [Written(None, silence) for _ in writes]
        for each in done:
            if each.error is not None and each.error.code == LIST_DELETED:
                self._results.fatal = FatalCause.LIST
                raise each.error
        return done

    def _finish(self, decisions: Sequence[LeadDecision], entries: Sequence[int], done: Sequence[Written]) -> None:
        counts, leads = self._results.counts, self._results.leads
        for decision, entry, (lead_id, error) in zip(decisions, entries, done, strict=True):
            if error is not None:
                self._results.retry.append(decision.contact)
                self._failed(decision.contact, decision.name, error, entry)
                self._ignored(decision, IgnoreReason.REFUSED)
                continue
            counts[decision.compact[0]] += 1
            if decision.ignore_reason is not None:
                self._ignored(decision, decision.ignore_reason)
            elif lead_id is not None:
                leads[decision.address] = lead_id
                self._links.put(decision.contact.id, lead_id)

    def _ignored(self, decision: LeadDecision, ignore_reason: IgnoreReason) -> None:
        """Note who was ignored; a twin is known by the lead that its elder became."""
        self._results.ignored.append(Ignored(decision.name, decision.found, ignore_reason))
        elder = self._results.leads.setdefault(decision.address, None) if decision.takes else None
        if elder is not None:
            self._links.put(decision.contact.id, elder)

    def _failed(self, contact: Ref, name: str, error: VendorError, entry: int) -> None:
        failure = Failure((contact,), error.code, error.reason, error.message)
        self._journal.append(self._actor, "failure", contact, failure, entry)
        self._results.remarks.append(f"{name} {failure.sentence}")
        self._results.counts[Outcome.FAILED] += 1


def _write_of(decision: LeadDecision, entry: int) -> Write:
    lead_id = decision.lead_id
    return Create(decision.fields, entry) if lead_id is None else Update(lead_id, decision.fields, entry)

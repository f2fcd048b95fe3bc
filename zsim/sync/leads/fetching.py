"""One fetch: read the source's contacts, plan, apply, and move the checkpoint last.

Like every run it is a generator of waits, and whoever drives it may stop it between any two calls.
Source: LED-07, LED-14, LED-29, LED-31, KEY-05, FLT-17.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from zsim.catalogue import Policies, Quirks
from zsim.kernel.journal import Journal
from zsim.ports.app import App, Cancellable, Credentials, Gate
from zsim.ports.errors import InvalidCredentials, NotFound
from zsim.ports.folding import all_plain, folded, folded_texts, spellings
from zsim.ports.records import Deletion, Record, RecordId, Ref, seen_of
from zsim.sync.leads.choices import Frequency, LeadChoices
from zsim.sync.leads.functions import LeadFunctions
from zsim.sync.leads.lead_applying import LIST_DELETED, WHILE_OPEN, AnyDecision, LeadBooks
from zsim.sync.leads.lead_decisions import LeadDecision
from zsim.sync.leads.lead_links import LeadLinks
from zsim.sync.leads.lead_results import FatalCause, LeadResults, LeadSyncState
from zsim.sync.leads.places import CONTACTS, HUB, LEADS, LISTS, ORGANISATION, SOURCE, SUPPRESSIONS
from zsim.sync.leads.planning_leads import READDED, LeadDeletionInput, LeadPlanInput
from zsim.sync.runs.applier import Applier, traced
from zsim.sync.runs.calls import BATCH_SIZE, OVERLAP_MS, Calls, Steps, batches, with_retry
from zsim.sync.runs.engine_state import EngineState, StateTable
from zsim.sync.runs.intents import Intent, Intents
from zsim.sync.runs.patience import Patience
from zsim.sync.runs.run_queue import RunQueue

SECOND_MS = 1000


@dataclass(frozen=True, slots=True)
class SourceContext:
    """What every fetch of one source works with; ``functions`` may be replaced to plant a bug.

    ``watch_keys`` has its argument called after the source's key was regenerated or its primary email changed;
    ``state`` and ``queue`` are those of the syncs of all sources: one fetch at a time. Source: KEY-01, KEY-03, LED-30.
    """

    gate: Gate
    watch_keys: Callable[[Callable[[], None]], Cancellable]
    hub: App
    journal: Journal
    policies: Policies
    quirks: Quirks
    state: EngineState
    queue: RunQueue
    functions: LeadFunctions = field(default_factory=LeadFunctions)

    def open(self, credentials: Credentials) -> App:
        """Open the source; ``InvalidCredentials`` if email or key do not fit, then and later. Source: CON-03."""
        return self.gate.open(ORGANISATION, credentials)

    @property
    def patience(self) -> Patience:
        """How long fetches ask an app again that does not serve them at once."""
        return self.functions.patience(self.policies.patience)


class LeadJob(NamedTuple):
    """What one fetch is to do."""

    choices: LeadChoices
    credentials: Credentials
    links: LeadLinks
    intents: StateTable[Ref, Intent]
    actor: str
    started_ms: int


def fetch(
    context: SourceContext, job: LeadJob, sync_state: LeadSyncState, results: LeadResults
) -> Steps[LeadSyncState]:
    """The steps of one fetch; gives what to remember. A ``VendorError`` that comes out fails it whole."""
    try:
        source = yield from with_retry(lambda: context.open(job.credentials), context.patience)
        made = context.functions.stand_ins.of
        calls = made(Calls)({SOURCE: source, HUB: context.hub}, context.journal, job.actor, context.patience)
        return (yield from made(Fetching)(context, job, calls, results).carry(sync_state))
    except InvalidCredentials:
        results.fatal = FatalCause.KEY
        raise


class Fetching:
    """One fetch under way."""

    def __init__(self, context: SourceContext, job: LeadJob, calls: Calls, results: LeadResults) -> None:
        self._context = context
        self._job = job
        self._choices = job.choices
        self._calls = calls
        self._results = results
        journal = context.journal
        made = context.functions.stand_ins.of
        self._books = made(LeadBooks)(job.links, results, journal, job.choices.list_id, job.actor)
        self._applier: Applier[AnyDecision] = made(Applier)(
            calls, self._books, journal, context.quirks, WHILE_OPEN, traced, Intents(job.intents, job.started_ms)
        )

    def carry(self, sync_state: LeadSyncState) -> Steps[LeadSyncState]:
        """Everything, the checkpoint last."""
        yield from self._require_list()
        resumed = yield from self._applier.resume()
        contacts: Sequence[Record] = yield from self._changed(sync_state)
        gone: list[Deletion] = []
        if self._choices.timetable.frequency is not Frequency.ONCE and (sync_state.gone_since_ms or self._job.links):
            since_ms = None if sync_state.gone_since_ms is None else sync_state.gone_since_ms - OVERLAP_MS
            gone = yield from self._calls.deleted(SOURCE, CONTACTS, since_ms)
        left = {each.ref.id for each in gone}
        if left:
            contacts = [each for each in contacts if each.ref.id not in left]
        anew, handled = self._parted(sync_state, contacts)
        if resumed:
            taken_in = self._taken_in(resumed, left)
            anew = [each for each in anew if each.ref not in taken_in]
            gone = [each for each in gone if each.ref not in taken_in]
        for some in batches(anew, BATCH_SIZE):
            yield from self._upsert(some)
        self._books.mark_unchanged(handled)
        for leaving in batches(gone, BATCH_SIZE):
            yield from self._remove(leaving, left)
        return self._sync_state(sync_state, contacts)

    def _taken_in(self, resumed: Sequence[AnyDecision], left: Collection[RecordId]) -> frozenset[Ref]:
        """The contacts that a fetch before was broken off over: they have their outcome, and no second one in this.

        What became of them since then, an edit or a deletion, is left to the next fetch.
        """
        for each in resumed:
            if isinstance(each, LeadDecision):
                self._results.retry[each.contact] = None
                self._results.deletes_again |= each.contact.id in left
        return frozenset([each.contact for each in resumed])

    def _parted(
        self, sync_state: LeadSyncState, contacts: Sequence[Record]
    ) -> tuple[Sequence[Record], Sequence[Record]]:
        """The contacts to handle, and those that the last fetch handled as they are. Source: LED-29."""
        if (
            not sync_state.seen or sync_state.after_ms != self._choices.after_ms
        ):  # with another date, everybody counts anew
            return contacts, ()
        seen = {each.ref: each for each in sync_state.seen}
        anew = [each for each in contacts if seen.get(each.ref) != each]
        return anew, [each for each in contacts if seen.get(each.ref) == each]

    def _sync_state(self, former: LeadSyncState, contacts: Sequence[Record]) -> LeadSyncState:
        """What to remember of a fetch that went well. Source: LED-29."""
        started_ms, after_ms, results = self._job.started_ms, self._choices.after_ms, self._results
        seen: list[Record] = []
        if after_ms is not None:
            again_ms = (started_ms - OVERLAP_MS) // SECOND_MS * SECOND_MS
            retry = results.retry.keys()
            seen = [each for each in contacts if each.modified_ms >= again_ms and each.ref not in retry]
        unread = self._choices.timetable.frequency is Frequency.ONCE and former.gone_since_ms is not None
        gone_since_ms = former.gone_since_ms if results.deletes_again or unread else started_ms
        return LeadSyncState(started_ms, after_ms, gone_since_ms, tuple(results.retry), tuple(seen))

    def _require_list(self) -> Steps[None]:
        """Refuse to fetch into a list that is gone. Source: LED-31."""
        found = yield from self._calls.read(HUB, LISTS, [self._choices.list_id])
        if not found:
            self._results.fatal = FatalCause.LIST
            raise NotFound("the mailing list of the sync was deleted (LED-31)", code=LIST_DELETED)

    def _changed(self, sync_state: LeadSyncState) -> Steps[Sequence[Record]]:
        """The contacts to look at, oldest first, so that the elder of two twins comes first. Source: LED-18."""
        found = yield from self._calls.changed(SOURCE, CONTACTS, self._since_ms(sync_state), None)
        if sync_state.retry:
            known = {each.ref for each in found}
            retry = [each.id for each in sync_state.retry if each not in known]
            found += yield from self._calls.read(SOURCE, CONTACTS, retry)
        return sorted(found, key=lambda contact: (contact.created_ms, contact.ref.id))

    def _since_ms(self, sync_state: LeadSyncState) -> int | None:
        """Since when changes are read, ``None`` for all data.

        Times are cut to seconds, so what was modified later than the chosen moment begins with the second after it.
        What came before the last fetch began is read again with a second to spare. Source: LED-07, LED-29, FLT-17.
        """
        after_ms = self._choices.after_ms
        if after_ms is None:
            return None
        first_ms = (after_ms // SECOND_MS + 1) * SECOND_MS
        if sync_state.checkpoint_ms is not None and sync_state.after_ms == after_ms:
            return max(first_ms, sync_state.checkpoint_ms - OVERLAP_MS)
        return first_ms

    def _upsert(self, contacts: Sequence[Record]) -> Steps[None]:
        """Decide about contacts and carry it out; those overtaken are decided about once more."""
        while contacts:
            inputs = yield from self._gather(contacts)
            decisions = self._context.functions.plan(self._choices, inputs)
            overtaken = yield from self._applier.apply(decisions, seen_of(inputs.leads.values()))
            again = {each.contact for each in overtaken}
            contacts = [each for each in contacts if each.ref in again]

    def _gather(self, contacts: Sequence[Record]) -> Steps[LeadPlanInput]:
        email = self._choices.email_field
        addresses = list(folded_texts([str(each.fields.get(email) or "") for each in contacts]))
        asked = [each for each in dict.fromkeys(addresses) if each]
        alike = [] if all_plain(asked) else [other for each in asked for other in spellings(each)]
        leads = yield from self._calls.search(HUB, LEADS, "email", list(dict.fromkeys([*asked, *alike])))
        remembered = yield from self._calls.search(HUB, SUPPRESSIONS, "email", asked)
        suppressed: dict[str, tuple[str, ...]] = {}
        for each in remembered:
            address = folded(str(each.fields["email"]))
            suppressed[address] = (*suppressed.get(address, ()), str(each.fields["reason"]))
        return LeadPlanInput(
            contacts=contacts,
            addresses=addresses,
            leads={folded(str(each.fields["email"])): each for each in leads},
            suppressed=suppressed,
            taken=self._results.leads,
            readds=self._context.quirks.on(READDED),
        )

    def _remove(self, deletions: Sequence[Deletion], gone: set[RecordId]) -> Steps[None]:
        links = self._job.links
        came = {each.ref.id: lead for each in deletions if (lead := links.lead_of(each.ref.id)) is not None}
        asked = list(dict.fromkeys(came.values()))
        leads = {each.ref.id: each for each in (yield from self._calls.read(HUB, LEADS, asked))}
        inputs = LeadDeletionInput(
            deletions=tuple(deletions),
            leads={contact: leads[lead] for contact, lead in came.items() if lead in leads},
            shared=frozenset(
                [contact for contact, lead in came.items() if not gone.issuperset(links.contacts_of(lead))]
            ),
            everywhere=self._context.policies.lead_deletion == "org",
        )
        removals = self._context.functions.plan_removals(self._choices, inputs)
        overtaken = yield from self._applier.apply(removals, seen_of(leads.values()))
        again = {each.contact for each in overtaken}
        if again:
            yield from self._remove([each for each in deletions if each.ref in again], gone)

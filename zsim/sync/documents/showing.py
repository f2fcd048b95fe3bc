"""Having the CRM show finance's documents: as a run does when finance tells of changes, or when somebody asks.

Source: SYN-10, TXN-07, TXN-11, COL-03.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zsim.catalogue import catalogue
from zsim.ports.app import Credentials
from zsim.ports.documents import PARTIES, PROJECTED
from zsim.ports.records import Delete, Record, RecordId, Ref
from zsim.ports.schema import OWN_ID_FIELD, FieldType
from zsim.sync.execution.applying import WHILE_OPEN, PairBooks, PairResults
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.execution.follow_ups import FollowUps
from zsim.sync.model.kinds import CRM, FINANCE
from zsim.sync.planning.decisions import Decision
from zsim.sync.planning.projecting import Reading, deal_id, party_id, party_of
from zsim.sync.runs.applier import Applier, Task
from zsim.sync.runs.calls import BATCH_SIZE, OVERLAP_MS, Calls, Steps, batches, with_retry
from zsim.sync.runs.engine_state import StateCell, StateTable
from zsim.sync.runs.intents import Intents
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.sync_state import SyncState

CUSTOM_FIELDS = ("TXN-11", "COL-03")
"""By which behaviours documents show in the CRM with their custom fields: in its section, and in its reports."""
AWAITED = "awaited"
SHOWN_FOR = "shown for"
NOBODY = RecordId("")
DEALS = "Deals"
OF_VENDORS = frozenset({"purchase_orders"})
"""The types of documents shown in the CRM that are made for vendors."""

LOOKUPS = (FieldType.LOOKUP, FieldType.MULTI_LOOKUP)


class ShownBooks(PairBooks):
    """Keeps as well by which record the CRM shows each document: a search need not know yet. Source: FLT-08."""

    __slots__ = ("shown",)

    shown: StateTable[RecordId, RecordId]

    def settle(self, tasks: Sequence[Task[Decision]]) -> None:
        """Note as well what was made in the CRM, and what was taken off."""
        super().settle(tasks)
        for task in tasks:
            document = task.decision.covers[0].id
            if task.created is not None:
                self.shown.put(document, task.created)
            elif any(isinstance(each.write, Delete) for each in task.steps):
                self.shown.remove(document)


class Showing:
    """Has the CRM show the documents of one type, with the calls of one run or command.

    What is decided about a document is carried out, settled and taken up again as in every run.
    """

    def __init__(
        self, context: ConnectionContext, type: str, calls: Calls, actor: str, now_ms: int, results: PairResults
    ) -> None:
        self.organisation = context.organisation_key
        self._custom: tuple[str, ...] = ()
        self._context = context
        self._type = type
        self._calls = calls
        made = context.functions.stand_ins.of
        follow_ups = made(FollowUps)(context.state.table("follow-ups"))
        new_owners = context.state.table("new owners")
        books = made(ShownBooks)(context.links, new_owners, follow_ups, results, context.journal, actor)
        books.shown = self._shown = context.state.table(f"shown {type}")
        self._shown_for = shown_for(context, type)
        self.lost: set[RecordId] = set()
        """Of the records for which documents are to show, those found deleted in the CRM so far."""
        intents: Intents[Decision] = Intents(context.state.table(f"intents of {actor}"), now_ms)
        self._applier: Applier[Decision] = made(Applier)(
            calls, books, context.journal, context.quirks, WHILE_OPEN, context.functions.traced, intents
        )

    def resume(self) -> Steps[None]:
        """Take in what was broken off, where the CRM shows that it was carried out."""
        yield from self._applier.resume()

    def show(self, documents: Sequence[Record], gone: Sequence[Ref] = ()) -> Steps[None]:
        """Show these documents as they stand, and those that are gone no more.

        What is overtaken, as by somebody's command that showed the same document, is looked at once more.
        """
        key = self._context.product.key
        if documents and any(catalogue().behaviour(each).holds_for(key) for each in CUSTOM_FIELDS):
            yield from self._show_custom_fields()
        for some in batches(documents, BATCH_SIZE):
            yield from self._show(some, ())
        for lost in batches(gone, BATCH_SIZE):
            yield from self._show((), lost)

    def _show_custom_fields(self) -> Steps[None]:
        """Have the CRM carry the documents' custom fields; one that points to another record says nothing there."""
        fields = yield from self._calls.fields(FINANCE, self._type)
        custom = [each for each in fields.values() if each.custom and each.type not in LOOKUPS]
        self._context.registry.show_fields(PROJECTED[self._type], custom)
        self._custom = tuple([each.name for each in custom])

    def _show(self, documents: Sequence[Record], gone: Sequence[Ref]) -> Steps[None]:
        overtaken = yield from self._applier.apply((yield from self._decide(documents, gone)))
        if overtaken:
            again = {each.covers[0] for each in overtaken}
            ids = [each.ref.id for each in documents if each.ref in again]
            present = yield from self._calls.read(FINANCE, self._type, ids)
            decisions = yield from self._decide(present, [each for each in gone if each in again])
            yield from self._applier.apply(decisions, anew=False)

    def _decide(self, documents: Sequence[Record], gone: Sequence[Ref]) -> Steps[list[Decision]]:
        bare = Reading(self.organisation, self._type, documents, gone, {})
        refs = {bare.mark(ref): ref for ref in [*[each.ref for each in documents], *gone]}
        found = yield from self._calls.search(CRM, PROJECTED[self._type], OWN_ID_FIELD, list(refs))
        shown = {str(each.fields[OWN_ID_FIELD]): each for each in found}
        missed = [own for mark, ref in refs.items() if mark not in shown and (own := self._shown.get(ref.id))]
        found = yield from self._calls.read(CRM, PROJECTED[self._type], missed)
        shown |= {str(each.fields[OWN_ID_FIELD]): each for each in found}
        of_deals = list(dict.fromkeys([deal for each in documents if (deal := deal_id(each)) is not None]))
        deals = frozenset([each.id for each in (yield from self._calls.read(CRM, DEALS, of_deals))])
        yield from self._look_for_parties([(each, shown.get(bare.mark(each.ref))) for each in documents])
        for each in documents:
            self._note_party(party_id(each), shown=bare.mark(each.ref) in shown)
        return self._context.functions.project(
            self._context.links, replace(bare, shown=shown, custom=self._custom, deals=deals, lost=frozenset(self.lost))
        )

    def _look_for_parties(self, documents: Sequence[tuple[Record, Record | None]]) -> Steps[None]:
        """See which of the records for which documents are to show, and do not, the CRM has no more. Source: TXN-40."""
        wanted: dict[str, dict[RecordId, None]] = {field: {} for field in PARTIES.values()}
        for document, shown in documents:
            field, crm_id = party_of(self._context.links, document) or ("", NOBODY)
            if field and (shown is None or shown.fields.get(field) != crm_id):
                wanted[field][crm_id] = None
        for module, field in PARTIES.items():
            found = yield from self._calls.read(CRM, module, list(wanted[field]))
            self.lost = (self.lost | wanted[field].keys()) - {each.id for each in found}

    def _note_party(self, party: RecordId, *, shown: bool) -> None:
        """Note for whom the documents of a customer or vendor show; the run that shows all of them notes another."""
        link = self._context.links.live(FINANCE, party)
        synced = link is not None and link.crm_id not in self.lost
        if link is not None and synced and party not in self._shown_for.rows:
            self._shown_for.put(party, link.crm_id)
        elif not synced and shown:
            self._shown_for.put(party, NOBODY)


def refresh(
    context: ConnectionContext,
    credentials: Credentials,
    type: str,
    actor: str,
    now_ms: int,
    left: SyncState,
    results: PairResults,
) -> Steps[SyncState]:
    """The steps of a run that shows what changed in finance since the one before; gives what to remember.

    Documents of somebody who is not synced yet, and those that could not be shown or taken off, are looked at again by
    each run; who is not synced yet is noted, so that one comes once that has changed. All documents are looked at of
    somebody who is synced with another record now. Source: TXN-31.
    """
    crm = yield from with_retry(lambda: context.gate.open(context.product.key, credentials), context.patience)
    made = context.functions.stand_ins.of
    calls = made(Calls)({CRM: crm, FINANCE: context.finance}, context.journal, actor, context.patience)
    showing = made(Showing)(context, type, calls, actor, now_ms, results)
    yield from showing.resume()
    since_ms = None if left.checkpoint_ms is None else left.checkpoint_ms - OVERLAP_MS
    documents = {each.ref: each for each in (yield from calls.changed(FINANCE, type, since_ms, None))}
    moved = moved_parties(context, type)
    theirs = yield from calls.search(FINANCE, type, _party_field(type), list(moved))
    documents |= {each.ref: each for each in theirs}
    again = [each for each in left.retry if each not in documents]
    waiting = yield from calls.read(FINANCE, type, [each.id for each in again])
    gone = [each.ref for each in (yield from calls.deleted(FINANCE, type, since_ms))]
    present = {each.ref for each in waiting}
    gone += [each for each in again if each not in present]
    live = [each for each in (*waiting, *documents.values()) if each.ref not in gone]  # some went after they were read
    yield from showing.show(live, list(dict.fromkeys(gone)))
    waits = [each for each in live if results.outcomes.get(each.ref) is Outcome.EXCLUDED]
    awaited(context, type).set(tuple(dict.fromkeys(map(party_id, waits))))
    for party, crm_id in moved.items():
        if crm_id not in showing.lost:
            shown_for(context, type).put(party, crm_id)
    return SyncState(now_ms, (), tuple(results.retry))


def awaited(context: ConnectionContext, type: str) -> StateCell[tuple[RecordId, ...]]:
    """The customers and vendors whose documents wait for them to be synced."""
    return context.state.cell(AWAITED, type, ())


def shown_for(context: ConnectionContext, type: str) -> StateTable[RecordId, RecordId]:
    """The CRM's record for which the documents of each customer or vendor are shown, ``NOBODY`` where some are not."""
    return context.state.table(f"{SHOWN_FOR} {type}")


def moved_parties(context: ConnectionContext, type: str) -> Mapping[RecordId, RecordId]:
    """The customers and vendors who are synced with another record than their documents are shown for, with that."""
    live, shown = context.links.live, shown_for(context, type).rows
    moved = [(party, link.crm_id) for party in shown if (link := live(FINANCE, party)) and link.crm_id != shown[party]]
    return dict(sorted(moved))


def note_parted(context: ConnectionContext, type: str) -> None:
    """Note that documents show for nobody once whom they were shown for is synced no more. Source: TXN-31, TXN-40."""
    shown = shown_for(context, type)
    for party in [each for each in shown.rows if context.links.live(FINANCE, each) is None]:
        shown.put(party, NOBODY)


def _party_field(type: str) -> str:
    return "vendor_id" if type in OF_VENDORS else "customer_id"


def refresh_of(calls: Calls, showing: Showing, type: str, party: Ref, finance_id: RecordId) -> Steps[None]:
    """Show the documents of an account, contact or vendor as finance has them, and no others of its any more.

    A vendor has purchase orders and nothing else, and nobody else has those.
    """
    crm_field = PARTIES[party.module]
    if (crm_field == "Vendor_Name") is not (type in OF_VENDORS):
        return
    yield from showing.resume()
    documents = yield from calls.search(FINANCE, type, _party_field(type), [finance_id])
    found = {each.ref.id for each in documents}
    missed: list[RecordId] = []
    for each in (yield from calls.search(CRM, PROJECTED[type], crm_field, [party.id])):
        key, _, own = str(each.fields[OWN_ID_FIELD]).partition(":")
        if key == showing.organisation and own not in found:
            missed.append(RecordId(own))
    there = yield from calls.read(FINANCE, type, missed)  # a search need not find all that is there: FLT-08
    lost = [each for each in missed if each not in {document.ref.id for document in there}]
    yield from showing.show([*documents, *there], [Ref(showing.organisation, type, each) for each in lost])

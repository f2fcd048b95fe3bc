"""One run: read what changed, plan, apply, record outcomes, and move the checkpoint last.

The run is a generator of waits (see ``calls``); whoever drives it may stop it between any two calls, and a later run
picks up where the checkpoint stands. Source: FND-04, SYN-14, SYN-15.
"""

from __future__ import annotations

from collections.abc import Mapping

from zsim.ports.errors import CurrencyMismatch, NotFound
from zsim.ports.records import RecordId, Ref
from zsim.sync.execution.applying import OWNERS, PairApplier, PairBooks, PairResults
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.execution.finishing import finish_follow_ups
from zsim.sync.execution.follow_ups import FollowUps
from zsim.sync.execution.gathering import Views
from zsim.sync.execution.job import Job
from zsim.sync.execution.sync_pass import SyncPass
from zsim.sync.model.exchange import Exchange
from zsim.sync.model.kinds import CRM, FINANCE, KINDS, Kind, owned_kinds
from zsim.sync.model.links import Links
from zsim.sync.model.mapping import FieldMap, FieldMaps
from zsim.sync.planning.decisions import Decision
from zsim.sync.planning.plan_context import PlanContext, carried_first
from zsim.sync.planning.routing import crm_modules, finance_modules
from zsim.sync.runs.applier import Applier
from zsim.sync.runs.calls import OVERLAP_MS, Calls, Steps, with_retry
from zsim.sync.runs.intents import Intents
from zsim.sync.runs.sync_state import SyncState


def run(context: ConnectionContext, job: Job, sync_state: SyncState, results: PairResults) -> Steps[SyncState]:
    """The steps of one run; gives what to remember. A ``VendorError`` that comes out fails the run whole."""
    crm = yield from with_retry(lambda: context.gate.open(context.product.key, job.credentials), context.patience)
    made = context.functions.stand_ins.of
    calls = made(Calls)({CRM: crm, FINANCE: context.finance}, context.journal, job.actor, context.patience)
    exchange = yield from _exchange(calls, job, context)
    views, reading = yield from _views(calls, job)
    maps = yield from _maps(calls, job, context.maps, exchange)
    if job.only:
        job = job._replace(only=(yield from _with_parents(calls, job, context.links)))
    follow_ups = made(FollowUps)(context.state.table("follow-ups"))
    new_owners = context.state.table("new owners")
    books = made(PairBooks)(context.links, new_owners, follow_ups, results, context.journal, job.actor)
    intents: Intents[Decision] = Intents(context.state.table(f"intents of {job.actor}"), job.started_ms)
    applied = context.journal, context.quirks, context.functions.traced, intents, made(Applier)
    applier = made(PairApplier)(calls, books, *applied)
    kinds = _contexts(context, job, maps)
    yield from applier.resume()
    yield from finish_follow_ups(calls, applier, follow_ups, kinds, context.links)
    sync_pass = made(SyncPass)(context, job, calls, applier, results, follow_ups, views, kinds)
    if job.only:
        yield from sync_pass.carry_only()
        if follow_ups.unanswered:
            yield from finish_follow_ups(calls, applier, follow_ups, kinds, context.links)
        return sync_state
    since_ms = sync_state.checkpoint_ms if sync_state.reading == reading else None
    owned = owned_kinds(job.kinds)
    if owned and since_ms is not None:
        books.owners = OWNERS
        left = [context.links.live(CRM, each) for each in sorted(new_owners)]
        results.newly_linked += [link for link in left if link is not None]
    yield from sync_pass.carry_all(None if since_ms is None else since_ms - OVERLAP_MS, sync_state.retry)
    if follow_ups.unanswered:
        yield from finish_follow_ups(calls, applier, follow_ups, kinds, context.links)
    if owned:
        new_owners.clear()
    return SyncState(job.started_ms, reading, tuple(results.retry))


def _exchange(calls: Calls, job: Job, context: ConnectionContext) -> Steps[Exchange | None]:
    """By what prices cross; the whole run is refused where the base currencies differ and may not.

    Source: CON-13, CON-14, ITM-15, SYN-14.
    """
    crm = yield from calls.organisation(CRM)
    priced = any(kind.priced for kind in job.kinds)
    if not crm.multi_currency and not priced:
        return None
    finance = yield from calls.organisation(FINANCE)
    if finance.currency != crm.currency and (crm.multi_currency or context.one_currency):
        raise CurrencyMismatch(
            f"the CRM's base currency is {crm.currency}, {finance.name}'s is {finance.currency}", code="CURRENCY"
        )
    return Exchange(crm.currency, finance.currency) if priced else None


def _with_parents(calls: Calls, job: Job, links: Links) -> Steps[tuple[Ref, ...]]:
    """The records asked for, behind the parents not linked yet that they come with: a contact's account.

    Source: FND-04.
    """
    parents: list[Ref] = []
    for kind in owned_kinds(job.kinds):
        assert kind.parent is not None, "what is owned has a parent"
        field, module = kind.parent.crm_field, KINDS[kind.parent.kind].crm.module
        found = yield from calls.read(
            CRM, kind.crm.module, [ref.id for ref in job.only if ref.module == kind.crm.module]
        )
        named = [RecordId(str(each.fields[field])) for each in found if each.fields.get(field)]
        parents += [Ref("crm", module, each) for each in named if links.live(CRM, each) is None]
    return tuple(dict.fromkeys([*parents, *job.only]))


def _views(calls: Calls, job: Job) -> Steps[tuple[Views, tuple[object, ...]]]:
    """The chosen views by module, and what identifies what is being read: if that changes, all is read again."""
    preferences = job.preferences
    views: dict[str, RecordId] = {}
    reading: list[object] = [
        None if preferences.module is None else preferences.module.value,
        preferences.extent.value,
        job.includes,
        job.credentials.email,
    ]
    for module in () if job.only else crm_modules(job.kinds):
        name = preferences.views.get(module)
        if name is None:
            continue
        offered = {view.name: view for view in (yield from calls.views(CRM, module))}
        if name not in offered:
            raise NotFound(f"the CRM has no view {name!r} of {module} any more", code="INVALID_DATA")
        views[module] = offered[name].id
        reading += [offered[name].id, offered[name].revision]
    return views, tuple(reading)


def _maps(calls: Calls, job: Job, maps: FieldMaps, exchange: Exchange | None) -> Steps[Mapping[str, FieldMap]]:
    """The field maps by kind.

    Asking for the fields shows whether every module may be used. Source: CON-06.
    """
    crm = {}
    for module in crm_modules(job.kinds):
        crm[module] = yield from calls.fields(CRM, module)
    finance = {}
    for module in finance_modules(job.kinds):
        finance[module] = yield from calls.fields(FINANCE, module)
    return {
        kind.name: maps.of(kind, job.pairs[kind.name], crm[kind.crm.module], finance[kind.finance.module], exchange)
        for kind in job.kinds
    }


def _contexts(context: ConnectionContext, job: Job, maps: Mapping[str, FieldMap]) -> Mapping[str, PlanContext]:
    """The standing choices by kind."""
    first = carried_first(job.kinds[0], job.preferences, context.quirks)
    may_merge = context.product.merges_duplicates
    return {
        kind.name: PlanContext(
            kind=kind,
            fields=maps[kind.name],
            preferences=job.preferences,
            policies=context.policies,
            links=context.links,
            may_merge=may_merge,
            merges=may_merge and context.quirks.on(kind.merged_by),
            yields_at=_yields_at(kind, job),
            needs_it=not job.includes,
            organisation=context.organisation_key,
            product=context.product.key,
            mark=context.mark,
            unique=maps[kind.name].unique,
            matches=context.product.matches_duplicates,
            by_secondary_key=kind.secondary_key is not None and context.product.compares_sku,
            first=first,
            mapped_ms=job.mapped_ms,
            puts_back=not context.product.two_way,
        )
        for kind in job.kinds
    }


def _yields_at(kind: Kind, job: Job) -> str | None:
    """The CRM lookup that, where filled, makes a record of the kind one of another kind of this run."""
    if kind.yields_to is None:
        return None
    name, field = kind.yields_to
    return field if any(each.name == name for each in job.kinds) else None

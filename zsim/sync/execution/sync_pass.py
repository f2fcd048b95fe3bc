"""The records of one run on their way: read, routed, gathered for, planned and applied, some at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zsim.ports.errors import NotFound
from zsim.ports.records import NOT_SEEN, Deletion, DeletionCause, Record, RecordId, Ref, Seen
from zsim.sync.execution.applying import PARENT_FIELDS, PairApplier, PairResults
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.execution.follow_ups import FollowUps
from zsim.sync.execution.gathering import Views, out_of_view_of
from zsim.sync.execution.job import Job
from zsim.sync.execution.joining import modified_since
from zsim.sync.execution.own_records import OwnRecords
from zsim.sync.model.kinds import CRM, FINANCE, KINDS, SYSTEMS, Kind, System, owned_kinds
from zsim.sync.model.preferences import Extent
from zsim.sync.planning.decisions import Decision
from zsim.sync.planning.deletions import origins
from zsim.sync.planning.plan_context import PlanContext
from zsim.sync.planning.routing import crm_modules, finance_modules, leave_out
from zsim.sync.runs.calls import BATCH_SIZE, Calls, Steps, batches
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason

CRM_PARENTS = tuple(dict.fromkeys(kind.parent.crm_field for kind in KINDS.values() if kind.parent))


class SyncPass:
    """The records of one run on their way through routing, gathering, planning and applying."""

    def __init__(
        self,
        context: ConnectionContext,
        job: Job,
        calls: Calls,
        applier: PairApplier,
        results: PairResults,
        follow_ups: FollowUps,
        views: Views,
        contexts: Mapping[str, PlanContext],
    ) -> None:
        self._context = context
        self._job = job
        self._calls = calls
        self._applier = applier
        self._results = results
        self._follow_ups = follow_ups
        self._views = views
        self._modules = {CRM: crm_modules(job.kinds), FINANCE: finance_modules(job.kinds)}
        self._quirk = job.kinds[0].first_by
        self._first = contexts[job.kinds[0].name].first
        self._owned = [(kind, kind.parent) for kind in owned_kinds(job.kinds) if kind.parent is not None]
        self._own = OwnRecords(calls, results, views, self._owned, job.preferences.extent)
        self._origins = origins(context.product, context.quirks)
        self._last_call = False
        self._waiting: dict[System, dict[Ref, None]] = {CRM: {}, FINANCE: {}}
        self._contexts = contexts

    def carry_all(self, since_ms: int | None, retry: Sequence[Ref]) -> Steps[None]:
        """Everything that changed or was deleted since, and what the last run left to be looked at again."""
        changes: dict[tuple[System, str], list[Record]] = {}
        gone: dict[tuple[System, str], dict[Ref, Deletion]] = {}
        for system in SYSTEMS:
            for module in self._modules[system]:
                view = self._views.get(module) if system is CRM else None
                found = yield from self._calls.changed(system, module, since_ms, view)
                missed, lost = yield from self._look_again(system, module, found, retry)
                changes[system, module] = [*missed, *found]
                self._waiting[system].update(dict.fromkeys([record.ref for record in changes[system, module]]))
                deletions = yield from self._calls.deleted(system, module, since_ms)
                gone[system, module] = {deletion.ref: deletion for deletion in [*lost, *deletions]}
        if any(changes.values()) or any(gone.values()):
            yield from self._carry_read(changes, gone, whole=since_ms is None)

    def _carry_read(
        self,
        changes: dict[tuple[System, str], list[Record]],
        gone: Mapping[tuple[System, str], Mapping[Ref, Deletion]],
        *,
        whole: bool,
    ) -> Steps[None]:
        """What was read, in the order in which one thing depends on another; ``whole`` says that all was read."""
        for system in SYSTEMS:
            for module in self._modules[system]:
                yield from self._carry_deletions(system, list(gone[system, module].values()))
        merged = [each for module in self._modules[CRM] for each in gone[CRM, module].values()]
        yield from self._own.of_followed(changes, self._waiting, self._context.links, merged)
        first = self._first
        if self._quirk and self._job.preferences.extent is not Extent.FETCH and self._both_changed(changes):
            self._context.quirks.fires(self._quirk, (self._context.product.key, self._job.kinds[0].name))
        ours = yield from self._carry_pairs(first, changes)
        theirs = yield from self._carry_pairs(first.other, changes)
        yield from self._carry(first, ours)
        yield from self._carry(first.other, theirs)
        places = [(system, module) for system in (first, first.other) for module in self._modules[system]]
        for system, module in places:
            yield from self._carry(system, changes[system, module])
            if not whole:
                yield from self._own.of_linked(changes, self._waiting)
            yield from self._own.of_winners(changes, self._waiting)
        self._last_call = True
        for system, module in places:
            yield from self._carry(system, changes[system, module])

    def _both_changed(self, changes: Mapping[tuple[System, str], Sequence[Record]]) -> bool:
        """Whether it matters which side is carried first."""
        return all(any(changes[system, module] for module in self._modules[system]) for system in SYSTEMS)

    def carry_only(self) -> Steps[None]:
        """Just the records asked for, with their own, whatever the view. Source: SYN-09, SYN-13."""
        self._last_call = True
        for module in self._modules[CRM]:
            ids = [ref.id for ref in self._job.only if ref.module == module]
            found = yield from self._calls.read(CRM, module, ids)
            missing = [each for each in ids if each not in {record.ref.id for record in found}]
            if missing:
                raise NotFound(f"the CRM has no record {missing[0]} of {module}", code="INVALID_DATA", field="id")
            own: tuple[Record, ...] = ()
            for kind, parent in self._owned:
                if KINDS[parent.kind].crm.module == module:
                    own += yield from self._calls.search(CRM, kind.crm.module, parent.crm_field, ids)
            for some in (own, found):
                yield from self._carry_losses(some)
            for some in (found, own):
                yield from self._carry(CRM, some)

    def _look_again(
        self, system: System, module: str, found: Sequence[Record], retry: Sequence[Ref]
    ) -> Steps[tuple[list[Record], list[Deletion]]]:
        """Records left over from the last run that are live, and linked ones that are gone. Source: CUS-16, CUS-28."""
        if not retry:
            return [], []
        seen = {record.ref for record in found}
        refs = [ref for ref in retry if ref.module == module and ref not in seen and _is_on(ref, system)]
        live = {record.ref: record for record in (yield from self._calls.read(system, module, [r.id for r in refs]))}
        out_of_view: frozenset[RecordId] = frozenset()
        if system is CRM:
            out_of_view = yield from out_of_view_of(self._calls, module, [ref.id for ref in live], self._views)
        lost = [
            Deletion(ref, self._job.started_ms, DeletionCause.PERMANENT)
            for ref in refs
            if ref not in live and self._context.links.live(system, ref.id) is not None
        ]
        return [record for record in live.values() if record.ref.id not in out_of_view], lost

    def _carry_pairs(
        self, system: System, changes: Mapping[tuple[System, str], Sequence[Record]]
    ) -> Steps[list[Record]]:
        """Records that go on as the pair they are in, so that renamed ones have their new names before any is matched.

        Those with a parent wait until it is linked. A record whose counterpart on the side read first still awaits its
        turn waits for that, which may end the pair. Gives the records overtaken, as those whose new name another pair
        still held: they have their second look when all pairs had their first, and before anybody else takes the name.
        """
        overtaken: list[Record] = []
        for module in self._modules[system]:
            pairs = [each for each in self._ready(system, changes[system, module]) if self._is_pair(system, each)]
            for some in batches(pairs, BATCH_SIZE):
                if unanswered := [each for each in some if each.ref not in self._results.outcomes]:
                    overtaken += yield from self._carry_some(system, unanswered)
        return overtaken

    def _ready(self, system: System, records: Sequence[Record]) -> list[Record]:
        """Those whose counterparts on the side read first do not await their turn, which may end their pairs."""
        if system is self._first or self._last_call or not self._waiting[self._first]:
            return list(records)
        links, awaited = self._context.links.rows(system), {ref.id for ref in self._waiting[self._first]}
        return [each for each in records if not ((link := links.get(each.ref.id)) and link.id(self._first) in awaited)]

    def _is_pair(self, system: System, record: Record) -> bool:
        link = self._context.links.live(system, record.ref.id)
        if link is None:
            return False
        route = self._job.router.route(system, record, lambda account: False)
        return isinstance(route, Kind) and route.name == link.kind and route.parent is None

    def _carry_deletions(self, system: System, deletions: Sequence[Deletion], *, anew: bool = False) -> Steps[None]:
        links, functions, waiting = self._context.links, self._context.functions, self._waiting[system.other]
        for some in batches(deletions, BATCH_SIZE):
            gone = yield from functions.gather_gone(self._calls, links, system, some, waiting, self._origins, anew=anew)
            overtaken = yield from self._apply(functions.plan_deletions(links, gone))
            if overtaken:
                yield from self._carry_deletions(system, [each for each in some if each.ref in overtaken], anew=True)

    def _carry_losses(self, records: Sequence[Record]) -> Steps[None]:
        """The deletions in finance that a single fetch, which reads no feed, finds out about. Source: DEL-06."""
        ids = [RecordId(str(name)) for each in records for name in (each.ref.id, *map(each.fields.get, CRM_PARENTS))]
        links = [self._context.links.live(CRM, each) for each in dict.fromkeys(ids)]
        linked = [link for link in links if link is not None]
        modules = dict.fromkeys(KINDS[link.kind].finance.module for link in linked)
        for module in modules:
            ids = [link.finance_id for link in linked if KINDS[link.kind].finance.module == module]
            found = yield from self._calls.read(FINANCE, module, ids)
            lost = [each for each in ids if each not in {record.ref.id for record in found}]
            if lost:
                key = (yield from self._calls.organisation(FINANCE)).key
                gone = [(Ref(key, module, each), self._job.started_ms, DeletionCause.PERMANENT) for each in lost]
                yield from self._carry_deletions(FINANCE, [Deletion(*each) for each in gone])

    def _carry(self, system: System, records: Sequence[Record]) -> Steps[None]:
        queue = [record for record in self._ready(system, records) if record.ref not in self._results.outcomes]
        position = 0
        while position < len(queue):
            some = [each for each in queue[position : position + BATCH_SIZE] if each.ref not in self._results.outcomes]
            position += BATCH_SIZE
            deferred = yield from self._carry_some(system, some)
            while deferred:
                deferred = yield from self._carry_some(system, deferred)

    def _carry_some(self, system: System, records: Sequence[Record]) -> Steps[list[Record]]:
        present, gone = yield from self._present(system, records)
        groups, left_out = yield from self._sort(system, present)
        overtaken = yield from self._apply([*gone, *left_out])
        deferred, functions = list[Record](), self._context.functions
        for name, members in groups.items():
            context = self._contexts[name]
            waiting = self._waiting[system.other]
            inputs = yield from functions.gather(self._calls, context, system, members, waiting, self._views)
            planned = functions.plan(context, inputs)
            decisions = [each for each in planned.decisions if self._stands(each)]
            outdated = yield from modified_since(self._calls, self._context.links, system, members, decisions)
            self._results.touched.update([each.id for each in outdated])
            standing = [each for each in decisions if each.covers[0] not in outdated]
            overtaken |= outdated | (yield from self._apply(standing, inputs.seen()))
            if len(decisions) == len(planned.decisions):  # else they wait with the first of their name
                deferred += planned.deferred
        overtaken.update([each.ref for each in deferred])
        return [each for each in present if each.ref in overtaken]  # in their order: the first of a name goes first

    def _present(self, system: System, records: Sequence[Record]) -> Steps[tuple[list[Record], list[Decision]]]:
        """The records as they stand now, where this run itself may have changed them; and decisions on those gone."""
        touched = self._results.touched
        near = [(each.ref, (each.ref.id, *map(each.fields.get, PARENT_FIELDS))) for each in records if touched]
        stale = [ref for ref, ids in near if not touched.isdisjoint(ids)]
        if not stale:
            return list(records), []
        found = yield from self._calls.read(system, stale[0].module, [ref.id for ref in stale])
        present = {record.ref: record for record in found}
        gone = [Decision("", Outcome.EXCLUDED, (ref,), Reason("gone")) for ref in stale if ref not in present]
        lost = frozenset(stale) - present.keys()
        return [present.get(record.ref, record) for record in records if record.ref not in lost], gone

    def _apply(self, decisions: Sequence[Decision], seen: Seen = NOT_SEEN) -> Steps[set[Ref]]:
        """Carry decisions out; gives the records of those that were overtaken, to be read and decided anew."""
        if not decisions:
            return set()
        if not self._context.product.two_way:
            decisions = [each.imported() for each in decisions]
        again = yield from self._applier.apply(decisions, seen)
        overtaken = {ref for decision in again for ref in decision.covers}
        self._results.touched.update([ref.id for ref in overtaken])
        for decision in decisions:
            for ref in decision.covers:
                if ref not in overtaken:
                    self._waiting[CRM if _is_on(ref, CRM) else FINANCE].pop(ref, None)
        return overtaken

    def _sort(self, system: System, records: Sequence[Record]) -> Steps[tuple[dict[str, list[Record]], list[Decision]]]:
        """The records by kind, and the decisions for those left out."""
        out_of_view: frozenset[RecordId] = frozenset()
        for _, parent in self._owned if system is CRM else ():
            parents = [RecordId(str(record.fields.get(parent.crm_field))) for record in records]
            module = KINDS[parent.kind].crm.module
            out_of_view |= yield from out_of_view_of(self._calls, module, parents, self._views)
        groups: dict[str, list[Record]] = {}
        left_out: list[Decision] = []
        for record in records:
            due = self._follow_ups.giving_up(record.ref)
            if due is not None:
                left_out.append(leave_out(KINDS[due.kind], record, "given-up"))
                continue
            route = self._job.router.route(system, record, out_of_view.__contains__, self._last_call)
            if isinstance(route, Decision):
                left_out += [self._explained(route, record)] if self._stands(route) else []
            else:
                groups.setdefault(route.name, []).append(record)
        return groups, left_out

    def _explained(self, decision: Decision, record: Record) -> Decision:
        """A record left out because its parent is not synced says what became of that one in this run."""
        for _, parent in self._owned if decision.reason.code == "account-not-synced" else ():
            ref = Ref("crm", KINDS[parent.kind].crm.module, RecordId(str(record.fields.get(parent.crm_field))))
            told = self._results.not_linked.get(ref)
            if told is not None:
                return decision._replace(reason=decision.reason._replace(code="account-left-out", detail=told))
        return decision

    def _stands(self, decision: Decision) -> bool:
        """Whether a decision is taken now; the run may yet free the name that skips a record, or link its account.

        Such a record stays unanswered and is looked at once more when all others are done.
        """
        return self._last_call or not (
            decision.outcome is Outcome.SKIPPED or decision.reason.code == "account-not-synced"
        )


def _is_on(ref: Ref, system: System) -> bool:
    return (ref.app == "crm") is (system is CRM)

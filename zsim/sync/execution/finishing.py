"""Finishing what a run before was broken off in, where it is still called for. Source: FLT-15, FLT-16."""

from __future__ import annotations

from collections.abc import Mapping

from zsim.ports.records import Delete, Record, Update, Write
from zsim.sync.execution.applying import PairApplier
from zsim.sync.execution.follow_ups import FollowUps
from zsim.sync.execution.gathering_deletions import own_records
from zsim.sync.execution.usage import in_use
from zsim.sync.model.kinds import FINANCE, KINDS, Kind
from zsim.sync.model.links import Links
from zsim.sync.planning.decisions import Decision, FollowUp
from zsim.sync.planning.plan_context import PlanContext
from zsim.sync.planning.routing import called
from zsim.sync.runs.calls import Calls, Steps
from zsim.sync.runs.confirming import WriteStep
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason


def finish_follow_ups(
    calls: Calls, applier: PairApplier, follow_ups: FollowUps, kinds: Mapping[str, PlanContext], links: Links
) -> Steps[None]:
    """Carry out what was left of the kinds of this run; what is so already, or not called for any more, is forgotten.

    Others may have acted since: the records are read again, and a customer with transactions by now, or with contact
    persons who are linked, is made inactive instead of being deleted.
    """
    decisions: list[Decision] = []
    for each in [left for left in follow_ups if left.kind in kinds] if len(follow_ups) else ():
        kind = KINDS[each.kind]
        write = yield from _called_for(calls, kinds[each.kind], each, links)
        if write is None:
            follow_ups.done(each.ref)
            continue
        found = yield from calls.read(each.system, each.ref.module, [each.ref.id])
        target = called(kind, each.system, found[0]) if found else each.ref.id
        step = WriteStep(each.system, each.ref.module, write)
        decisions.append(
            Decision(kind.name, Outcome.FINISHED, (each.ref,), Reason("finished", target=target), None, (step,))
        )
    if decisions:
        yield from applier.apply(decisions, anew=False)


def _called_for(calls: Calls, context: PlanContext, left: FollowUp, links: Links) -> Steps[Write | None]:
    """The write that is called for now; ``None`` for none."""
    kind = context.kind
    present = yield from calls.read(left.system, left.ref.module, [left.ref.id])
    if not present:
        return None
    match left.write:
        case Update(_, fields) if kind.link_field in fields:
            return left.write if _still_to_be_noted(kind, present[0], fields[kind.link_field], links) else None
        case Update() | Delete() if links.live(FINANCE, left.ref.id) is not None:
            return None
        case _:
            return (yield from _given_up(calls, context, present[0], links))


def _given_up(calls: Calls, context: PlanContext, record: Record, links: Links) -> Steps[Write | None]:
    kind, record_id = context.kind, record.ref.id
    busy = yield from in_use(calls, context.product, kind, [record_id])
    own = (yield from own_records(calls, record.ref.module, [record_id])).get(record_id, ())
    if record_id not in busy and all(links.live(FINANCE, each.ref.id) is None for each in own):
        return Delete(record_id, own=tuple([each.ref.id for each in own]))
    parted = kind.parted(record.fields)
    inactive = record.fields.get("status") == "inactive"
    return None if inactive and not parted else Update(record_id, {"status": "inactive", **parted})


def _still_to_be_noted(kind: Kind, finance: Record, crm_id: object, links: Links) -> bool:
    link = links.live(FINANCE, finance.ref.id)
    return link is not None and link.crm_id == crm_id != finance.fields.get(kind.link_field)

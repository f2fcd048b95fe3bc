"""What becomes of a record that is not linked yet: returned, recognised, matched, or created.

Source: CUS-09 to CUS-18, CUS-26, DEL-05 to DEL-07.
"""

from __future__ import annotations

from zsim.ports.records import Delete, Record, RecordId, Ref, Update
from zsim.sync.model.kinds import CRM, FINANCE, KINDS, MADE
from zsim.sync.model.links import Link, LinkState
from zsim.sync.model.preferences import Duplicates
from zsim.sync.planning.building import created, matching, overwritten, parent_field, reactivate, update_steps
from zsim.sync.planning.decisions import Decision, Ending, FollowUp
from zsim.sync.planning.duplicates import (
    NONE_TAKEN,
    Taken,
    beside,
    duplicates_of,
    joined_fields,
    merge_step,
    mergeable,
    plan_by_name,
)
from zsim.sync.planning.plan_context import PlanContext, PlanInput, matched_key
from zsim.sync.planning.reconciling import number_behind, reconcile
from zsim.sync.planning.routing import called, leave_out
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason


def plan_unlinked(
    context: PlanContext, inputs: PlanInput, record: Record, replaced: Link | None, taken: Taken = NONE_TAKEN
) -> Decision:
    """Decide about a record without a live link of this kind.

    ``replaced`` is its live link of another kind, which the new one takes the place of. ``taken`` are the
    numbers of clones that are decided with it. Source: CUS-25.
    """
    if replaced is None:
        returned = _returned(context, inputs, record)
        if returned is not None:
            return returned
        cloned = context.links.cloned_beside(inputs.source, record.ref.id)
        if cloned is not None and cloned.key == matched_key(context, inputs.source, record, cloned.by_code):
            return leave_out(context.kind, record, "name-cloned", later=True)
    decision = _recognised(context, inputs, record) or _matched(context, inputs, record)
    if decision is None:
        decision = plan_by_name(context, inputs, record, taken)
    if replaced is not None and (decision.link is not None or decision.outcome is Outcome.MERGED):
        return _in_place_of(context, inputs, record, decision, replaced)
    return decision


def _returned(context: PlanContext, inputs: PlanInput, record: Record) -> Decision | None:
    ended = context.links.tombstone(inputs.source, record.ref.id)
    if ended is None or ended.kind != context.kind.name:
        return None
    if ended.state is LinkState.ABSORBED:
        return _still_absorbed(context, inputs, record, ended)
    if inputs.source is FINANCE:
        if ended.state is LinkState.KEPT and context.fields.finance_matches_base(record.fields, ended.base):
            return leave_out(context.kind, record, "kept-out")
        return None
    if ended.state is LinkState.FINANCE_DELETED:
        untouched = context.fields.crm_matches_base(record.fields, ended.base)
        return leave_out(context.kind, record, "stays-gone") if untouched or ended.origin is FINANCE else None
    finance = inputs.counterparts.get(ended.finance_id)
    if finance is None or context.links.live(FINANCE, finance.ref.id) is not None:
        return None
    return _revived(context, inputs, record, finance, ended)


def _still_absorbed(context: PlanContext, inputs: PlanInput, record: Record, ended: Link) -> Decision | None:
    """A record that is in another pair since it was absorbed, unless it was edited or that pair is no more.

    Where the pair's finance record was deleted, the absorbed one stays out with the other. Source: DEL-06.
    """
    holds = context.fields.crm_matches_base if inputs.source is CRM else context.fields.finance_matches_base
    if not holds(record.fields, ended.base):
        return None
    if context.links.live(inputs.source.other, ended.id(inputs.source.other)) is None:
        gone = context.links.tombstone(FINANCE, ended.finance_id)
        left = inputs.source is CRM and gone is not None and gone.state is LinkState.FINANCE_DELETED
        return leave_out(context.kind, record, "stays-gone") if left else None
    reason = Reason("fused", called(context.kind, inputs.source, record), detail=ended.id(inputs.source.other))
    return Decision(context.kind.name, Outcome.UNCHANGED, (record.ref,), reason)


def _revived(context: PlanContext, inputs: PlanInput, crm: Record, finance: Record, ended: Link) -> Decision:
    result = reconcile(context.fields, ended.base, crm.fields, finance.fields, context.rules(crm, finance, True))
    reason = Reason("revived", called(context.kind, CRM, crm), called(context.kind, FINANCE, finance))
    covers = (crm.ref, finance.ref) if finance.ref in inputs.read else (crm.ref,)
    again = reactivate(context, finance) | (context.kind.source(MADE) if ended.origin is CRM else {})
    return Decision(
        context.kind.name,
        Outcome.CONFLICT if result.conflicts else Outcome.UPDATED,
        covers,
        reason,
        finance.ref,
        update_steps(context, CRM, crm, finance, result, again),
        ended._replace(base=result.base, state=LinkState.LIVE),
        conflicts=result.conflicts,
        refused=result.refused,
    )


def _recognised(context: PlanContext, inputs: PlanInput, record: Record) -> Decision | None:
    """This connection's own earlier write, whose answer never came. Source: FLT-03.

    Records made in finance carry the CRM's id, records made in the CRM finance's in a hidden field.
    """
    if not inputs.own and not inputs.counterparts:
        return None  # nearly all of an initial sync
    source, receiver = inputs.source, inputs.source.other
    noted = context.finance_id_of(record) if source is CRM else record.fields.get(context.kind.link_field)
    other = inputs.own.get(record.ref.id) or inputs.counterparts.get(RecordId(str(noted or "")))
    if other is None or context.links.live(receiver, other.ref.id) is not None:
        return None
    reason = Reason("adopted", called(context.kind, source, record), called(context.kind, receiver, other))
    decision = _keeping_numbers(context, inputs, record, other, reason)
    if context.preferences.duplicates is Duplicates.CLONE:
        found = duplicates_of(context, inputs, record)
        free = tuple([each for each in found.free if each.ref != other.ref])
        return decision._replace(beside=beside(context, inputs, record, found._replace(free=free)))
    if context.preferences.duplicates is not Duplicates.OVERWRITE or not context.merges or source is FINANCE:
        return decision
    others = [each for each in duplicates_of(context, inputs, record).free if each.ref != other.ref]
    rest = mergeable(context, receiver, joined_fields(decision, other), others)
    return decision._replace(steps=(*decision.steps, merge_step(context, receiver, other, rest))) if rest else decision


def _keeping_numbers(
    context: PlanContext, inputs: PlanInput, record: Record, other: Record, reason: Reason
) -> Decision:
    """The decision to join a record with the one made for it; name and code keep their numbers. Source: CUS-18."""
    kind = context.kind
    pairs = [(kind.crm.name_field, kind.finance.name_field), *([kind.secondary_key] if kind.secondary_key else [])]
    kept = {
        there: record.fields[here]
        for here, there in (pairs if inputs.source is CRM else ())
        if number_behind(record.fields.get(here), other.fields.get(there))
    }
    same = other._replace(fields={**other.fields, **kept}) if kept else other
    decision = overwritten(context, inputs, record, same, Outcome.UPDATED, reason)
    if not kept or decision.link is None:
        return decision
    base = decision.link.base
    held = [
        other.fields.get(there) if there in kept else value
        for (_, there), value in zip(base.pairs, base.finance, strict=True)
    ]
    return decision._replace(link=decision.link._replace(base=base._replace(finance=tuple(held))))


def _matched(context: PlanContext, inputs: PlanInput, record: Record) -> Decision | None:
    """A contact person: matched among those of its customer, else added to it. Source: CUS-26."""
    parent = context.kind.parent
    if parent is None:
        return None
    link = context.links.live(inputs.source, RecordId(str(record.fields.get(parent_field(context, inputs.source)))))
    assert link is not None, "routing lets no child through whose parent is not linked"
    free = [
        each
        for each in inputs.children.get(link.id(inputs.source.other), ())
        if context.links.live(inputs.source.other, each.ref.id) is None
    ]
    child = matching(context.kind, inputs.source, record, free)
    if child is not None:
        names = called(context.kind, inputs.source, record), called(context.kind, inputs.source.other, child)
        return overwritten(context, inputs, record, child, Outcome.UPDATED, Reason("matched-person", *names))
    return created(context, inputs, record)


def _in_place_of(
    context: PlanContext, inputs: PlanInput, record: Record, decision: Decision, replaced: Link
) -> Decision:
    """Give up the record of the former kind once the new one stands and is linked. Source: CUS-25."""
    former = KINDS[replaced.kind]
    if replaced.finance_id in inputs.busy:
        write: Update | Delete = Update(replaced.finance_id, {"status": "inactive", **former.source(None)})
    else:
        write = Delete(replaced.finance_id, own=())
    source = called(context.kind, inputs.source, record)
    reason = Reason(former.replaced_code, source, context.kind.finance.noun)
    given_up = Ref(context.organisation, former.finance.module, replaced.finance_id)
    return decision._replace(
        follow_ups=(*decision.follow_ups, FollowUp(former.name, FINANCE, given_up, write)),
        endings=(Ending(replaced, LinkState.CONVERTED), *decision.endings),
        reason=decision.reason if decision.outcome is Outcome.MERGED else reason,
    )

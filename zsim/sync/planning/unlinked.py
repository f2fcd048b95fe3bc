"""What becomes of a record that is not linked yet: returned, recognised, matched, or created.

Source: CUS-09 to CUS-18, CUS-26, DEL-05 to DEL-07.
"""

from __future__ import annotations

from zsim.ports.records import Delete, Record, RecordId, Update, Value
from zsim.sync.model.kinds import CRM, FINANCE, KINDS, System
from zsim.sync.model.links import Link, LinkState
from zsim.sync.planning.building import created, overwritten, parent_field, reactivate, update_steps
from zsim.sync.planning.decisions import Decision, Ending, Step
from zsim.sync.planning.duplicates import plan_by_name
from zsim.sync.planning.plan_context import PlanContext, PlanInput
from zsim.sync.planning.reconciling import reconcile
from zsim.sync.planning.routing import called, leave_out
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason


def plan_unlinked(context: PlanContext, inputs: PlanInput, record: Record, replaced: Link | None) -> Decision:
    """Decide about a record without a live link of this kind.

    ``replaced`` is its live link of another kind, which the new one takes the place of. Source: CUS-25.
    """
    if replaced is None:
        returned = _returned(context, inputs, record)
        if returned is not None:
            return returned
    decision = _recognised(context, inputs, record) or _matched(context, inputs, record)
    if decision is None:
        decision = plan_by_name(context, inputs, record)
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
    """A record that is in another pair since it was fused, unless it was edited or that pair is no more.

    Where the pair's finance record was deleted, the fused one stays out with the other. Source: DEL-06.
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
    return Decision(
        context.kind.name,
        Outcome.CONFLICT if result.conflicts else Outcome.UPDATED,
        covers,
        reason,
        finance.ref,
        update_steps(context, CRM, crm, finance, result, reactivate(context, finance)),
        ended._replace(base=result.base, state=LinkState.LIVE),
        conflicts=result.conflicts,
        refused=result.refused,
    )


def _recognised(context: PlanContext, inputs: PlanInput, record: Record) -> Decision | None:
    """This connection's own earlier write, whose answer never came."""
    if inputs.source is CRM:
        other = inputs.own.get(record.ref.id)
    else:
        other = inputs.counterparts.get(RecordId(str(record.fields.get(context.kind.link_field) or "")))
    if other is None or context.links.live(inputs.source.other, other.ref.id) is not None:
        return None
    reason = Reason(
        "adopted", called(context.kind, inputs.source, record), called(context.kind, inputs.source.other, other)
    )
    return overwritten(context, inputs, record, other, Outcome.UPDATED, reason)


def _matched(context: PlanContext, inputs: PlanInput, record: Record) -> Decision | None:
    """A contact person: matched among those of its customer, else added to it. Source: CUS-26."""
    parent = context.kind.parent
    if parent is None:
        return None
    link = context.links.live(inputs.source, RecordId(str(record.fields.get(parent_field(context, inputs.source)))))
    assert link is not None, "routing lets no child through whose parent is not linked"
    for pairs in context.kind.matched_by:
        for child in inputs.children.get(link.id(inputs.source.other), ()):
            if context.links.live(inputs.source.other, child.ref.id) is None and _agree(
                pairs, inputs.source, record, child
            ):
                reason = Reason(
                    "matched-person",
                    called(context.kind, inputs.source, record),
                    called(context.kind, inputs.source.other, child),
                )
                return overwritten(context, inputs, record, child, Outcome.UPDATED, reason)
    return created(context, inputs, record)


def _agree(pairs: tuple[tuple[str, str], ...], source: System, record: Record, child: Record) -> bool:
    crm, finance = (record, child) if source is CRM else (child, record)
    values = [(crm.fields.get(of_crm), finance.fields.get(of_finance)) for of_crm, of_finance in pairs]
    return all(_folded(left) and _folded(left) == _folded(right) for left, right in values)


def _folded(value: Value) -> str:
    return str(value or "").strip().casefold()


def _in_place_of(
    context: PlanContext, inputs: PlanInput, record: Record, decision: Decision, replaced: Link
) -> Decision:
    """Give up the record of the former kind once the new one stands. Source: CUS-25."""
    former = KINDS[replaced.kind]
    if replaced.finance_id in inputs.busy:
        write: Update | Delete = Update(replaced.finance_id, {"status": "inactive"})
    else:
        write = Delete(replaced.finance_id)
    source = called(context.kind, inputs.source, record)
    reason = Reason(former.replaced_code, source, context.kind.finance.noun)
    return decision._replace(
        steps=(*decision.steps, Step(FINANCE, former.finance.module, write)),
        endings=(Ending(replaced, LinkState.CONVERTED), *decision.endings),
        reason=decision.reason if decision.outcome is Outcome.MERGED else reason,
    )

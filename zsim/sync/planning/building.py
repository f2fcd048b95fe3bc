"""The decisions that make a pair: adding a record on the other side, or laying one over an existing record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from zsim.ports.folding import spellings
from zsim.ports.records import Create, Record, RecordId, Ref, Update, Value
from zsim.ports.schema import OWN_ID_FIELD
from zsim.sync.model.kinds import CRM, FINANCE, MADE, OVERWRITTEN, Kind, System
from zsim.sync.model.links import Link, LinkState
from zsim.sync.model.mapping import Base, with_derived
from zsim.sync.planning.decisions import Decision, FollowUp
from zsim.sync.planning.plan_context import PlanContext, PlanInput, name_key
from zsim.sync.planning.reconciling import Reconciled, incoming
from zsim.sync.runs.confirming import WriteStep
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason, told_apart

NOWHERE = RecordId("")


def created(
    context: PlanContext,
    inputs: PlanInput,
    record: Record,
    outcome: Outcome = Outcome.CREATED,
    reason: Reason | None = None,
    instead: Mapping[str, Value] = MappingProxyType({}),
) -> Decision:
    """The decision to add the record on the other side, with other values of it ``instead`` where some are given."""
    kind, source, ref = context.kind, inputs.source, record.ref
    from_crm = source is CRM
    receiver = source.other
    values = _values(context, source, record)
    fields = _own_fields(context, source, record, values)
    if instead:
        fields.update(instead)
    base, refused = _base_after_create(context, source, values, fields, changed=bool(instead))
    crm_id, finance_id = (ref.id, NOWHERE) if from_crm else (NOWHERE, ref.id)
    return Decision(
        kind.name,
        outcome,
        (ref,),
        reason or _why_created(context, inputs, record),
        None,
        (WriteStep(receiver, kind.side(receiver).module, Create(fields)),),
        Link(kind.name, crm_id, finance_id, source, base),
        refused=refused,
        follow_ups=() if from_crm else (note_of_id(kind, ref, NOWHERE),),
    )


def overwritten(
    context: PlanContext, inputs: PlanInput, record: Record, target: Record, outcome: Outcome, reason: Reason
) -> Decision:
    """The decision to lay the record over an existing one of the other side and link the two.

    A record of finance's own takes the type of what overwrites it, and then counts as come from the CRM; one that this
    connection made says so already. Source: CUS-34, FND-01.
    """
    crm, finance = (record, target) if inputs.source is CRM else (target, record)
    result = overwrite(context, inputs.source, crm, finance)
    more = reactivate(context, finance)
    if inputs.source is CRM:
        more = {**more, **context.kind.fixed, **arrived(context, crm, finance)}
    held = finance.fields
    changed = {name: value for name, value in more.items() if held.get(name) != value}
    steps = update_steps(context, inputs.source, crm, finance, result, changed)
    covers = (record.ref, target.ref) if target.ref in inputs.read else (record.ref,)
    link = Link(context.kind.name, crm.ref.id, finance.ref.id, origin_of(context, finance), result.base)
    return Decision(
        context.kind.name,
        outcome,
        covers,
        reason,
        target.ref,
        steps,
        link,
        refused=result.refused,
        follow_ups=_notes(context, inputs.source, crm, finance),
    )


def note_of_id(kind: Kind, finance: Ref, crm_id: RecordId) -> FollowUp:
    """The note of the CRM record's id on finance's, by which the pair is recognised again."""
    return FollowUp(kind.name, FINANCE, finance, Update(finance.id, {kind.link_field: crm_id}))


def pair_steps(
    context: PlanContext, crm_id: RecordId, finance_id: RecordId, result: Reconciled
) -> tuple[WriteStep, ...]:
    """The writes that settle a pair."""
    steps: list[WriteStep] = []
    if result.to_crm:
        steps.append(WriteStep(CRM, context.kind.crm.module, Update(crm_id, result.to_crm)))
    if result.to_finance:
        steps.append(WriteStep(FINANCE, context.kind.finance.module, Update(finance_id, result.to_finance)))
    return tuple(steps)


def update_steps(
    context: PlanContext,
    source: System,
    crm: Record,
    finance: Record,
    result: Reconciled,
    more: dict[str, Value] | None = None,
) -> tuple[WriteStep, ...]:
    """The writes that bring both records to what was settled; finance's also remembers the CRM record's id."""
    to_finance: dict[str, Value] = {**result.to_finance, **(more or {})}
    if source is CRM and finance.fields.get(context.kind.link_field) != crm.ref.id:
        to_finance[context.kind.link_field] = crm.ref.id
    steps: list[WriteStep] = []
    if result.to_crm:
        steps.append(WriteStep(CRM, context.kind.crm.module, Update(crm.ref.id, result.to_crm)))
    if to_finance:
        steps.append(WriteStep(FINANCE, context.kind.finance.module, Update(finance.ref.id, to_finance)))
    return tuple(steps)


def reactivate(context: PlanContext, finance: Record) -> dict[str, Value]:
    """What makes a customer active again that the sync itself had made inactive. Source: DEL-07."""
    ended = context.links.tombstone(FINANCE, finance.ref.id)
    return {"status": "active"} if ended is not None and ended.state is LinkState.DEACTIVATED else {}


def parent_field(context: PlanContext, system: System) -> str:
    """The lookup field that names a record's parent on one side."""
    assert context.kind.parent is not None
    return context.kind.parent.crm_field if system is CRM else context.kind.parent.finance_field


def overwrite(context: PlanContext, source: System, crm: Record, finance: Record) -> Reconciled:
    """What laying the incoming record over the other comes to."""
    erase = context.policies.blanks == "erase"
    return incoming(context.fields, source, crm.fields, finance.fields, erase=erase)


def _notes(context: PlanContext, source: System, crm: Record, finance: Record) -> tuple[FollowUp, ...]:
    """What finance's record, just joined to one in the CRM, comes to note."""
    if source is CRM or finance.fields.get(context.kind.link_field) == crm.ref.id:
        return ()
    return (note_of_id(context.kind, finance.ref, crm.ref.id),)


def arrived(context: PlanContext, crm: Record, finance: Record) -> dict[str, Value]:
    """What a record of finance says of a pair that its own does not come of: that it came from the CRM."""
    own = finance.fields.get(context.kind.link_field) == crm.ref.id or context.finance_id_of(crm) == finance.ref.id
    return {} if own else context.kind.source(MADE if origin_of(context, finance) is CRM else OVERWRITTEN)


def origin_of(context: PlanContext, finance: Record) -> System:
    """Where a record that exists on both sides was born: one typed into finance outlives its CRM twin."""
    ended = context.links.tombstone(FINANCE, finance.ref.id)
    if ended is not None:
        return ended.origin
    source_field = context.kind.source_field
    if source_field is None:
        return CRM if finance.fields.get(context.kind.link_field) else FINANCE
    return CRM if finance.fields.get(source_field) == MADE else FINANCE


def _values(context: PlanContext, source: System, record: Record) -> tuple[Value, ...]:
    held = context.fields.crm_values if source is CRM else context.fields.finance_values
    return held(record.fields)


def _own_fields(context: PlanContext, source: System, record: Record, values: tuple[Value, ...]) -> dict[str, Value]:
    kind = context.kind
    if source is CRM:
        fields = context.fields.finance_fields(values)
        fields.update(kind.fixed)
        fields.update(kind.source(MADE))
        fields[kind.link_field] = record.ref.id
    else:
        mark = {OWN_ID_FIELD: context.own_id(record.ref.id)} if context.mark else {}
        fields = {**context.fields.crm_fields(values), **mark}
    if kind.parent is not None:
        link = context.links.live(source, RecordId(str(record.fields.get(parent_field(context, source)))))
        assert link is not None, "routing lets no child through whose parent is not linked"
        fields[parent_field(context, source.other)] = link.id(source.other)
    return fields


def _base_after_create(
    context: PlanContext, source: System, values: tuple[Value, ...], written: dict[str, Value], *, changed: bool
) -> tuple[Base, tuple[str, ...]]:
    if source is CRM:
        if not changed:
            return context.fields.base_of(values, context.fields.finance_held(values)), ()
        return context.fields.base_of(values, context.fields.finance_held(context.fields.finance_values(written))), ()
    crm = context.fields.crm_held(context.fields.crm_values(with_derived(written)))
    return context.fields.base_of(crm, values), context.fields.untaken(values)


def _why_created(context: PlanContext, inputs: PlanInput, record: Record) -> Reason:
    here, there = context.kind.side(inputs.source), context.kind.side(inputs.source.other)
    name = here.name_of(record.fields) or record.ref.id
    source, target = f"{here.noun} {name}", f"{there.noun} {name.strip()}"
    alike = _look_alike(context, inputs, record) if inputs.candidates else ""
    if inputs.source is FINANCE:
        return Reason("pushed", source, target, alike)
    ended = context.links.tombstone(CRM, record.ref.id)
    if ended is not None and ended.state is LinkState.DELETED:
        return Reason("recreated", source, target)
    return Reason(context.kind.created_code, source, target, alike)


def _look_alike(context: PlanContext, inputs: PlanInput, record: Record) -> str:
    """How the record's name differs from one of the other side that a reader cannot tell from it. Source: CUS-10."""
    name = str(record.fields.get(context.kind.side(inputs.source).name_field) or "")
    field = context.kind.side(inputs.source.other).name_field
    keys = (*spellings(name), name_key(name)) if context.policies.names == "exact" else spellings(name)
    others = [str(each.fields.get(field)) for key in keys for each in inputs.candidates.get(key, ())]
    return next((told_apart(name, each) for each in others if each != name), "")


def matching(kind: Kind, source: System, record: Record, others: Sequence[Record]) -> Record | None:
    """The first of the other side's records that agrees with this one by the pairs the kind is matched by, in turn."""
    for pairs in kind.matched_by:
        for each in others:
            if _agree(pairs, source, record, each):
                return each
    return None


def _agree(pairs: tuple[tuple[str, str], ...], source: System, record: Record, child: Record) -> bool:
    """Whether they agree in all of the fields, of which not all are blank: many have a last name alone."""
    crm, finance = (record, child) if source is CRM else (child, record)
    values = [(crm.fields.get(of_crm), finance.fields.get(of_finance)) for of_crm, of_finance in pairs]
    keys = [(name_key(left), name_key(right)) for left, right in values]
    return any(left for left, _ in keys) and all(left == right for left, right in keys)

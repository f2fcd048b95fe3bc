"""A contact that moved to another account: its contact person follows. Source: CUS-24, DEL-16."""

from __future__ import annotations

from zsim.ports.records import Create, Delete, Record, RecordId, Update, Value
from zsim.sync.model.kinds import CRM, FINANCE
from zsim.sync.model.links import Link
from zsim.sync.model.mapping import Base, with_derived
from zsim.sync.planning.building import arrived, matching, origin_of, overwrite
from zsim.sync.planning.decisions import Decision, FollowUp
from zsim.sync.planning.plan_context import PlanContext, PlanInput
from zsim.sync.planning.reconciling import Reconciled
from zsim.sync.planning.routing import called
from zsim.sync.runs.confirming import WriteStep
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason


def plan_move(
    context: PlanContext, inputs: PlanInput, crm: Record, finance: Record, link: Link, result: Reconciled
) -> Decision | None:
    """The decision that moves the contact person to its contact's present account; ``None`` where it stands there.

    A contact person cannot change its customer, so it is added to the new one with all it holds and then leaves the
    old. The link goes over to the new person before the old one is deleted: a run that breaks off in between leaves
    nobody without a link, and the deletion is taken up by the next. One of finance's own that stands there already was
    born in finance all the same. Source: DEL-16.
    """
    kind, parent = context.kind, context.kind.parent
    assert parent is not None, "only records with a parent can move"
    account = context.links.live(CRM, RecordId(str(crm.fields.get(parent.crm_field) or "")))
    if account is None or finance.fields.get(parent.finance_field) == account.finance_id:
        return None
    subject, other = (crm.ref, finance.ref) if inputs.source is CRM else (finance.ref, crm.ref)
    covers = (subject, other) if other in inputs.read else (subject,)
    names = called(kind, CRM, crm), called(kind, FINANCE, finance)
    if context.policies.moved_contact == "refuse":
        return Decision(kind.name, Outcome.FAILED, covers, Reason("move-refused", *names), other, later=True)
    there = _one_there(context, inputs, crm, account.finance_id)
    if there is None:
        fields, base = _as_made(context, finance, result)
        write: Create | Update = Create(
            fields | {parent.finance_field: account.finance_id, kind.link_field: crm.ref.id}
        )
    else:
        fields, base = _as_overwritten(context, crm, there, result)
        link = link._replace(origin=origin_of(context, there))
        write = Update(there.ref.id, fields | {kind.link_field: crm.ref.id})
        covers = (*covers, there.ref) if there.ref in inputs.read else covers
    steps = [WriteStep(FINANCE, kind.finance.module, write)]
    if result.to_crm:
        steps.append(WriteStep(CRM, kind.crm.module, Update(crm.ref.id, result.to_crm)))
    return Decision(
        kind.name,
        Outcome.CONFLICT if result.conflicts else Outcome.UPDATED,
        covers,
        Reason("moved", *names),
        other,
        tuple(steps),
        link._replace(finance_id=RecordId("") if there is None else there.ref.id, base=base),
        (),
        result.conflicts,
        result.refused,
        follow_ups=(FollowUp(kind.name, FINANCE, finance.ref, Delete(finance.ref.id)),),
    )


def _one_there(context: PlanContext, inputs: PlanInput, crm: Record, customer_id: RecordId) -> Record | None:
    """The unlinked person at the customer who is this contact: made by a run that broke off, or matched by address.

    Source: CUS-26.
    """
    free = [
        each for each in inputs.destinations.get(customer_id, ()) if context.links.live(FINANCE, each.ref.id) is None
    ]
    own = [each for each in free if each.fields.get(context.kind.link_field) == crm.ref.id]
    return next(iter(own), None) or (matching(context.kind, CRM, crm, free) if context.matches else None)


def _as_made(context: PlanContext, finance: Record, result: Reconciled) -> tuple[dict[str, Value], Base]:
    """The fields of the person made anew, with all that the old one holds, and what is agreed then."""
    whole: dict[str, Value] = {**finance.fields, **result.to_finance}
    fields: dict[str, Value] = {name: value for name, value in whole.items() if value is not None}
    return fields, context.fields.base_of(result.base.crm, context.fields.finance_values(fields))


def _as_overwritten(
    context: PlanContext, crm: Record, there: Record, result: Reconciled
) -> tuple[dict[str, Value], Base]:
    """What changes in a person who stands there already, and what is agreed then."""
    settled = crm._replace(fields=with_derived({**crm.fields, **result.to_crm}))
    over = overwrite(context, CRM, settled, there)
    return {**over.to_finance, **arrived(context, crm, there)}, over.base

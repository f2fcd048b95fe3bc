"""A contact that moved to another account: its contact person follows. Source: CUS-24."""

from __future__ import annotations

from zsim.ports.records import Create, Delete, Record, RecordId, Update
from zsim.sync.model.kinds import CRM, FINANCE
from zsim.sync.model.links import Link
from zsim.sync.planning.decisions import Decision, Step
from zsim.sync.planning.plan_context import PlanContext, PlanInput
from zsim.sync.planning.reconciling import Reconciled
from zsim.sync.planning.routing import called
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason


def plan_move(
    context: PlanContext, inputs: PlanInput, crm: Record, finance: Record, link: Link, result: Reconciled
) -> Decision | None:
    """The decision that moves the contact person to its contact's present account; ``None`` where it stands there.

    A contact person cannot change its customer, so it is added to the new one with all it holds and leaves the old.
    """
    parent = context.kind.parent
    assert parent is not None, "only records with a parent can move"
    account = context.links.live(CRM, RecordId(str(crm.fields.get(parent.crm_field) or "")))
    if account is None or finance.fields.get(parent.finance_field) == account.finance_id:
        return None
    covers = (crm.ref, finance.ref) if inputs.source is CRM and finance.ref in inputs.read else (crm.ref,)
    if inputs.source is FINANCE:
        covers = (finance.ref, crm.ref) if crm.ref in inputs.read else (finance.ref,)
    names = called(context.kind, CRM, crm), called(context.kind, FINANCE, finance)
    if context.policies.moved_contact == "refuse":
        return Decision(
            context.kind.name, Outcome.FAILED, covers, Reason("move-refused", *names), finance.ref, later=True
        )
    held = {name: value for name, value in finance.fields.items() if value is not None}
    fields = {**held, **result.to_finance, parent.finance_field: account.finance_id}
    finance_module = context.kind.finance.module
    steps = [
        Step(FINANCE, finance_module, Create(fields)),
        Step(FINANCE, finance_module, Delete(finance.ref.id)),
    ]
    if result.to_crm:
        steps.append(Step(CRM, context.kind.crm.module, Update(crm.ref.id, result.to_crm)))
    return Decision(
        context.kind.name,
        Outcome.CONFLICT if result.conflicts else Outcome.UPDATED,
        covers,
        Reason("moved", *names),
        finance.ref,
        tuple(steps),
        link._replace(finance_id=RecordId(""), base=result.base),
        (),
        result.conflicts,
        result.refused,
    )

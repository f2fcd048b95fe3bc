"""Planning: a pure function from facts to decisions.

``plan`` looks at nothing but its arguments and changes nothing. Unlinked records are looked up by name, so they are put
off until every name has settled: until the edits of linked ones are carried out, and of two that carry one name, the
second until the first is carried out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from zsim.ports.records import Record, Ref, Value
from zsim.sync.model.kinds import CRM, FINANCE, PERSON, Side
from zsim.sync.model.links import Link
from zsim.sync.planning.building import pair_steps
from zsim.sync.planning.decisions import Decision
from zsim.sync.planning.moving import plan_move
from zsim.sync.planning.plan_context import Context, Facts, code_of, name_key
from zsim.sync.planning.reconciling import Reconciled, reconcile
from zsim.sync.planning.routing import called, leave_out
from zsim.sync.planning.unlinked import plan_newcomer
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason


class Planned(NamedTuple):
    """The decisions about some records, and those put off until these are carried out."""

    decisions: tuple[Decision, ...]
    put_off: tuple[Record, ...]


def plan(context: Context, facts: Facts) -> Planned:
    """Decide about each record of ``facts``; see the module."""
    decisions: list[Decision] = []
    unchanged: list[Record] = []
    newcomers: list[Record] = []
    for record in facts.records:
        link = context.links.live(facts.source, record.ref.id)
        if link is None or link.kind != context.kind.name:
            newcomers.append(record)
            continue
        decision = _plan_linked(context, facts, record, link)
        if decision is None:
            unchanged.append(record)
        else:
            decisions.append(decision)
    if unchanged:
        covers = tuple([record.ref for record in unchanged])
        decisions.append(Decision(context.kind.name, Outcome.UNCHANGED, covers, Reason("unchanged")))
    if any(decision.steps for decision in decisions):
        return Planned(tuple(decisions), tuple(newcomers))
    planned = _plan_newcomers(context, facts, newcomers)
    return Planned((*decisions, *planned.decisions), planned.put_off)


def _plan_newcomers(context: Context, facts: Facts, newcomers: Sequence[Record]) -> Planned:
    decisions: list[Decision] = []
    put_off: list[Record] = []
    names: set[str] = set()
    codes: set[str] = set()
    targets: set[Ref] = set()
    end = context.kind.end(facts.source)
    for record in newcomers:
        name = name_key(record.fields.get(end.name_field))
        code = code_of(context, facts.source, record)
        link = context.links.live(facts.source, record.ref.id)
        decision = None if name in names or code in codes else plan_newcomer(context, facts, record, link)
        if decision is None or decision.target in targets:
            put_off.append(record)
            continue
        if context.kind.parent is None:
            names.add(name)
        if code:
            codes.add(code)
        if decision.target is not None:
            targets.add(decision.target)
        decisions.append(decision)
    return Planned(tuple(decisions), tuple(put_off))


def differs(context: Context, source: Side, record: Record, link: Link) -> bool:
    """Whether a linked record holds other mapped values than last agreed, or may hang on another parent."""
    if context.kind.parent is not None and source is CRM:
        return True
    return _edited(context, source, record, link)


def _edited(context: Context, source: Side, record: Record, link: Link) -> bool:
    """Whether a linked record holds other mapped values than last agreed.

    Of fields mapped since, that is taken for granted where the record was modified after that; a record that the last
    run itself wrote is not. Source: MAP-09.
    """
    agreed = link.agreed
    held, values = (
        (agreed.crm, context.fields.crm_values(record.fields))
        if source is CRM
        else (agreed.finance, context.fields.finance_values(record.fields))
    )
    if agreed.pairs == context.fields.pairs:
        return values != held
    if _after_mapping(context, record):
        return True
    known = dict(zip(agreed.pairs, held, strict=True))
    return any(known.get(pair, value) != value for pair, value in zip(context.fields.pairs, values, strict=True))


def _after_mapping(context: Context, record: Record) -> bool:
    """Whether the record was modified in or after the second in which the mapping was edited last."""
    return record.modified_ms >= context.mapped_ms // 1000 * 1000


def _plan_linked(context: Context, facts: Facts, record: Record, link: Link) -> Decision | None:
    """What an already linked record needs; ``None`` when nothing."""
    source = facts.source
    counterpart = facts.counterparts.get(link.id(source.other))
    if counterpart is None:
        if not differs(context, source, record, link):
            return None
        return leave_out(context.kind, record, "counterpart-gone", later=True)
    crm, finance = (record, counterpart) if source is CRM else (counterpart, record)
    inside = crm.ref.id not in facts.outside
    result = reconcile(context.fields, link.agreed, crm.fields, finance.fields, context.rules(crm, finance, inside))
    if context.kind is PERSON and inside:
        move = plan_move(context, facts, crm, finance, link, result)
        if move is not None:
            return move
    if link.agreed.pairs != context.fields.pairs and not _edited(context, source, record, link):
        return None
    return _settled(context, facts, record, crm, finance, link, result)


def _settled(
    context: Context, facts: Facts, record: Record, crm: Record, finance: Record, link: Link, result: Reconciled
) -> Decision | None:
    steps = pair_steps(context, crm.ref.id, finance.ref.id, result)
    counterpart = finance if facts.source is CRM else crm
    covers = (record.ref, counterpart.ref) if counterpart.ref in facts.read else (record.ref,)
    if not steps and not result.conflicts and not result.refused:
        if result.agreed == link.agreed and len(covers) == 1:
            return None
        return Decision(
            context.kind.name,
            Outcome.UNCHANGED,
            covers,
            Reason("unchanged"),
            counterpart.ref,
            link=link._replace(agreed=result.agreed),
        )
    one_way = not (result.to_crm and result.to_finance)
    target, source = (finance, crm) if result.to_finance else (crm, finance)
    reason = Reason(
        "updated" if one_way else "reconciled",
        called(context.kind, CRM if source is crm else FINANCE, source),
        called(context.kind, CRM if target is crm else FINANCE, target),
        _edits(result),
    )
    outcome = Outcome.CONFLICT if result.conflicts else Outcome.UPDATED if steps else Outcome.UNCHANGED
    return Decision(
        context.kind.name,
        outcome,
        covers,
        reason,
        counterpart.ref,
        steps,
        link._replace(agreed=result.agreed),
        conflicts=result.conflicts,
        refused=result.refused,
    )


def _edits(result: Reconciled) -> str:
    told = [f"finance {name} = {_shown(value)}" for name, value in result.to_finance.items()]
    told += [f"CRM {name} = {_shown(value)}" for name, value in result.to_crm.items()]
    return ", ".join(told) or "no value crosses"


def _shown(value: Value) -> str:
    return "blank" if value is None else str(value)

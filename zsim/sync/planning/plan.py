"""Planning: a pure function from facts to decisions.

``plan`` looks at nothing but its arguments and changes nothing. Unlinked records are looked up by name, so they are put
off until every name has settled: until the edits of linked ones are carried out, and of two that carry one name, the
second until the first is carried out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from zsim.ports.records import Create, Record, Ref, Update, Value
from zsim.sync.model.kinds import CRM, FINANCE, System
from zsim.sync.model.links import Link
from zsim.sync.model.mapping import Base
from zsim.sync.planning.building import pair_steps
from zsim.sync.planning.decisions import Decision
from zsim.sync.planning.moving import plan_move
from zsim.sync.planning.plan_context import PlanContext, PlanInput, name_key, secondary_key_of, unique_key
from zsim.sync.planning.reconciling import Reconciled, reconcile
from zsim.sync.planning.routing import called, leave_out
from zsim.sync.planning.unlinked import plan_unlinked
from zsim.sync.runs.calls import OVERLAP_MS
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason

CHAINED = frozenset({"fuse"})
"""The reasons of decisions that build on those before of their name, whose writes are known."""

TOGETHER = CHAINED | {"clone", "skip", "merge-source"}
"""The same, and the reasons of decisions that come to the same whatever becomes of others of their name."""


class Planned(NamedTuple):
    """The decisions about some records, and those put off until these are carried out."""

    decisions: tuple[Decision, ...]
    deferred: tuple[Record, ...]


def plan(context: PlanContext, inputs: PlanInput) -> Planned:
    """Decide about each record of ``inputs``; see the module."""
    decisions: list[Decision] = []
    unchanged: list[Record] = []
    unlinked: list[Record] = []
    for record in inputs.records:
        link = context.links.live(inputs.source, record.ref.id)
        if link is None or link.kind != context.kind.name:
            unlinked.append(record)
            continue
        decision = _plan_linked(context, inputs, record, link)
        if decision is None:
            unchanged.append(record)
        else:
            decisions.append(_rated(context, inputs, record, decision))
    if unchanged:
        covers = tuple([record.ref for record in unchanged])
        decisions.append(Decision(context.kind.name, Outcome.UNCHANGED, covers, Reason("unchanged")))
    if any(decision.steps for decision in decisions):
        return Planned(tuple(decisions), tuple(unlinked))
    planned = _plan_unlinked_records(context, inputs, unlinked)
    return Planned((*decisions, *planned.decisions), planned.deferred)


def _plan_unlinked_records(context: PlanContext, inputs: PlanInput, unlinked: Sequence[Record]) -> Planned:
    decisions: list[Decision] = []
    deferred: list[Record] = []
    together = _Together()
    end = context.kind.side(inputs.source)
    for record in unlinked:
        name = name_key(record.fields.get(end.name_field)) if context.kind.parent is None else ""
        code = secondary_key_of(context, inputs.source, record)
        link = context.links.live(inputs.source, record.ref.id)
        decision = None
        if together.may_be_decided(context, name, code):
            decision = plan_unlinked(context, inputs, record, link, together.taken)
            decision = decision and _rated(context, inputs, record, decision)
        if decision is None or not together.take(decision, name, code):
            deferred.append(record)
            continue
        decisions.append(decision)
        if decision.outcome is Outcome.CLONED:
            together.note_clone(context, record)
        if decision.reason.code in CHAINED:
            context, inputs = _after(context, inputs, decision, name)
    return Planned(tuple(decisions), tuple(deferred))


def _after(context: PlanContext, inputs: PlanInput, decision: Decision, name: str) -> tuple[PlanContext, PlanInput]:
    """How things stand for others of the name once a record is absorbed into a pair."""
    assert decision.link is not None, "what is absorbed goes into a link"
    assert decision.target is not None, "what is absorbed goes into a record of the other side"
    written = [step.write for step in decision.steps if isinstance(step.write, Update)]
    fields = {
        name: value for write in written if write.id == decision.target.id for name, value in write.fields.items()
    }
    held = [
        each._replace(fields={**each.fields, **fields}) if each.ref == decision.target else each
        for each in inputs.candidates[name]
    ]
    links = context.links.after(decision.link)
    return context._replace(links=links), inputs._replace(candidates={**inputs.candidates, name: tuple(held)})


class _Together:
    """Which unlinked records can be decided together.

    Two of one name, or of one record of the other side, depend on each other: what becomes of the first is to be known
    before the second is decided. Not so where each comes to the same whatever becomes of the others: those cloned
    beside a candidate, skipped for one, or merged into the record that one is linked with. And those absorbed into one
    pair are decided on what the ones before make of it; should a write of theirs fail, they get a second look.
    """

    __slots__ = ("_codes", "_names", "_targets", "taken")

    def __init__(self) -> None:
        self._names: dict[str, list[str]] = {}
        self._codes: set[str] = set()
        self._targets: set[Ref] = set()
        self.taken: Counter[tuple[str, str]] = Counter()

    def note_clone(self, context: PlanContext, record: Record) -> None:
        """Take in that a clone takes the next number behind its name, and behind its code."""
        fields = (context.kind.crm.name_field, *(context.kind.secondary_key or ())[:1])
        self.taken.update([(field, unique_key(context, field, record.fields.get(field))) for field in fields])

    def may_be_decided(self, context: PlanContext, name: str, code: str) -> bool:
        """Whether a look at the record is worth while."""
        if code in self._codes:
            return False
        before = self._names.get(name)
        return before is None or (before[-1] in TOGETHER and not context.by_secondary_key)

    def take(self, decision: Decision, name: str, code: str) -> bool:
        """Take a decision in, unless it depends on one of those before."""
        reason = decision.reason.code
        before = self._names.get(name)
        same = reason in TOGETHER and len(decision.steps) <= 1
        if before is not None and not (same and {*before} == {reason}):
            return False
        if decision.target in self._targets and not same:
            return False
        if name:
            self._names.setdefault(name, []).append(reason)
        if code:
            self._codes.add(code)
        if decision.target is not None:
            self._targets.add(decision.target)
        return True


def differs(context: PlanContext, source: System, record: Record, link: Link) -> bool:
    """Whether a linked record holds other mapped values than last agreed, or may hang on another parent."""
    if context.kind.parent is not None and source is CRM:
        return True
    return _edited(context, source, record, link)


def _edited(context: PlanContext, source: System, record: Record, link: Link) -> bool:
    """Whether a linked record holds other mapped values than last agreed.

    Of fields mapped since, that is taken for granted where the record was modified after that; a record that the last
    run itself wrote is not. Source: MAP-09.
    """
    base = link.base
    held, values = (
        (base.crm, context.fields.crm_values(record.fields))
        if source is CRM
        else (base.finance, context.fields.finance_values(record.fields))
    )
    if base.pairs == context.fields.pairs:
        return values != held
    if _after_mapping(context, record, base):
        return True
    known = dict(zip(base.pairs, held, strict=True))
    return any(known.get(pair, value) != value for pair, value in zip(context.fields.pairs, values, strict=True))


def _after_mapping(context: PlanContext, record: Record, base: Base) -> bool:
    """Whether the record was modified in or after the second in which a field was mapped that is not agreed on yet.

    Apps' clocks may be a second behind. Of a field that the apps have only now, as the currency, the last edit of the
    mapping stands for that. Source: MAP-09, FLT-17.
    """
    latest_ms = max(context.mapped_ms.values(), default=0)
    newly = [crm for crm, finance in context.fields.pairs if (crm, finance) not in base.pairs]
    return any(record.modified_ms >= context.mapped_ms.get(crm, latest_ms) // 1000 * 1000 - OVERLAP_MS for crm in newly)


def _plan_linked(context: PlanContext, inputs: PlanInput, record: Record, link: Link) -> Decision | None:
    """What an already linked record needs; ``None`` when nothing."""
    source = inputs.source
    counterpart = inputs.counterparts.get(link.id(source.other))
    if counterpart is None:
        if not differs(context, source, record, link):
            return None
        return leave_out(context.kind, record, "counterpart-gone", later=True)
    crm, finance = (record, counterpart) if source is CRM else (counterpart, record)
    inside = crm.ref.id not in inputs.out_of_view
    result = reconcile(context.fields, link.base, crm.fields, finance.fields, context.rules(crm, finance, inside))
    if context.kind.parent is not None and context.kind.parent.owns and inside:
        move = plan_move(context, inputs, crm, finance, link, result)
        if move is not None:
            return move
    if link.base.pairs != context.fields.pairs and not _edited(context, source, record, link):
        return None
    return _settled(context, inputs, record, crm, finance, link, result)


def _settled(
    context: PlanContext,
    inputs: PlanInput,
    record: Record,
    crm: Record,
    finance: Record,
    link: Link,
    result: Reconciled,
) -> Decision | None:
    steps = pair_steps(context, crm.ref.id, finance.ref.id, result)
    counterpart = finance if inputs.source is CRM else crm
    covers = (record.ref, counterpart.ref) if counterpart.ref in inputs.read else (record.ref,)
    if not steps and not result.conflicts and not result.refused:
        if result.base == link.base and len(covers) == 1:
            return None
        return Decision(
            context.kind.name,
            Outcome.UNCHANGED,
            covers,
            Reason("unchanged"),
            counterpart.ref,
            link=link._replace(base=result.base),
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
        link._replace(base=result.base),
        conflicts=result.conflicts,
        refused=result.refused,
    )


def _rated(context: PlanContext, inputs: PlanInput, record: Record, decision: Decision) -> Decision:
    """The decision, or its failure where a price is to cross for which the CRM's record has no rate. Source: ITM-15."""
    for step in decision.steps if context.kind.priced else ():
        price = (
            context.fields.unpriced(step.system, step.write.fields) if isinstance(step.write, Create | Update) else ""
        )
        if price:
            reason = Reason("no-rate", called(context.kind, inputs.source, record), detail=price)
            return Decision(context.kind.name, Outcome.FAILED, decision.covers, reason, decision.target)
    return decision


def _edits(result: Reconciled) -> str:
    told = [f"finance {name} = {_shown(value)}" for name, value in result.to_finance.items()]
    told += [f"CRM {name} = {_shown(value)}" for name, value in result.to_crm.items()]
    return ", ".join(told) or "no value crosses"


def _shown(value: Value) -> str:
    return "blank" if value is None else str(value)

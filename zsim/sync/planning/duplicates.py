"""Duplicates: records of the other side that carry the name of a record not linked yet.

Source: CUS-09 to CUS-14, CUS-16 to CUS-18, CUS-31, CUS-32, CUS-38, ITM-03 to ITM-06, ITM-10.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from zsim.ports.records import Fields, Merge, Record, RecordId, Value
from zsim.sync.model.kinds import CRM, FINANCE, System
from zsim.sync.model.links import Link, LinkState
from zsim.sync.model.mapping import Base
from zsim.sync.model.preferences import Duplicates
from zsim.sync.planning.building import created, overwrite, overwritten, pair_steps
from zsim.sync.planning.decisions import Beside, Decision, Ending
from zsim.sync.planning.plan_context import (
    PlanContext,
    PlanInput,
    matched_key,
    name_key,
    numbered,
    secondary_key_of,
    unique_key,
)
from zsim.sync.planning.routing import called
from zsim.sync.runs.confirming import WriteStep
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import REASONS, Reason


class Candidates(NamedTuple):
    """The duplicates on the other side: not linked ones, the preferred first, and linked ones.

    ``by_secondary_key`` says that they carry the record's code, whatever their names. Source: ITM-04.
    """

    free: tuple[Record, ...]
    linked: tuple[Record, ...]
    by_secondary_key: bool = False

    @property
    def first(self) -> Record:
        """The one a policy speaks of."""
        return (*self.free, *self.linked)[0]


NONE = Candidates((), ())
Taken = Mapping[tuple[str, str], int]
"""By a field of the CRM and what it holds: how many clones were decided already, of which each takes a number."""
NONE_TAKEN: Taken = MappingProxyType({})


def plan_by_name(context: PlanContext, inputs: PlanInput, record: Record, taken: Taken = NONE_TAKEN) -> Decision:
    """Decide about a record that may exist on the other side under the same name."""
    found = duplicates_of(context, inputs, record) if inputs.candidates or inputs.secondary_keys else NONE
    if not found.free and not found.linked:
        decision = created(context, inputs, record)
    else:
        decision = _by_policy(context, inputs, record, found, taken)
    return _told_with_keys(decision, found) if context.by_secondary_key else decision


def _told_with_keys(decision: Decision, found: Candidates) -> Decision:
    """The decision with the reason of a product that compares codes, too. Source: ITM-04."""
    code = f"{decision.reason.code}-{'code' if found.by_secondary_key else 'name'}"
    return decision._replace(reason=decision.reason._replace(code=code)) if code in REASONS else decision


def _by_policy(context: PlanContext, inputs: PlanInput, record: Record, found: Candidates, taken: Taken) -> Decision:
    match context.preferences.duplicates:
        case Duplicates.SKIP:
            return _skip(context, inputs, record, found.first, "skip")
        case Duplicates.CLONE:
            return _clone(context, inputs, record, found, taken)
        case Duplicates.OVERWRITE:
            return _overwrite(context, inputs, record, found)


def duplicates_of(context: PlanContext, inputs: PlanInput, record: Record) -> Candidates:
    """The duplicates of a record on the other side, by its second key where there is one, else by name."""
    receiver = inputs.source.other
    code = secondary_key_of(context, inputs.source, record)
    found = inputs.secondary_keys.get(code)
    by_secondary_key = bool(found)
    if not found:
        found = _same_name(context, inputs, record)
        if code:
            found = tuple(each for each in found if not secondary_key_of(context, receiver, each))
    if not found:
        return NONE
    if context.yields_at is not None:
        found = tuple(each for each in found if not each.fields.get(context.yields_at))
    linked = tuple(each for each in found if context.links.live(receiver, each.ref.id) is not None)
    free = [each for each in found if context.links.live(receiver, each.ref.id) is None]
    return Candidates(tuple(sorted(free, key=lambda each: _preference(context, each))), linked, by_secondary_key)


def _same_name(context: PlanContext, inputs: PlanInput, record: Record) -> tuple[Record, ...]:
    name = record.fields.get(context.kind.side(inputs.source).name_field)
    found = inputs.candidates.get(name_key(name), ())
    if found and context.policies.names == "exact":
        field = context.kind.side(inputs.source.other).name_field
        return tuple(each for each in found if each.fields.get(field) == name)
    return found


def _preference(context: PlanContext, record: Record) -> tuple[bool, bool, int]:
    """Active before inactive; where an app only merges towards a record from the CRM, that first; then by age."""
    inactive = record.fields.get("status") == "inactive"
    foreign = context.merges and not record.fields.get(context.kind.link_field)
    number = int(record.ref.id)  # ids count upwards
    return inactive, foreign, -number if context.policies.candidates == "latest" else number


def _skip(context: PlanContext, inputs: PlanInput, record: Record, candidate: Record, code: str) -> Decision:
    reason = Reason(
        code, called(context.kind, inputs.source, record), called(context.kind, inputs.source.other, candidate)
    )
    return Decision(context.kind.name, Outcome.SKIPPED, (record.ref,), reason, candidate.ref, later=True)


def _clone(context: PlanContext, inputs: PlanInput, record: Record, found: Candidates, taken: Taken) -> Decision:
    reason = Reason(
        "clone", called(context.kind, inputs.source, record), called(context.kind, inputs.source.other, found.first)
    )
    decision = created(context, inputs, record, Outcome.CLONED, reason, _numbered(context, inputs, record, taken))
    return decision._replace(beside=beside(context, inputs, record, found))


def beside(context: PlanContext, inputs: PlanInput, record: Record, found: Candidates) -> Beside | None:
    """The receiver's own records that a clone stands beside, which stay out of the sync then. Source: CUS-36."""
    if context.policies.clone_reach == "both" or not found.free:
        return None
    by_code = found.by_secondary_key
    return Beside(
        tuple([each.ref for each in found.free]), matched_key(context, inputs.source, record, by_code), by_code
    )


def _numbered(context: PlanContext, inputs: PlanInput, record: Record, taken: Taken) -> dict[str, Value]:
    """Name and code of a clone in finance, each with the first free number where another has it. Source: CUS-18."""
    kind = context.kind
    keys = [(kind.crm.name_field, kind.finance.name_field, inputs.numbers)]
    if kind.secondary_key is not None:
        keys.append((*kind.secondary_key, inputs.code_numbers))
    instead: dict[str, Value] = {}
    for crm_field, finance_field, free in keys if inputs.source is CRM else ():
        text = str(record.fields.get(crm_field) or "").strip()
        key = unique_key(context, crm_field, text)
        numbers = free.get(key)
        if numbers:
            nth = min(taken.get((crm_field, key), 0), len(numbers) - 1)
            instead[finance_field] = numbered(context, finance_field, text, numbers[nth])
    return instead


def _overwrite(context: PlanContext, inputs: PlanInput, record: Record, found: Candidates) -> Decision:
    if found.linked and (context.merges or not found.free):
        return _join_linked(context, inputs, record, found)
    target, *namesakes = found.free
    names = called(context.kind, inputs.source, record), called(context.kind, inputs.source.other, target)
    decision = overwritten(context, inputs, record, target, Outcome.OVERWRITTEN, Reason("overwrite", *names))
    others = mergeable(context, inputs.source.other, joined_fields(decision, target), namesakes)
    if not (context.may_merge and others):
        return decision
    if not context.merges:
        return decision._replace(quirk=context.kind.merged_by)
    merge = merge_step(context, inputs.source.other, target, others)
    reason = Reason("overwrite-merge", *names, ", ".join(each.ref.id for each in others))
    return decision._replace(reason=reason, steps=(*decision.steps, merge), quirk=context.kind.merged_by)


def _join_linked(context: PlanContext, inputs: PlanInput, record: Record, found: Candidates) -> Decision:
    """The candidate is linked to another record already: merge the two where that is done, else absorb this one."""
    target = found.linked[0]
    link = context.links.live(inputs.source.other, target.ref.id)
    assert link is not None, "a linked candidate has a link"
    if link.kind != context.kind.name:
        return _skip(context, inputs, record, target, "linked-elsewhere")
    reachable = inputs.source is FINANCE or context.both_ways or context.policies.merge_reach == "always"
    if not (context.merges and reachable):
        absorbed = _absorb(context, inputs, record, target, link)
        return absorbed._replace(quirk=context.kind.merged_by) if context.may_merge and reachable else absorbed
    master = inputs.joined.get(link.id(inputs.source))
    if master is not None and not mergeable(context, inputs.source, master.fields, [record]):
        return _skip(context, inputs, record, target, "not-alike")
    steps = [_merge(context, inputs.source, link.id(inputs.source), [record])]
    others = mergeable(context, inputs.source.other, target.fields, found.free)
    if others:
        steps.append(_merge(context, inputs.source.other, target.ref.id, others))
    return Decision(
        context.kind.name,
        Outcome.MERGED,
        (record.ref,),
        Reason("merge-source", called(context.kind, inputs.source, record), detail=_into(inputs, record, link)),
        target.ref,
        tuple(steps),
        quirk=context.kind.merged_by,
    )


def _absorb(context: PlanContext, inputs: PlanInput, record: Record, target: Record, link: Link) -> Decision:
    crm, finance = (record, target) if inputs.source is CRM else (target, record)
    result = overwrite(context, inputs.source, crm, finance)
    names = called(context.kind, inputs.source, record), called(context.kind, inputs.source.other, target)
    base = _base_but_for(context, inputs, link, target, result.base)
    absorbed = Link(context.kind.name, crm.ref.id, finance.ref.id, inputs.source, result.base)
    return Decision(
        context.kind.name,
        Outcome.MERGED,
        (record.ref,),
        Reason("fuse", *names, _into(inputs, record, link)),
        target.ref,
        pair_steps(context, crm.ref.id, finance.ref.id, result),
        link._replace(base=base),
        (Ending(absorbed, LinkState.ABSORBED),),
        refused=result.refused,
    )


def _into(inputs: PlanInput, record: Record, link: Link) -> str:
    """Which record went into which: their names are equal, so their ids must tell. Source: CUS-32."""
    return f"{record.ref.id} into {link.id(inputs.source)}"


def mergeable(context: PlanContext, system: System, master: Fields, others: Sequence[Record]) -> list[Record]:
    """Those that an app may merge into a record of these fields: finance's customers only in its currency.

    Source: CUS-38, DEL-11.
    """
    alike = context.kind.merged_alike if system is FINANCE else None
    return [each for each in others if alike is None or each.fields.get(alike) == master.get(alike)]


def joined_fields(decision: Decision, record: Record) -> Fields:
    """The fields of finance's record once the decision that joins it is carried out."""
    if decision.link is None:
        return record.fields
    base = decision.link.base
    return {**record.fields, **{there: value for (_, there), value in zip(base.pairs, base.finance, strict=True)}}


def merge_step(context: PlanContext, system: System, master: Record, losers: Sequence[Record]) -> WriteStep:
    """The merge of a record's duplicates into it. Source: CUS-14, ITM-06."""
    return _merge(context, system, master.ref.id, losers)


def _merge(context: PlanContext, system: System, master: RecordId, losers: Sequence[Record]) -> WriteStep:
    return WriteStep(system, context.kind.side(system).module, Merge(master, tuple(each.ref.id for each in losers)))


def _base_but_for(context: PlanContext, inputs: PlanInput, link: Link, target: Record, after: Base) -> Base:
    """What the linked pair has agreed once values of a third record overwrite its end ``target``.

    Only what was written counts as agreed, so that an edit still waiting to cross is not taken for settled. A field
    mapped since the pair last agreed counts as agreed as it stands.
    """
    fields = context.fields
    joined = inputs.joined.get(link.id(inputs.source))
    crm, finance = (joined, target) if inputs.source is CRM else (target, joined)
    former = dict(zip(link.base.pairs, zip(link.base.crm, link.base.finance, strict=True), strict=True))
    now = zip(
        fields.crm_values(crm.fields if crm is not None else {}),
        fields.finance_values(finance.fields if finance is not None else {}),
        strict=True,
    )
    both = [former.get(pair, held) for pair, held in zip(fields.pairs, now, strict=True)]
    ours, theirs = [each for each, _ in both], [each for _, each in both]
    if inputs.source is CRM:
        theirs = _but_for_written(theirs, after.finance, fields.finance_values(target.fields))
    else:
        ours = _but_for_written(ours, after.crm, fields.crm_values(target.fields))
    return fields.base_of(tuple(ours), tuple(theirs))


def _but_for_written(old: Sequence[Value], new: Sequence[Value], held: Sequence[Value]) -> list[Value]:
    """The old values, or new ones where those are not what the record held."""
    return [value if value != before else kept for kept, value, before in zip(old, new, held, strict=True)]

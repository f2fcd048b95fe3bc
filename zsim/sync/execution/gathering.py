"""Looking up what planning needs to know about some records, with as few calls as the interfaces allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from zsim.ports.folding import all_plain, folded_texts, spellings
from zsim.ports.records import Record, RecordId, Ref
from zsim.ports.schema import OWN_ID_FIELD
from zsim.sync.execution.usage import any_in_use
from zsim.sync.model.kinds import CRM, FINANCE, KINDS, System
from zsim.sync.model.links import Link, LinkState
from zsim.sync.model.preferences import Duplicates
from zsim.sync.planning.plan import differs
from zsim.sync.planning.plan_context import PlanContext, PlanInput, name_key, numbered, secondary_key_of, unique_key
from zsim.sync.runs.calls import Calls, Steps

FIRST_NUMBER = 2

Views = Mapping[str, RecordId]
"""The chosen view of each CRM module that has one."""


def gather(
    calls: Calls,
    context: PlanContext,
    source: System,
    records: Sequence[Record],
    read: Mapping[Ref, None],
    views: Views,
) -> Steps[PlanInput]:
    """The facts about some records of one side and one kind; ``read`` are the other side's unanswered records."""
    receiver = source.other
    end = context.kind.side(receiver)
    linked, unlinked, replaced = _split(context, source, records)
    wanted = [link.id(receiver) for record, link in linked if differs(context, source, record, link)]
    wanted += _remembered(context, source, unlinked)
    counterparts = by_id((yield from calls.read(receiver, end.module, wanted)))
    out_of_view = yield from _out_of_view(calls, context, source, counterparts, views)
    moved_to = yield from _destinations(calls, context, source, linked, counterparts)
    if not unlinked:
        return PlanInput(
            source, tuple(records), counterparts, {}, {}, {}, {}, {}, {}, out_of_view, frozenset(), read, moved_to
        )
    candidates = yield from _candidates_of(calls, context, source, unlinked)
    secondary_keys = yield from _secondary_keys(calls, context, source, unlinked)
    numbers, code_numbers = yield from _numbers(calls, context, source, unlinked, candidates)
    joined = yield from _joined(calls, context, source, candidates)
    own = yield from _own(calls, context, source, unlinked)
    children = yield from _children(calls, context, source, unlinked)
    busy = yield from any_in_use(calls, context.product, replaced)
    return PlanInput(
        source,
        tuple(records),
        counterparts,
        candidates,
        secondary_keys,
        numbers,
        joined,
        own,
        children,
        out_of_view,
        busy,
        read,
        moved_to,
        code_numbers,
    )


def _split(
    context: PlanContext, source: System, records: Sequence[Record]
) -> tuple[list[tuple[Record, Link]], list[Record], list[Link]]:
    """Linked records with their links, unlinked ones, and the links of another kind that some of those are still in."""
    linked: list[tuple[Record, Link]] = []
    unlinked: list[Record] = []
    replaced: list[Link] = []
    for record in records:
        link = context.links.live(source, record.ref.id)
        if link is not None and link.kind == context.kind.name:
            linked.append((record, link))
            continue
        unlinked.append(record)
        if link is not None:
            replaced.append(link)
    return linked, unlinked, replaced


def _remembered(context: PlanContext, source: System, unlinked: Iterable[Record]) -> list[RecordId]:
    """Ids on the other side that unlinked records, or tombstones of theirs, remember."""
    ids: list[RecordId] = []
    for record in unlinked:
        ended = context.links.tombstone(source, record.ref.id)
        if source is FINANCE:
            noted = record.fields.get(context.kind.link_field)
            if noted:
                ids.append(RecordId(str(noted)))
        elif ended is not None and ended.state in (LinkState.KEPT, LinkState.DEACTIVATED):
            ids.append(ended.finance_id)
        elif (made_for := context.finance_id_of(record)) is not None:
            ids.append(made_for)
    return ids


def _out_of_view(
    calls: Calls, context: PlanContext, source: System, counterparts: Mapping[RecordId, Record], views: Views
) -> Steps[frozenset[RecordId]]:
    """CRM counterparts of finance records that the sync would not read, by the views or for want of an account.

    One born in finance needs no account. Source: CUS-04, CUS-05, CUS-25, CUS-35, DEL-12.
    """
    kind = context.kind
    if source is CRM or not counterparts:
        return frozenset()
    out_of_view: list[RecordId] = []
    view = views.get(kind.crm.module)
    if view is not None:
        inside = {record.ref.id for record in (yield from calls.read(CRM, kind.crm.module, [*counterparts], view))}
        out_of_view += [each for each in counterparts if each not in inside]
    if kind.parent is not None:
        parents = {
            each: RecordId(str(record.fields.get(kind.parent.crm_field))) for each, record in counterparts.items()
        }
        unseen = yield from out_of_view_of(calls, KINDS[kind.parent.kind].crm.module, list(parents.values()), views)
        out_of_view += [
            each for each, parent in parents.items() if parent in unseen or context.links.live(CRM, parent) is None
        ]
    elif context.yields_at is not None and context.needs_it:
        lone = [each for each, record in counterparts.items() if not record.fields.get(context.yields_at)]
        linked = [(each, context.links.live(CRM, each)) for each in lone]
        out_of_view += [each for each, link in linked if link is None or link.origin is CRM]
    return frozenset(out_of_view)


def out_of_view_of(calls: Calls, module: str, ids: Sequence[RecordId], views: Views) -> Steps[frozenset[RecordId]]:
    """Those of the CRM records that stand outside the module's view; none where no view was chosen."""
    view = views.get(module)
    if view is None or not ids:
        return frozenset()
    inside = yield from calls.read(CRM, module, list(dict.fromkeys(ids)), view)
    return frozenset(ids) - {record.ref.id for record in inside}


def _candidates_of(
    calls: Calls, context: PlanContext, source: System, unlinked: Sequence[Record]
) -> Steps[Mapping[str, tuple[Record, ...]]]:
    if context.kind.parent is not None or not context.matches:
        return {}
    here, there = context.kind.side(source), context.kind.side(source.other)
    names = dict.fromkeys(folded_texts([str(record.fields.get(here.name_field) or "") for record in unlinked]))
    alike = [] if all_plain(names) else [each for name in names for each in spellings(name)]
    found = yield from calls.search(source.other, there.module, there.name_field, list(dict.fromkeys([*names, *alike])))
    grouped: dict[str, tuple[Record, ...]] = {}
    for record in found:
        key = name_key(record.fields.get(there.name_field))
        grouped[key] = (*grouped.get(key, ()), record)
    return grouped


def _secondary_keys(
    calls: Calls, context: PlanContext, source: System, unlinked: Sequence[Record]
) -> Steps[Mapping[str, tuple[Record, ...]]]:
    """The other side's records of these codes; searches fold case, so the codes are looked at once more."""
    secondary_keys = list(
        dict.fromkeys([code for record in unlinked if (code := secondary_key_of(context, source, record))])
    )
    if not secondary_keys:
        return {}
    receiver = source.other
    assert context.kind.secondary_key is not None, "only a kind with codes has any"
    field = context.kind.secondary_key[0 if receiver is CRM else 1]
    found = yield from calls.search(receiver, context.kind.side(receiver).module, field, secondary_keys)
    grouped: dict[str, tuple[Record, ...]] = {}
    for record in found:
        code = secondary_key_of(context, receiver, record)
        grouped[code] = (*grouped.get(code, ()), record)
    return grouped


def _numbers(
    calls: Calls, context: PlanContext, source: System, unlinked: Sequence[Record], taken: Collection[str]
) -> Steps[tuple[Mapping[str, tuple[int, ...]], Mapping[str, tuple[int, ...]]]]:
    """For each name taken in finance, the first numbers that make it free, and the same for codes taken there.

    There are as many as records have the name: two hundred of one name take three calls, not two hundred. The CRM lets
    names be equal, as finance does where it is told to. Source: CUS-18, ITM-14.
    """
    cloning = context.preferences.duplicates is Duplicates.CLONE and context.policies.clone_name == "suffix"
    if source is FINANCE or not cloning:
        return {}, {}
    kind, end = context.kind, context.kind.finance
    wanted = Counter([name_key(record.fields.get(kind.crm.name_field)) for record in unlinked])
    names = {name: wanted[name] for name in taken} if end.name_field in context.unique else {}
    free_names = yield from _free_numbers(calls, context, end.name_field, names)
    if kind.secondary_key is None:
        return free_names, {}
    here, there = kind.secondary_key
    codes = dict.fromkeys([code for each in unlinked if (code := unique_key(context, here, each.fields.get(here)))])
    found = yield from calls.search(FINANCE, end.module, there, list(codes))
    held = dict.fromkeys([unique_key(context, there, record.fields.get(there)) for record in found])
    free_codes = yield from _free_numbers(
        calls, context, there, {code: len(unlinked) for code in held if code in codes}
    )
    return free_names, free_codes


def _free_numbers(
    calls: Calls, context: PlanContext, field: str, wanted: Mapping[str, int]
) -> Steps[Mapping[str, tuple[int, ...]]]:
    """So many of the first numbers that, put behind each text, come to what no record of finance has in the field."""
    numbers: dict[str, tuple[int, ...]] = dict.fromkeys(wanted, ())
    first = FIRST_NUMBER
    while short := {text: wanted[text] - len(found) for text, found in numbers.items() if len(found) < wanted[text]}:
        last = first + max(short.values())
        asked = [(numbered(context, field, text, each), text, each) for text in short for each in range(first, last)]
        texts = list(dict.fromkeys([each for each, _, _ in asked]))
        found = yield from calls.search(FINANCE, context.kind.finance.module, field, texts)
        held = {unique_key(context, field, record.fields.get(field)) for record in found}
        for each, text, number in asked:
            if unique_key(context, field, each) not in held:
                numbers[text] = (*numbers[text], number)
        first = last
    return numbers


def _joined(
    calls: Calls, context: PlanContext, source: System, candidates: Mapping[str, tuple[Record, ...]]
) -> Steps[Mapping[RecordId, Record]]:
    if context.preferences.duplicates is not Duplicates.OVERWRITE:
        return {}
    found = [context.links.live(source.other, record.ref.id) for group in candidates.values() for record in group]
    links = [link for link in found if link is not None and link.kind == context.kind.name]
    all_of_them = context.merges and source is FINANCE and context.kind.merged_alike is not None
    ids = [link.id(source) for link in links if all_of_them or link.base.pairs != context.fields.pairs]
    return by_id((yield from calls.read(source, context.kind.side(source).module, ids)))


def _own(
    calls: Calls, context: PlanContext, source: System, unlinked: Sequence[Record]
) -> Steps[Mapping[RecordId, Record]]:
    """Records of the other side made for these, by their ids: finance's carry the CRM's id, the CRM's finance's."""
    kind, ids = context.kind, [record.ref.id for record in unlinked]
    if source is FINANCE:
        marks = [context.own_id(each) for each in ids] if context.both_ways and context.mark else []
        found = yield from calls.search(CRM, kind.crm.module, OWN_ID_FIELD, marks)
        return {own: record for record in found if (own := context.finance_id_of(record)) is not None}
    found = yield from calls.search(FINANCE, kind.finance.module, kind.link_field, ids)
    return {RecordId(str(record.fields[kind.link_field])): record for record in found}


def _destinations(
    calls: Calls,
    context: PlanContext,
    source: System,
    linked: Sequence[tuple[Record, Link]],
    counterparts: Mapping[RecordId, Record],
) -> Steps[Mapping[RecordId, tuple[Record, ...]]]:
    """The persons at the customers that linked ones are to move to, by the customer's id. Source: CUS-24, CUS-26."""
    parent = context.kind.parent
    if parent is None or not parent.owns:
        return {}
    customers: dict[RecordId, None] = {}
    for record, link in linked:
        counterpart = counterparts.get(link.id(source.other))
        if counterpart is None:
            continue
        crm, finance = (record, counterpart) if source is CRM else (counterpart, record)
        account = context.links.live(CRM, RecordId(str(crm.fields.get(parent.crm_field) or "")))
        if account is not None and finance.fields.get(parent.finance_field) != account.finance_id:
            customers[account.finance_id] = None
    found = yield from calls.search(FINANCE, context.kind.finance.module, parent.finance_field, list(customers))
    return grouped(found, parent.finance_field)


def _children(
    calls: Calls, context: PlanContext, source: System, unlinked: Sequence[Record]
) -> Steps[Mapping[RecordId, tuple[Record, ...]]]:
    parent = context.kind.parent
    if parent is None or not context.kind.matched_by or not context.matches:
        return {}
    here = parent.crm_field if source is CRM else parent.finance_field
    there = parent.finance_field if source is CRM else parent.crm_field
    parents = [context.links.live(source, RecordId(str(record.fields.get(here)))) for record in unlinked]
    ids = list(dict.fromkeys(link.id(source.other) for link in parents if link is not None))
    found = yield from calls.search(source.other, context.kind.side(source.other).module, there, ids)
    return grouped(found, there)


def by_id(records: Iterable[Record]) -> dict[RecordId, Record]:
    """The records by their ids."""
    return {record.ref.id: record for record in records}


def grouped(records: Iterable[Record], field: str) -> dict[RecordId, tuple[Record, ...]]:
    """The records by the id that a lookup of theirs holds."""
    groups: dict[RecordId, tuple[Record, ...]] = {}
    for record in records:
        key = RecordId(str(record.fields.get(field)))
        groups[key] = (*groups.get(key, ()), record)
    return groups

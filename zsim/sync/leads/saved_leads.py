"""The state of a sync of leads as plain JSON and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from typing import Any

from zsim.ports.codec import Plain, decode, encode
from zsim.ports.criteria import Condition, Criteria
from zsim.ports.records import Record, RecordId, Ref
from zsim.sync.leads.choices import Frequency, LeadChoices, Timetable
from zsim.sync.leads.fetch_history import Fetch
from zsim.sync.leads.lead_decisions import Ignored, IgnoreReason
from zsim.sync.leads.lead_results import LeadSyncState
from zsim.sync.runs.saved_runs import plain_runs, runs_of


def plain_choices_of(choices: LeadChoices) -> dict[str, Any]:
    """The choices of a sync."""
    criteria, table = choices.criteria, choices.timetable
    return {
        "description": choices.description,
        "list_id": choices.list_id,
        "criteria": None if criteria is None else _plain_criteria(criteria),
        "mapping": dict(choices.mapping),
        "timetable": [table.frequency.value, table.at.isoformat(), table.zone, table.weekday, table.day],
        "after_ms": choices.after_ms,
        "created_ms": choices.created_ms,
    }


def lead_choices_of(data: Mapping[str, Any]) -> LeadChoices:
    """What ``plain_choices_of`` was given."""
    frequency, at, zone, weekday, day = data["timetable"]
    criteria = data["criteria"]
    return LeadChoices(
        description=data["description"],
        list_id=RecordId(data["list_id"]),
        criteria=None if criteria is None else _criteria(criteria),
        mapping=dict(data["mapping"]),
        timetable=Timetable(Frequency(frequency), time.fromisoformat(at), zone, weekday, day),
        after_ms=data["after_ms"],
        created_ms=data["created_ms"],
    )


def plain_lead_memory(sync_state: LeadSyncState) -> list[Any]:
    """What a fetch left for the next."""
    retry = [list(ref) for ref in sync_state.retry]
    seen = [[list(each.ref), encode(each.fields), each.created_ms, each.modified_ms] for each in sync_state.seen]
    return [sync_state.checkpoint_ms, sync_state.after_ms, sync_state.gone_since_ms, retry, seen]


def lead_memory_of(data: Sequence[Any]) -> LeadSyncState:
    """What ``plain_lead_memory`` was given."""
    checkpoint_ms, after_ms, gone_since_ms, retry, seen = data
    records = tuple([Record(_ref(ref), decode(fields), made, edited) for ref, fields, made, edited in seen])
    return LeadSyncState(checkpoint_ms, after_ms, gone_since_ms, tuple(map(_ref, retry)), records)


def plain_fetches(history: Sequence[Fetch]) -> Plain:
    """The finished fetches."""
    rest = [[encode(each.ignored), each.due_ms, each.zone] for each in history]
    return [plain_runs([each.run for each in history]), rest]


def fetches_of(data: Sequence[Any]) -> list[Fetch]:
    """What ``plain_fetches`` was given."""
    runs, rest = data
    return [Fetch(run, _ignored(each), *due) for run, (each, *due) in zip(runs_of(runs), rest, strict=True)]


def _ref(data: Sequence[str]) -> Ref:
    app, module, record_id = data
    return Ref(app, module, RecordId(record_id))


def _ignored(data: Iterable[Any]) -> tuple[Ignored, ...]:
    return tuple([Ignored(name, address, IgnoreReason(why)) for name, address, why in decode(list(data))])


def _plain_criteria(criteria: Criteria) -> Plain:
    conditions = [encode((each.field, each.operator, each.value)) for each in criteria.conditions]
    return [conditions, criteria.pattern]


def _criteria(data: Sequence[Any]) -> Criteria:
    conditions, pattern = data
    return Criteria(tuple([_condition(*decode(each)) for each in conditions]), pattern)


def _condition(field: str, operator: str, value: Any) -> Condition:
    return Condition(field, operator, tuple(value) if isinstance(value, list) else value)

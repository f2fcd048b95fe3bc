"""What the detail view of a sync of leads shows. Source: LED-01, LED-02, LED-07."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from zsim.ports.criteria import Criteria
from zsim.sync.leads.choices import WEEKDAYS, Frequency, LeadChoices, Timetable, local
from zsim.sync.leads.fetch_history import LeadState

ALL = "all"


@dataclass(frozen=True, slots=True)
class LeadDetails:
    """What the detail view of a sync shows.

    ``criteria`` and ``schedule`` are in words, ``data`` is "all" or the date after which data is retrieved, in the
    sync's zone. ``last_retrieval`` is when the last fetch that did not fail began.
    """

    description: str
    source: str
    mailing_list: str
    criteria: str
    mapping: Mapping[str, str]
    schedule: str
    zone: str
    data: str
    state: LeadState
    last_retrieval: datetime | None

    def __str__(self) -> str:
        mapped = ", ".join(f"{source} to {lead}" for source, lead in self.mapping.items())
        last = f"{self.last_retrieval:%Y-%m-%d %H:%M}" if self.last_retrieval is not None else "none yet"
        lines = (
            f"{self.description}, {self.state.value}",
            f"from {self.source} into {self.mailing_list}: {self.criteria}",
            f"mapped: {mapped}",
            f"schedule: {self.schedule}, zone {self.zone}",
            f"data: {self.data}",
            f"last retrieval: {last}",
        )
        return "\n".join(lines)


def details_of(
    choices: LeadChoices, source: str, mailing_list: str, state: LeadState, last_retrieval: datetime | None
) -> LeadDetails:
    """The details of a sync of these choices into the list of that name."""
    zone, after_ms = choices.timetable.zone, choices.after_ms
    return LeadDetails(
        description=choices.description,
        source=source,
        mailing_list=mailing_list,
        criteria=in_words(choices),
        mapping=dict(choices.mapping),
        schedule=str(choices.timetable),
        zone=zone,
        data=ALL if after_ms is None else f"after {local(after_ms, zone):%Y-%m-%d %H:%M}",
        state=state,
        last_retrieval=last_retrieval,
    )


def in_words(choices: LeadChoices) -> str:
    """Whom a sync brings."""
    criteria = choices.criteria
    if criteria is None:
        return "all contacts"
    told = [
        f"{number}: {each.field} {each.operator} {each.value!r}" for number, each in enumerate(criteria.conditions, 1)
    ]
    return f"the contacts that meet {criteria.pattern} of {'; '.join(told)}"


def told_timetable(table: Timetable) -> dict[str, object]:
    """What was chosen of a timetable, by the words of ``schedule``; it can be chosen again from that."""
    told: dict[str, object] = {
        "frequency": table.frequency.value,
        "at": table.at.isoformat("minutes"),
        "zone": table.zone,
    }
    if table.frequency is Frequency.WEEKLY:
        told["weekday"] = WEEKDAYS[table.weekday]
    if table.frequency is Frequency.MONTHLY:
        told["day"] = table.day
    return told


def told_changes(**given: object) -> dict[str, object]:
    """What was changed of schedule and data, by the words of ``edit_retrieval``; what was left out stays out."""
    return {
        name: str(each) if isinstance(each, (time, datetime)) else each
        for name, each in given.items()
        if each is not None
    }


def told_criteria(criteria: Criteria | None) -> dict[str, object]:
    """What was chosen of the contacts, by the words of ``new_sync``; nothing for all of them."""
    if criteria is None:
        return {"contacts": ALL}
    told = tuple([(each.field, each.operator, each.value) for each in criteria.conditions])
    return {"criteria": told, "pattern": criteria.pattern}

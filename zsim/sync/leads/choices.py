"""What is chosen for one sync of leads: contacts, list, mapping, schedule, and from when on data is retrieved.

Source: LED-01, LED-03, LED-04, LED-06, LED-07, LED-08.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any, cast

from zsim.catalogue import did_you_mean
from zsim.catalogue.suggest import choose
from zsim.kernel.clock import to_datetime
from zsim.kernel.errors import UsageError
from zsim.kernel.moments import parse_moment
from zsim.kernel.recurrence import Daily, Monthly, Weekly
from zsim.kernel.zones import zone
from zsim.ports.criteria import Condition, Criteria, Operand
from zsim.ports.records import RecordId
from zsim.ports.schema import Field, compatible

EMAIL = "email"
DEFAULT_MAPPING: Mapping[str, str] = {EMAIL: EMAIL, "first_name": "first_name", "last_name": "last_name"}
"""Source field to lead field, as a new sync has them. Source: LED-04."""

BACK_MAX_DAYS = 30
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Schema = Mapping[str, Field]
Conditions = Criteria | Iterable[tuple[str, str] | tuple[str, str, Operand]]


class Frequency(StrEnum):
    """How often data is retrieved. Source: LED-06."""

    ONCE = "once"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a sync fetches: how often, at which local time of which zone; weekday from 0 (Monday), day from 1.

    Source: LED-06, LED-25.
    """

    frequency: Frequency
    at: time
    zone: str
    weekday: int
    day: int

    @property
    def recurrence(self) -> Daily | Weekly | Monthly | None:
        """The slots; ``None`` for a sync that fetches once."""
        match self.frequency:
            case Frequency.DAILY:
                return Daily(self.at, self.zone)
            case Frequency.WEEKLY:
                return Weekly(self.weekday, self.at, self.zone)
            case Frequency.MONTHLY:
                return Monthly(self.day, self.at, self.zone)
            case _:
                return None

    def next_after(self, ms: int, last_ms: int | None) -> int | None:
        """The first slot later than ``ms``, on a later local date than the slot ``last_ms``. Source: LED-25."""
        slots = self.recurrence
        if slots is None:
            return None
        at_ms = slots.next_after(ms)
        while last_ms is not None and self._date(at_ms) <= self._date(last_ms):
            at_ms = slots.next_after(at_ms)
        return at_ms

    def _date(self, ms: int) -> datetime:
        return local(ms, self.zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)

    def __str__(self) -> str:
        on = {Frequency.WEEKLY: f" on {WEEKDAYS[self.weekday]}", Frequency.MONTHLY: f" on day {self.day}"}
        return f"{self.frequency.value}{on.get(self.frequency, '')} at {self.at:%H:%M} in {self.zone}"


@dataclass(frozen=True, slots=True)
class LeadChoices:
    """The choices of one sync.

    ``criteria`` is ``None`` for all contacts. ``mapping`` is source field to lead field. ``after_ms`` is ``None`` for
    all data, else only what was added or modified later than that is retrieved; ``created_ms`` is when the sync was
    made, from which the reach of that date counts.
    """

    description: str
    list_id: RecordId
    criteria: Criteria | None
    mapping: Mapping[str, str]
    timetable: Timetable
    after_ms: int | None
    created_ms: int

    @property
    def email_field(self) -> str:
        """The source field the address is taken from."""
        return next(source for source, target in self.mapping.items() if target == EMAIL)


def first_timetable(created_ms: int, zone_key: str = "UTC") -> Timetable:
    """What a new sync has until another is chosen: once; weekday and day are those of its creation in the zone."""
    made = local(created_ms, zone_key)
    return Timetable(Frequency.ONCE, time(9), zone_key, made.weekday(), made.day)


def criteria_of(conditions: Conditions | None, pattern: str | None, fields: Callable[[], Schema]) -> Criteria | None:
    """The criteria chosen, held against the source's fields; ``None`` for all contacts. Source: LED-03."""
    if conditions is None:
        if pattern is not None:
            raise UsageError(
                asked=f"the pattern {pattern!r}", found="there are no criteria", right="give the conditions it joins"
            )
        return None
    if not isinstance(conditions, Criteria):
        conditions = _listed(conditions)
        conditions = Criteria(tuple([Condition(*each) for each in conditions]), pattern or "")
    elif pattern is not None:
        conditions = Criteria(conditions.conditions, pattern)
    if not conditions.conditions:
        raise UsageError(asked="criteria", found="there is no condition", right="one to six, or leave criteria out")
    conditions.check(fields())
    return conditions


def _listed(conditions: Conditions) -> list[Any]:
    """The conditions one by one, each of two or three parts."""
    listed = [conditions] if isinstance(conditions, str) else list(cast("Iterable[Any]", conditions))
    for each in listed:
        if not isinstance(each, (tuple, list)) or len(each) not in (2, 3):
            raise UsageError(
                asked=f"criteria with {each!r}",
                found="that is no condition",
                right='a list of field, operator and value, such as [("billing_address.country", "is", "India")]',
            )
    return listed


def remapped(mapping: Mapping[str, str], changes: Mapping[str, str], source: Schema, leads: Schema) -> dict[str, str]:
    """The mapping with the changes made; an empty lead field takes a source field out.

    An unknown or read-only field, types that do not fit, two source fields for one lead field, and a mapping without
    the email are refused. Source: LED-04, LED-05.
    """
    pairs = {name: target for name, target in {**mapping, **changes}.items() if target}
    for name, target in changes.items():
        if name not in source and name not in mapping:
            raise _unknown(name, "the source's contacts", source)
        if target and target not in leads:
            raise _unknown(target, "leads", leads)
    taken: dict[str, str] = {}
    for name, target in pairs.items():
        if target in taken:
            ours, theirs = (name, taken[target]) if changes.get(name) == target else (taken[target], name)
            raise UsageError(
                asked=f"map {ours} to the lead's {target}",
                found=f"{target} takes {theirs} already",
                right=f"one source field for each: {{{theirs!r}: '', {ours!r}: {target!r}}} in one edit",
            )
        taken[target] = name
        if target in changes.values():
            _check_fit(name, target, source, leads)
    if EMAIL not in taken:
        raise UsageError(
            asked="a mapping without the lead's email",
            found=f"mapped are {', '.join(taken) or 'no fields'}",
            right="mapping the email is mandatory (LED-04)",
        )
    return pairs


def timetable_of(
    base: Timetable,
    frequency: str | None = None,
    at: str | time | None = None,
    zone_key: str | None = None,
    weekday: str | int | None = None,
    day: int | None = None,
) -> Timetable:
    """``base`` with what is given chosen anew; an impossible choice is refused. Source: LED-06."""
    chosen = base
    if frequency is not None:
        chosen = replace(chosen, frequency=choose(Frequency, frequency, "frequency"))
    if at is not None:
        chosen = replace(chosen, at=_time(at))
    if zone_key is not None:
        zone(zone_key)
        chosen = replace(chosen, zone=zone_key)
    if weekday is not None:
        chosen = replace(chosen, weekday=_weekday(weekday))
    if day is not None:
        chosen = replace(chosen, day=_whole(day, "a day of the month", 15))
    Weekly(chosen.weekday, chosen.at, chosen.zone), Monthly(chosen.day, chosen.at, chosen.zone)  # refuse what cannot be
    return chosen


def after_of(after: str | datetime, created_ms: int, zone_key: str) -> int:
    """The moment after which data is retrieved, in the sync's zone unless it names an offset.

    It may lie thirty local dates before the sync's creation, and no more. Source: LED-08.
    """
    if not isinstance(after, (str, datetime)):
        raise UsageError(
            asked=f"data after {after!r}", found="that is no moment", right='such as "2026-01-01 00:00", or a datetime'
        )
    after_ms = parse_moment(after, zone_key)
    check_after(after_ms, created_ms, zone_key)
    return after_ms


def check_after(after_ms: int | None, created_ms: int, zone_key: str) -> None:
    """Refuse a moment more than thirty local dates before the sync's creation. Source: LED-08."""
    earliest = local(created_ms, zone_key).date() - timedelta(days=BACK_MAX_DAYS)
    if after_ms is not None and local(after_ms, zone_key).date() < earliest:
        raise UsageError(
            asked=f"data after {local(after_ms, zone_key):%Y-%m-%d %H:%M}",
            found=f"that is more than {BACK_MAX_DAYS} days before the sync was created (LED-08)",
            right=f"{earliest} or later, or all data",
        )


def local(ms: int, zone_key: str) -> datetime:
    """A moment as clocks of the zone show it."""
    return to_datetime(ms).astimezone(zone(zone_key))


def _check_fit(name: str, target: str, source: Schema, leads: Schema) -> None:
    here, there = source.get(name), leads[target]
    asked = f"map {name} to the lead's {target}"
    if there.read_only:
        raise UsageError(asked=asked, found=f"{target} is set by MarketingHub", right="a field that can be written")
    if here is not None and not compatible(here.type, there.type):
        raise UsageError(
            asked=asked,
            found=f"{name} is {here.type.value}, {target} is {there.type.value}",
            right="fields of one type",
        )


def _unknown(name: str, where: str, schema: Schema) -> UsageError:
    return UsageError(asked=f"map {name!r}", found=f"{where} have no such field", right=did_you_mean(name, schema))


def _time(at: str | time) -> time:
    try:
        read = at if isinstance(at, time) else time.fromisoformat(at)
    except (TypeError, ValueError):
        raise UsageError(asked=f"a sync at {at!r}", found="that is no time of day", right='such as "09:00"') from None
    if read.tzinfo is not None:
        raise UsageError(asked=f"a sync at {at!r}", found="it names an offset", right="give the zone by its key")
    return read


def _whole(number: object, what: str, example: int) -> int:
    if isinstance(number, bool) or not isinstance(number, int):
        raise UsageError(
            asked=f"{number!r} as {what}", found=f"a value of type {type(number).__name__}", right=f"such as {example}"
        )
    return number


def _weekday(weekday: str | int) -> int:
    if not isinstance(weekday, str):
        return _whole(weekday, "a weekday", 0)
    if weekday.strip().lower() not in WEEKDAYS:
        raise UsageError(
            asked=f"a sync on {weekday!r}", found="that is no weekday", right=did_you_mean(weekday, WEEKDAYS)
        )
    return WEEKDAYS.index(weekday.strip().lower())

"""Values as a person would write them down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def to_the_second(moment: datetime) -> str:
    """A moment as date and time of day in its own zone.

    >>> to_the_second(datetime(2026, 1, 5, 9))
    '2026-01-05 09:00:00'
    """
    return str(moment)[:19]  # half of what strftime takes


def by_weekday(moment: datetime) -> str:
    """A moment as people name one that is not long ago, in English on every machine.

    >>> by_weekday(datetime(2026, 1, 6, 11))
    'Tuesday 2026-01-06 11:00'
    """
    return f"{WEEKDAYS[moment.weekday()]} {moment:%Y-%m-%d %H:%M}"


def shown(value: object) -> str:
    """The value in plain words.

    >>> shown(None), shown(True), shown(("a", "b"))
    ('nothing', 'yes', 'a, b')
    >>> shown(({"name": "Advice", "item_id": None, "item_total": 80}, {"name": "Visit"}))
    'name Advice, item total 80; name Visit'
    """
    if value.__class__ is str:  # as most are
        return str(value) or "nothing"
    match value:
        case None:
            return "nothing"
        case True:
            return "yes"
        case False:
            return "no"
        case Enum():
            return shown(value.value)
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case (Mapping(), *_):
            return "; ".join([_row(each) for each in value if isinstance(each, Mapping)])
        case tuple() | list():
            return ", ".join(_part(each) for each in value) or "nothing"
        case Mapping():
            return ", ".join(f"{key} {shown(each)}" for key, each in value.items()) or "nothing"
        case _:
            return str(value)


def _row(line: Mapping[str, object]) -> str:
    """What a line of a document says."""
    return ", ".join([f"{name.replace('_', ' ')} {shown(each)}" for name, each in line.items() if each is not None])


def _part(value: object) -> str:
    """One of several values; a value that has parts itself is told without commas."""
    return " ".join(shown(each) for each in value) if isinstance(value, tuple) else shown(value)

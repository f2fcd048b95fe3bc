"""Values as a person would write them down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum

from zsim.kernel.clock import to_datetime


def to_the_second(ms: int) -> str:
    """A moment in milliseconds of UTC, as date and time of day.

    >>> to_the_second(1_767_603_600_000)
    '2026-01-05 09:00:00'
    """
    return to_datetime(ms).strftime("%Y-%m-%d %H:%M:%S")


def shown(value: object) -> str:
    """The value in plain words.

    >>> shown(None), shown(True), shown(("a", "b"))
    ('nothing', 'yes', 'a, b')
    """
    match value:
        case None | "":
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
        case tuple() | list():
            return ", ".join(_part(each) for each in value) or "nothing"
        case Mapping():
            return ", ".join(f"{key} {shown(each)}" for key, each in value.items()) or "nothing"
        case _:
            return str(value)


def _part(value: object) -> str:
    """One of several values; a value that has parts itself is told without commas."""
    return " ".join(shown(each) for each in value) if isinstance(value, tuple) else shown(value)

"""Faults in words: which call it was, how long, how many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from zsim.faults.errors import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS

CALLS: Mapping[str, str] = {
    "any": "the {nth} call to {app}",
    "open": "the {nth} opening of {app}",
    "organisation": "the {nth} question who {app} is",
    "fields": "the {nth} question for fields of {app}",
    "views": "the {nth} question for views of {app}",
    "changed": "the {nth} page of changes of {app}",
    "deleted": "the {nth} page of deletions of {app}",
    "read": "the {nth} read of {app}",
    "search": "the {nth} search in {app}",
    "comments": "the {nth} look at the comments of {app}",
    "admit_user": "the {nth} integration user added to {app}",
    "dismiss_user": "the {nth} integration user deleted from {app}",
    "integration_users": "the {nth} question for integration users of {app}",
    "notify": "the {nth} notice for the users of {app}",
    "printed": "the {nth} printing of {app}'s documents",
    "pdf": "the {nth} page asked of {app}",
    "perform": "the {nth} command handed to {app}",
    "user_names": "the {nth} question for names of {app}'s users",
    "watch": "the {nth} channel opened to {app}",
    "write": "the {nth} write to {app}",
    "notification": "the {nth} notification from {app}",
}

UNITS = ((DAY_MS, "days"), (HOUR_MS, "h"), (MINUTE_MS, "min"), (SECOND_MS, "s"), (1, "ms"))
LARGER_FROM = 2


class Fired(NamedTuple):
    """A fault that happened, as the journal keeps it: its kind, and what happened in words."""

    kind: str
    sentence: str


def the_call(of: str, number: int, app: str, module: str | None) -> str:
    """Which call it was.

    >>> the_call("write", 2, "Books", None)
    'the 2nd write to Books'
    >>> the_call("read", 3, "the CRM", "Accounts")
    'the 3rd read of the CRM (Accounts)'
    """
    told = CALLS[of].format(nth=ordinal(number), app=app)
    return f"{told} ({module})" if module else told


def ordinal(number: int) -> str:
    """The ordinal of a number.

    >>> [ordinal(each) for each in (1, 2, 3, 4, 11, 22, 113)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd', '113th']
    """
    teen = number // 10 % 10 == 1
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def duration(ms: int) -> str:
    """So many milliseconds in words, in the largest unit that says it exactly and needs a number of two or more.

    >>> duration(60_000), duration(1_500), duration(86_400_000), duration(172_800_000)
    ('60 s', '1500 ms', '24 h', '2 days')
    """
    for size, unit in UNITS:
        if ms % size == 0 and ms >= LARGER_FROM * size:
            return f"{ms // size} {unit}"
    return f"{ms // SECOND_MS} s" if ms % SECOND_MS == 0 else f"{ms} ms"


def counted(number: int, noun: str) -> str:
    """So many of something.

    >>> counted(1, "record"), counted(2, "record")
    ('1 record', '2 records')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

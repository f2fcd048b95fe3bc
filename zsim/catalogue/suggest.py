"""Near misses for a name that was not found: what every "did you mean" is made of."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from enum import StrEnum
from typing import TypeVar

from zsim.kernel.errors import UsageError

NEAR_MAX = 3
LIKENESS_MIN = 0.6
SHOWN_MAX = 12

Choice = TypeVar("Choice", bound=StrEnum)


def nearest(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that read like ``name``, closest first and at most three; upper or lower case does not count."""
    likeness = SequenceMatcher(None, "", name.casefold())
    near: list[tuple[float, str]] = []
    for each in dict.fromkeys(names):
        likeness.set_seq1(each.casefold())
        if likeness.quick_ratio() >= LIKENESS_MIN and likeness.ratio() >= LIKENESS_MIN:
            near.append((-likeness.ratio(), each))
    return tuple([each for _, each in heapq.nsmallest(NEAR_MAX, near)])


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """What would be right instead of ``name``: the near names if there are any, else the first dozen there are.

    A name is near as well that holds it as a word of its own, should none read like it.

    >>> did_you_mean("boks", ["books", "billing"])
    "did you mean 'books'?"
    >>> did_you_mean("crm", ["books", "billing"])
    "there is 'books', 'billing'"
    >>> did_you_mean("5", ["complaint-5", "complaint-55"])
    "did you mean 'complaint-5'?"
    """
    known = tuple(names)
    near = nearest(name, known) or _holding(name, known)
    if near:
        return f"did you mean {' or '.join(map(repr, near))}?"
    shown = ", ".join(map(repr, known[:SHOWN_MAX])) or "nothing yet"
    more = len(known) - SHOWN_MAX
    return f"there is {shown}" + (f" and {more} more" if more > 0 else "")


def _holding(name: str, names: Iterable[str]) -> tuple[str, ...]:
    word = re.compile(rf"(?<![^\W_]){re.escape(name.strip())}(?![^\W_])", re.IGNORECASE)
    return tuple(dict.fromkeys([each for each in names if name.strip() and word.search(each)]))[:NEAR_MAX]


def listed(what: str, names: str | Iterable[str]) -> tuple[str, ...]:
    """Names given as a list, or as one text that sets them apart by commas or blanks; anything else is refused.

    >>> listed("covers", "CUS-09, CUS-12")
    ('CUS-09', 'CUS-12')
    """
    if not isinstance(names, Iterable):
        right = "a list of names, or one text that sets them apart by commas"
        raise UsageError(asked=f"{what}={names!r}", found=f"a value of type {type(names).__name__}", right=right)
    found: tuple[object, ...] = tuple(names.replace(",", " ").split()) if isinstance(names, str) else tuple(names)
    for each in found:
        if not isinstance(each, str):
            raise UsageError(asked=f"{what}: {each}", found="it is no text", right="names as text")
    return tuple(map(str, found))


def as_spelled(name: str, names: Iterable[str]) -> str:
    """The one of the names that differs from this one in case or outer blanks at most, else the name as it is."""
    wanted = name.strip().casefold()
    return next((each for each in names if each.casefold() == wanted), name)


def choose(options: type[Choice], value: object, what: str) -> Choice:
    """The option of that value; an unknown one is refused with the options there are."""
    names = [each.value for each in options]
    try:
        return options(as_spelled(str(value), names))
    except ValueError:
        near = get_close_matches(str(value), names, n=1)
        raise UsageError(
            asked=f"{what}={value!r}",
            found="there is no such option" + (f"; did you mean {near[0]!r}?" if near else ""),
            right=f"one of {', '.join(names)}",
        ) from None

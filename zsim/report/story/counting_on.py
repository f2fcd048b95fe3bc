r"""Lines that count on: of many that differ in their numbers alone, by the same each time, the first and the last.

>>> print("\n".join(folded_counts([f"{n} created Person {n + 1}" for n in range(1, 10)])))
1 created Person 2
… 7 more such lines, whose numbers count on, up to
9 created Person 10
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

NUMBER = re.compile(r"[0-9]+")
LINES_MIN = 5
"""How many lines have to count on so that those between the first and the last are not told."""


class _Parted(NamedTuple):
    """A line without its numbers, and these."""

    rest: str
    numbers: tuple[int, ...]


def folded_counts(lines: Sequence[str]) -> Iterator[str]:
    """The lines; those between two that count on are one, from which each of them follows."""
    parted = [_Parted(NUMBER.sub("0", line), tuple(map(int, NUMBER.findall(line)))) for line in lines]
    at = 0
    while at < len(lines):
        end = _counted_up_to(parted, at)
        if end - at < LINES_MIN:
            yield lines[at]
            at += 1
            continue
        yield lines[at]
        yield f"… {end - at - 2} more such lines, whose numbers count on, up to"
        yield lines[end - 1]
        at = end


def _counted_up_to(parted: Sequence[_Parted], start: int) -> int:
    """The place after the last line that counts on from the one at ``start``."""
    end = start + 1
    while end < len(parted) and parted[end].rest == parted[start].rest:
        if _steps(parted, end) != _steps(parted, start + 1):
            break
        end += 1
    return end


def _steps(parted: Sequence[_Parted], at: int) -> tuple[int, ...]:
    """By how much each number of a line is more than that of the line before it."""
    return tuple([after - before for before, after in zip(parted[at - 1].numbers, parted[at].numbers, strict=True)])

"""Exploration alone: random worlds with every check and the model on, then interruptions, within a budget."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from hashlib import blake2b

from zsim.explore.bank import Bug
from zsim.explore.drawing import Bounds, play_seed
from zsim.explore.interruptions import Play, Sweep, SweepCase, all_cases
from zsim.explore.selftest.verdict import ENDLESS, Attempt, checks_of
from zsim.faults import EngineKilled
from zsim.kernel.processor_time import DoesNotEnd, no_longer_than, processor_time
from zsim.world import Functions

SECONDS = 60.0
"""So much of the processor's time exploration has for a bug."""
FOR_WORLDS = 2 / 3
"""The part of it that random worlds have; what they leave is for the sweep."""
CASES_MAX = 15
"""So many cases are swept for a bug that random worlds have caught already."""
PLAYS = 2
"""So many plays of each case."""
MORE = 5
"""So many worlds are played, once a bug is caught, with the model and without, to see which other checks catch it."""
BROKEN = re.compile(r"InvariantViolated: ([\w-]+)")
ANOTHER_END = "another end"
EXECUTION_S_MAX = 10.0
"""A world or a case that takes more does not end: a usual one takes less than a hundredth of it."""


def in_worlds(bug: Bug, seconds: float, most_s: float = EXECUTION_S_MAX, *, further: bool = True) -> Attempt:
    """Play random worlds with the bug, seeds from 0, those of odd numbers with faults, until one fails.

    What fails in the same way without the bug does not count. One that takes more than ``most_s`` does not end. With
    ``further`` some more are played, to see which other checks catch it.
    """
    time, seed = processor_time(), 0
    while time.seconds < seconds:
        check = _caught(bug, seed, most_s)
        if check is not None:
            took = time.seconds
            others = _further(bug, seed, check) if further else ()
            found = f"seed {seed}{' with faults' if _with_faults(seed) else ''}"
            return Attempt(seed + 1, took, found, tuple(dict.fromkeys([check, *others])))
        seed += 1
    return Attempt(seed, time.seconds)


def _further(bug: Bug, seed: int, check: str) -> Iterator[str]:
    """What else catches a bug in the world that it was caught in, and in those that follow."""
    if check == ENDLESS:
        return
    for each in range(seed, seed + MORE):
        for model in (True, False):
            found = _caught(bug, each, model=model)
            if found is not None:
                yield found


def in_cases(bug: Bug, seconds: float, *, caught: bool) -> Attempt:
    """Interrupt small worlds with the bug, each in two ways, in an order that mixes them, until one ends otherwise."""
    time, plays = processor_time(), 0
    for number, case in enumerate(_cases()):
        if time.seconds >= seconds or (caught and number >= CASES_MAX):
            break
        played, found = _swept(case, number, bug.make)
        plays += played
        if found is not None and _swept(case, number, None)[1] is None:
            return Attempt(plays, time.seconds, *found)
    return Attempt(plays, time.seconds)


def _with_faults(seed: int) -> bool:
    return seed % 2 == 1


def _caught(bug: Bug, seed: int, most_s: float = EXECUTION_S_MAX, *, model: bool = True) -> str | None:
    check = _check(seed, bug.make(), most_s, model=model)
    return check if check is not None and check != _sound(seed, model=model) else None


def _check(seed: int, functions: Functions | None, most_s: float, *, model: bool) -> str | None:
    """What a world fails with; ``None`` where it does not."""
    try:
        with no_longer_than(most_s):
            failing = play_seed(seed, Bounds(faults=_with_faults(seed), model=model), functions).failing
    except DoesNotEnd:
        return ENDLESS
    return failing.signature.check if failing is not None else None


@cache
def _sound(seed: int, *, model: bool) -> str | None:
    """What a world fails with by itself, which no bug is to be charged with."""
    return _check(seed, None, EXECUTION_S_MAX, model=model)


@cache
def _cases() -> tuple[SweepCase, ...]:
    return tuple(sorted(all_cases(), key=lambda each: _digest(each.name)))


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=8).digest()


def _swept(
    case: SweepCase, number: int, make: Callable[[], Functions] | None
) -> tuple[int, tuple[str, tuple[str, ...]] | None]:
    """How many plays of a case there were; the one that did not end as it should, and what told that."""
    try:
        with no_longer_than(EXECUTION_S_MAX):
            swept = Sweep(case, make() if make is not None else None).run(partial(_varied, number))
    except (Exception, EngineKilled, DoesNotEnd) as error:  # noqa: BLE001  whatever it raises is what is looked for
        return 1, (case.name, checks_of(error))
    plays = sum(swept.plays.values()) or 1
    for finding in swept.findings:
        broken = BROKEN.match(finding.told[0])
        return plays, (f"{finding.case}, {finding.disturbance}", (broken[1] if broken else ANOTHER_END,))
    return plays, None


def _varied(number: int, plays: Sequence[Play]) -> Iterator[Play]:
    """Plays of a case: what happens takes turns from case to case, for most of what can happen is an edit."""
    kinds = sorted({each.kind for each, _ in plays})
    for each in range(number * PLAYS, (number + 1) * PLAYS) if kinds else ():
        kind = kinds[each % len(kinds)]
        alike = [play for play in plays if play[0].kind == kind]
        yield min(alike, key=lambda play: _digest(f"{number}, {play[0].name}, {play[1].number}"))

"""The shortest script that fails with the same signature, found as delta debugging does it.

Steps are left out, half of them, a quarter, then one by one; then faults, values, records and the clock have their
turn, and all of it again until nothing can be taken away any more. What is accepted is written down as it was played,
so that a step nothing came of goes along with the one it depended on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from zsim.explore.failures import Failing, without
from zsim.explore.script import Script
from zsim.explore.shrinking.passes import (
    earlier_records,
    fewer_faults,
    fewer_records,
    less_time,
    pairs,
    plainer_start,
    plainer_values,
    records_first,
)
from zsim.explore.shrinking.trying import OutOfPlays, Plays, key_of
from zsim.kernel.errors import UsageError

Candidates = Callable[[Script], Iterator[Script]]

PASSES: tuple[Candidates, ...] = (
    fewer_faults,
    plainer_values,
    fewer_records,
    earlier_records,
    records_first,
    plainer_start,
    less_time,
)


@dataclass(frozen=True, slots=True)
class Shrunk:
    """The shortest failing script that was found, how many plays that took, and whether that is all."""

    failing: Failing
    executions: int
    whole: bool

    @property
    def script(self) -> Script:
        """The script."""
        return self.failing.script


def shrink(script: Script, plays: Plays | None = None) -> Shrunk:
    """Shorten a script that fails; one that does not raises ``UsageError``."""
    plays = plays or Plays()
    first = plays.failing(script)
    for judge in ("model", "onward", "rests") if first is None and plays.expects is None else ():
        setattr(plays, judge, True)
        first = plays.failing(script)
        if first is not None:
            break
        setattr(plays, judge, False)
    if first is None:
        raise UsageError(
            asked="shorten a script",
            found="it does not fail" if plays.expects is None else f"it does not fail so: {plays.expects.told}",
            right="one that breaks a rule, or raises an error of ours",
        )
    search = _Search(plays, first)
    try:
        search.run()
    except OutOfPlays:
        return Shrunk(search.best, plays.count, whole=False)
    return Shrunk(search.best, plays.count, whole=True)


class _Search:
    """A search from one failing script to shorter ones."""

    def __init__(self, plays: Plays, first: Failing) -> None:
        self.best = first
        self._plays = plays
        self._seen = {key_of(first.script)}

    def run(self) -> None:
        """Try everything until nothing more can be left out."""
        while True:
            before = key_of(self.best.script)
            self._steps()
            for candidates in PASSES:
                self._each(candidates)
            if key_of(self.best.script) == before:
                self._each(pairs)
            if key_of(self.best.script) == before:
                return

    def _steps(self) -> None:
        """Leave out steps: large parts first, the last ones of each size before the others."""
        size = max(1, len(self.best.script.steps) // 2)
        while size:
            end = len(self.best.script.steps)
            while end > 0:
                self._accepts(without(self.best.script, list(range(max(0, end - size), end))))
                end = min(end - size, len(self.best.script.steps))
            size //= 2

    def _each(self, candidates: Candidates) -> None:
        """Try all that one pass offers; what is accepted changes what it offers from there on."""
        number = 0
        while (candidate := next(islice(candidates(self.best.script), number, None), None)) is not None:
            if not self._accepts(candidate):
                number += 1

    def _accepts(self, candidate: Script) -> bool:
        """Take up a candidate that fails the same way."""
        key = key_of(candidate)
        if key in self._seen:
            return False
        self._seen.add(key)
        failing = self._plays.failing(candidate)
        if failing is None or failing.signature != self.best.signature:
            return False
        self.best = failing
        self._seen.add(key_of(failing.script))
        return True

"""A script that fails, written down as it was played."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zsim.explore.failures.signature import Signature, signature_of
from zsim.explore.script import Player, Script, StepOutcome
from zsim.explore.script.pinning import AFTER_STEP


@dataclass(frozen=True, slots=True)
class Failing:
    """A script that fails, written down as it was played, and what it fails with in words."""

    script: Script
    signature: Signature
    told: str


def failing_with(error: BaseException, script: Script, player: Player) -> Failing:
    """A script that was played until an error was raised."""
    return Failing(as_played(script, player), signature_of(error, script), str(error))


def as_played(script: Script, player: Player) -> Script:
    """The script without what nothing came of: steps that did nothing, steps never reached, faults."""
    done = [each.outcome is not StepOutcome.NOTHING for each in player.results]
    done += [False] * (len(script.steps) - len(done))
    return without(script, [number for number, each in enumerate(done) if not each], player.happened)


def without(script: Script, steps: Sequence[int], keep_faults: Container[int] | None = None) -> Script:
    """The script without the steps of these numbers; faults stay where they were among the others."""
    gone = set(steps)
    kept = tuple([step for number, step in enumerate(script.steps) if number not in gone])
    faults = [each for number, each in enumerate(script.faults) if keep_faults is None or number in keep_faults]
    return replace(script, steps=kept, faults=tuple([_moved(each, gone) for each in faults]))


def _moved(fault: Mapping[str, Any], gone: set[int]) -> Mapping[str, Any]:
    after = fault.get(AFTER_STEP, 0)
    left = after - sum(1 for number in gone if number < after)
    rest = {name: value for name, value in fault.items() if name != AFTER_STEP}
    return {**rest, AFTER_STEP: left} if left else rest

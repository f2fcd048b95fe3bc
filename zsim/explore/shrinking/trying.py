"""Plays of scripts, counted: whether one fails with the same signature, and as what it is then written down anew."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from zsim.explore.failures import Comparison, Signature, signature_of
from zsim.explore.script import Player, Script, StepOutcome, plain
from zsim.explore.script.pinning import AFTER_STEP
from zsim.faults import EngineKilled
from zsim.kernel.errors import UsageError
from zsim.world import Functions

EXECUTIONS_MAX = 500


class OutOfPlays(Exception):
    """As many scripts were played as may be."""


@dataclass(frozen=True, slots=True)
class Failing:
    """A script that fails, written down as it was played, and what it fails with in words."""

    script: Script
    signature: Signature
    told: str


@dataclass(slots=True)
class Plays:
    """Plays scripts on one engine, and counts how often.

    ``expects`` is the comparison a scenario fails with; without one, a broken rule or an error of ours is looked for.
    """

    functions: Functions | None = None
    expects: Comparison | None = None
    most: int = EXECUTIONS_MAX
    count: int = 0
    entered: bool | None = None
    """Whether what a comparison expects was entered by a step of the first script."""
    _outcomes: list[str | None] = field(default_factory=list)

    def failing(self, script: Script) -> Failing | None:
        """How a script fails; ``None`` where it does not, or could not be played at all."""
        if self.count >= self.most:
            raise OutOfPlays
        if self.expects is not None and self.entered is None:
            self.entered = self.expects.is_given_in(script)
        if self.entered and self.expects is not None and not self.expects.is_given_in(script):
            return None
        self.count += 1
        try:
            player = Player(script.start, self.functions, faults=script.faults)
        except UsageError:
            return None
        try:
            for step in script.steps:
                player.do(step)
            player.world.check()
        except (Exception, EngineKilled) as error:  # noqa: BLE001  whatever a script fails with is what is looked for
            if self.expects is not None or isinstance(error, UsageError):
                return None
            return Failing(as_played(script, player), signature_of(error, script), str(error))
        if self.expects is not None and self.expects.fails(player.names) and self._as_decided(player):
            return Failing(as_played(script, player), self.expects.signature, self.expects.told)
        return None

    def _as_decided(self, player: Player) -> bool:
        """Whether the record compared came to what it is by the same outcome as at first."""
        assert self.expects is not None, "only a comparison is about one record"
        outcome = self.expects.decided(player.names)
        if not self._outcomes:
            self._outcomes.append(outcome)
        return outcome == self._outcomes[0]


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


def key_of(script: Script) -> str:
    """A text that is equal for equal scripts."""
    return json.dumps(plain(script), sort_keys=True)

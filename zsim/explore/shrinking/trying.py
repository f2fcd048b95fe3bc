"""Plays of scripts, counted: whether one fails with the same signature, and as what it is then written down anew."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from zsim.explore.drawing import check_ending, resting
from zsim.explore.failures import Comparison, Failing, as_played, failing_with
from zsim.explore.script import Player, Script, plain
from zsim.faults import EngineKilled
from zsim.kernel.errors import UsageError
from zsim.testing.onward import check_onward
from zsim.world import Functions

EXECUTIONS_MAX = 500


class OutOfPlays(Exception):
    """As many scripts were played as may be."""


@dataclass(slots=True)
class Plays:
    """Plays scripts on one engine, and counts how often.

    ``expects`` is the comparison a scenario fails with; without one, a broken rule or an error of ours is looked for.
    With ``model`` it may be what the reference model has against a run, with ``onward`` that the world does not go on
    as its previews and its copy, with ``rests`` that it is not at rest after all that should bring it there.
    """

    functions: Functions | None = None
    expects: Comparison | None = None
    most: int = EXECUTIONS_MAX
    count: int = 0
    model: bool = False
    rests: bool = False
    onward: bool = False
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
            player = Player(script.start, self.functions, faults=script.faults, model=self.model)
        except UsageError:
            return None
        try:
            for step in script.steps:
                player.do(step)
            player.world.check()
            if self.onward:
                check_onward(player.world)
            for step in resting(player) if self.rests else ():
                player.do(step)
            if self.expects is None:
                check_ending(player)
        except (Exception, EngineKilled, SystemExit) as error:  # noqa: BLE001  whatever it fails with is looked for
            if self.expects is not None or isinstance(error, UsageError):
                return None
            return failing_with(error, script, player)
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


def key_of(script: Script) -> str:
    """A text that is equal for equal scripts."""
    return json.dumps(plain(script), sort_keys=True)

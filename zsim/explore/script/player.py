"""Plays scripts: does each step in a world, as far as the apps allow, and tells what became of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from zsim.explore.script.calling import call
from zsim.explore.script.names import Names, NothingToDo
from zsim.explore.script.passing import end_of
from zsim.explore.script.script import Script, Start, Step, refuse_taken
from zsim.explore.script.verbs import VERBS, On
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NotModelled, VendorError
from zsim.sync import EngineFunctions
from zsim.sync.leads import LeadFunctions
from zsim.world import World


class StepOutcome(StrEnum):
    """What became of a step."""

    DONE = "done"
    NOTHING = "nothing to do"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class StepResult:
    """A step, what became of it, and why unless it was done; ``refusal`` is the kind of error that refused it."""

    step: Step
    outcome: StepOutcome
    why: str = ""
    refusal: type[Exception] | None = None

    def __str__(self) -> str:
        return f"{self.outcome.value}: {self.why}" if self.why else self.outcome.value


class Player:
    """A world in which steps are done one by one.

    A step on a record that was never made or is gone does nothing, and one that an app or a sync refuses is told as
    refused. What else is raised is a defect: a broken invariant, or an error of our own.
    """

    def __init__(self, start: Start, functions: EngineFunctions | LeadFunctions | None = None) -> None:
        self.start = start
        self.results: list[StepResult] = []
        self._functions = functions
        self._makers: dict[str, int] = {}
        world = World(
            start.seed,
            start.moment,
            quirks_off=start.quirks_off,
            policies=start.policies,
            call_ms=start.call_ms,
            search_lag_ms=start.search_lag_ms,
            functions=functions,
        )
        self.names = Names(world, start.products)

    @property
    def world(self) -> World:
        """The world as it is now; another object once it was exported and loaded."""
        return self.names.world

    @property
    def script(self) -> Script:
        """What was played so far."""
        return Script(self.start, tuple([each.step for each in self.results]))

    def do(self, step: Step) -> StepResult:
        """Do one thing, let happen what is due at once if the script says so, and check every run that ended."""
        if step.makes is not None:
            number = len(self.results) + 1
            refuse_taken(step.makes, number, self._makers)
            self._makers[step.makes] = number
        result, then = self._tried(step)
        self.results.append(result)
        if then is not None:
            then()
        if self.start.settles:
            self.world.settle()
        self.world.check()
        return result

    def _tried(self, step: Step) -> tuple[StepResult, Callable[[], None] | None]:
        """What became of a step, and what is left to do of it where no refusal is expected any more.

        Time passes only then: an error of ours that looks like a refusal must not be taken for one.
        """
        try:
            return StepResult(step, StepOutcome.DONE), self._begin(step)
        except NothingToDo as nothing:
            return StepResult(step, StepOutcome.NOTHING, str(nothing)), None
        except (VendorError, UsageError, NotModelled) as refusal:
            return StepResult(step, StepOutcome.REFUSED, str(refusal), type(refusal)), None

    def _begin(self, step: Step) -> Callable[[], None] | None:
        if VERBS[step.verb].on is On.TIME:
            return partial(self.world.schedule.run_until, end_of(self.world, step.verb, step.given))
        made = call(self.names, step)
        if step.verb == "export_and_load":
            assert isinstance(made, Mapping), "a world is exported as a mapping"
            return partial(self._load, made)
        if step.makes is not None:
            self.names.put(step.makes, made)
        return None

    def _load(self, exported: Mapping[str, Any]) -> None:
        """Go on with the world that was exported, as JSON hands it over; its journal begins anew."""
        self.names.world = World.load(json.loads(json.dumps(exported)), functions=self._functions)

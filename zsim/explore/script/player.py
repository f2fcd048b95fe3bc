"""Plays scripts: does each step in a world, as far as the apps allow, and tells what became of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from zsim.checks.model import ModelDiffers
from zsim.explore.script.calling import call
from zsim.explore.script.names import Names, NothingToDo
from zsim.explore.script.passing import end_of
from zsim.explore.script.pinning import ScriptFaults
from zsim.explore.script.script import Script, ScriptStep, Start, refuse_taken
from zsim.explore.script.verb import On
from zsim.explore.script.verbs import VERBS
from zsim.faults import EngineKilled, Fault
from zsim.kernel.errors import UsageError
from zsim.ports.app import Ports
from zsim.ports.errors import NotModelled, VendorError
from zsim.world import Functions, World


class StepOutcome(StrEnum):
    """What became of a step."""

    DONE = "done"
    NOTHING = "nothing to do"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class StepResult:
    """A step, what became of it, and why unless it was done; ``refusal`` is the kind of error that refused it."""

    step: ScriptStep
    outcome: StepOutcome
    why: str = ""
    refusal: type[BaseException] | None = None

    def __str__(self) -> str:
        return f"{self.outcome.value}: {self.why}" if self.why else self.outcome.value


@dataclass(frozen=True, slots=True)
class SavedPlay:
    """A script that was played up to some step: the world as JSON, the names given, and what became of each step."""

    world: str
    names: Names
    results: tuple[StepResult, ...]
    makers: Mapping[str, int]


class Player:
    """A world in which steps are done one by one, from the beginning or on from what was ``saved``.

    A step on a record that was never made or is gone does nothing, and one that an app or a sync refuses is told as
    refused. What else is raised is a defect: a broken invariant, or an error of our own. ``asides`` is what became of
    the steps that ``faults`` had somebody do in the middle of a call; ``acting`` says whether somebody waits for an
    action to be done just now, ``due_at_once`` whether the last step left something that is due in its instant.
    ``ports`` are what the engine's calls pass through instead of the world's faults. With ``model`` the reference model
    judges each run, and what it has against one raises ``ModelDiffers``.
    """

    def __init__(
        self,
        start: Start,
        functions: Functions | None = None,
        *,
        faults: Iterable[Mapping[str, Any]] = (),
        saved: SavedPlay | None = None,
        ports: Ports | None = None,
        model: bool = False,
    ) -> None:
        self.start = start
        self.results: list[StepResult] = [] if saved is None else list(saved.results)
        self.asides: list[StepResult] = []
        self.acting = False
        self.due_at_once = False
        self._functions = functions
        self._model = model and saved is None
        self._makers: dict[str, int] = {} if saved is None else dict(saved.makers)
        self._plain_faults = tuple(faults)
        self._faults = ScriptFaults(self._plain_faults, start.products[0], self._aside)
        if saved is not None:
            self.names = saved.names.copied(World.load(json.loads(saved.world), functions=functions, ports=ports))
        else:
            self.names = Names(_begun(start, functions, ports, model=model), start.products)
        self._pin()

    @property
    def world(self) -> World:
        """The world as it is now; another object once it was exported and loaded."""
        return self.names.world

    @property
    def script(self) -> Script:
        """What was played so far."""
        return Script(self.start, tuple([each.step for each in self.results]), self._plain_faults)

    @property
    def fired(self) -> tuple[Fault, ...]:
        """The faults that happened."""
        return self._faults.fired(self.world.faults) if self._plain_faults else ()

    @property
    def happened(self) -> frozenset[int]:
        """The numbers of the script's faults that happened, from 0."""
        return self._faults.happened(self.world.faults) if self._plain_faults else frozenset()

    @property
    def unfired(self) -> tuple[str, ...]:
        """The faults that did not happen so far, and why not, in words."""
        return self._faults.unfired(self.world.faults) if self._plain_faults else ()

    def times_done(self, verb: str) -> int:
        """How often a step of that verb was done, or broken off as the engine was killed."""
        tried = [each for each in (*self.results, *self.asides) if each.step.verb == verb]
        return sum([each.outcome is StepOutcome.DONE or each.refusal is EngineKilled for each in tried])

    def pin(self, fault: Mapping[str, Any]) -> None:
        """Add a fault to the script, pinned now; how many steps are done stands in it."""
        self._plain_faults = (*self._plain_faults, fault)
        self._faults.add(fault, self.start.products[0])
        self._pin()

    def save(self) -> SavedPlay:
        """All that is needed to go on from here, as often as need be; what happened so far is not part of it."""
        exported = json.dumps(self.world.export())
        return SavedPlay(exported, self.names, tuple(self.results), dict(self._makers))

    def do(self, step: ScriptStep) -> StepResult:
        """Do one thing, let happen what is due at once if the script says so, and check every run that ended."""
        if step.makes is not None:
            number = len(self.results) + 1
            refuse_taken(step.makes, number, self._makers)
            self._makers[step.makes] = number
        result, then = self._tried(step)
        self.results.append(result)
        if then is not None:
            then()
        self.due_at_once = self._due_at_once()
        if self.start.settles:
            self.world.settle()
        self.world.check()
        if self._model and self.world.judged.found:
            raise ModelDiffers(self.world.judged.found)
        self.names.keep_leads()
        self._pin()
        return result

    def _tried(self, step: ScriptStep) -> tuple[StepResult, Callable[[], None] | None]:
        """What became of a step, and what is left to do of it where no refusal is expected any more.

        Time passes only then: an error of ours that looks like a refusal must not be taken for one.
        """
        former, self.acting = self.acting, True
        try:
            return StepResult(step, StepOutcome.DONE), self._begin(step)
        except EngineKilled as killed:
            self.world.crash()
            return StepResult(step, StepOutcome.REFUSED, f"the engine was killed at {killed}", EngineKilled), None
        except NothingToDo as nothing:
            return StepResult(step, StepOutcome.NOTHING, str(nothing)), None
        except (VendorError, UsageError, NotModelled) as refusal:
            return StepResult(step, StepOutcome.REFUSED, str(refusal), type(refusal)), None
        finally:
            self.acting = former

    def _begin(self, step: ScriptStep) -> Callable[[], None] | None:
        if VERBS[step.verb].on is On.TIME:
            return partial(self.world.schedule.run_until, end_of(self.world, step.verb, step.given))
        made = call(self.names, step)
        if step.verb == "export_and_load":
            assert isinstance(made, Mapping), "a world is exported as a mapping"
            return partial(self._load, made)
        if step.makes is not None and made is not None:
            self.names.put(step.makes, made)
        return None

    def _load(self, exported: Mapping[str, Any]) -> None:
        """Go on with the world that was exported, as JSON hands it over; its journal begins anew."""
        former = self.world
        self.names.world = World.load(json.loads(json.dumps(exported)), functions=self._functions, model=self._model)
        if self._plain_faults:
            self._faults.move(former.faults, self.world.faults)

    def _due_at_once(self) -> bool:
        next_ms = self.world.schedule.next_at_ms()
        return next_ms is not None and next_ms <= self.world.clock.now_ms

    def _pin(self) -> None:
        if self._plain_faults:
            self._faults.pin(self.world.faults, len(self.results))

    def _aside(self, step: ScriptStep) -> None:
        """What somebody does in the middle of a call: nothing that is due is waited for, and nothing is checked."""
        if step.makes is not None:
            refuse_taken(step.makes, len(self.results) + 1, self._makers)
            self._makers[step.makes] = len(self.results) + 1
        result, then = self._tried(step)
        self.asides.append(result)
        if then is not None:
            then()


def _begun(start: Start, functions: Functions | None, ports: Ports | None, *, model: bool) -> World:
    """The world that a script begins in."""
    return World(
        start.seed,
        start.moment,
        quirks_off=start.quirks_off,
        editions=start.editions,
        limits=start.limits,
        zone=start.zone,
        policies=start.policies,
        call_ms=start.call_ms,
        search_lag_ms=start.search_lag_ms,
        functions=functions,
        ports=ports,
        model=model,
    )

"""One scenario being run: its world, its checks, and what is to be said about how it ended."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from zsim.checks.model import ModelDiffers
from zsim.kernel.errors import UsageError
from zsim.recording.schema import RecordedFailure, Result, ScenarioRun
from zsim.testing.case import Case
from zsim.testing.declare import Declaration, Setting
from zsim.testing.failure import FailingStatement, told
from zsim.testing.result import run_of
from zsim.testing.spreading import spread
from zsim.testing.steps import Story, telling

if TYPE_CHECKING:
    from zsim.world import Functions, World
    from zsim.world.journal_words.line import Line
    from zsim.world.observing.model_watch import ModelWatch


class Planted(NamedTuple):
    """A planted bug: what it is called, and what makes the pieces that it replaces in a world."""

    name: str
    make: Callable[[], Functions]


class QuirkMissing(AssertionError):
    """A scenario named an oddity that had no part in it."""


class FaultMissing(AssertionError):
    """A scenario pinned a fault that never happened."""


class Unstable(AssertionError):
    """The same scenario with the same seed wrote another journal."""


def world_seed(scenario_id: str, session_seed: int, declaration: Declaration | None) -> int:
    """The seed of a scenario's world: the declared one, or one made from its id and the session's seed."""
    if declaration is not None and declaration.seed is not None:
        return declaration.seed
    return int.from_bytes(hashlib.blake2b(f"{session_seed}/{scenario_id}".encode(), digest_size=4).digest())


def world_of(
    setting: Setting,
    seed: int,
    on_move: Callable[[int], None] | None = None,
    *,
    functions: Functions | None = None,
    model: bool = False,
) -> World:
    """The world that a scenario of that setting begins in; ``functions`` replace pieces of it."""
    from zsim.world import DEFAULT_START, World

    return World(
        seed,
        setting.start or DEFAULT_START,
        quirks_off=setting.quirks_off,
        policies=setting.policies,
        editions=setting.editions,
        limits=setting.limits,
        call_ms=setting.call_ms,
        search_lag_ms=setting.search_lag_ms,
        zone=setting.zone,
        on_move=on_move,
        functions=functions,
        model=model,
    )


class Running:
    """A scenario while it runs; ``case`` is ``None`` for a plain test that takes the ``world`` fixture.

    ``bug`` is planted in each world that is made for it.
    """

    def __init__(
        self,
        case: Case | None,
        test_id: str,
        session_seed: int,
        on_move: Callable[[int], None] | None = None,
        *,
        spread: bool = False,
        model: bool = False,
        bug: Planted | None = None,
    ) -> None:
        self.case = case
        self.session_seed = session_seed
        self.story: Story | None = None
        self._on_move = on_move
        self._spread = spread
        self.model = model
        self._bug = bug
        self._seed = world_seed(case.id if case else test_id, session_seed, case.declaration if case else None)

    @contextmanager
    def telling(self) -> Iterator[World]:
        """A fresh world to be told about."""
        world = self._new_world()
        with telling(world) as story:
            self.story = story
            yield world

    def finish(self) -> None:
        """Check what must hold at the end: every invariant, and that what was told, named or pinned had its part."""
        __tracebackhide__ = True
        assert self.story is not None, "finished before it began"
        self.story.world.check()
        if self.case is not None:
            self.story.check(self.case.name)
            self._check_oddities(self.case.declaration, self.story.world)
            self._check_faults(self.story.world)

    def judge(self) -> ModelWatch:
        """What the reference model found; ``ModelDiffers`` if that is anything."""
        __tracebackhide__ = True
        assert self.story is not None, "judged before it began"
        judged = self.story.world.judged
        if judged.found:
            raise ModelDiffers(judged.found)
        return judged

    def go_on(self) -> None:
        """Let the world live on beside a copy of it; ``InvariantViolated`` where that goes otherwise than foreseen."""
        from zsim.testing.onward import check_onward

        __tracebackhide__ = True
        assert self.story is not None, "gone on before it began"
        check_onward(self.story.world)

    def repeat(self, script: Callable[[World], object]) -> None:
        """Run the script again in another fresh world and compare the journals; ``Unstable`` when they differ."""
        __tracebackhide__ = True
        assert self.story is not None, "repeated before it began"
        world = self._new_world()
        with telling(world):
            script(world)
            world.check()
        first, second = self.story.world.journal, world.journal
        if first.digest() != second.digest():
            pairs = zip(first, second, strict=False)
            number = next((one.number for one, other in pairs if one != other), min(len(first), len(second)) + 1)
            raise Unstable(f"run twice with seed {self._seed}, the journals differ from entry {number} on")

    def result(self, outcome: str, error: BaseException | None, in_call: bool) -> Result:
        """What a phase that ended with pytest's ``outcome`` makes of the scenario.

        A ``UsageError`` outside ``then`` is the script's own fault, and so is whatever goes wrong outside the call.
        """
        if outcome == "skipped":
            return Result.SKIPPED
        if outcome == "passed":
            return Result.PASSED
        if isinstance(error, Unstable):
            return Result.UNSTABLE
        expecting = self.story is not None and self.story.failed_in == "then"
        if not in_call or (isinstance(error, UsageError) and not expecting):
            return Result.BROKEN
        return Result.FAILED

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The journal in words."""
        return tuple(self.story.world.lines()) if self.story is not None else ()

    def recorded(self, result: Result, error: RecordedFailure | None) -> ScenarioRun:
        """What is to be recorded."""
        assert self.case is not None, "a plain test has no result"
        return run_of(self.case, result, self.story, error)

    def told(self, statement: FailingStatement) -> str:
        """What to print beside the failure of a statement."""
        assert self.case is not None, "a plain test tells no story"
        assert self.story is not None, "told before it began"
        options = f"{' --spread' if self._spread else ''}{f' --bug {self._bug.name}' if self._bug else ''}"
        return told(self.case, self.story, self.lines, self.session_seed, statement, options)

    def _new_world(self) -> World:
        setting = Setting() if self.case is None else self.case.declaration.setting
        functions = self._bug.make() if self._bug is not None else None
        world = world_of(setting, self._seed, self._on_move, functions=functions, model=self.model)
        if self._spread and self.case is not None:
            spread(world)
        return world

    def _check_oddities(self, declaration: Declaration, world: World) -> None:
        __tracebackhide__ = True
        for behaviour_id in declaration.quirks:
            if behaviour_id not in world.quirks.fired:
                raise QuirkMissing(f"the scenario names the oddity {behaviour_id}, which never showed in it")
        for behaviour_id in declaration.setting.quirks_off:
            if behaviour_id not in world.quirks.suppressed:
                raise QuirkMissing(f"the scenario switches off the oddity {behaviour_id}, which would not have shown")

    def _check_faults(self, world: World) -> None:
        __tracebackhide__ = True
        unfired = world.faults.unfired()
        if unfired:
            raise FaultMissing(f"the scenario pins a fault that never happened: {unfired[0].sentence}")

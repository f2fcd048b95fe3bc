"""A script played for what its Python form has to say of each step: what became of it, and which records were there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from zsim.explore.script import Player, Script, ScriptStep, StepOutcome, StepResult
from zsim.explore.script.checking import APART, MADE_FOR
from zsim.explore.script.names import NothingToDo
from zsim.faults import EngineKilled
from zsim.ports.records import Ref
from zsim.world import Functions


@dataclass(frozen=True, slots=True)
class Followed:
    """One step as it was played.

    ``due`` says whether it left something due in its instant, ``traced`` whether the journal tells of it. ``records``
    are those that its derived names stood for, such as counterparts, just before it. ``remaining`` is true where faults
    had yet to happen. A step that was never reached counts as done.
    """

    result: StepResult
    due: bool = True
    traced: bool = True
    records: Mapping[str, Ref] = field(default_factory=dict)
    remaining: bool = False

    @property
    def silent(self) -> bool:
        """Whether nothing came of the step, which is not even told of a refusal."""
        return self.result.outcome is StepOutcome.NOTHING or (
            self.result.outcome is StepOutcome.REFUSED and not self.traced and self.result.refusal is not EngineKilled
        )


@dataclass(frozen=True, slots=True)
class Following:
    """A whole script as it was played: its steps, what was done meanwhile, and what broke it off, if anything."""

    steps: tuple[Followed, ...]
    asides: tuple[StepResult, ...]
    records: Mapping[str, Ref]
    raised: BaseException | None


class _Traced(Player):
    """A player that notes whether the journal tells of a step."""

    traced = False

    def _tried(self, step: ScriptStep) -> tuple[StepResult, Callable[[], None] | None]:
        before = len(self.world.journal)
        tried = super()._tried(step)
        self.traced = len(self.world.journal) > before
        return tried


def follow(script: Script, functions: Functions | None = None) -> Following:
    """Play a script to its end, or to where a broken rule or an error of ours ends it."""
    player = _Traced(script.start, functions, faults=script.faults)
    derived = {each for step in script.steps for each in _names(step.given)} | set(_in_faults(script))
    names = sorted(derived | {step.makes for step in script.steps if step.makes and "module" not in step.given})
    found: list[Followed] = []
    records: dict[str, Ref] = {}
    raised: BaseException | None = None
    for step in script.steps:
        here: dict[str, Ref] = {}
        if raised is None:
            here = _found(player, names)
            records |= here
            try:
                player.do(step)
            except (Exception, EngineKilled) as error:  # noqa: BLE001  what a script fails with is told of it
                raised = error
        known = len(player.results) > len(found)
        result = player.results[len(found)] if known else StepResult(step, StepOutcome.DONE)
        remaining = bool(script.faults) and bool(player.world.faults.remaining())
        found.append(Followed(result, player.due_at_once or not known, player.traced or not known, here, remaining))
    return Following(tuple(found), tuple(player.asides), records | _found(player, names), raised)


def _names(value: Any) -> list[str]:
    """The texts in what a step is given that may be derived names."""
    from zsim.explore.script import Named

    match value:
        case Named():
            return [value.name]
        case str():
            return [value] if APART in value or MADE_FOR in value else []
        case Mapping():
            return [name for each in value.values() for name in _names(each)]
        case tuple():
            return [name for each in value for name in _names(each)]
        case _:
            return []


def _in_faults(script: Script) -> list[str]:
    return [name for each in script.faults for name in _names(each)]


def _found(player: Player, names: list[str]) -> dict[str, Ref]:
    found = {}
    for each in names:
        try:
            found[each] = player.names.record(each).ref
        except NothingToDo:
            continue
    return found

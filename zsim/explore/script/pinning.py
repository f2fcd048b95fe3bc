"""What goes wrong while a script is played: its faults, pinned when their time has come.

A fault of a script is one of ``zsim.faults`` in its plain form, with two things more. ``after_step`` is how many steps
are done when it is pinned, none unless it says so; its calls count from there. What somebody does ``meanwhile`` is a
step as JSON has it, several of them, or the verb of a step that is given nothing. "finance" is the first product.

>>> data = {"kind": "meanwhile", "app": "finance", "call": 3, "after_step": 4, "do": "pause"}
>>> pinned = pinned_of(data, "books")
>>> pinned.fault.app, pinned.after_step, pinned.deed
('books', 4, (do('pause'),))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from zsim.explore.script.script import ScriptStep
from zsim.explore.script.wording import told
from zsim.faults import Fault, Faults, Meanwhile, fault_of
from zsim.kernel.errors import UsageError

AFTER_STEP = "after_step"
DO = "do"
FINANCE = "finance"
NEVER = frozenset({"export_and_load"})
"""What nobody can do in the middle of a run: the engine would go on in another world."""

Act = Callable[[ScriptStep], object]


class ScriptFault(NamedTuple):
    """A fault of a script: what it is in the world, after how many steps it is pinned, and what somebody does then."""

    fault: Fault
    after_step: int
    deed: tuple[ScriptStep, ...]


class ScriptFaults:
    """The faults of one script that is being played; ``act`` does what somebody does meanwhile."""

    def __init__(self, script_faults: tuple[Mapping[str, Any], ...], product: str, act: Act) -> None:
        self._waiting = [pinned_of(each, product) for each in script_faults]
        self._all = tuple(self._waiting)
        self._act = act
        self._fired: list[Fault] = []
        self._pinned: dict[int, Fault] = {}
        self._moved = False

    def pin(self, faults: Faults, steps_done: int) -> None:
        """Pin those whose time has come."""
        due = [each for each in self._waiting if each.after_step <= steps_done]
        self._waiting = [each for each in self._waiting if each.after_step > steps_done]
        for each in due:
            self._pin(faults, each)

    def move(self, before: Faults, after: Faults) -> None:
        """Pin what is still to happen in another world, which goes on where the one before stands."""
        self._fired += before.fired
        self._moved = True
        for fault in before.remaining():
            after.pin(fault)

    def fired(self, faults: Faults) -> tuple[Fault, ...]:
        """Those that happened."""
        return (*self._fired, *faults.fired)

    def happened(self, faults: Faults) -> frozenset[int]:
        """The numbers of those that happened, or may have, from 0 in the order of the script."""
        fired = {id(each) for each in self.fired(faults)}
        numbers = [number for number, fault in self._pinned.items() if self._moved or id(fault) in fired]
        return frozenset(numbers)

    def unfired(self, faults: Faults) -> tuple[str, ...]:
        """Those that did not happen, and why not."""
        late = [f"{each.fault.kind}: it was to be pinned after step {each.after_step}" for each in self._waiting]
        return (*[each.sentence for each in faults.unfired()], *late)

    def add(self, data: Mapping[str, Any], product: str) -> None:
        """Add one that is pinned when its time comes."""
        self._waiting.append(pinned_of(data, product))
        self._all = (*self._all, self._waiting[-1])

    def _pin(self, faults: Faults, pinned: ScriptFault) -> None:
        fault = pinned.fault
        if isinstance(fault, Meanwhile) and pinned.deed:
            fault = replace(fault, do=lambda: [self._act(each) for each in pinned.deed])
        number = next(number for number, each in enumerate(self._all) if each is pinned)
        self._pinned[number] = faults.pin(fault)


def pinned_of(data: Mapping[str, Any], product: str) -> ScriptFault:
    """What a fault of a script means; an unknown kind, field, value or step raises ``UsageError``."""
    given = dict(data)
    after_step = given.pop(AFTER_STEP, 0)
    if not isinstance(after_step, int) or isinstance(after_step, bool) or after_step < 0:
        raise UsageError(asked=f"a fault after step {after_step!r}", found="it cannot be that", right="such as 4")
    if given.get("app") == FINANCE:
        given["app"] = product
    deed = _deed(given[DO]) if DO in given else ()
    if deed:
        given[DO] = told(deed)
    return ScriptFault(fault_of(given), after_step, deed)


def aside(step: ScriptStep) -> Mapping[str, Any]:
    """A step as a fault holds it."""
    return {DO: step.verb, **step.given}


def _deed(data: object) -> tuple[ScriptStep, ...]:
    if isinstance(data, str):
        return (_allowed(ScriptStep(data)),)
    each = data if isinstance(data, (tuple, list)) else (data,)
    return tuple([_allowed(_step(one)) for one in each])


def _step(data: object) -> ScriptStep:
    if isinstance(data, str):
        return ScriptStep(data)
    given = dict(data) if isinstance(data, Mapping) else {}
    verb = given.pop(DO, None)
    if not isinstance(verb, str):
        raise UsageError(
            asked=f"a fault that does {data!r}", found="that is no step", right=f'a verb, or a step with "{DO}"'
        )
    return ScriptStep(verb, given)


def _allowed(step: ScriptStep) -> ScriptStep:
    if step.verb in NEVER:
        raise UsageError(
            asked=f"{step.verb} meanwhile", found="it ends the world of the run", right="a step of its own"
        )
    return step

"""What may be left out of a script, or made simpler, each by itself: what each pass offers, the boldest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from zsim.explore.failures import without
from zsim.explore.script import VERBS, Named, Script, ScriptStep, Start
from zsim.explore.script.checking import APART
from zsim.explore.script.naming import names_in, owner_of
from zsim.explore.script.pinning import AFTER_STEP
from zsim.explore.script.verb import Form
from zsim.kernel.errors import UsageError

UNITS = ("weeks", "days", "hours", "minutes", "seconds", "milliseconds")
TEXT_MAX = 8
PAIRS_UP_TO = 12
"""Of how many steps any two are left out together."""


def pairs(script: Script) -> Iterator[Script]:
    """The script without two steps that stand apart, such as one that undoes another."""
    count = len(script.steps)
    if count <= PAIRS_UP_TO:
        yield from [
            without(script, [one, other]) for other in range(count - 1, 1, -1) for one in range(other - 2, -1, -1)
        ]


def fewer_faults(script: Script) -> Iterator[Script]:
    """The script without one of its faults, or with one that is plainer."""
    for number in range(len(script.faults) - 1, -1, -1):
        others = [each for each in range(len(script.faults)) if each != number]
        yield without(script, [], others)
    for number, fault in enumerate(script.faults):
        for name in fault:
            if name not in ("kind", "app", "do", "after_step"):
                plainer = {key: value for key, value in fault.items() if key != name}
                yield replace(script, faults=(*script.faults[:number], plainer, *script.faults[number + 1 :]))
        deed = fault.get("do")
        if isinstance(deed, tuple) and len(deed) > 1:
            for each in range(len(deed)):
                fewer = {**fault, "do": (*deed[:each], *deed[each + 1 :])}
                yield replace(script, faults=(*script.faults[:number], fewer, *script.faults[number + 1 :]))


def plainer_values(script: Script) -> Iterator[Script]:
    """The script with something a step is given left out, or written shorter."""
    for number in range(len(script.steps) - 1, -1, -1):
        step = script.steps[number]
        for given in _plainer(step):
            changed = _step(step.verb, given)
            if changed is not None:
                yield _with(script, number, changed)


def fewer_records(script: Script) -> Iterator[Script]:
    """The script in which one record stands for another of its module that is made later."""
    made = [(number, step) for number, step in enumerate(script.steps) if step.makes and "module" in step.given]
    for later, step in reversed(made):
        for earlier, other in made:
            if earlier < later and other.given["module"] == step.given["module"]:
                renamed = _renamed(script, str(step.makes), str(other.makes))
                if renamed is not None:
                    yield without(renamed, [later])


def earlier_records(script: Script) -> Iterator[Script]:
    """The script in which one step is about a record that is made earlier, or about a record itself, not its partner.

    Whatever only made the one it was about can then go.
    """
    made = [str(step.makes) for step in script.steps if step.makes]
    for number in range(len(script.steps) - 1, -1, -1):
        step = script.steps[number]
        for name in names_in(step):
            owner = owner_of(name)
            before = made[: made.index(owner)] if owner in made else []
            for other in before if name == owner else [owner, *before]:
                changed = _about(step, name, other)
                if changed is not None:
                    yield _with(script, number, changed)


def records_first(script: Script) -> Iterator[Script]:
    """The script in which a record is made before anything else is done, as a story begins with what stands."""
    steps = script.steps
    ahead = next((number for number, step in enumerate(steps) if step.verb != "create"), len(steps))
    for number in range(ahead + 1, len(steps)):
        if steps[number].verb == "create":
            moved = (*steps[:ahead], steps[number], *steps[ahead:number], *steps[number + 1 :])
            faults = [_later(each, ahead, number) for each in script.faults]
            yield replace(script, steps=moved, faults=tuple(faults))


def plainer_start(script: Script) -> Iterator[Script]:
    """The script with something of its start as it usually is."""
    usual, start = Start(script.start.products[0]), script.start
    if not start.settles:
        settling = [number for number, step in enumerate(script.steps) if step.verb == "settle"]
        yield replace_start(without(script, settling), settles=True)
    for name in (
        "policies",
        "quirks_off",
        "editions",
        "limits",
        "zone",
        "call_ms",
        "search_lag_ms",
        "seed",
        "products",
        "moment",
    ):
        if getattr(start, name) != getattr(usual, name):
            yield replace_start(script, **{name: getattr(usual, name)})


def less_time(script: Script) -> Iterator[Script]:
    """The script in which less time passes: none but what is due, one unit, half of it, or once instead of twice."""
    for number, step in enumerate(script.steps):
        if step.verb == "advance" and number and script.steps[number - 1].verb == "advance":
            both = [script.steps[number - 1].given, step.given]
            summed = {unit: sum(each.get(unit, 0) for each in both) for unit in UNITS}
            added = ScriptStep("advance", {unit: value for unit, value in summed.items() if value})
            yield _with(without(script, [number]), number - 1, added)
    for number, step in enumerate(script.steps):
        if step.verb == "advance_to":
            yield _with(script, number, ScriptStep("next_event"))
        if step.verb != "advance":
            continue
        if not script.start.settles:
            yield _with(script, number, ScriptStep("settle"))
        for unit, length in step.given.items():
            for less in _less(unit, length):
                yield _with(script, number, ScriptStep("advance", less))


def replace_start(script: Script, **changes: Any) -> Script:
    """The script with something of its start changed."""
    held = {each.name: getattr(script.start, each.name) for each in fields(Start)} | changes
    return replace(script, start=Start(held.pop("products"), held.pop("seed"), held.pop("moment"), **held))


def _later(fault: Mapping[str, Any], ahead: int, number: int) -> Mapping[str, Any]:
    """A fault where it was, once a step from behind it stands before it."""
    after = fault.get(AFTER_STEP, 0)
    return {**fault, AFTER_STEP: after + 1} if ahead < after <= number else fault


def _less(unit: str, length: int) -> Iterator[Mapping[str, int]]:
    """Shorter lengths of time, and the same in a larger unit."""
    smaller = UNITS[UNITS.index(unit) + 1 :]
    if length > 1:
        yield {unit: 1}
        yield {unit: length // 2}
        yield {unit: length - 1}
    elif smaller and unit not in ("seconds",):
        yield {smaller[0]: 1}


def _plainer(step: ScriptStep) -> Iterator[dict[str, Any]]:
    """What a step may be given instead."""
    known = {each.name: each for each in VERBS[step.verb].arguments}
    for name, value in step.given.items():
        rest = {key: each for key, each in step.given.items() if key != name}
        if not known[name].required:
            yield rest
        if known[name].form is Form.KEYWORDS and isinstance(value, Mapping):
            for inner, each in value.items():
                fewer = {key: one for key, one in value.items() if key != inner}
                yield {**rest, name: fewer}
                yield from [{**rest, name: {**value, inner: plain}} for plain in _shorter(each)]
        if isinstance(value, tuple) and len(value) > 1:
            for number in range(len(value)):
                yield {**rest, name: (*value[:number], *value[number + 1 :])}


def _shorter(value: Any) -> Iterator[Any]:
    match value:
        case bool() | None | Named():
            return
        case int() if value not in (0, 1):
            yield 1
        case str() if len(value) > TEXT_MAX and " " in value and "@" not in value:
            yield value.split(" ", maxsplit=1)[0]
        case tuple() if len(value) > 1:
            for number in range(len(value)):
                yield (*value[:number], *value[number + 1 :])
        case Mapping():
            for name in value:
                yield {key: each for key, each in value.items() if key != name}
        case _:
            return


def _step(verb: str, given: Mapping[str, Any]) -> ScriptStep | None:
    try:
        return ScriptStep(verb, given)
    except UsageError:
        return None


def _with(script: Script, number: int, step: ScriptStep) -> Script:
    return replace(script, steps=(*script.steps[:number], step, *script.steps[number + 1 :]))


def _renamed(script: Script, name: str, other: str) -> Script | None:
    """The script that speaks of another record; ``None`` where a step would be about one record twice."""
    steps: list[ScriptStep] = []
    for step in script.steps:
        if step.makes == name:
            steps.append(step)
            continue
        changed = _about(step, name, other)
        if changed is None:
            return None
        steps.append(changed)
    return replace(script, steps=tuple(steps))


def _about(step: ScriptStep, name: str, other: str) -> ScriptStep | None:
    """The step that speaks of another record; ``None`` where it would mean nothing."""
    return _step(step.verb, {key: _spoken(value, name, other) for key, value in step.given.items()})


def _spoken(value: Any, name: str, other: str) -> Any:
    match value:
        case Named(name=held):
            return Named(_name(held, name, other))
        case str():
            return _name(value, name, other)
        case Mapping():
            return {
                key: _spoken(each, name, other) if isinstance(each, (Named, Mapping, tuple)) else each
                for key, each in value.items()
            }
        case tuple():
            return tuple([_spoken(each, name, other) for each in value])
        case _:
            return value


def _name(text: str, name: str, other: str) -> str:
    if text == name:
        return other
    return f"{other}{text.removeprefix(name)}" if text.startswith(f"{name}{APART}") else text

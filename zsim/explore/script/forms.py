"""Scripts as JSON, out and in."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from zsim.catalogue import did_you_mean
from zsim.explore.script.script import Script, ScriptStep, Start
from zsim.explore.script.values import plain_value, value_of
from zsim.kernel.errors import OtherVersion, UsageError
from zsim.ports.codec import Plain

FORMAT = "zsim-script"
VERSION = 2
MAY_BE_LEFT_OUT = ("limits",)
"""What a start has had since scripts were first written down; left out, it is as usual."""

VERB = "do"
"""The key of a step's verb; its arguments stand beside it."""


def plain(script: Script) -> dict[str, Plain]:
    """The script as JSON can hold it."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "start": _plain_start(script.start),
        "steps": [plain_step(step) for step in script.steps],
        "faults": [plain_value(each) for each in script.faults],
    }


def _plain_start(start: Start) -> dict[str, Plain]:
    held = {each.name: plain_value(getattr(start, each.name)) for each in fields(Start)}
    return {name: each for name, each in held.items() if each or name not in MAY_BE_LEFT_OUT}


def plain_step(step: ScriptStep) -> dict[str, Plain]:
    """A step as JSON can hold it."""
    return {VERB: step.verb, **{name: plain_value(each) for name, each in step.given.items()}}


def script_of(data: Mapping[str, Any] | str) -> Script:
    """The script that ``plain`` gave, or its JSON text; what is none is refused with ``UsageError``."""
    held = _mapping(_parsed(data) if isinstance(data, str) else data, "a script")
    told = f"format {held.get('format')!r}, version {held.get('version')!r}"
    if (held.get("format"), held.get("version")) != (FORMAT, VERSION):
        refusal = OtherVersion if held.get("format") == FORMAT else UsageError
        raise refusal(asked="read a script", found=told, right=f"format {FORMAT!r}, version {VERSION}")
    return Script(
        _start(_mapping(_part(held, "start"), "the start of a script")),
        tuple(_each(held, "steps", step_of)),
        tuple(_each(held, "faults", lambda fault: value_of(dict(_mapping(fault, "a fault"))))),
    )


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(
            asked="read a script",
            found=f"no JSON at line {error.lineno}, column {error.colno} ({error.msg})",
            right="the whole text as it was written; it may be cut short",
        ) from None


def _mapping(data: object, what: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise UsageError(asked=f"read {what}", found=f"a value of type {type(data).__name__}", right="an object")
    return data


def _part(held: Mapping[str, Any], name: str) -> Any:
    if name not in held:
        raise UsageError(
            asked="read a script", found=f"it has no {name!r}, as one that was cut short", right="the whole script"
        )
    return held[name]


def _each(held: Mapping[str, Any], name: str, read: Callable[[Any], Any]) -> list[Any]:
    """The items of a list, read one by one; what is wrong with one is told with its number."""
    part = _part(held, name)
    if not isinstance(part, (list, tuple)):
        raise UsageError(asked=f"read the {name} of a script", found=f"a {type(part).__name__}", right="a list")
    found = []
    for number, each in enumerate(part, 1):
        try:
            found.append(read(each))
        except UsageError as refusal:
            asked = f"{name.removesuffix('s')} {number} of a script, {refusal.asked}"
            raise UsageError(asked=asked, found=refusal.found, right=refusal.right) from None
    return found


def step_of(data: object) -> ScriptStep:
    """The step that ``plain_step`` gave."""
    held = dict(_mapping(data, "a step"))
    verb = held.pop(VERB, None)
    if not isinstance(verb, str):
        raise UsageError(asked="read a step", found=f"it has no verb: {data!r}", right=f'its verb, under "{VERB}"')
    return ScriptStep(verb, {name: value_of(each) for name, each in held.items()})


def _start(data: Mapping[str, Any]) -> Start:
    known = [each.name for each in fields(Start)]
    for name in data:
        if name not in known:
            raise UsageError(
                asked=f"a script that starts with {name!r}", found="no such thing", right=did_you_mean(name, known)
            )
    for name in known:
        if name not in data and name not in MAY_BE_LEFT_OUT:
            raise UsageError(
                asked="read the start of a script", found=f"{name!r} is missing", right=f"all of {', '.join(known)}"
            )
    return Start(**{name: value_of(each) for name, each in data.items()})

"""Whether the records that a script speaks of are made by it at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zsim.catalogue import did_you_mean
from zsim.explore.script.checking import APART, MADE_FOR, is_module
from zsim.explore.script.pinning import pinned_of
from zsim.explore.script.script import Script, ScriptStep
from zsim.explore.script.values import Named
from zsim.explore.script.verbs import VERBS
from zsim.kernel.errors import UsageError

ONE, SEVERAL = ("RECORD", "ID"), ("RECORDS", "RECORD_LIST")
"""The forms of arguments that name records."""


def require_names(script: Script) -> None:
    """Refuse with ``UsageError`` a script with a step about a record that no step makes.

    Played, such a step does nothing; where somebody wrote it, it is a slip.
    """
    deeds = [step for each in script.faults for step in pinned_of(each, script.start.products[0]).deed]
    made = {str(step.makes) for step in (*script.steps, *deeds) if step.makes is not None}
    for number, step in enumerate(script.steps, 1):
        for name in names_in(step):
            own = owner_of(name)
            if own not in made:
                right = did_you_mean(own, made) if made else "a step that makes it"
                raise UsageError(asked=f"step {number}, {step!r}", found=f"no step makes {own!r}", right=right)


def names_in(step: ScriptStep) -> Iterator[str]:
    """The names of records that a step speaks of."""
    for argument in VERBS[step.verb].arguments:
        value = step.given.get(argument.name)
        if argument.form.name in ONE and isinstance(value, str):
            yield value
        elif argument.form.name in SEVERAL and isinstance(value, tuple):
            yield from [str(each) for each in value]
        else:
            yield from _named(value)


def owner_of(name: str) -> str:
    """The record of a script that a name leads from, such as acme for "acme in books"."""
    module, _, rest = name.partition(MADE_FOR)
    if is_module(module):
        return owner_of(rest)
    return owner_of(name.rpartition(APART)[0]) if APART in name else name


def _named(value: Any) -> Iterator[str]:
    match value:
        case Named(name=name):
            yield name
        case Mapping():
            for each in value.values():
                yield from _named(each)
        case tuple():
            for each in value:
                yield from _named(each)

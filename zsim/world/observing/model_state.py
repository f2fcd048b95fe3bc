"""What the reference model knows, as plain JSON and back, so that it goes on judging in a loaded world.

>>> known(told({("books", "items"): {1, 2}}))
{('books', 'items'): {1, 2}}
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from zsim.checks.model import Calendar, DealMemory, DecisionTold, LeadMemory, Memory, RecordChange, Records, Rights
from zsim.checks.model.state import Agreed, Apart, Aside, Together
from zsim.ports import codec
from zsim.ports.records import Ref
from zsim.sync import RunStarted, Trigger
from zsim.world.observing.model_runs import RunWatched

CLASSES: Mapping[str, Any] = {
    each.__name__: each
    for each in (
        *(Agreed, Apart, Aside, Together, Ref, RecordChange, DecisionTold, RunStarted, RunWatched, Trigger),
        *(Calendar, DealMemory, LeadMemory, Memory, Records, Rights),
    )
}
"""What is told field by field."""
PLAIN = frozenset({str, int, type(None)})
"""Most of what is told: to look for these first saves a third of its time."""


def told(value: object) -> codec.Plain:
    """A value of the model's as JSON can hold it."""
    if value.__class__ in PLAIN:
        return codec.encode(value)
    kind = type(value).__name__
    match value:
        case Enum():
            return {"a": kind, "of": str(value.value)}
        case bool() | Decimal() | date():
            return codec.encode(value)
        case Mapping():
            return {"a": "map", "of": [[told(key), told(each)] for key, each in value.items()]}
        case set() | frozenset():
            return {"a": kind, "of": [told(each) for each in sorted(value, key=repr)]}
        case list():
            return [told(each) for each in value]
        case tuple() if not hasattr(value, "_fields"):
            return {"a": "tuple", "of": [told(each) for each in value]}
        case tuple():
            return {"a": kind, "of": [told(each) for each in value]}
    return {"a": kind, "of": {name: told(getattr(value, name)) for name in _fields(value)}}


def known(plain: Any) -> Any:
    """The value of which that was told."""
    if plain.__class__ in PLAIN:
        return codec.decode(plain)
    match plain:
        case list():
            return [known(each) for each in plain]
        case {"a": "map", "of": pairs}:
            return {known(key): known(each) for key, each in pairs}
        case {"a": "tuple" | "set" | "frozenset" as kind, "of": some}:
            return {"tuple": tuple, "set": set, "frozenset": frozenset}[kind]([known(each) for each in some])
        case {"a": kind, "of": str() as named}:
            return CLASSES[kind](named)
        case {"a": kind, "of": list() as some}:
            return CLASSES[kind](*[known(each) for each in some])
        case {"a": kind, "of": Mapping() as some}:
            made = CLASSES[kind].__new__(CLASSES[kind])
            for each in dataclasses.fields(made):
                setattr(made, each.name, _as_made(each, known(some[each.name])))
            return made
    return codec.decode(plain)


def take_in(into: object, plain: Any) -> None:
    """Give an object that others hold already what was told of its like."""
    made = known(plain)
    for name in _fields(into):
        setattr(into, name, getattr(made, name))


def _fields(value: Any) -> Iterable[str]:
    return [each.name for each in dataclasses.fields(value)]


def _as_made(of: dataclasses.Field[Any], value: Any) -> Any:
    """The value of a field; a mapping that makes what it lacks goes on doing so."""
    usual = of.default_factory() if of.default_factory is not dataclasses.MISSING else None
    if isinstance(usual, dict) and isinstance(value, dict):
        usual.update(value)
        return usual
    return value

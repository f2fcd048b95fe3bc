"""Dataclasses and named tuples as plain JSON, and back by the types of their fields.

>>> from zsim.recording.schema import RecordedStep
>>> told = plain(RecordedStep("given", "Acme", 1, 4))
>>> told
{'keyword': 'given', 'text': 'Acme', 'first': 1, 'last': 4}
>>> value_of(RecordedStep, told, "a step")
RecordedStep(keyword='given', text='Acme', first=1, last=4)
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

from zsim.ports.codec import Plain

Kind = TypeVar("Kind")
WORDS: Mapping[type, str] = {str: "a text", int: "a number", bool: "true or false"}


class Damaged(ValueError):
    """The JSON is not what was written; the message says where, and what stands there."""


class FieldOf(NamedTuple):
    """A field: its name, its type, whether it may be left out, and what it is then."""

    name: str
    type: Any
    optional: bool
    usual: object


def parts_of(kind: Any) -> tuple[FieldOf, ...]:
    """The fields of a dataclass or named tuple that are written down."""
    return _parts(kind)


@cache
def _parts(kind: Any) -> tuple[FieldOf, ...]:
    missing = dataclasses.MISSING
    if dataclasses.is_dataclass(kind):
        fields = {each.name: each.default for each in dataclasses.fields(kind) if each.compare}
    else:
        fields = {name: kind._field_defaults.get(name, missing) for name in kind._fields}
    hints = get_type_hints(kind)
    return tuple([FieldOf(name, hints[name], usual is not missing, usual) for name, usual in fields.items()])


def plain(value: Any) -> Plain:
    """The value as JSON can hold it; fields that stand as they are by default are left out."""
    if isinstance(value, StrEnum):
        return value.value
    if dataclasses.is_dataclass(value) or hasattr(value, "_fields"):
        held = [(part, getattr(value, part.name)) for part in parts_of(type(value))]
        return {part.name: plain(each) for part, each in held if not part.optional or part.usual != each}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    told: Plain = value
    return told


def value_of(kind: type[Kind], data: object, what: str) -> Kind:
    """The value of that class; ``Damaged`` where the data holds none, called by ``what`` it should be."""
    made: Kind = _value(kind, data, what, "")
    return made


def _value(kind: Any, data: Any, what: str, key: str) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return None if data is None and NoneType in inner else _value(inner[0], data, what, key)
    if origin is tuple:
        return _tuple(inner, _checked(list, data, "a list", what, key), what, key)
    if kind in WORDS:
        return _checked(kind, data, WORDS[kind], what, key)
    if issubclass(kind, StrEnum):
        options = [each.value for each in kind]
        return kind(data) if data in options else _refuse(f"one of {', '.join(options)}", data, what, key)
    return _made(kind, data, f"{what}, {key}" if key else what)


def _tuple(inner: tuple[Any, ...], data: list[Any], what: str, key: str) -> tuple[Any, ...]:
    if inner[-1] is ...:
        return tuple([_value(inner[0], each, what, f"{key} {number}") for number, each in enumerate(data, 1)])
    if len(data) != len(inner):
        _refuse(f"a list of {len(inner)}", data, what, key)
    return tuple([_value(kind, each, what, key) for kind, each in zip(inner, data, strict=True)])


def _made(kind: type[Kind], data: Any, what: str) -> Kind:
    if not isinstance(data, dict):
        raise Damaged(f"{what} is {type(data).__name__}, not an object")
    parts = parts_of(kind)
    missing = [part.name for part in parts if part.name not in data and not part.optional]
    if missing:
        raise Damaged(f"{what} has no {missing[0]!r}")
    return kind(
        **{part.name: _value(part.type, data[part.name], what, part.name) for part in parts if part.name in data}
    )


def _checked(kind: type, data: Any, wanted: str, what: str, key: str) -> Any:
    return data if type(data) is kind else _refuse(wanted, data, what, key)


def _refuse(wanted: str, data: Any, what: str, key: str) -> Any:
    raise Damaged(f"{key!r} of {what} should be {wanted} and is {data!r:.60}")

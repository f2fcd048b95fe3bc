"""Bytes that are equal exactly when two values are, in any process and under any hash seed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum

PLAIN = frozenset({str, int, bool, type(None)})


def canonical_bytes(value: object) -> bytes:
    """The canonical encoding of a value.

    Knows ``None``, ``bool``, ``int``, ``str``, ``Decimal``, dates and times, enumerations, tuples, lists, mappings with
    string keys (sorted), and frozen dataclasses; anything else, a set or a float above all, is an assertion: it has no
    order or no exact value.
    """
    parts: list[str] = []
    _write(value, parts)
    return "".join(parts).encode()


def _write(value: object, parts: list[str]) -> None:
    if value.__class__ in PLAIN:  # nearly all that is written: asked first, a digest takes a fifth less
        parts.append(f"{value!r};")
    elif isinstance(value, Enum):
        parts.append(f"e{value.value!r};")
    elif value is None or isinstance(value, (bool, int, str)):
        parts.append(f"{value!r};")
    elif isinstance(value, (tuple, list)):
        parts.append("(")
        for each in value:
            _write(each, parts)
        parts.append(")")
    elif isinstance(value, (dict, Mapping)):
        parts.append("{")
        for key in sorted(value):
            parts.append(f"{key!r}:")
            _write(value[key], parts)
        parts.append("}")
    elif isinstance(value, Decimal):
        parts.append(f"d{value!s};")
    elif isinstance(value, (date, time)):
        parts.append(f"t{value!s};")  # never the class's name: while time is frozen, it is another class
    else:
        _write_dataclass(value, parts)


def _write_dataclass(value: object, parts: list[str]) -> None:
    assert dataclasses.is_dataclass(value), f"no canonical bytes for {value!r}"
    assert not isinstance(value, type), f"no canonical bytes for the class {value!r}"
    parts.append(f"{type(value).__name__}(")
    for field in dataclasses.fields(value):
        if field.compare:
            parts.append(f"{field.name}=")
            _write(getattr(value, field.name), parts)
    parts.append(")")

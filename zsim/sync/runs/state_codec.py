"""The engine's state as plain JSON and back.

Rows are values made of a few known classes, texts, numbers, dates, tuples and mappings. A class is told by its name; a
tuple that occurs again, such as the mapped fields of a hundred thousand links, is told once and then by its number.
Equal states are told alike, whatever they went through: that a tuple occurs again goes by its value, not by what object
it is, and rows go by their keys, but in tables that tell in which order things were made.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any

from zsim.ports.codec import Plain
from zsim.ports.codec import decode as decode_text
from zsim.ports.codec import encode as encode_text
from zsim.sync.runs.engine_state import EngineState

SHARED_MIN = 3
"""How long a tuple must be to be worth a number."""


def plain_state(state: EngineState) -> dict[str, Plain]:
    """All tables, by their names, as lists of key and row."""
    writer = _Writer()
    return {
        name: [[writer.plain(key), writer.plain(row)] for key, row in rows] for name, rows in state.in_order().items()
    }


def load_state(state: EngineState, data: Mapping[str, Any], classes: Iterable[type]) -> None:
    """Fill an empty state with what ``plain_state`` gave; ``classes`` are those that its rows are made of."""
    reader = _Reader(classes)
    for name, rows in data.items():
        table = state.table(name)
        for key, row in rows:
            table.put(reader.value(key), reader.value(row))
    state.commit()


class _Writer:
    """Writes values down, and remembers the tuples it wrote.

    ``_numbers`` are theirs by identity, which most occurrences are found by, ``_known`` by value.
    """

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._known: dict[object, int] = {}
        self._held: list[object] = []

    def plain(self, value: object) -> Plain:
        if isinstance(value, Enum):
            return {"enum": type(value).__name__, "value": value.value}
        if isinstance(value, tuple):
            return self._tuple(value)
        if isinstance(value, Mapping):
            return {"map": [[self.plain(key), self.plain(each)] for key, each in value.items()]}
        if dataclasses.is_dataclass(value):
            parts = [self.plain(getattr(value, field.name)) for field in dataclasses.fields(value) if field.init]
            return {"is": type(value).__name__, "of": parts}
        if isinstance(value, time):
            return {"time": value.isoformat()}
        assert value is None or isinstance(value, (str, bool, int, Decimal, date)), f"{value!r} is no value of a row"
        return encode_text(value)

    def _tuple(self, value: tuple[Any, ...]) -> Plain:
        shared = len(value) >= SHARED_MIN
        if shared and id(value) in self._numbers:
            return {"again": self._numbers[id(value)]}
        parts = [self.plain(each) for each in value]
        if shared:
            own = self._known.setdefault(self._value(value), new := len(self._known))
            self._numbers[id(value)] = own
            self._held.append(value)  # so that no other tuple comes to have its id
            if own != new:
                return {"again": own}
        return {"is": type(value).__name__, "of": parts} if type(value) is not tuple else parts

    def _value(self, value: object) -> object:
        """What tells a value from all that differ in it or in their types; what has a number is told by that."""
        number = self._numbers.get(id(value))
        if number is not None:
            return number
        if isinstance(value, tuple):
            return type(value), *map(self._value, value)
        if isinstance(value, Mapping):
            return Mapping, *[(self._value(key), self._value(each)) for key, each in value.items()]
        if dataclasses.is_dataclass(value):
            fields = [getattr(value, field.name) for field in dataclasses.fields(value) if field.init]
            return type(value), *map(self._value, fields)
        return type(value), str(value)  # the text, as a decimal equals one of other places


class _Reader:
    """Reads values, and remembers the tuples it read, in the order in which they were written."""

    def __init__(self, classes: Iterable[type]) -> None:
        self._classes = {each.__name__: each for each in classes}
        self._held: list[object] = []

    def value(self, data: Any) -> Any:
        if isinstance(data, list):
            return self._noted(tuple([self.value(each) for each in data]))
        if not isinstance(data, dict):
            return decode_text(data)
        match data:
            case {"again": number}:
                return self._held[number]
            case {"map": pairs}:
                return MappingProxyType({self.value(key): self.value(each) for key, each in pairs})
            case {"time": text}:
                return time.fromisoformat(text)
            case {"enum": name, "value": value}:
                return self._classes[name](value)
            case _:
                return self._noted(self._classes[data["is"]](*[self.value(each) for each in data["of"]]))

    def _noted(self, value: Any) -> Any:
        if isinstance(value, tuple) and len(value) >= SHARED_MIN:
            self._held.append(value)
        return value

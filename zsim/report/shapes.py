"""Decoded JSON, asked for one typed value at a time; anything missing or of another type is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from zsim.kernel.errors import UsageError


@dataclass(frozen=True, slots=True)
class Shape:
    """One JSON object; ``what`` says which one it is, ``asked`` opens the message of an error."""

    data: object
    asked: str
    what: str

    def text(self, key: str) -> str:
        """The text under a key."""
        value = self._value(key)
        return value if isinstance(value, str) else self._refuse(key, "a text", value)

    def text_or_none(self, key: str) -> str | None:
        """The text under a key, or ``None`` where it is null or left out."""
        return None if self._mapping().get(key) is None else self.text(key)

    def number(self, key: str) -> int:
        """The whole number under a key."""
        value = self._value(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else self._refuse(key, "a number", value)

    def flag(self, key: str) -> bool:
        """The yes or no under a key."""
        value = self._value(key)
        return value if isinstance(value, bool) else self._refuse(key, "true or false", value)

    def one_of(self, key: str, options: tuple[str, ...]) -> str:
        """The text under a key, which must be one of the options."""
        value = self.text(key)
        return value if value in options else self._refuse(key, "one of " + ", ".join(options), value)

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """The texts in the list under a key; the default, if there is one, where the key is left out."""
        if default is not None and key not in self._mapping():
            return default
        values = self._list(key)
        return tuple(each if isinstance(each, str) else self._refuse(key, "texts", each) for each in values)

    def numbers(self, key: str, default: tuple[int, ...]) -> tuple[int, ...]:
        """The whole numbers in the list under a key; the default where the key is left out."""
        if key not in self._mapping():
            return default
        values = self._list(key)
        return tuple(each if type(each) is int else self._refuse(key, "numbers", each) for each in values)

    def shapes(self, key: str, default: tuple[Shape, ...] | None = None) -> tuple[Shape, ...]:
        """The objects in the list under a key; the default, if there is one, where the key is left out."""
        if default is not None and key not in self._mapping():
            return default
        return tuple(
            Shape(each, self.asked, f"{self.what}, {key} {number}")
            for number, each in enumerate(self._list(key), start=1)
        )

    def shape_or_none(self, key: str) -> Shape | None:
        """The object under a key, or ``None`` where it is null or left out."""
        value = self._mapping().get(key)
        return None if value is None else Shape(value, self.asked, f"{self.what}, {key}")

    def numbers_by_name(self, key: str) -> tuple[tuple[str, int], ...]:
        """The (name, whole number) pairs of the object under a key, in the order they stand."""
        inner = Shape(self._value(key), self.asked, f"{self.what}, {key}")
        return tuple((name, inner.number(name)) for name in inner._mapping())

    def texts_by_name(self, key: str) -> tuple[tuple[str, str], ...]:
        """The (name, text) pairs of the object under a key, in the order they stand; none where it is left out."""
        if key not in self._mapping():
            return ()
        inner = Shape(self._value(key), self.asked, f"{self.what}, {key}")
        return tuple((name, inner.text(name)) for name in inner._mapping())

    def _mapping(self) -> Mapping[str, object]:
        if isinstance(self.data, dict):
            return self.data
        raise self._error(f"{self.what} is {type(self.data).__name__}, not an object")

    def _value(self, key: str) -> object:
        mapping = self._mapping()
        if key not in mapping:
            raise self._error(f"{self.what} has no {key!r}")
        return mapping[key]

    def _list(self, key: str) -> list[object]:
        value = self._value(key)
        return value if isinstance(value, list) else self._refuse(key, "a list", value)

    def _refuse(self, key: str, wanted: str, value: object) -> NoReturn:
        raise self._error(f"{key!r} of {self.what} should be {wanted} and is {value!r:.60}")

    def _error(self, found: str) -> UsageError:
        return UsageError(asked=self.asked, found=found, right="a recording made by 'zsim run'")

"""Rows of a data file, read with their types checked; a row that does not fit is a bug in the file."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType


class TomlTable:
    """One table of a data file, used in a ``with`` block that asserts at its end that every key of it was read."""

    __slots__ = ("_left",)

    def __init__(self, values: Mapping[str, object]) -> None:
        self._left = dict(values)

    def __enter__(self) -> TomlTable:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert error is not None or not self._left, f"keys nobody reads: {self._left}"

    def text(self, key: str, *, optional: bool = False) -> str:
        """A text that is not empty; "" for an optional key left out."""
        return "" if optional and key not in self._left else _filled(key, self._left.pop(key))

    def texts(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """A list of texts; none for an optional key left out."""
        value = [] if optional and key not in self._left else self._left.pop(key)
        assert isinstance(value, list), f"{key} takes a list, not {value!r}"
        return tuple([_filled(key, each) for each in value])

    def flag(self, key: str) -> bool:
        """True or false; a key left out is false."""
        value = self._left.pop(key, False)
        assert isinstance(value, bool), f"{key} takes true or false, not {value!r}"
        return value

    def whole(self, key: str) -> int | None:
        """A whole number; ``None`` for a key left out."""
        value = self._left.pop(key, None)
        assert value is None or type(value) is int, f"{key} takes a whole number, not {value!r}"
        return value

    def rows(self, key: str) -> list[TomlTable]:
        """The tables listed under a key; none for a key left out."""
        value = self._left.pop(key, [])
        assert isinstance(value, list), f"{key} takes tables, not {value!r}"
        return [TomlTable(each) for each in value]


def _filled(key: str, value: object) -> str:
    assert isinstance(value, str), f"{key} takes text, not {value!r}"
    assert value, f"{key} is empty"
    return value

"""Mappings that can be read and not written to: what a record or an entry holds is a value.

It is a ``dict`` that refuses, and not a view of one: equality, ``repr``, ``|`` and ``{**...}`` are a dictionary's own,
and take no longer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NoReturn, TypeVar

from zsim.kernel.errors import UsageError
from zsim.kernel.texts import require_whole

Key = TypeVar("Key")
Held = TypeVar("Held")

UNCHANGING: frozenset[type] = frozenset({str, int, bool, Decimal, date, datetime, type(None)})


class ReadOnly(dict[Key, Held]):
    """A mapping that raises ``UsageError`` when somebody writes to it.

    >>> ReadOnly(Phone="1")["Phone"]
    '1'
    """

    __slots__ = ()

    def __setitem__(self, key: Key, value: Held) -> NoReturn:
        raise _refusal(f"set {key!r} to {value!r}", f"{key}=...")

    def __delitem__(self, key: Key) -> NoReturn:
        raise _refusal(f"take out {key!r}", f"{key}=None")

    def clear(self) -> NoReturn:
        """Refuse."""
        raise _refusal("take out everything")

    def pop(self, key: Key, *default: object) -> NoReturn:
        """Refuse."""
        raise _refusal(f"take out {key!r}", f"{key}=None")

    def popitem(self) -> NoReturn:
        """Refuse."""
        raise _refusal("take out the last of them")

    def setdefault(self, key: Key, *default: object) -> NoReturn:
        """Refuse."""
        raise _refusal(f"set {key!r}", f"{key}=...")

    def update(self, *others: object, **more: object) -> NoReturn:
        """Refuse."""
        raise _refusal(f"put in {(*others, *more.items())!r}")

    __ior__: Any = update
    """``|=`` puts in as ``update`` does."""

    def __reduce__(self) -> tuple[Any, ...]:
        return ReadOnly, (dict(self),)


def owned(value: Any) -> Any:
    """The value without anything that whoever gave it could change: mappings copied, lists made tuples.

    The outermost mapping becomes a plain dictionary, which Python's collector lets alone; those inside are read-only.
    Text that UTF-8 cannot hold raises ``UsageError``.
    """
    require_whole(value)
    return _copied(value) if isinstance(value, Mapping) else _settled(value)


def handed_out(value: Any) -> Any:
    """The value as somebody may have it to read: a dictionary, and those in a tuple, copied and read-only."""
    if value.__class__ is dict:
        return ReadOnly(value)
    if isinstance(value, tuple) and dict in map(type, value):
        return _made_of(value, [ReadOnly(each) if each.__class__ is dict else each for each in value])
    return value


def _copied(value: Mapping[Any, Any]) -> dict[Any, Any]:
    if UNCHANGING.issuperset(map(type, value.values())):
        return dict(value)
    return {key: _settled(each) for key, each in value.items()}


def _settled(value: Any) -> Any:
    if type(value) in UNCHANGING:
        return value
    if isinstance(value, list):
        return tuple([_settled(each) for each in value])
    if isinstance(value, tuple):
        return _made_of(value, [_settled(each) for each in value])
    return ReadOnly(_copied(value)) if isinstance(value, Mapping) else value


def _made_of(value: tuple[Any, ...], parts: list[Any]) -> tuple[Any, ...]:
    """A tuple of the same class, made of these parts."""
    return tuple.__new__(type(value), parts)


def _refusal(asked: str, given: str = "...") -> UsageError:
    return UsageError(
        asked=f"{asked} in what was handed out",
        found="records and entries are values, which stay as they are",
        right=f"call .update(record, {given}) on the record's module, as a user would",
    )

"""What several results are given as: a tuple that prints as one line for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, SupportsIndex, TypeVar, overload

Each = TypeVar("Each", covariant=True)

NONE = "none"


class Printed(tuple[Each, ...]):  # noqa: SLOT001  a tuple has no room for slots
    """A tuple whose text has a line for each of its items: what ``told`` says of them, or else what they say.

    >>> print(Printed([2, 3], told=["two", "three"]))
    two
    three
    >>> print(Printed())
    none
    """

    _told: tuple[str, ...] | None

    def __new__(cls, items: Iterable[Each] = (), told: Iterable[str] | None = None) -> Printed[Each]:
        """Hold the items, and what is said of each where that is not what it says of itself."""
        made = super().__new__(cls, items)
        made._told = None if told is None else tuple(told)
        return made

    @classmethod
    def joined(cls, several: Iterable[Printed[Each]]) -> Printed[Each]:
        """One of all that these hold."""
        parts = tuple(several)
        return cls([item for part in parts for item in part], [line for part in parts for line in part.told])

    @overload
    def __getitem__(self, at: SupportsIndex) -> Each: ...

    @overload
    def __getitem__(self, at: slice[Any, Any, Any]) -> Printed[Each]: ...

    def __getitem__(self, at: SupportsIndex | slice[Any, Any, Any]) -> Each | Printed[Each]:
        """One item, or some of them, which print as they do here."""
        if not isinstance(at, slice):
            return super().__getitem__(at)
        return Printed(super().__getitem__(at), None if self._told is None else self._told[at])

    @property
    def told(self) -> tuple[str, ...]:
        """What is said of each item."""
        return tuple(map(str, self)) if self._told is None else self._told

    def __str__(self) -> str:
        return "\n".join(self.told) or NONE

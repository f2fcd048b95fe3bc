"""One thing that is so in a world, told without ids, times and numbers."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple


class Fact(NamedTuple):
    """A record, a link, or something remembered, with what is told of it."""

    what: str
    called: str
    details: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        details = ", ".join([f"{name} {value}" for name, value in self.details])
        return f"{self.what} {self.called}" + (f": {details}" if details else "")


Content = Counter[Fact]

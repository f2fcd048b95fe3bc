"""The series of numbers of one type of document. Source: TXN-05, TXN-18."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zsim.fakes.store.validation import FINANCE_CODES
from zsim.ports.codec import Plain
from zsim.ports.errors import InvalidData

WIDTH = 6


class NumberSeries:
    """The numbers of a prefix, one after the other: none is given twice, whatever becomes of its document.

    >>> series = NumberSeries("INV-")
    >>> series.upcoming, series.take(), series.upcoming
    ('INV-000001', None, 'INV-000002')
    """

    __slots__ = ("_last", "prefix")

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self._last: dict[str, int] = {}

    @property
    def upcoming(self) -> str:
        """The number that the next document gets."""
        return f"{self.prefix}{self._last.get(self.prefix, 0) + 1:0{WIDTH}}"

    def take(self) -> None:
        """Note that the upcoming number was given."""
        self._last[self.prefix] = self._last.get(self.prefix, 0) + 1

    def go_on(self, prefix: str, next_number: int | None) -> None:
        """Give numbers of that prefix from now on; one that was given already is refused with ``InvalidData``."""
        last = self._last.get(prefix, 0)
        if next_number is not None:
            if isinstance(next_number, bool) or not isinstance(next_number, int) or next_number <= last:
                told = f"the next number after {prefix} is {next_number!r}; give a whole number above {last}"
                raise InvalidData(told, code=FINANCE_CODES.invalid, field="next_number")
            last = next_number - 1
        self.prefix, self._last[prefix] = prefix, last

    def export(self) -> dict[str, Plain]:
        """The prefix, and the last number given of each; nothing where none was given or set."""
        return {"prefix": self.prefix, "last": dict(self._last)} if self._last else {}

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave."""
        self.prefix, self._last = data.get("prefix", self.prefix), dict(data.get("last", {}))

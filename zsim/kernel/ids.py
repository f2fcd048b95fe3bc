"""Record ids as the vendors show them: eighteen digits, counted, never drawn."""

from __future__ import annotations

from zsim.kernel.errors import UsageError

COUNT_MAX = 10**11


class IdCounter:
    """Ids of one organisation: its seven digits, then a count of eleven. Ids of one counter sort by age."""

    __slots__ = ("_base", "_value")

    def __init__(self, organisation: int, value: int = 0) -> None:
        self._base = organisation * COUNT_MAX
        self._value = 0
        self.go_on_from(value)

    @property
    def value(self) -> int:
        """How many ids were given so far; a counter made with this value goes on where this one stands."""
        return self._value

    def go_on_from(self, value: int) -> None:
        """Take up where a counter of that value stood."""
        organisation = self._base // COUNT_MAX
        if not 1_000_000 <= organisation <= 9_999_999 or not 0 <= value < COUNT_MAX:
            raise UsageError(
                asked=f"ids of organisation {organisation} from {value}",
                found="they would not have 18 digits",
                right="an organisation has seven digits (1000000 to 9999999) and a count at most eleven",
            )
        self._value = value

    def new(self) -> str:
        """The next id."""
        self._value += 1
        return str(self._base + self._value)

    def some(self, count: int) -> list[str]:
        """So many ids, as ``new`` would give them one by one."""
        first = self._base + self._value + 1
        self._value += count
        return list(map(str, range(first, first + count)))

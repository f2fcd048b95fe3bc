"""What a finance organisation tells its users inside the app. Source: DIS-10."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from zsim.kernel.clock import Clock, to_datetime
from zsim.ports.codec import Plain


class Notification(NamedTuple):
    """One notice: when it came and what it says."""

    at: datetime
    text: str

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}  {self.text}"


class Notifications:
    """The notices of an organisation, oldest first."""

    __slots__ = ("_clock", "_told")

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._told: list[tuple[int, str]] = []

    def tell(self, text: str) -> None:
        """Tell the users of the organisation something now; what was told last is not told again."""
        if not self._told or self._told[-1][1] != text:
            self._told.append((self._clock.now_ms, text))

    def all(self) -> list[Notification]:
        """All notices, oldest first."""
        return list(self)

    def __iter__(self) -> Iterator[Notification]:
        for at_ms, text in self._told:
            yield Notification(to_datetime(at_ms, self._clock.zone), text)

    def __len__(self) -> int:
        return len(self._told)

    def __str__(self) -> str:
        return "\n".join([f"notices: {len(self) or 'none'}", *[f"  {each}" for each in self]])

    def export(self) -> list[Plain]:
        """The notices as plain values."""
        return [list(each) for each in self._told]

    def load(self, data: Iterable[list[Any]]) -> None:
        """Take over what ``export`` gave."""
        self._told = [(at_ms, text) for at_ms, text in data]

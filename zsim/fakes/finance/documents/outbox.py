"""What a finance organisation mailed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from zsim.kernel.clock import Clock, to_datetime
from zsim.ports.codec import Plain


class Mail(NamedTuple):
    """One document that was mailed: when, what it is called ("quote QT-000001"), its id and the address."""

    at: datetime
    document: str
    id: str
    to: str

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}  {self.document} to {self.to}"


class Outbox:
    """The mails of an organisation, oldest first."""

    __slots__ = ("_clock", "_mails")

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._mails: list[tuple[int, str, str, str]] = []

    def mail(self, document: str, record_id: str, to: str) -> None:
        """Mail a document now."""
        self._mails.append((self._clock.now_ms, document, record_id, to))

    def all(self) -> list[Mail]:
        """All that was mailed, oldest first."""
        return list(self)

    def of(self, document: object) -> list[Mail]:
        """What was mailed of one document, given by itself or by its id."""
        record_id = getattr(document, "id", document)
        return [each for each in self if each.id == record_id]

    def __iter__(self) -> Iterator[Mail]:
        for at_ms, *rest in self._mails:
            yield Mail(to_datetime(at_ms, self._clock.zone), *rest)

    def __len__(self) -> int:
        return len(self._mails)

    def __str__(self) -> str:
        return "\n".join([f"mailed: {len(self) or 'nothing'}", *[f"  {each}" for each in self]])

    def export(self) -> list[Plain]:
        """The mails as plain values."""
        return [list(each) for each in self._mails]

    def load(self, data: Iterable[list[Any]]) -> None:
        """Take over what ``export`` gave."""
        self._mails = [(at_ms, document, record_id, to) for at_ms, document, record_id, to in data]

"""What the conformance checks need of an app: its port, and a user's way to act beside it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from zsim.ports.app import App
from zsim.ports.records import Delete, Deletion, Fields, Record, RecordId, Update, Value

T = TypeVar("T", Record, Deletion)


class CreateRecord(Protocol):
    """A user's way to add a record."""

    def __call__(self, **fields: Value) -> RecordId:
        """Add a record through the user's face and give its id."""


class Advance(Protocol):
    """The way to let time pass."""

    def __call__(self, *, seconds: int) -> None:
        """Move the clock of the app forward."""


@dataclass(frozen=True, slots=True)
class AppUnderTest:
    """An app with nothing in it yet, and what the checks need around it.

    ``name_field`` is a text field of ``module`` that ``search`` answers for and that is unique or not, as the app
    likes: the checks give every record another name. ``also`` are further fields a record needs to be created.
    ``derived`` are fields the app makes out of the name. ``spelled`` makes a name into a value that field takes.
    ``restore`` is a user's way to bring a record back, ``None`` where the app has no recycle bin.
    """

    port: App
    module: str
    create: CreateRecord
    name_field: str
    advance: Advance
    also: Fields = field(default_factory=dict)
    derived: tuple[str, ...] = ()
    spelled: Callable[[str], str] = str
    restore: Callable[[RecordId], object] | None = None

    def add(self, name: str) -> RecordId:
        """A record of that name, made by a user."""
        return self.create(**{**self.also, self.name_field: self.spelled(name)})

    def rename(self, record_id: RecordId, name: str) -> Record:
        """The record under another name, written through the port."""
        (written,) = self.port.write(self.module, [Update(record_id, {self.name_field: self.spelled(name)})])
        assert written == (record_id, None)
        return self.read(record_id)

    def delete(self, *ids: RecordId) -> None:
        """Delete records through the port."""
        results = self.port.write(self.module, [Delete(each) for each in ids])
        assert [each.error for each in results] == [None] * len(ids)

    def read(self, record_id: RecordId) -> Record:
        """The live version of one record."""
        (record,) = self.port.read(self.module, [record_id])
        return record

    def changed(self, since_ms: int | None = None, page_size: int = 200) -> Iterator[Record]:
        """All that ``changed`` lists, page by page, as long as it is asked for."""
        ask = functools.partial(self.port.changed, self.module, since_ms, page_size=page_size)
        return _paged(ask, page_size)

    def deleted(self, since_ms: int | None = None, page_size: int = 200) -> Iterator[Deletion]:
        """All that ``deleted`` lists, page by page, as long as it is asked for."""
        ask = functools.partial(self.port.deleted, self.module, since_ms, page_size=page_size)
        return _paged(ask, page_size)

    def found(self, *names: str) -> list[RecordId]:
        """The ids of the records that a search for these names finds."""
        return [each.id for each in self.port.search(self.module, self.name_field, [*map(self.spelled, names)])]


def _paged(ask: Callable[..., tuple[tuple[T, ...], str | None]], page_size: int) -> Iterator[T]:
    token: str | None = None
    while True:
        some, token = ask(token=token)
        assert len(some) <= page_size
        yield from some
        if token is None:
            return

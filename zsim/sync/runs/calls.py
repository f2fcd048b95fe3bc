"""The calls a run makes, each written down; and waiting as the apps ask.

A run is a generator: it yields how many milliseconds to wait before it goes on. Before each call it yields once, so
that others get their turn between any two calls.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import NamedTuple, TypeVar

from zsim.kernel.journal import Journal
from zsim.ports.app import App, Organisation
from zsim.ports.errors import RateLimited
from zsim.ports.records import Deletion, DeletionPage, Page, Record, RecordId, Ref, Write, Written
from zsim.ports.schema import Field, View

Result = TypeVar("Result")
Item = TypeVar("Item")
Steps = Generator[int, None, Result]

PAGE_SIZE = 200
BATCH_SIZE = 100


class Call(NamedTuple):
    """One call as the journal keeps it: what was asked of which app, and the records that came back or were written."""

    method: str
    system: StrEnum
    module: str
    asked: Mapping[str, object]
    found: tuple[Ref, ...] | int


class Calls:
    """The apps as one run sees them, by what they are to it, with every call in the journal."""

    __slots__ = ("_actor", "_apps", "_journal")

    def __init__(self, apps: Mapping[StrEnum, App], journal: Journal, actor: str) -> None:
        self._apps = apps
        self._journal = journal
        self._actor = actor

    def organisation(self, system: StrEnum) -> Steps[Organisation]:
        """The organisation behind one side."""
        organisation = yield from with_retry(self._apps[system].organisation)
        self._note("organisation", system, "", {}, 1)
        return organisation

    def fields(self, system: StrEnum, module: str) -> Steps[Mapping[str, Field]]:
        """The module's fields; the call that shows whether the module may be seen at all."""
        fields = yield from with_retry(lambda: self._apps[system].fields(module))
        self._note("fields", system, module, {}, len(fields))
        return fields

    def views(self, system: StrEnum, module: str) -> Steps[tuple[View, ...]]:
        """The views of a module."""
        views = yield from with_retry(lambda: self._apps[system].views(module))
        self._note("views", system, module, {}, len(views))
        return views

    def changed(self, system: StrEnum, module: str, since_ms: int | None, view: RecordId | None) -> Steps[list[Record]]:
        """All records changed since; one that changes between two pages is taken once, in its last version."""
        found: dict[Ref, Record] = {}
        token: str | None = None
        while True:
            page: Page = yield from with_retry(
                partial(self._apps[system].changed, module, since_ms, view=view, token=token, page_size=PAGE_SIZE)
            )
            refs = _refs(page.records)
            self._note("changed", system, module, {"since_ms": since_ms, "view": view}, refs)
            for ref in found.keys() & refs:
                del found[ref]  # a record that changed once more comes later now
            found.update(zip(refs, page.records, strict=True))
            token = page.next_token
            if token is None:
                return list(found.values())

    def deleted(self, system: StrEnum, module: str, since_ms: int | None) -> Steps[list[Deletion]]:
        """All deletions since."""
        found: dict[Ref, Deletion] = {}
        token: str | None = None
        while True:
            page: DeletionPage = yield from with_retry(
                partial(self._apps[system].deleted, module, since_ms, token=token, page_size=PAGE_SIZE)
            )
            refs = tuple([deletion.ref for deletion in page.deletions])
            self._note("deleted", system, module, {"since_ms": since_ms}, refs)
            found.update({deletion.ref: deletion for deletion in page.deletions})
            token = page.next_token
            if token is None:
                return list(found.values())

    def read(
        self, system: StrEnum, module: str, ids: Sequence[RecordId], view: RecordId | None = None
    ) -> Steps[tuple[Record, ...]]:
        """The live records among the ids; none asked, no call."""
        found: list[Record] = []
        for some in batches(ids, BATCH_SIZE):
            more = yield from with_retry(partial(self._apps[system].read, module, some, view=view))
            self._note("read", system, module, {"view": view}, _refs(more))
            found += more
        return tuple(found)

    def search(self, system: StrEnum, module: str, field: str, values: Sequence[str]) -> Steps[tuple[Record, ...]]:
        """Live records whose field holds one of the values; none asked, no call."""
        found: dict[Ref, Record] = {}
        for some in batches(values, BATCH_SIZE):
            more = yield from with_retry(partial(self._apps[system].search, module, field, some))
            self._note("search", system, module, {"field": field, "values": len(some)}, _refs(more))
            found.update({record.ref: record for record in more})
        return tuple(found.values())

    def write(
        self, system: StrEnum, module: str, writes: Sequence[Write], while_open: StrEnum | None = None
    ) -> Steps[tuple[Written, ...]]:
        """Carry out at most a batch of writes, each with its result.

        ``while_open`` is another app that must still let the run in, or its refusal is raised and nothing is written.
        """

        def write() -> tuple[Written, ...]:
            if while_open is not None:
                self._apps[while_open].organisation()
            return self._apps[system].write(module, writes)

        done = yield from with_retry(write)
        self._note("write", system, module, {"refused": sum(each.error is not None for each in done)}, len(done))
        return done

    def _note(
        self, method: str, system: StrEnum, module: str, asked: Mapping[str, object], found: tuple[Ref, ...] | int
    ) -> None:
        self._journal.append(self._actor, "call", (str(system), module), Call(method, system, module, asked, found))


def with_retry(call: Callable[[], Result]) -> Steps[Result]:
    """Let others have their turn, then make the call; where the app asks to wait, wait that long and call again."""
    yield 0
    while True:
        try:
            return call()
        except RateLimited as refusal:
            yield refusal.retry_after_ms


def batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """The items in order, so many at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _refs(records: Iterable[Record]) -> tuple[Ref, ...]:
    return tuple([record.ref for record in records])

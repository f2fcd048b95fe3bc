"""The calls of the engine, each attempt written down with what came of it; and waiting as the apps ask.

A run is a generator: it yields how many milliseconds to wait before it goes on. Before each call it yields once, so
that others get their turn between any two calls, and what it did so far is committed before the next call is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial
from itertools import count
from typing import Any, Literal, NamedTuple, TypeVar

from zsim.kernel.journal import Journal
from zsim.ports.app import App, Cancellable, Organisation
from zsim.ports.errors import RateLimited, VendorError
from zsim.ports.records import Deletion, DeletionPage, Fields, Page, Record, RecordId, Ref, Write, Written
from zsim.ports.schema import Field, View
from zsim.sync.runs.patience import AT_ONCE, Patience

Result = TypeVar("Result")
Item = TypeVar("Item")
Steps = Generator[int, None, Result]
Found = tuple[Ref, ...] | int
DocumentPart = Literal["printed", "pdf", "comments"]

PAGE_SIZE = 200
BATCH_SIZE = 100
OVERLAP_MS = 1000
"""How much earlier than it must a feed is read: apps cut times to seconds, and their clocks may be apart (FLT-17)."""


class Call(NamedTuple):
    """One attempt at a call as the journal keeps it.

    What was asked of which app, and what came of it: the records that came back or were written, or in ``refusal`` why
    nothing did.
    """

    method: str
    system: StrEnum
    module: str
    asked: Mapping[str, object]
    found: Found
    refusal: str = ""


class Calls:
    """The apps as one run sees them, by what they are to it, with every call in the journal.

    ``patience`` says how often a call is tried: an app that asks to wait is waited for, and a look-up that got no
    answer is made again. A write that got none is not: whether it was carried out is for the caller to find out.
    """

    __slots__ = ("_actor", "_apps", "_journal", "_patience")

    def __init__(self, apps: Mapping[StrEnum, App], journal: Journal, actor: str, patience: Patience = AT_ONCE) -> None:
        self._apps = apps
        self._journal = journal
        self._actor = actor
        self._patience = patience

    def organisation(self, system: StrEnum) -> Steps[Organisation]:
        """The organisation behind one side."""
        return self._ask("organisation", system, "", {}, self._apps[system].organisation, _one)

    def fields(self, system: StrEnum, module: str) -> Steps[Mapping[str, Field]]:
        """The module's fields; the call that shows whether the module may be seen at all."""
        return self._ask("fields", system, module, {}, partial(self._apps[system].fields, module), len)

    def views(self, system: StrEnum, module: str) -> Steps[tuple[View, ...]]:
        """The views of a module."""
        return self._ask("views", system, module, {}, partial(self._apps[system].views, module), len)

    def changed(self, system: StrEnum, module: str, since_ms: int | None, view: RecordId | None) -> Steps[list[Record]]:
        """All records changed since; one that changes between two pages is taken once, in its last version."""
        return self._changed("changed", system, module, since_ms, view)

    def written_since(self, system: StrEnum, module: str, since_ms: int) -> Steps[list[Record]]:
        """The same, to look for a write that no answer came to: what is read here is not read to be synced."""
        return self._changed("written_since", system, module, since_ms, None)

    def _changed(
        self, method: str, system: StrEnum, module: str, since_ms: int | None, view: RecordId | None
    ) -> Steps[list[Record]]:
        found: dict[Ref, Record] = {}
        token: str | None = None
        asked = {"since_ms": since_ms, "view": view}
        changed = partial(self._apps[system].changed, module, since_ms, view=view, page_size=PAGE_SIZE)
        while True:
            page: Page = yield from self._ask(method, system, module, asked, partial(changed, token=token), _of_page)
            refs = _refs(page.records)
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
        asked = {"since_ms": since_ms}
        deleted = partial(self._apps[system].deleted, module, since_ms, page_size=PAGE_SIZE)
        while True:
            page: DeletionPage = yield from self._ask(
                "deleted", system, module, asked, partial(deleted, token=token), _of_deletions
            )
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
            read = partial(self._apps[system].read, module, some, view=view)
            found += yield from self._ask("read", system, module, {"ids": len(some), "view": view}, read, _refs)
        return tuple(found)

    def search(self, system: StrEnum, module: str, field: str, values: Sequence[str]) -> Steps[tuple[Record, ...]]:
        """Live records whose field holds one of the values; none asked, no call."""
        found: dict[Ref, Record] = {}
        for some in batches(values, BATCH_SIZE):
            search = partial(self._apps[system].search, module, field, some)
            asked = {"field": field, "values": len(some)}
            more = yield from self._ask("search", system, module, asked, search, _refs)
            found.update({record.ref: record for record in more})
        return tuple(found.values())

    def user_names(self, system: StrEnum, ids: Sequence[RecordId]) -> Steps[Mapping[RecordId, str]]:
        """The names of the users among the ids; none asked, no call."""
        if not ids:
            return {}
        names = partial(self._apps[system].user_names, ids)
        return (yield from self._ask("user_names", system, "", {"ids": len(ids)}, names, len))

    def write(
        self, system: StrEnum, module: str, writes: Sequence[Write], while_open: StrEnum | None = None
    ) -> Steps[Sequence[Written]]:
        """Carry out at most a batch of writes, each with its result; an answer that never came is raised.

        ``while_open`` is another app that must still let the run in, or its refusal is raised and nothing is written:
        it is asked in the same step, so that a key that died meanwhile lets no write through. Of a batch in which the
        app had too many writes, the rest is written again as long as patience lasts.
        """
        done = yield from self._write(system, module, writes, while_open)
        waited_ms = 0
        for attempt in range(1, self._patience.attempts):
            limited = {number: each.error for number, each in enumerate(done) if isinstance(each.error, RateLimited)}
            wait_ms = max(
                [self._patience.wait_ms(attempt, each.retry_after_ms) for each in limited.values()], default=0
            )
            waited_ms += wait_ms
            if not limited or waited_ms > self._patience.total_ms:
                break
            yield wait_ms
            more = yield from self._write(system, module, [writes[number] for number in limited], while_open)
            again = dict(zip(limited, more, strict=True))
            done = [again.get(number, each) for number, each in enumerate(done)]
        return done

    def _write(
        self, system: StrEnum, module: str, writes: Sequence[Write], while_open: StrEnum | None
    ) -> Steps[Sequence[Written]]:
        def write() -> tuple[Written, ...]:
            if while_open is not None:
                self._apps[while_open].organisation()
            return self._apps[system].write(module, writes)

        asked = Counter([type(each).__name__.lower() for each in writes])
        return self._ask("write", system, module, asked, write, _done, again_unanswered=False)

    def perform(
        self, system: StrEnum, module: str, action: str, document: RecordId | None, given: Fields, user: str
    ) -> Steps[Record]:
        """A person's command to a document, carried out once: an answer that never came is raised."""
        perform = getattr(self._apps[system], "perform")  # noqa: B009  of a DocumentPort alone
        perform = partial(perform, module, action, document, given, user, self._journal.cause)
        asked, found = {"action": action}, lambda record: (record.ref,)
        return self._ask("perform", system, module, asked, perform, found, again_unanswered=False)

    def of_organisation(self, system: StrEnum, method: str, **given: str) -> Steps[tuple[Any, ...]]:
        """A call about integration users, who are listed, let in or dismissed, or ``other_apps``. Source: USR-02."""
        call: Callable[[], tuple[Any, ...]] = partial(getattr(self._apps[system], method), **given)
        return self._ask(method, system, "", given, call, lambda answer: len(answer or ()), again_unanswered=not given)

    def of_document(self, system: StrEnum, module: str, document: RecordId, what: DocumentPart) -> Steps[Any]:
        """Something of a document: its content as text, as the bytes of a PDF, or the comments on it."""
        call = partial(getattr(self._apps[system], what), module, document)
        return self._ask(what, system, module, {}, call, len if what == "comments" else _one)

    def notify(self, system: StrEnum, text: str) -> Steps[None]:
        """Tell the users of an app something inside it."""
        notify: Callable[[str], None] = getattr(self._apps[system], "notify")  # noqa: B009  of a DocumentPort alone
        return self._ask("notify", system, "", {"text": text}, partial(notify, text), _one)

    def watch(self, system: StrEnum, module: str, notify: Callable[[], None]) -> Steps[Cancellable]:
        """Open a notification channel; it is cancelled by what is given."""
        return self._ask("watch", system, module, {}, partial(self._apps[system].watch, module, notify), _one)

    def _ask(
        self,
        method: str,
        system: StrEnum,
        module: str,
        asked: Mapping[str, object],
        call: Callable[[], Result],
        found: Callable[[Result], Found],
        *,
        again_unanswered: bool = True,
    ) -> Steps[Result]:
        """Let others have their turn, then call, again as long as patience lasts, each attempt written down."""
        subject = (str(system), module)
        append, patience, waited_ms = self._journal.append, self._patience, 0
        yield 0
        for attempt in count(1):
            try:
                answer = call()
            except VendorError as refusal:
                told = f"{refusal.reason}: {refusal.message}"
                append(self._actor, "call", subject, Call(method, system, module, asked, 0, told))
                wait_ms = _worth_waiting(refusal, patience, attempt, again_unanswered=again_unanswered)
                waited_ms += wait_ms or 0
                if wait_ms is None or waited_ms > patience.total_ms:
                    raise
            else:
                append(self._actor, "call", subject, Call(method, system, module, asked, found(answer)))
                return answer
            yield wait_ms
        raise AssertionError("patience ends")


def with_retry(call: Callable[[], Result], patience: Patience) -> Steps[Result]:
    """Let others have their turn, then make the call, again as long as patience lasts; nothing is written down."""
    waited_ms = 0
    yield 0
    for attempt in count(1):
        try:
            return call()
        except VendorError as refusal:
            wait_ms = _worth_waiting(refusal, patience, attempt, again_unanswered=True)
            waited_ms += wait_ms or 0
            if wait_ms is None or waited_ms > patience.total_ms:
                raise
        yield wait_ms
    raise AssertionError("patience ends")


def at_once(steps: Steps[Result]) -> Result:
    """What calls come to that somebody waits for: nobody has a turn in between, and nothing is waited for."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            answer: Result = end.value
            return answer


def batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """The items in order, so many at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _worth_waiting(refusal: VendorError, patience: Patience, attempt: int, *, again_unanswered: bool) -> int | None:
    """How long to wait before the call is made again; ``None`` for one that is not."""
    if attempt >= patience.attempts:
        return None
    if isinstance(refusal, RateLimited):
        return patience.wait_ms(attempt, refusal.retry_after_ms)
    if not refusal.definite and again_unanswered:
        return patience.wait_ms(attempt)
    return None


def _refs(records: Iterable[Record]) -> tuple[Ref, ...]:
    return tuple([record.ref for record in records])


def _one(answer: object) -> int:
    return 1


def _of_page(page: Page) -> tuple[Ref, ...]:
    return _refs(page.records)


def _of_deletions(page: DeletionPage) -> tuple[Ref, ...]:
    return tuple([deletion.ref for deletion in page.deletions])


def _done(done: Sequence[Written]) -> int:
    return sum(each.error is None for each in done)

"""Time that a test moves by hand, and an app whose records a test lays out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from zsim.kernel.clock import Clock
from zsim.kernel.journal import Entry, Journal
from zsim.ports.app import App, Cancellable, Organisation, SharedPerson
from zsim.ports.errors import NotFound, VendorError
from zsim.ports.records import (
    Create,
    Deletion,
    DeletionPage,
    Fields,
    Merge,
    Page,
    Record,
    RecordId,
    Ref,
    Update,
    Write,
    Written,
)
from zsim.ports.relay import CrmLookups, Remark
from zsim.ports.schema import Field, View
from zsim.sync.runs.calls import Steps

FIRST_ID = 900


@dataclass
class Alarm:
    """Something set for later."""

    at_ms: int
    action: Callable[[], None]
    pending: bool = True

    def cancel(self) -> None:
        self.pending = False


class HandTiming:
    """Time that stands still until a test has the next thing happen; ``alone`` says that nobody else is due."""

    def __init__(self, now_ms: int = 0, *, alone: bool = False) -> None:
        self.now_ms = now_ms
        self.zone = "UTC"
        self.alone = alone
        self.alarms: list[Alarm] = []

    def call_at(self, at_ms: int, action: Callable[[], None]) -> Alarm:
        self.alarms.append(Alarm(at_ms, action))
        return self.alarms[-1]

    def yield_for(self, wait_ms: int, action: Callable[[], None]) -> Alarm:
        return self.call_at(self.now_ms + wait_ms, action)

    def at_once(self, action: Callable[[], None]) -> None:
        action()

    def nothing_else_due(self, wait_ms: int) -> bool:
        return self.alone and not wait_ms

    @property
    def waits(self) -> list[int]:
        """How long each pending thing is still to wait, in the order they were set."""
        return [each.at_ms - self.now_ms for each in self.alarms if each.pending]

    def step(self) -> bool:
        """Have the next thing happen; false where nothing is to come."""
        pending = [each for each in self.alarms if each.pending]
        if not pending:
            return False
        first = min(pending, key=lambda each: each.at_ms)
        first.pending = False
        self.now_ms = max(self.now_ms, first.at_ms)
        first.action()
        return True

    def settle(self) -> None:
        """Have everything happen that is to come."""
        while self.step():
            pass


@dataclass
class Desk(App):
    """An app whose records a test lays out.

    ``asked`` are the calls so far, ``written`` the writes it carried out. ``refusals`` are what the next calls are
    refused with, in turn (``None`` for one that is served); ``verdicts`` what writes to single records are refused
    with, by their ids, and ``on_create`` what additions are; ``next_verdicts`` are those of the next writes, in turn.
    ``meanwhile`` is done before a call is served. ``commands`` are persons': who had what done to which document.
    """

    key: str = "crm"
    records: dict[Ref, Record] = field(default_factory=dict)
    deletions: list[Deletion] = field(default_factory=list)
    schema: Mapping[str, Field] = field(default_factory=dict)
    shown: dict[str, tuple[RecordId, ...]] = field(default_factory=dict)
    offered: tuple[View, ...] = ()
    currency: str = "USD"
    multi_currency: bool = False
    asked: list[tuple[str, str]] = field(default_factory=list)
    written: list[Write] = field(default_factory=list)
    refusals: list[VendorError | None] = field(default_factory=list)
    verdicts: dict[RecordId, VendorError] = field(default_factory=dict)
    next_verdicts: list[VendorError | None] = field(default_factory=list)
    on_create: VendorError | None = None
    commands: list[tuple[str, str, RecordId | None]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    admitted: list[SharedPerson] = field(default_factory=list)
    lookups: CrmLookups | None = None
    remarks: Mapping[RecordId, Sequence[Remark]] = field(default_factory=dict)
    meanwhile: Callable[[str, str], None] = lambda method, module: None

    @classmethod
    def of(cls, *records: Record, **setting: object) -> Desk:
        """An app that holds these records."""
        return cls(records={each.ref: each for each in records}, **setting)

    def organisation(self) -> Organisation:
        self._asked("organisation", "")
        return Organisation(self.key, self.key.title(), "a@x.example", "US", self.currency, self.multi_currency, "")

    def fields(self, module: str) -> Mapping[str, Field]:
        self._asked("fields", module)
        return self.schema

    def views(self, module: str) -> tuple[View, ...]:
        self._asked("views", module)
        return tuple([each for each in self.offered if each.module == module])

    def changed(
        self,
        module: str,
        since_ms: int | None,
        *,
        view: RecordId | None = None,
        token: str | None = None,
        page_size: int = 200,
    ) -> Page:
        self._asked("changed", module)
        start = int(token or 0)
        found = [each for each in self._of(module, view) if since_ms is None or each.modified_ms >= since_ms]
        more = start + page_size < len(found)
        return Page(tuple(found[start : start + page_size]), str(start + page_size) if more else None)

    def deleted(
        self, module: str, since_ms: int | None, *, token: str | None = None, page_size: int = 200
    ) -> DeletionPage:
        self._asked("deleted", module)
        return DeletionPage(tuple([each for each in self.deletions if each.ref.module == module]), None)

    def read(self, module: str, ids: Sequence[RecordId], *, view: RecordId | None = None) -> tuple[Record, ...]:
        self._asked("read", module)
        held = {each.id: each for each in self._of(module, view)}
        return tuple([held[each] for each in ids if each in held])

    def search(self, module: str, field: str, values: Sequence[str]) -> tuple[Record, ...]:
        self._asked("search", module)
        wanted = [value.strip().casefold() for value in values]
        return tuple([each for each in self._of(module) if not _texts(each.fields.get(field)).isdisjoint(wanted)])

    def user_names(self, ids: Sequence[RecordId]) -> Mapping[RecordId, str]:
        """Every user is called by the id."""
        self._asked("user_names", "")
        return {each: f"User {each}" for each in ids}

    def watch(self, module: str, notify: Callable[[], None]) -> Cancellable:
        self._asked("watch", module)
        return Alarm(0, notify)

    def write(self, module: str, writes: Sequence[Write]) -> tuple[Written, ...]:
        self._asked("write", module)
        return tuple([self._write(module, each) for each in writes])

    def perform(
        self, module: str, action: str, document: RecordId | None, given: Fields, user: str, trace: int = 0
    ) -> Record:
        """Make a document, or an invoice by "convert"; delete one; or lay what is given over it."""
        self._asked("perform", module)
        self.commands.append((user, action, document))
        target = "invoices" if action == "convert" else module
        made = document is None or action == "convert"
        ref = Ref(self.key, target, RecordId(f"{FIRST_ID + len(self.records):018}") if made else document)
        held = {} if document is None else self.records[Ref(self.key, module, document)].fields
        record = Record(ref, {**held, **given}, 0, 0)
        self.records[ref] = record
        if action == "delete":
            del self.records[ref]
        return record

    def printed(self, module: str, document: RecordId) -> str:
        """The number of a document."""
        self._asked("printed", module)
        return f"{module} {document}"

    def pdf(self, module: str, document: RecordId) -> bytes:
        """The same as bytes."""
        self._asked("pdf", module)
        return f"{module} {document}".encode()

    def notify(self, text: str) -> None:
        """Note what the users are told."""
        self._asked("notify", "")
        self.told.append(text)

    def comments(self, module: str, document: RecordId) -> tuple[Remark, ...]:
        """What was said of a document."""
        self._asked("comments", module)
        return tuple(self.remarks.get(document, ()))

    def admit_user(self, name: str, email: str) -> None:
        """Note an integration user."""
        self._asked("admit_user", "")
        self.admitted.append(SharedPerson(name, email))

    def dismiss_user(self, email: str) -> None:
        """Note one no more."""
        self._asked("dismiss_user", "")
        self.admitted = [each for each in self.admitted if each.email != email]

    def integration_users(self) -> tuple[SharedPerson, ...]:
        """Who was noted."""
        self._asked("integration_users", "")
        return tuple(self.admitted)

    def other_apps(self) -> tuple[str, ...]:
        """It stands alone."""
        self._asked("other_apps", "")
        return ()

    def serve_crm(self, lookups: CrmLookups) -> None:
        """Note by whom things are looked up in the CRM."""
        self.lookups = lookups

    def fields_of(self, record: Record) -> Fields:
        """What a record holds now; ``KeyError`` for one that is gone."""
        return self.records[record.ref].fields

    def _write(self, module: str, write: Write) -> Written:
        if isinstance(write, Create):
            if self.on_create is not None:
                return Written(None, self.on_create)
            ref = Ref(self.key, module, RecordId(f"{FIRST_ID + len(self.written):018}"))
            self.records[ref] = Record(ref, dict(write.fields), 0, 0)
        else:
            meant = write.master if isinstance(write, Merge) else write.id
            ref = Ref(self.key, module, meant)
            refusal = self.next_verdicts.pop(0) if self.next_verdicts else self.verdicts.get(meant)
            if refusal is None and ref not in self.records:
                refusal = gone()
            if refusal is not None:
                return Written(meant, refusal)
            if isinstance(write, Update):
                held = self.records[ref]
                self.records[ref] = held._replace(fields={**held.fields, **write.fields})
            elif isinstance(write, Merge):
                for loser in write.losers:
                    del self.records[Ref(self.key, module, loser)]
            else:
                del self.records[ref]
        self.written.append(write)
        return Written(ref.id)

    def _of(self, module: str, view: RecordId | None = None) -> list[Record]:
        held = [each for each in self.records.values() if each.ref.module == module]
        return held if view is None else [each for each in held if each.id in self.shown[view]]

    def _asked(self, method: str, module: str) -> None:
        self.asked.append((method, module))
        self.meanwhile(method, module)
        refusal = self.refusals.pop(0) if self.refusals else None
        if refusal is not None:
            raise refusal


def journal(now_ms: int = 0) -> Journal:
    """A journal whose clock stands still."""
    return Journal(Clock(now_ms))


def told(kept: Journal, kind: str) -> list[Entry]:
    """The entries of a kind."""
    return [each for each in kept if each.kind == kind]


def gone() -> NotFound:
    """What is said of a record that is not there."""
    return NotFound("there is none", code="1002")


def waits_of(steps: Steps[object]) -> list[int]:
    """How long a run waits at each of its turns, gone through to its end."""
    return list(steps)


def _texts(value: object) -> set[str]:
    """The texts a field is found by: its own, or each of several."""
    return {str(each or "").strip().casefold() for each in (value if isinstance(value, tuple) else (value,))}

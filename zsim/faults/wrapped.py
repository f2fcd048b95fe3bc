"""A port with the faults around it, which every call of the engine meets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from zsim.faults.answers import drift, found_by, note_cut, size_to_ask, written_by
from zsim.faults.fault import NOTIFICATION, OPEN
from zsim.faults.kinds import ClockSkew, DuplicateNotification, LateNotification
from zsim.faults.meeting import Meeting, Place
from zsim.faults.skew import shifted_deletions, shifted_page, shifted_records, unshifted_writes
from zsim.faults.words import duration
from zsim.ports.app import App, Cancellable, Organisation, SharedPerson
from zsim.ports.documents import DocumentPort
from zsim.ports.records import DeletionPage, Fields, Page, Record, RecordId, Write, Written
from zsim.ports.relay import CrmLookups, Remark
from zsim.ports.schema import Field, View

Answer = TypeVar("Answer")
Notify = Callable[[], None]


def opened(opening: Callable[[], App], place: Place) -> WrappedApp:
    """An app that is opened, which meets faults as well."""
    return WrappedApp(_answered(place, OPEN, "", opening), place)


class WrappedApp:
    """An app as the engine gets it: every call meets what is pinned to it, of which there is nothing as a rule.

    Feeds then go past it all: a quiet run takes a twentieth less.
    """

    __slots__ = ("_app", "_pins", "_place")

    def __init__(self, app: App, place: Place) -> None:
        self._app = app
        self._place = place
        self._pins = place.pins

    def organisation(self) -> Organisation:
        """The organisation behind the port."""
        return self._answered("organisation", "", self._app.organisation)

    def fields(self, module: str) -> Mapping[str, Field]:
        """The module's fields."""
        return self._answered("fields", module, partial(self._app.fields, module))

    def views(self, module: str) -> tuple[View, ...]:
        """The module's views."""
        return self._answered("views", module, partial(self._app.views, module))

    def changed(
        self,
        module: str,
        since_ms: int | None,
        *,
        view: RecordId | None = None,
        token: str | None = None,
        page_size: int = 200,
    ) -> Page:
        """A page of changes."""
        if self._pins.idle:
            return self._app.changed(module, since_ms, view=view, token=token, page_size=page_size)
        meeting = self._meet("changed", module)
        meeting.before()
        skew_ms = self._skew_ms(module)
        again = self._place.pins.repeated(module, token)
        size = size_to_ask(meeting, max(page_size - len(again), 1))
        since = None if since_ms is None else since_ms - skew_ms
        page = self._app.changed(module, since, view=view, token=token, page_size=size)
        note_cut(meeting, page.next_token)
        drift(meeting, module, page)
        meeting.after()
        page = page._replace(records=(*again, *page.records)) if again else page
        return shifted_page(page, skew_ms, since_ms) if skew_ms else page

    def deleted(
        self, module: str, since_ms: int | None, *, token: str | None = None, page_size: int = 200
    ) -> DeletionPage:
        """A page of deletions."""
        if self._pins.idle:
            return self._app.deleted(module, since_ms, token=token, page_size=page_size)
        meeting = self._meet("deleted", module)
        meeting.before()
        skew_ms = self._skew_ms(module)
        since = None if since_ms is None else since_ms - skew_ms
        page = self._app.deleted(module, since, token=token, page_size=size_to_ask(meeting, page_size))
        note_cut(meeting, page.next_token)
        meeting.after()
        return shifted_deletions(page, skew_ms, since_ms) if skew_ms else page

    def read(self, module: str, ids: Sequence[RecordId], *, view: RecordId | None = None) -> tuple[Record, ...]:
        """The live records among the ids."""
        found = self._answered("read", module, lambda: self._app.read(module, ids, view=view))
        return shifted_records(found, self._skew_ms(module))

    def search(self, module: str, field: str, values: Sequence[str]) -> tuple[Record, ...]:
        """Live records whose field equals one of the values, and that the search knows of."""
        meeting = self._meet("search", module)
        meeting.before()
        found = found_by(meeting, self._app.search(module, field, values))
        meeting.after()
        return shifted_records(found, self._skew_ms(module))

    def user_names(self, ids: Sequence[RecordId]) -> Mapping[RecordId, str]:
        """The names of the users among the ids."""
        return self._answered("user_names", "", partial(self._app.user_names, ids))

    def watch(self, module: str, notify: Notify) -> Cancellable:
        """Call ``notify`` whenever a record of the module changes, and as faults will have it."""
        told = partial(self._notified, module, notify)
        return self._answered("watch", module, partial(self._app.watch, module, told))

    def write(self, module: str, writes: Sequence[Write]) -> tuple[Written, ...]:
        """Carry out the writes, as far as they get."""
        meeting = self._meet("write", module)
        meeting.before()
        skew_ms = self._skew_ms(module)
        if skew_ms:
            writes = unshifted_writes(self._app, module, writes, skew_ms)
        results = written_by(meeting, self._app, module, writes)
        meeting.after()
        return results

    def perform(
        self, module: str, action: str, document: RecordId | None, given: Fields, user: str, trace: int = 0
    ) -> Record:
        """Carry out a person's command to a document."""
        perform = partial(self._documents.perform, module, action, document, given, user, trace)
        return self._answered("perform", module, perform)

    def admit_user(self, name: str, email: str) -> None:
        """Let a user of the CRM in as an integration user."""
        self._answered("admit_user", "", partial(self._documents.admit_user, name, email))

    def dismiss_user(self, email: str) -> None:
        """Delete an integration user."""
        self._answered("dismiss_user", "", partial(self._documents.dismiss_user, email))

    def integration_users(self) -> tuple[SharedPerson, ...]:
        """The integration users."""
        return self._answered("integration_users", "", self._documents.integration_users)

    def printed(self, module: str, document: RecordId) -> str:
        """A document's content as text."""
        assert isinstance(self._app, DocumentPort), "the app has documents"
        return self._answered("printed", module, partial(self._app.printed, module, document))

    def pdf(self, module: str, document: RecordId) -> bytes:
        """A document on a page."""
        assert isinstance(self._app, DocumentPort), "the app has documents"
        return self._answered("pdf", module, partial(self._app.pdf, module, document))

    def notify(self, text: str) -> None:
        """Tell the users of the app something inside it."""
        self._answered("notify", "", partial(self._documents.notify, text))

    def other_apps(self) -> tuple[str, ...]:
        """The organisations of other finance apps that the app is integrated with."""
        return self._answered("other_apps", "", self._documents.other_apps)

    def comments(self, module: str, document: RecordId) -> tuple[Remark, ...]:
        """The comments on a document."""
        assert isinstance(self._app, DocumentPort), "the app has documents"
        return self._answered("comments", module, partial(self._app.comments, module, document))

    def serve_crm(self, lookups: CrmLookups) -> None:
        """Tell the app by whom to look things up in the CRM; that is no call."""
        self._documents.serve_crm(lookups)

    @property
    def _documents(self) -> DocumentPort:
        assert isinstance(self._app, DocumentPort), "the app takes commands"
        return self._app

    def _meet(self, of: str, module: str) -> Meeting:
        return Meeting(self._place, of, module)

    def _answered(self, of: str, module: str, call: Callable[[], Answer]) -> Answer:
        return _answered(self._place, of, module, call)

    def _notified(self, module: str, notify: Notify) -> None:
        """Pass a notification on: at once, late, or more than once."""
        meeting = self._meet(NOTIFICATION, module)
        delay_ms, copies = 0, 1
        for met, late in meeting.of_kind(LateNotification):
            meeting.fire(met, f"{met.call} came {duration(late.delay_ms)} late")
            delay_ms += late.delay_ms
        for met, more in meeting.of_kind(DuplicateNotification):
            meeting.fire(met, f"{met.call} came {1 + more.more} times")
            copies += more.more

        def tell() -> None:
            for _ in range(copies):
                notify()

        if delay_ms:
            self._place.world.later(delay_ms, tell)
        else:
            tell()

    def _skew_ms(self, module: str) -> int:
        """How far the app's clock is ahead; that it is wrong is told when it is read for the first time."""
        for pinned in self._place.pins.skews:
            if not pinned.fired and isinstance(pinned.fault, ClockSkew):
                skew_ms = pinned.fault.skew_ms
                side = "ahead" if skew_ms > 0 else "behind"
                self._place.fire(
                    pinned, module, f"the clock of {self._place.called} is {duration(abs(skew_ms))} {side}"
                )
        return self._place.pins.skew_ms


def _answered(place: Place, of: str, module: str, call: Callable[[], Answer]) -> Answer:
    """What a call comes to that can only fail or be slow."""
    if place.pins.idle:
        return call()
    meeting = Meeting(place, of, module)
    meeting.before()
    answer = call()
    meeting.after()
    return answer

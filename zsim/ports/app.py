"""What the engine needs of an app: one protocol for every app, and one for the gate that opens it.

Only what the vendors' interfaces offer stands here: paged lists of what changed, feeds of what was deleted, reads,
searches, and writes in batches with a result for each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from zsim.ports.records import DeletionPage, Page, Record, RecordId, Write, Written
from zsim.ports.relay import DocumentRelay
from zsim.ports.schema import Field, View


@dataclass(frozen=True, slots=True)
class Organisation:
    """What an app tells of the organisation it serves; ``currency`` is the base currency's ISO code.

    ``approvals`` says that documents are approved there before they are sent or accepted. Source: TXN-24.
    """

    key: str
    name: str
    email: str
    country: str
    currency: str
    multi_currency: bool
    edition: str
    approvals: bool = False


class App(Protocol):
    """One organisation of one app, opened with somebody's rights.

    Every call may raise ``InvalidCredentials``, ``NoPermission``, ``RateLimited``, ``ServerError`` or ``NoAnswer``.
    Times are milliseconds of UTC; the vendors cut them to seconds, so a reader asks again for the second it stopped in.
    """

    def organisation(self) -> Organisation:
        """The organisation behind this port."""

    def fields(self, module: str) -> Mapping[str, Field]:
        """The module's fields by API name, custom fields included."""

    def views(self, module: str) -> tuple[View, ...]:
        """The views of a module that the opening user can choose."""

    def changed(
        self,
        module: str,
        since_ms: int | None,
        *,
        view: RecordId | None = None,
        token: str | None = None,
        page_size: int = 200,
    ) -> Page:
        """Records modified at or after ``since_ms`` (``None``: all) that stand in the view now, oldest change first."""

    def deleted(
        self, module: str, since_ms: int | None, *, token: str | None = None, page_size: int = 200
    ) -> DeletionPage:
        """Records that left the module at or after ``since_ms``, oldest first; a restored one is no longer listed."""

    def read(self, module: str, ids: Sequence[RecordId], *, view: RecordId | None = None) -> tuple[Record, ...]:
        """The live records among ``ids`` (and in the view), in the order asked."""

    def search(self, module: str, field: str, values: Sequence[str]) -> tuple[Record, ...]:
        """Live records whose ``field`` equals one of the values, blanks trimmed and case folded, oldest first."""

    def user_names(self, ids: Sequence[RecordId]) -> Mapping[RecordId, str]:
        """The names of the organisation's users among ``ids``, such as owners of records, by their ids."""

    def watch(self, module: str, notify: Callable[[], None]) -> Cancellable:
        """Call ``notify`` whenever a record of the module changes; the vendors call it a notification channel."""

    def write(self, module: str, writes: Sequence[Write]) -> tuple[Written, ...]:
        """Carry out the writes in order; one that is refused does not stop the others."""


class Ports(Protocol):
    """What the calls of the engine pass through on their way to the apps."""

    def wrap(self, app: str, port: App) -> App:
        """The port through which the organisation of the key ``app`` is called from now on; it can do the same."""

    def open(self, app: str, opening: Callable[[], App]) -> App:
        """The same for one that is to be opened first; that is a call, too."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What opens a gate: an email and a ZSC key; Billing chooses an organisation of the CRM instead and has no key."""

    email: str
    key: str | None


class SharedPerson(NamedTuple):
    """What is shared of one contact or user."""

    name: str
    email: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """What a finance organisation shares with the CRM on connecting: itself, and its contacts or its users.

    Source: CON-07, CON-08.
    """

    product: str
    organisation: Organisation
    contacts: tuple[SharedPerson, ...] = ()
    users: tuple[SharedPerson, ...] = ()


class Gate(Protocol):
    """Where an app lets other products in. Source: CON-02, CON-03."""

    def open(self, product: str, credentials: Credentials) -> App:
        """Open the app for a product. Refuses with ``InvalidCredentials``; later calls refuse once the key dies."""

    def look(self, product: str, credentials: Credentials) -> App:
        """Open it only to see what a screen shows, or whether it would open: that is no call."""


class Registry(Protocol):
    """What the CRM notes of the finance organisations it is connected with."""

    def admit(self, shared: Shared) -> bool:
        """Whether an organisation that is to be connected, or enabled again, may sync both ways; notes nothing.

        Raises ``NotAllowed`` for a further organisation that was not granted. Source: CON-09, CON-10, CON-12, DIS-05.
        """

    def register(self, shared: Shared, both_ways: bool | None = None) -> bool:
        """Note a finance organisation as connected, or enabled again; true if it may sync both ways.

        ``both_ways`` is what ``admit`` said, which is asked now where it was not before.
        """

    def suspend(self, organisation_key: str) -> tuple[str, ...]:
        """Note that a connected organisation is disabled, so that another one can take its place. Source: DIS-05.

        Gives what the CRM loses by that, in words. Source: DIS-02, DIS-03.
        """

    def show_transactions(self, organisation_key: str, modules: tuple[str, ...]) -> None:
        """Show these transaction modules of an organisation inside the CRM; none hides them. Source: SYN-10."""

    def show_fields(self, module: str, fields: Sequence[Field]) -> None:
        """Have the CRM's module that shows documents carry these custom fields of theirs, too. Source: TXN-11."""

    def serve_documents(self, organisation_key: str, relay: DocumentRelay) -> None:
        """Hand what people do in the CRM to documents of an organisation to this relay from now on. Source: TXN-01."""

    def users(self) -> tuple[SharedPerson, ...]:
        """The CRM's active users, the oldest first. Source: USR-02."""

    def offer_workflows(self, organisation_key: str, choose: Callable[[bool, bool], None]) -> None:
        """Offer an organisation's triggers in the CRM's set-up page, which hands a choice to ``choose``.

        It is called with whether the estimate trigger and the invoice trigger are to be on. Source: TRG-21.
        """

    def unregister(self, organisation_key: str) -> None:
        """Forget a connected organisation."""


class Cancellable(Protocol):
    """Something set for later that can be called off."""

    def cancel(self) -> None:
        """Call it off; doing so again does nothing."""


class Timing(Protocol):
    """Time as the engine sees it; real time or a simulated one."""

    @property
    def now_ms(self) -> int:
        """The present, in milliseconds of UTC."""

    @property
    def zone(self) -> str:
        """The IANA key of the zone in which people are told of moments."""

    def call_at(self, at_ms: int, action: Callable[[], None]) -> Cancellable:
        """Call ``action`` once at that time."""

    def yield_for(self, wait_ms: int, action: Callable[[], None]) -> Cancellable:
        """Call ``action`` after ``wait_ms`` and whatever the network takes."""

    def at_once(self, action: Callable[[], None]) -> None:
        """Call ``action`` now, as if it had fallen due."""

    def nothing_else_due(self, wait_ms: int) -> bool:
        """Whether a breath of ``wait_ms`` would take no time and let nobody act, so that it need not be taken."""

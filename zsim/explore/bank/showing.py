"""Planted bugs of commands given in the CRM's section, and of what the CRM shows of documents."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import in_place
from zsim.ports.errors import VendorError
from zsim.ports.records import Ref
from zsim.sync.documents import ProjectionSync, Relay, Showing, Transactions
from zsim.sync.execution import Calls, Steps
from zsim.testing.relaying import check_relayed
from zsim.world import World


class OpenRelay(Relay):
    """Commands that pass though the integration is disabled."""

    __slots__ = ()

    def _calls(self, asked: str) -> Calls:
        return self.context.calls(self.owner.credentials)


class ByTheFounder(Relay):
    """Commands that the founder carries out, whoever gave them."""

    __slots__ = ()

    def _as_in_finance(self, calls: Calls, user: str) -> str:
        return super()._as_in_finance(calls, self.owner.credentials.email)


class NotShownYet(Relay):
    """Commands whose answer shows with the next refresh."""

    __slots__ = ()

    def _show(self, calls: Calls, document: Ref) -> Steps[None]:
        return
        yield


class NoCustomFields(Showing):
    """Shows documents without their custom fields."""

    def _show_custom_fields(self) -> Steps[None]:
        return
        yield


class ShownThoughPaused(ProjectionSync):
    """Keeps the CRM's list right while paused."""

    @property
    def paused(self) -> bool:
        """Whether what finance tells of waits: never."""
        return False


class NotTriedAgain(ProjectionSync):
    """Makes a failed run good when the next document changes."""

    def _period_ms(self) -> int:
        return 0


class NobodyAwaited(Transactions):
    """Shows no documents of those who are synced late."""

    def show_awaited(self, cause: int) -> None:
        """Do nothing."""


class EnabledUnsynced(Transactions):
    """Can be enabled before anything was synced."""

    def __init__(self, owner: Any, context: Any, timing: Any, unsynced: Any) -> None:
        super().__init__(owner, context, timing, lambda: ())


def _is_disabled(world: World) -> None:
    """Somebody makes an invoice in the CRM while the integration with Books is disabled."""
    acme = world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("books")
    for each in (sync.customers, sync.vendors, sync.items):
        each.configure(extent="fetch").save_and_sync()
    world.settle()
    sync.transactions.enable("invoices")
    world.settle()
    sync.disable()
    with suppress(VendorError):
        world.crm.zoho_finance.invoices.create(customer=acme, lines=[{"name": "Advice", "rate": 100}])
    check_relayed(world)


SHOWING_BUGS: tuple[Bug, ...] = (
    Bug(
        "open-relay",
        "Documents are made from the CRM over a disabled integration.",
        Family.RIGHTS,
        ("DIS-01",),
        lambda: in_place(OpenRelay),
        "section-as-it-may",
        _is_disabled,
    ),
    Bug(
        "by-the-founder",
        "Whoever may click in the CRM acts as the founder in Books.",
        Family.RIGHTS,
        ("USR-08",),
        lambda: in_place(ByTheFounder),
    ),
    Bug(
        "not-shown-yet",
        "An invoice made from the CRM does not show there until the list is refreshed.",
        Family.DOCUMENTS,
        ("TXN-30",),
        lambda: in_place(NotShownYet),
    ),
    Bug(
        "no-custom-fields",
        "Custom fields of Books' documents do not show in the CRM.",
        Family.DOCUMENTS,
        ("TXN-11",),
        lambda: in_place(NoCustomFields),
    ),
    Bug(
        "shown-though-paused",
        "The CRM's list changes while its module is paused.",
        Family.DOCUMENTS,
        ("TXN-19",),
        lambda: in_place(ShownThoughPaused),
    ),
    Bug(
        "not-tried-again",
        "A document that could not be shown never shows.",
        Family.RETRIES,
        ("TXN-39",),
        lambda: in_place(NotTriedAgain),
    ),
    Bug(
        "nobody-awaited",
        "An invoice of a customer synced later never shows in the CRM.",
        Family.DOCUMENTS,
        ("TXN-31",),
        lambda: in_place(NobodyAwaited),
    ),
    Bug(
        "enabled-unsynced",
        "Invoices can be enabled before customers were synced.",
        Family.DOCUMENTS,
        ("TXN-17",),
        lambda: in_place(EnabledUnsynced),
    ),
)

"""Documents of finance, and a connection that shows them in the CRM."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.unit.sync.execution.samples import CREDENTIALS, NOW_MS, Connection
from tests.unit.sync.samples import (
    ACCOUNT,
    CONTACT,
    ITEM,
    VENDOR,
    account,
    contact,
    customer,
    item,
    link,
    product,
    record,
    vendor,
)
from tests.unit.sync.stages import Alarm, HandTiming
from zsim.kernel.errors import UsageError
from zsim.ports.records import Fields, Record, RecordId
from zsim.sync import DecisionEntry, System
from zsim.sync.execution.applying import PairResults

CRM, FINANCE = System.CRM, System.FINANCE
ACME, ADA, MILL = account(11), contact(31), record(CRM, "Vendors", 41, Vendor_Name="Mill")
TWIN, INDIVIDUAL = customer(21), customer(22, "Ada Hill", customer_sub_type="individual")
SUPPLIER, BOLT, LAMP = vendor(23, "Mill"), item(61), product(51)
LINKED = (
    link(ACCOUNT, ACME, TWIN),
    link(CONTACT, ADA, INDIVIDUAL),
    link(VENDOR, MILL, SUPPLIER),
    link(ITEM, LAMP, BOLT),
)
STRANGER = customer(29, "Stranger")


def invoice(number: int = 81, of: Record = TWIN, **fields: Any) -> Record:
    """An invoice of a customer."""
    given = {"customer_id": of.id, "invoice_number": f"INV-{number}", "status": "draft", "total": 10}
    return record(FINANCE, "invoices", number, **{**given, **fields})


def order(number: int = 82, **fields: Any) -> Record:
    """A purchase order to a vendor."""
    given = {"vendor_id": SUPPLIER.id, "purchaseorder_number": f"PO-{number}"}
    return record(FINANCE, "purchase_orders", number, **{**given, **fields})


def shown_of(document: Record, number: int = 71, module: str = "Finance_Invoices", **fields: Any) -> Record:
    """The CRM's record of a document, as it was shown once."""
    return record(CRM, module, number, **{"Finance_Record_Id__s": f"books:{document.id}", **fields})


class Owner:
    """A connection that may be closed, or only fetch."""

    organisation_key = "books"
    credentials = CREDENTIALS

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.open = True
        self.both_ways = True
        self.noted: list[tuple[str, object]] = []

    def note(self, command: str, given: object) -> int:
        self.noted.append((command, given))
        return self.connection.journal.append("ann", "command", command)

    def after_run(self) -> None:
        """Nobody waits here."""

    def rehearse(self, module: str) -> tuple[DecisionEntry, ...]:
        return ()

    def require_open(self, asked: str) -> None:
        if not self.open:
            raise UsageError(asked=asked, found="it is closed", right="open it")


class Stage:
    """A connection that shows documents; ``channels`` are those opened, ``told`` what the CRM was told to show."""

    def __init__(self, *documents: Record, **more: Any) -> None:
        self.connection = Connection(ACME, ADA, MILL, *documents, linked=LINKED, **more)
        self.owner, self.timing = Owner(self.connection), HandTiming(NOW_MS)
        self.crm, self.finance = self.connection.crm, self.connection.finance
        self.results = PairResults()
        self.channels: list[Alarm] = []
        self.told: list[tuple[str, tuple[str, ...]]] = []
        for desk in (self.crm, self.finance):
            desk.watch = self.watching(desk.watch)
        self.connection.show_transactions = lambda key, modules: self.told.append((key, modules))

    def watching(self, watch: Callable[..., Alarm]) -> Callable[..., Alarm]:
        def kept(module: str, notify: Callable[[], None]) -> Alarm:
            self.channels.append(watch(module, notify))
            return self.channels[-1]

        return kept

    @property
    def noted(self) -> list[tuple[str, object]]:
        """The commands so far, with what was given."""
        return self.owner.noted

    @property
    def heard(self) -> int:
        """How many channels are open."""
        return sum(each.pending for each in self.channels)

    def listed(self, module: str = "Finance_Invoices") -> list[Fields]:
        """What the CRM shows, without blanks and without the mark."""
        held = [each.fields for each in self.crm.records.values() if each.ref.module == module]
        return [
            {name: value for name, value in each.items() if value is not None and not name.endswith("__s")}
            for each in held
        ]

    def numbers(self, module: str = "Finance_Invoices") -> list[object]:
        """The numbers of the invoices the CRM shows."""
        return [each.get("invoice_number") for each in self.listed(module)]

    @property
    def decided(self) -> list[str]:
        """The codes of what was decided, in order."""
        return [each.detail.reason.code for each in self.connection.journal if each.kind == "decision"]


def ids(*records: Record) -> list[RecordId]:
    return [each.id for each in records]

"""Transactions: by whom an invoice goes, what may be enabled, and how both apps are listened to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.unit.sync.execution.samples import CREDENTIALS, NOW_MS, Connection
from tests.unit.sync.samples import ACCOUNT, CONTACT, account, contact, customer, link, links, record
from tests.unit.sync.stages import Alarm, HandTiming, told
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NoPermission, NotAllowed, NotModelled, ServerError
from zsim.ports.records import Record
from zsim.sync import KINDS, DecisionEntry, Kind, Links, System
from zsim.sync.documents.transactions import DOCUMENTS, DocumentRoutes, DocumentSettings, Transactions
from zsim.sync.model.kinds import INVOICE, INVOICE_KINDS

CRM, FINANCE = System.CRM, System.FINANCE
ACME, ADA = account(11), contact(31)
TWIN, INDIVIDUAL = customer(21), customer(22, "Ada Hill", customer_sub_type="individual")
CUSTOMERS = link(ACCOUNT, ACME, TWIN), link(CONTACT, ADA, INDIVIDUAL)
CONTACT_INVOICE = KINDS["contact invoice"]


def paper(**fields: str) -> Record:
    return record(CRM, "Finance_Invoices", 71, **fields)


def invoice(of: Record) -> Record:
    return record(FINANCE, "invoices", 81, customer_id=of.id)


def route(system: System, found: Record, known: Links | None = None) -> str:
    taken = DocumentRoutes(known or links(*CUSTOMERS)).route(system, found, lambda parent: False)
    return taken.name if isinstance(taken, Kind) else f"{taken.reason.code}, {'later' if taken.later else 'never'}"


@pytest.mark.parametrize(
    ("system", "found", "taken"),
    [
        (FINANCE, invoice(TWIN), "invoice"),
        (FINANCE, invoice(INDIVIDUAL), "contact invoice"),
        (FINANCE, invoice(customer(29)), "no-parent, later"),
        (CRM, paper(Account_Name=ACME.id), "invoice"),
        (CRM, paper(Contact_Name=ADA.id), "contact invoice"),
        (CRM, paper(Account_Name=ACME.id, Contact_Name=ADA.id), "invoice"),
        (CRM, paper(Account_Name=ADA.id), "no-parent, later"),
        (CRM, paper(Contact_Name=ACME.id), "no-parent, later"),
        (CRM, paper(), "no-parent, later"),
    ],
)
def test_an_invoice_goes_by_whom_it_is_for(system: System, found: Record, taken: str):
    assert route(system, found) == taken


def test_an_invoice_that_is_linked_goes_by_its_link_whomever_it_is_for_now():
    pair = link(ACCOUNT, paper(), invoice(TWIN))._replace(kind="contact invoice")
    assert route(FINANCE, invoice(TWIN), links(*CUSTOMERS, pair)) == "contact invoice"


def test_there_is_nothing_to_choose():
    settings = DocumentSettings(Connection().context, lambda: CREDENTIALS)
    assert settings.choose(settings.defaults, {}) is DOCUMENTS
    with pytest.raises(UsageError, match="configure extent of transactions: there is nothing to choose"):
        settings.choose(settings.defaults, {"extent": "fetch"})
    assert (settings.importable(DOCUMENTS), settings.includes(DOCUMENTS)) == ((), False)


def test_a_job_carries_invoices_of_both_kinds_and_neither_skips_nor_overwrites():
    job = DocumentSettings(Connection().context, lambda: CREDENTIALS).job(DOCUMENTS, "sync", NOW_MS, ())
    assert job.kinds == INVOICE_KINDS
    assert (job.preferences.extent, job.preferences.duplicates) == ("both_ways", "clone")
    assert job.pairs["invoice"] == INVOICE.default_mapping


class Invoices:
    """Keeps what was asked of the sync of invoices."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def start(self, cause: int) -> None:
        self.asked.append(f"start {cause}")

    def notice(self, cause: int) -> None:
        self.asked.append(f"notice {cause}")


class Owner:
    """A connection that may be closed, or only fetch."""

    organisation_key = "books"
    credentials = CREDENTIALS

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.open = True
        self.both_ways = True

    def note(self, command: str, given: object) -> int:
        return self.connection.journal.append("ann", "command", command)

    def rehearse(self, module: str) -> tuple[DecisionEntry, ...]:
        return ()

    def require_open(self, asked: str) -> None:
        if not self.open:
            raise UsageError(asked=asked, found="it is closed", right="open it")


class Stage:
    """The transactions of one connection; ``channels`` are those opened, ``shown`` what the CRM was told to show."""

    def __init__(self) -> None:
        self.connection = Connection()
        self.owner, self.invoices = Owner(self.connection), Invoices()
        self.timing = HandTiming(NOW_MS)
        self.unsynced: tuple[str, ...] = ()
        self.channels: list[Alarm] = []
        self.shown: list[tuple[str, tuple[str, ...]]] = []
        for desk in (self.connection.crm, self.connection.finance):
            desk.watch = self.watching(desk.watch)
        self.connection.show_transactions = lambda key, modules: self.shown.append((key, modules))
        self.transactions = self.again()

    def again(self) -> Transactions[Invoices]:
        """Those of a process over the same state."""
        return Transactions(self.owner, self.connection.context, self.invoices, self.timing, lambda: self.unsynced)

    def watching(self, watch: Callable[..., Alarm]) -> Callable[..., Alarm]:
        def kept(module: str, notify: Callable[[], None]) -> Alarm:
            self.channels.append(watch(module, notify))
            return self.channels[-1]

        return kept

    @property
    def heard(self) -> int:
        """How many channels are open."""
        return sum(each.pending for each in self.channels)


def test_enabling_shows_the_modules_listens_to_both_apps_and_syncs():
    stage = Stage()
    stage.transactions.enable("invoices")
    assert stage.shown == [("books", ("invoices",))]
    assert [(each.subject, each.cause) for each in told(stage.connection.journal, "call")] == [
        (("crm", "Finance_Invoices"), 1),
        (("finance", "invoices"), 1),
    ]
    assert (stage.transactions.enabled, stage.heard) == (("invoices",), 2)
    assert stage.invoices.asked == ["start 1"]


def test_what_an_app_says_is_a_reason_to_run_while_the_connection_is_open():
    stage = Stage()
    stage.transactions.enable("invoices")
    stage.channels[0].action()
    stage.owner.open = False
    stage.channels[1].action()
    assert stage.invoices.asked[1:] == [f"notice {len(stage.connection.journal)}"]


def test_enabling_again_does_not_listen_twice():
    stage = Stage()
    stage.transactions.enable("invoices")
    stage.transactions.enable("invoices")
    assert stage.heard == 2


def test_all_channels_are_opened_or_none():
    stage = Stage()
    stage.connection.finance.refusals = [NoPermission("hidden", code="57")]
    with pytest.raises(NoPermission):
        stage.transactions.enable("invoices")
    assert (stage.heard, stage.transactions.enabled, stage.invoices.asked) == (0, (), [])


def test_what_is_closed_is_heard_no_more_until_it_is_opened():
    stage = Stage()
    stage.transactions.enable("invoices")
    stage.transactions.close()
    assert stage.heard == 0
    stage.transactions.open()
    assert stage.heard == 2


def test_without_an_enabled_module_nothing_is_opened():
    stage = Stage()
    stage.transactions.open()
    assert stage.channels == []


def test_what_is_enabled_is_known_to_the_next_process_though_nothing_was_committed_since():
    stage = Stage()
    stage.transactions.enable("invoices")
    stage.connection.state.roll_back()
    assert stage.again().enabled == ("invoices",)


@pytest.mark.parametrize(
    ("module", "refusal", "why"),
    [
        ("quotes", NotModelled, "'quotes' is not modelled yet"),
        ("invoice", UsageError, "it does not sync.*did you mean 'invoices'"),
    ],
)
def test_a_module_that_does_not_sync_is_refused_and_nothing_is_shown(module: str, refusal: type[Exception], why: str):
    stage = Stage()
    with pytest.raises(refusal, match=why):
        stage.transactions.enable("invoices", module)
    assert (stage.shown, stage.channels) == ([], [])


def test_a_connection_that_only_fetches_syncs_no_transactions():
    stage = Stage()
    stage.owner.both_ways = False
    with pytest.raises(NotAllowed, match="CON-22"):
        stage.transactions.enable("invoices")


def test_transactions_wait_for_every_module_to_be_synced():
    stage = Stage()
    stage.unsynced = ("vendors", "items")
    with pytest.raises(NotAllowed, match=r"once vendors and items were synced \(TXN-17\)"):
        stage.transactions.enable("invoices")
    assert (stage.shown, stage.channels, stage.transactions.enabled) == ([], [], ())


def test_transactions_are_enabled_over_an_open_connection_only():
    stage = Stage()
    stage.owner.open = False
    with pytest.raises(UsageError, match="enable transaction modules"):
        stage.transactions.enable("invoices")


def test_after_a_restart_a_refused_channel_is_opened_in_a_minute_and_a_run_fetches_what_was_missed():
    stage = Stage()
    stage.transactions.enable("invoices")
    stage.transactions.close()
    stage.connection.crm.refusals.append(ServerError("broke down", code="1000"))
    stage.transactions.listen_again()
    assert (stage.transactions.listening, stage.timing.waits) == (False, [60_000])
    stage.timing.step()
    assert (stage.heard, stage.invoices.asked) == (2, ["start 1", "notice 0"])


def test_after_a_restart_that_nobody_refuses_nothing_was_missed():
    stage = Stage()
    stage.transactions.enable("invoices")
    stage.transactions.close()
    stage.transactions.listen_again()
    assert (stage.heard, stage.timing.waits) == (2, [])
    assert stage.invoices.asked == ["start 1"]


@pytest.mark.parametrize("closed", ["the connection", "the modules"])
def test_a_channel_nobody_needs_any_more_is_not_opened_again(closed: str):
    stage = Stage()
    if closed == "the connection":
        stage.transactions.enable("invoices")
        stage.transactions.close()
        stage.owner.open = False
    stage.transactions.listen_again()
    assert (stage.heard, stage.timing.waits) == (0, [])

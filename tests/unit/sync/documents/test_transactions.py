"""Transactions: what may be enabled, how finance is listened to, and what is shown when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.sync.documents.stages import Stage, invoice
from tests.unit.sync.stages import told
from zsim.catalogue import catalogue
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NoPermission, NotAllowed, NotModelled, ServerError
from zsim.sync.documents.transactions import Transactions


class Shop(Stage):
    """The transactions of one connection, whose finance holds an invoice."""

    def __init__(self, product: str = "books") -> None:
        super().__init__(invoice())
        self.connection.context = replace(self.connection.context, product=catalogue().product(product))
        self.unsynced: tuple[str, ...] = ()
        self.transactions = self.again()

    def again(self) -> Transactions:
        """Those of a process over the same state."""
        return Transactions(self.owner, self.connection.context, self.timing, lambda: self.unsynced)

    def enabled(self, *names: str) -> Shop:
        self.transactions.enable(*(names or ("invoices",)))
        self.timing.settle()
        return self

    @property
    def runs(self) -> list[str]:
        """What started the runs of invoices so far."""
        self.timing.settle()
        return [each.trigger.value for each in self.transactions.invoices.history]


def test_enabling_shows_the_modules_listens_to_finance_alone_and_shows_what_there_is():
    shop = Shop().enabled()
    assert shop.told == [("books", ("invoices",))]
    assert [(each.subject, each.cause) for each in told(shop.connection.journal, "call")][:1] == [
        (("finance", "invoices"), 1)
    ]
    assert (shop.transactions.enabled, shop.heard, shop.transactions.listening) == (("invoices",), 1, True)
    assert (shop.runs, shop.numbers()) == (["initial"], ["INV-81"])


def test_what_is_enabled_later_is_shown_beside_what_was_in_the_order_of_the_section():
    shop = Shop("books").enabled("sales_orders").enabled("Quotes", "purchase_orders")
    assert shop.told[-1] == ("books", ("estimates", "sales_orders", "purchase_orders"))
    assert shop.transactions.enabled == ("estimates", "sales_orders", "purchase_orders")
    assert shop.heard == 3
    assert [len(each.history) for each in shop.transactions] == [1, 0, 1, 1]


@pytest.mark.parametrize("product", ["invoice", "billing"])
def test_the_section_of_another_product_has_estimates_and_invoices(product: str):
    shop = Shop(product)
    assert [each.name for each in shop.transactions] == ["estimates", "invoices"]
    assert ("invoices" in shop.transactions, "sales_orders" in shop.transactions) == (True, False)
    with pytest.raises(UsageError, match=r"'sales_orders'.* has none"):
        shop.transactions.enable("sales_orders")


def test_in_invoice_nothing_is_shown_before_somebody_asks():
    shop = Shop("invoice").enabled()
    assert (shop.told, shop.transactions.enabled) == ([("books", ("invoices",))], ("invoices",))
    assert (shop.heard, shop.runs, shop.numbers()) == (0, [], [])
    shop.transactions.notice(0)
    shop.transactions.start(0)
    assert shop.runs == []


def test_the_import_shows_its_documents_unasked_and_refuses_to_have_them_enabled():
    shop = Shop("import")
    shop.transactions.show_unasked()
    assert shop.told == [("books", ("estimates", "invoices"))]
    with pytest.raises(NotAllowed, match="show without being enabled"):
        shop.transactions.enable("invoices")


def test_other_products_show_nothing_unasked():
    shop = Shop()
    shop.transactions.show_unasked()
    assert shop.told == []


def test_what_finance_says_is_a_reason_to_run_while_the_connection_is_open():
    shop = Shop().enabled("estimates", "invoices")
    shop.channels[1].action()
    assert (shop.runs, len(shop.transactions.estimates.history)) == (["initial", "notified"], 1)
    shop.owner.open = False
    shop.channels[1].action()
    assert shop.runs == ["initial", "notified"]


def test_enabling_again_does_not_listen_twice_and_reads_everything():
    shop = Shop().enabled().enabled()
    assert (shop.heard, shop.runs) == (1, ["initial", "instant"])


def test_all_channels_are_opened_or_none():
    shop = Shop()
    shop.finance.refusals = [None, NoPermission("hidden", code="57")]
    with pytest.raises(NoPermission):
        shop.transactions.enable("estimates", "invoices")
    assert (shop.heard, shop.transactions.enabled, shop.runs) == (0, (), [])
    assert len(shop.channels) == 1


def test_what_is_closed_is_heard_no_more_until_it_is_opened():
    shop = Shop().enabled()
    shop.transactions.close()
    assert (shop.heard, shop.transactions.listening) == (0, False)
    shop.transactions.open()
    assert shop.heard == 1


def test_without_an_enabled_module_nothing_is_opened():
    shop = Shop()
    shop.transactions.open()
    assert shop.channels == []


def test_what_is_enabled_is_known_to_the_next_process_though_nothing_was_committed_since():
    shop = Shop().enabled()
    shop.connection.state.roll_back()
    assert shop.again().enabled == ("invoices",)


@pytest.mark.parametrize(
    ("module", "refusal", "why"),
    [
        ("bills", NotModelled, "not modelled yet"),
        ("invoice", UsageError, r"it does not sync \(TXN-14\).*did you mean 'invoices'"),
    ],
)
def test_a_module_that_does_not_sync_is_refused_and_nothing_is_shown(module: str, refusal: type[Exception], why: str):
    shop = Shop()
    with pytest.raises(refusal, match=why):
        shop.transactions.enable("invoices", module)
    assert (shop.told, shop.channels) == ([], [])


def test_nothing_named_is_refused_with_what_there_is():
    with pytest.raises(UsageError, match="none is named; estimates, invoices, sales_orders, purchase_orders"):
        Shop().transactions.enable()


@pytest.mark.parametrize(("product", "rule"), [("books", "CON-22"), ("billing", "CON-11")])
def test_a_connection_that_only_fetches_syncs_no_transactions(product: str, rule: str):
    shop = Shop(product)
    shop.owner.both_ways = False
    with pytest.raises(NotAllowed, match=rule):
        shop.transactions.enable("invoices")


def test_transactions_wait_for_every_module_to_be_synced():
    shop = Shop()
    shop.unsynced = ("vendors", "items")
    with pytest.raises(NotAllowed, match=r"once vendors and items were synced \(TXN-17\)"):
        shop.transactions.enable("invoices")
    assert (shop.told, shop.channels, shop.transactions.enabled) == ([], [], ())


def test_transactions_are_enabled_over_an_open_connection_only():
    shop = Shop()
    shop.owner.open = False
    with pytest.raises(UsageError, match="enable transaction modules"):
        shop.transactions.enable("invoices")


def test_an_organisation_that_only_fetches_gives_them_all_up():
    shop = Shop().enabled()
    shop.transactions.give_up()
    assert (shop.told[-1], shop.transactions.enabled) == (("books", ()), ())


def test_once_enabled_again_everything_that_is_enabled_is_read_anew():
    shop = Shop().enabled()
    shop.transactions.start(7)
    assert (shop.runs, len(shop.transactions.estimates.history)) == (["initial", "instant"], 0)


def test_after_a_restart_a_refused_channel_is_opened_in_a_minute_and_a_run_fetches_what_was_missed():
    shop = Shop().enabled()
    shop.finance.refusals.append(ServerError("broke down", code="1000"))
    shop.transactions.restart()
    assert (shop.transactions.listening, shop.timing.waits) == (False, [60_000])
    assert shop.runs == ["initial", "notified"]
    assert shop.heard == 1


def test_after_a_restart_that_nobody_refuses_nothing_was_missed():
    shop = Shop().enabled()
    shop.transactions.restart()
    assert (shop.heard, shop.timing.waits) == (1, [])
    assert shop.runs == ["initial"]


def test_once_a_key_lives_again_what_was_missed_is_fetched_and_an_open_channel_stays():
    shop = Shop().enabled()
    shop.transactions.catch_up(7)
    assert (shop.runs, len(shop.channels)) == (["initial", "notified"], 1)
    shop.transactions.close()
    shop.transactions.catch_up(7)
    assert (shop.runs, shop.heard) == (["initial", "notified", "notified"], 1)


@pytest.mark.parametrize("closed", ["the connection", "the modules"])
def test_a_channel_nobody_needs_any_more_is_not_opened_again(closed: str):
    shop = Shop()
    if closed == "the connection":
        shop.enabled()
        shop.transactions.close()
        shop.owner.open = False
    shop.transactions.restart()
    assert (shop.heard, shop.timing.waits) == (0, [])

"""Invoices, as far as customers hang on them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.unit.fakes.finance.conftest import MakeShop, Shop
from zsim.fakes.finance import Finance
from zsim.fakes.store.handle import Handle
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidData, NotAllowed, NotFound
from zsim.ports.records import Create


@pytest.fixture
def acme(books: Finance) -> Handle:
    """A customer."""
    return books.customers.create(contact_name="Acme")


def test_an_invoice_is_a_numbered_draft_of_today(books: Finance, acme: Handle) -> None:
    first = books.invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": 1}])
    second = books.invoices.create(
        customer_id=acme, date=date(2026, 2, 1), lines=[{"name": "Work", "rate": Decimal("9.50")}]
    )
    assert (first.invoice_number, first.status, first.total) == ("INV-000001", "draft", 1)
    assert first.date == date(2026, 1, 5)
    assert (second.invoice_number, second.date, second.total) == ("INV-000002", date(2026, 2, 1), Decimal("9.50"))


def test_a_number_is_never_given_twice_nor_lost_to_a_refusal(books: Finance, acme: Handle) -> None:
    books.invoices.delete(books.invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": 1}]))
    with pytest.raises(NotFound):
        books.invoices.create(customer_id="999999999999999999", lines=[{"name": "Work", "rate": 1}])
    assert books.invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": 1}]).invoice_number == "INV-000002"


def test_the_number_and_the_customer_stay(books: Finance, acme: Handle) -> None:
    invoice = books.invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": 1}])
    with pytest.raises(InvalidData, match="set by the app"):
        books.invoices.update(invoice, invoice_number="INV-7")
    with pytest.raises(NotAllowed, match="customer_id"):
        books.invoices.update(invoice, customer_id=books.customers.create(contact_name="Ajax"))


def test_an_invoice_is_sent_then_paid(books: Finance, acme: Handle) -> None:
    invoice = books.invoices.mark_sent(books.invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": 1}]))
    assert invoice.status == "sent"
    invoice.record_payment(amount=1)
    assert invoice.status == "paid"


@pytest.mark.parametrize("status", ["draft", "sent", "void"])
def test_a_paid_invoice_stays_paid(books: Finance, acme: Handle, status: str) -> None:
    invoice = books.invoices.mark_sent(books.invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": 1}]))
    invoice.record_payment(amount=1)
    with pytest.raises(NotAllowed, match="changed by what is done with"):
        books.invoices.update(invoice, status=status)


def test_an_invoice_is_not_born_paid(books: Finance, acme: Handle) -> None:
    with pytest.raises(NotAllowed, match="changed by what is done with"):
        books.invoices.create(customer_id=acme, status="paid", lines=[{"name": "Work", "rate": 1}])


def test_a_merge_moves_every_invoice_whatever_its_status(books: Finance, acme: Handle) -> None:
    loser = books.customers.create(contact_name="Acme Inc")
    draft = books.invoices.create(customer_id=loser, lines=[{"name": "Work", "rate": 1}])
    sent = books.invoices.mark_sent(books.invoices.create(customer_id=loser, lines=[{"name": "Work", "rate": 1}]))
    books.customers.merge(acme, loser)
    assert [draft.customer_id, sent.customer_id, sent.status] == [acme, acme, "sent"]
    books.customers.delete(loser)
    assert not loser.alive


@pytest.mark.parametrize("product", ["invoice", "import", "books", "billing"])
def test_an_inactive_customer_gets_no_new_invoice(make_shop: MakeShop, product: str) -> None:
    finance = make_shop(product).finance
    acme = finance.customers.create(contact_name="Acme")
    invoice = finance.invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": 1}])
    finance.customers.deactivate(acme)
    before = finance.export()
    with pytest.raises(NotAllowed, match=r"customer_id names 'Acme' .* is inactive .* or name another") as refusal:
        finance.invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": 2}])
    assert refusal.value.field == "customer_id"
    assert finance.export() == before
    assert finance.invoices.mark_sent(invoice).status == "sent"
    finance.customers.activate(acme)
    assert finance.invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": 2}]).alive


def test_a_merged_customer_gets_no_new_invoice(books: Finance, acme: Handle) -> None:
    loser = books.customers.create(contact_name="Acme Inc")
    books.customers.merge(acme, loser)
    with pytest.raises(NotAllowed, match="'Acme Inc'"):
        books.invoices.create(customer_id=loser, lines=[{"name": "Work", "rate": 1}])


def test_an_inactive_item_is_not_newly_invoiced(books: Finance, acme: Handle) -> None:
    anvil, rope = (books.items.create(name=each) for each in ("Anvil", "Rope"))
    invoice = books.invoices.create(customer_id=acme, lines=[{"item": anvil, "rate": 1}])
    other = books.invoices.create(customer_id=acme, lines=[{"item": rope, "rate": 1}])
    books.items.deactivate(anvil)
    before = books.export()
    for attempt in (
        lambda: books.invoices.create(customer_id=acme, lines=[{"item": anvil, "rate": 2}]),
        lambda: books.invoices.update(other, lines=[{"item": anvil}]),
    ):
        with pytest.raises(NotAllowed, match="item_id names 'Anvil'") as refusal:
            attempt()
        assert refusal.value.field == "item_id"
    assert books.export() == before
    assert books.invoices.update(invoice, lines=[{"item": anvil, "rate": 3}]).total == 3


def test_the_port_answers_for_an_inactive_customer_alone(shop: Shop) -> None:
    acme, ajax = (shop.finance.customers.create(contact_name=each) for each in ("Acme", "Ajax"))
    shop.finance.customers.deactivate(acme)
    refused, made = shop.write_to(
        "invoices", *[Create({"customer_id": each.id, "line_items": ({"name": "Work"},)}) for each in (acme, ajax)]
    )
    assert isinstance(refused.error, NotAllowed)
    assert made.error is None


def test_an_invoice_is_for_a_customer_that_is_there(books: Finance, acme: Handle) -> None:
    wayne = books.vendors.create(contact_name="Wayne")
    before = books.export()
    with pytest.raises(InvalidData, match="customer_id is missing"):
        books.invoices.create(lines=[{"name": "Work", "rate": 1}])
    with pytest.raises(NotFound, match="customers has no such record; name one that is there"):
        books.invoices.create(customer_id=wayne.id, lines=[{"name": "Work", "rate": 1}])
    with pytest.raises(UsageError, match="a record of customers"):
        books.invoices.create(customer_id=wayne, lines=[{"name": "Work", "rate": 1}])
    with pytest.raises(InvalidData, match="customer_id takes a record of customers, not 7"):
        books.invoices.create(customer_id=7, lines=[{"name": "Work", "rate": 1}])
    assert books.export() == before

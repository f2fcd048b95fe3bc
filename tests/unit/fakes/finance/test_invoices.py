"""Invoices, as far as customers hang on them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from zsim.fakes.finance import Finance
from zsim.fakes.store.handle import Handle
from zsim.ports.errors import InvalidData, NotAllowed, NotFound


@pytest.fixture
def acme(books: Finance) -> Handle:
    """A customer."""
    return books.customers.create(contact_name="Acme")


def test_an_invoice_is_a_numbered_draft_of_today(books: Finance, acme: Handle) -> None:
    first = books.invoices.create(customer_id=acme)
    second = books.invoices.create(customer_id=acme, date=date(2026, 2, 1), total=Decimal("9.50"))
    assert (first.invoice_number, first.status, first.total) == ("INV-000001", "draft", 0)
    assert first.date == date(2026, 1, 5)
    assert (second.invoice_number, second.date, second.total) == ("INV-000002", date(2026, 2, 1), Decimal("9.50"))


def test_a_number_is_never_given_twice_nor_lost_to_a_refusal(books: Finance, acme: Handle) -> None:
    books.invoices.delete(books.invoices.create(customer_id=acme))
    with pytest.raises(NotFound):
        books.invoices.create(customer_id="999999999999999999")
    assert books.invoices.create(customer_id=acme).invoice_number == "INV-000002"


def test_the_number_and_the_customer_stay(books: Finance, acme: Handle) -> None:
    invoice = books.invoices.create(customer_id=acme)
    with pytest.raises(InvalidData, match="set by the app"):
        books.invoices.update(invoice, invoice_number="INV-7")
    with pytest.raises(NotAllowed, match="customer_id"):
        books.invoices.update(invoice, customer_id=books.customers.create(contact_name="Ajax"))


def test_an_invoice_is_sent_then_paid(books: Finance, acme: Handle) -> None:
    invoice = books.invoices.mark_sent(books.invoices.create(customer_id=acme))
    assert invoice.status == "sent"
    assert books.invoices.update(invoice, status="paid").status == "paid"


@pytest.mark.parametrize("status", ["draft", "sent", "void"])
def test_a_paid_invoice_stays_paid(books: Finance, acme: Handle, status: str) -> None:
    invoice = books.invoices.mark_sent(books.invoices.create(customer_id=acme))
    books.invoices.update(invoice, status="paid")
    with pytest.raises(NotAllowed, match="cannot become"):
        books.invoices.update(invoice, status=status)


def test_an_invoice_is_not_born_paid(books: Finance, acme: Handle) -> None:
    with pytest.raises(NotAllowed, match="draft invoice cannot become paid"):
        books.invoices.create(customer_id=acme, status="paid")


def test_a_merge_moves_every_invoice_whatever_its_status(books: Finance, acme: Handle) -> None:
    loser = books.customers.create(contact_name="Acme Inc")
    draft = books.invoices.create(customer_id=loser)
    sent = books.invoices.mark_sent(books.invoices.create(customer_id=loser))
    books.customers.merge(acme, loser)
    assert [draft.customer_id, sent.customer_id, sent.status] == [acme, acme, "sent"]
    books.customers.delete(loser)
    assert not loser.alive

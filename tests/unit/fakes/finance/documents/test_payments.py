"""Payments: what is owed is the total less what was paid, and never below zero."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zsim import World
from zsim.fakes.finance import Finance
from zsim.fakes.finance.documents.handle import DocumentHandle
from zsim.ports.errors import InvalidData, NotAllowed, VendorError
from zsim.ports.records import Update

STEPS = st.lists(
    st.tuples(st.sampled_from(["pay", "pay", "delete", "change", "reprice", "reload"]), st.integers(1, 130)), max_size=8
)


def owed(books: Finance, kind: str) -> DocumentHandle:
    """An invoice that was sent, or an open bill, of 100."""
    lines = [{"name": "Work", "rate": 100}]
    if kind == "invoice":
        acme = books.customers.create(contact_name="Acme", email="a@acme.example")
        return books.invoices.create(customer=acme, lines=lines, send=True)
    return books.bills.create(vendor=books.vendors.create(contact_name="Wayne"), lines=lines).mark_open()


@given(st.sampled_from(["invoice", "bill"]), STEPS)
def test_the_balance_is_the_total_less_the_payments_and_never_negative(kind: str, steps: list[tuple[str, int]]) -> None:
    world = World()
    module, record_id = owed(world.books, kind).ref.module, getattr(world.books, f"{kind}s").all()[0].id
    paid: dict[str, Decimal] = {}
    total = Decimal(100)
    for step, amount in steps:
        books = world.books
        document, first = getattr(books, module).get(record_id), next(iter(paid), None)
        rest = total - sum(paid.values())
        match step:
            case "pay" if amount <= rest:
                paid[document.record_payment(amount).id] = Decimal(amount)
            case "pay":
                with pytest.raises(NotAllowed):
                    document.record_payment(amount)
            case "delete" if first:
                books.payments.delete(first)
                del paid[first]
            case "change" if first and amount - paid[first] <= rest:
                books.payments.update(first, amount=amount)
                paid[first] = Decimal(amount)
            case "change" if first:
                with pytest.raises(NotAllowed):
                    books.payments.update(first, amount=amount)
            case "reprice" if amount >= sum(paid.values()) and (rest or amount == total):
                getattr(books, module).update(document, lines=[{"name": "Work", "rate": amount}])
                total = Decimal(amount)
            case "reprice":
                with pytest.raises(NotAllowed):
                    getattr(books, module).update(document, lines=[{"name": "Work", "rate": amount}])
            case "reload":
                world = World.load(world.export())
        document = getattr(world.books, module).get(record_id)
        assert document.total == total
        assert document.balance == total - sum(paid.values()) >= 0
        assert sorted(each.amount for each in world.books.payments.all()) == sorted(paid.values())
        unpaid = "sent" if kind == "invoice" else "open"
        assert document.status == (
            "paid" if not document.balance else "partially_paid" if sum(paid.values()) else unpaid
        )


@pytest.mark.parametrize("amount", [0, -1, Decimal("0.001"), 101])
def test_an_amount_that_cannot_be_paid_is_refused_and_changes_nothing(books: Finance, amount: Decimal) -> None:
    invoice = owed(books, "invoice")
    before = books.export()
    with pytest.raises(VendorError, match=r"cannot be paid|above the balance 100\.00 of 'INV-000001'"):
        invoice.record_payment(amount)
    assert books.export() == before


def test_a_draft_takes_no_payment(books: Finance) -> None:
    acme = books.customers.create(contact_name="Acme")
    draft = books.invoices.create(customer=acme, lines=[{"name": "Work", "rate": 1}])
    with pytest.raises(NotAllowed, match="'INV-000001' is draft, and one cannot record a payment of it then"):
        draft.record_payment(1)


def test_a_payment_has_a_number_a_day_and_the_party_and_currency_of_what_it_pays(books: Finance) -> None:
    invoice, bill = owed(books, "invoice"), owed(books, "bill")
    first, second = invoice.record_payment(40, date(2026, 1, 3)), bill.record_payment(10)
    assert (first.payment_number, second.payment_number) == ("PAY-000001", "PAY-000002")
    assert (first.date, second.date) == (date(2026, 1, 3), date(2026, 1, 5))
    assert (first.customer_id, first.vendor_id) == (invoice.customer_id, None)
    assert (second.customer_id, second.vendor_id) == (None, bill.vendor_id)
    assert (first.invoice_id, second.bill_id) == (invoice, bill)
    assert first.currency_code == invoice.currency_code


def test_what_is_paid_by_a_payment_stays_and_is_named(books: Finance) -> None:
    payment = owed(books, "invoice").record_payment(40)
    other = books.invoices.create(customer=payment.customer_id, lines=[{"name": "More", "rate": 50}], send=True)
    with pytest.raises(NotAllowed, match="delete it and record one of the other"):
        books.payments.update(payment, invoice=other)
    with pytest.raises(InvalidData, match="nothing says what is paid; give invoice_id or bill_id"):
        books.payments.create(amount=1)
    with pytest.raises(NotAllowed, match="one cannot void a payment; it can be updated or deleted"):
        payment.void()


def test_a_document_with_payments_is_deleted_after_them(books: Finance) -> None:
    invoice = owed(books, "invoice")
    payment = invoice.record_payment(100)
    with pytest.raises(
        NotAllowed, match=r"'INV-000001' has payments of 100\.00, so it cannot be deleted; delete those"
    ):
        books.invoices.delete(invoice)
    books.payments.delete(payment)
    assert (invoice.status, invoice.balance) == ("sent", 100)
    books.invoices.delete(invoice)
    assert not invoice.alive


@pytest.mark.parametrize("kind", ["invoice", "bill"])
def test_an_overdue_document_with_payments_is_voided_after_them(kind: str) -> None:
    """While it is not overdue, one that was paid in part has no such move."""
    world = World()
    document = owed(world.books, kind)
    getattr(world.books, document.ref.module).update(document, due_date=world.now.date())
    payment = document.record_payment(40)
    world.advance(days=1)
    with pytest.raises(NotAllowed, match=r"has payments of 40\.00, so it cannot be voided; delete those first"):
        document.void()
    (written,) = world.books.port().write(document.ref.module, [Update(document.ref.id, {"status": "void"})])
    assert isinstance(written.error, NotAllowed)
    assert "so it cannot be voided" in written.error.message
    assert document.status == "overdue"
    world.books.payments.delete(payment)
    document.void()
    assert document.status == "void"


def test_payments_are_numbered_on_after_a_reload() -> None:
    world = World()
    owed(world.books, "invoice").record_payment(40)
    books = World.load(world.export()).books
    assert books.invoices.all()[0].record_payment(1).payment_number == "PAY-000002"


def test_a_bill_that_was_paid_on_is_not_voided_until_its_payments_are_deleted():
    world = World()
    mill = world.books.vendors.create(contact_name="Mill")
    bill = world.books.bills.create(vendor=mill, lines=[{"name": "Work", "rate": 100}], due_date=world.now.date())
    bill.mark_open()
    payment = bill.record_payment(40)
    world.advance(days=2)
    assert bill.status == "overdue"
    with pytest.raises(NotAllowed, match=r"has payments of 40\.00, so it cannot be voided; delete those first"):
        bill.void()
    world.books.payments.delete(payment)
    bill.void()
    assert bill.status == "void"

"""A document's content as text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from zsim.fakes.finance import Finance
from zsim.fakes.finance.documents.printed import plain_number


def test_the_print_tells_all_that_is_on_the_paper(books: Finance) -> None:
    acme = books.customers.create(
        contact_name="Acme", billing_address={"address": "1 Road", "city": "Pune", "zip": "4"}
    )
    anvil = books.items.create(name="Anvil", rate=50)
    books.invoices.add_field("cf_colour", label="Colour")
    invoice = books.invoices.create(
        customer=acme,
        due_date=date(2026, 2, 1),
        reference_number="R-1",
        salesperson_name="Rita",
        lines=[
            {"item": anvil, "description": "heavy", "quantity": Decimal("1.5"), "discount": 10, "tax_percentage": 18},
            {"name": "Advice", "rate": Decimal("80.25"), "tax_percentage": 0},
        ],
        notes="Thanks",
        terms="Net",
        cf_colour="red",
        send=True,
        to="a@acme.example",
    )
    invoice.record_payment(60)
    assert invoice.printed().splitlines() == [
        "Invoice INV-000001, partially paid",
        "Customer: Acme",
        "Address: 1 Road, Pune, 4",
        "Date: 2026-01-05",
        "Due: 2026-02-01",
        "Reference: R-1",
        "Sales person: Rita",
        "1. Anvil - heavy: 1.5 x 50, less 10 %, tax 18 % = 67.50",
        "2. Advice: 1 x 80.25, tax 0 % = 80.25",
        "Sub total: 147.75 INR",
        "Tax: 12.15 INR",
        "Total: 159.90 INR",
        "Balance due: 99.90 INR",
        "Colour: red",
        "Notes: Thanks",
        "Terms: Net",
    ]


def test_a_payment_and_a_purchase_order_are_printed_too(books: Finance) -> None:
    wayne = books.vendors.create(contact_name="Wayne")
    order = books.purchase_orders.create(vendor=wayne, lines=[{"name": "Steel", "rate": 10}])
    bill = books.bills.create(vendor=wayne, bill_number="W-7", lines=[{"name": "Steel", "rate": 10}]).mark_open()
    payment = bill.record_payment(4)
    assert order.printed().splitlines()[:2] == ["Purchase order PO-000001, draft", "Vendor: Wayne"]
    assert payment.printed().splitlines() == [
        "Payment PAY-000001",
        "Vendor: Wayne",
        "Date: 2026-01-05",
        "Amount: 4.00 INR",
    ]


def test_the_print_follows_its_document_and_keeps_the_address_it_was_made_with(books: Finance) -> None:
    acme = books.customers.create(contact_name="Acme", billing_address={"city": "Pune"})
    quote = books.quotes.create(customer=acme, lines=[{"name": "Work", "rate": 1}], expiry_date=date(2026, 3, 1))
    books.customers.update(acme, contact_name="Ajax", billing_address={"city": "Goa"})
    quote.accept()
    told = quote.printed().splitlines()
    assert told[:4] == ["Quote QT-000001, accepted", "Customer: Ajax", "Address: Pune", "Date: 2026-01-05"]
    assert "Valid until: 2026-03-01" in told


@pytest.mark.parametrize(
    ("value", "told"), [(Decimal("100"), "100"), (Decimal("2.50"), "2.5"), (Decimal("1E+2"), "100"), (3, "3")]
)
def test_a_number_has_no_zeros_at_its_end(value: Decimal | int, told: str) -> None:
    assert plain_number(value) == told

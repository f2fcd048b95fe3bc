"""The summary of a party: what of its documents counts, and with what."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.sync.documents.stages import LINKED, TWIN, Stage, invoice
from tests.unit.sync.samples import PERSON, contact, link, person, record
from zsim.catalogue import catalogue
from zsim.ports.records import Record
from zsim.ports.relay import Summary
from zsim.sync import System
from zsim.sync.documents.summary import summary_of
from zsim.sync.runs.calls import at_once

CUSTOMER = TWIN._replace(fields={**TWIN.fields, "currency_code": "EUR"})
MILL = record(System.FINANCE, "vendors", 23, contact_name="Mill", currency_code="USD")


def summary(*documents: Record, of: int = 0, product: str = "books") -> Summary:
    """The summary of the customer, or of another of those linked."""
    stage = Stage(CUSTOMER, MILL, *documents)
    context = replace(stage.connection.context, product=catalogue().product(product))
    return at_once(summary_of(stage.connection.calls, context, LINKED[of]))


@pytest.mark.parametrize(
    ("status", "balance", "due"),
    [
        ("sent", 70, 70),
        ("sent", None, 100),
        ("overdue", 100, 100),
        ("partially_paid", 30, 30),
        ("paid", 0, 0),
        ("paid", None, 0),
        ("draft", 100, 0),
        ("pending_approval", 100, 0),
        ("approved", 100, 0),
        ("void", 100, 0),
    ],
)
def test_an_invoice_counts_with_what_is_left_to_pay(status: str, balance: int | None, due: int) -> None:
    left = None if balance is None else Decimal(balance)
    found = summary(invoice(81, status=status, total=Decimal(100), balance=left))
    assert found == Summary("books", "EUR", Decimal(due), Decimal(0), None)


def test_sales_are_all_that_was_invoiced_where_the_product_tells() -> None:
    documents = [
        invoice(81 + number, status=status, total=Decimal(100), balance=Decimal(0))
        for number, status in enumerate(("draft", "sent", "paid", "void"))
    ]
    sales = {each: summary(*documents, product=each).sales for each in ("invoice", "books", "billing")}
    assert sales == {"invoice": None, "books": None, "billing": Decimal(200)}


def test_a_vendors_bills_are_payable() -> None:
    bill = record(
        System.FINANCE, "bills", 91, vendor_id=MILL.id, status="open", total=Decimal(100), balance=Decimal(60)
    )
    assert summary(bill, of=2) == Summary("books", "USD", Decimal(0), Decimal(60), None)


def test_a_contact_person_has_none_of_its_own() -> None:
    stage = Stage(CUSTOMER)
    one = link(PERSON, contact(32), person(33, TWIN))
    assert at_once(summary_of(stage.connection.calls, stage.connection.context, one)) == Summary("books")


def test_a_customer_that_was_deleted_has_none() -> None:
    """Its link ends with the next run alone."""
    stage = Stage(MILL)
    assert at_once(summary_of(stage.connection.calls, stage.connection.context, LINKED[0])) == Summary("books")


def test_it_is_told_in_words() -> None:
    assert str(Summary("books", "EUR", Decimal(1234), Decimal(0), None)) == (
        "in books: receivables 1,234.00 EUR, payables 0.00 EUR"
    )
    assert str(Summary("books")) == "in books: no customer or vendor of its own"

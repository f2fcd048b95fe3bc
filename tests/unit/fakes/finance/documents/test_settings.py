"""What new documents get unless they say otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from zsim import World
from zsim.fakes.finance import Finance
from zsim.fakes.store.handle import Handle
from zsim.kernel.errors import UsageError

WORK = [{"name": "Work", "rate": 100}]


@pytest.fixture
def acme(books: Finance) -> Handle:
    """A customer without payment terms."""
    return books.customers.create(contact_name="Acme")


def test_a_document_keeps_what_was_set_when_it_was_made(books: Finance, acme: Handle) -> None:
    plain = books.invoices.create(customer=acme, lines=WORK)
    books.invoices.configure(notes="Thanks", terms="Net", due_days=7)
    first = books.invoices.create(customer=acme, lines=WORK)
    books.invoices.configure(notes="Bye")
    second = books.invoices.create(customer=acme, lines=WORK)
    third = books.invoices.create(customer=acme, lines=WORK, notes="Mine", due_date=date(2026, 1, 6))
    assert [(each.notes, each.terms, each.due_date) for each in (plain, first, second, third)] == [
        (None, None, None),
        ("Thanks", "Net", date(2026, 1, 12)),
        ("Bye", "Net", date(2026, 1, 12)),
        ("Mine", "Net", date(2026, 1, 6)),
    ]


def test_payment_terms_of_the_party_go_before_the_days_set(books: Finance) -> None:
    books.invoices.configure(due_days=7)
    quick, slow = (books.customers.create(contact_name=f"In {each}", payment_terms=each) for each in (0, 30))
    made = [books.invoices.create(customer=each, lines=WORK, date=date(2026, 1, 31)) for each in (quick, slow)]
    assert [each.due_date for each in made] == [date(2026, 1, 31), date(2026, 3, 2)]


def test_each_type_has_settings_of_its_own(books: Finance, acme: Handle) -> None:
    books.quotes.configure(notes="An offer", due_days=3)
    quote, invoice = (face.create(customer=acme, lines=WORK) for face in (books.quotes, books.invoices))
    assert (quote.notes, quote.expiry_date, invoice.notes) == ("An offer", None, None)


@pytest.mark.parametrize("given", [{"notes": 7}, {"prefix": ["A-"]}, {"terms": True}])
def test_what_is_no_text_is_refused(books: Finance, acme: Handle, given: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="it is no text"):
        books.invoices.configure(**given, due_days=7)
    assert books.invoices.create(customer=acme, lines=WORK).due_date is None


@pytest.mark.parametrize("days", [-1, True, "7"])
def test_days_are_none_or_more(books: Finance, acme: Handle, days: Any) -> None:
    with pytest.raises(UsageError, match="0 or more"):
        books.invoices.configure(due_days=days)
    assert books.invoices.create(customer=acme, lines=WORK).due_date is None


def test_settings_outlast_a_reload() -> None:
    world = World()
    world.books.invoices.configure(prefix="A-", next_number=7, notes="Thanks", terms="Net", due_days=0)
    books = World.load(world.export()).books
    made = books.invoices.create(customer=books.customers.create(contact_name="Acme"), lines=WORK)
    told = made.invoice_number, made.notes, made.terms, made.due_date
    assert told == ("A-000007", "Thanks", "Net", made.date)

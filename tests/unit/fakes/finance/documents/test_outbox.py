"""What was mailed to whom."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.unit.fakes.finance.conftest import Shop
from zsim import World
from zsim.fakes.finance.documents.outbox import Mail, Outbox
from zsim.fakes.store.handle import Handle
from zsim.kernel.clock import Clock
from zsim.ports.errors import InvalidData, VendorError

WORK = [{"name": "Work", "rate": 100}]
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def acme(shop: Shop) -> Handle:
    """A customer with an email."""
    return shop.finance.customers.create(contact_name="Acme", email="a@acme.example")


def test_a_document_is_mailed_to_its_party_or_to_the_address_named(shop: Shop, acme: Handle) -> None:
    books = shop.finance
    quote = books.quotes.create(customer=acme, lines=WORK).send()
    shop.clock.move_to(shop.clock.now_ms + 1000)
    invoice = books.invoices.create(customer=acme, lines=WORK, send=True, to="b@acme.example")
    assert books.outbox.all() == [
        Mail(AT, "quote QT-000001", quote.id, "a@acme.example"),
        Mail(AT.replace(second=1), "invoice INV-000001", invoice.id, "b@acme.example"),
    ]
    assert books.outbox.of(invoice) == books.outbox.of(invoice.id) == books.outbox.all()[1:]
    assert str(books.outbox).splitlines() == [
        "mailed: 2",
        "  2026-01-05 09:00:00  quote QT-000001 to a@acme.example",
        "  2026-01-05 09:00:01  invoice INV-000001 to b@acme.example",
    ]


def test_an_empty_outbox_says_so() -> None:
    outbox = Outbox(Clock(0))
    assert (str(outbox), len(outbox), outbox.all()) == ("mailed: nothing", 0, [])


@pytest.mark.parametrize(
    ("email", "to", "told"),
    [
        (None, None, "there is no address to mail it to; give the customer an email"),
        ("a@acme.example", "nobody", "'nobody' is no address to mail to"),
    ],
)
def test_without_an_address_nothing_is_mailed_made_or_sent(
    shop: Shop, email: str | None, to: str | None, told: str
) -> None:
    books = shop.finance
    draft = books.invoices.create(customer=books.customers.create(contact_name="Acme", email=email), lines=WORK)
    before = books.export()
    with pytest.raises(InvalidData, match=told):
        draft.send(to)
    with pytest.raises(InvalidData, match=told):
        books.invoices.create(customer=draft.customer_id, lines=WORK, send=True, to=to)
    assert books.export() == before
    assert not len(books.outbox)


def test_what_cannot_be_sent_is_not_mailed(shop: Shop, acme: Handle) -> None:
    invoice = shop.finance.invoices.create(customer=acme, lines=WORK)
    invoice.void()
    with pytest.raises(VendorError, match="is void, and one cannot send it then"):
        invoice.send()
    assert not len(shop.finance.outbox)


def test_sending_again_mails_again_and_marking_as_sent_mails_nothing(shop: Shop, acme: Handle) -> None:
    invoice = shop.finance.invoices.create(customer=acme, lines=WORK).mark_sent()
    assert not len(shop.finance.outbox)
    invoice.send()
    invoice.send()
    assert [each.id for each in shop.finance.outbox] == [invoice.id] * 2


def test_mails_outlast_a_reload() -> None:
    world = World()
    acme = world.books.customers.create(contact_name="Acme", email="a@acme.example")
    world.books.invoices.create(customer=acme, lines=WORK, send=True)
    again = World.load(world.export())
    assert again.books.outbox.all() == world.books.outbox.all()
    assert len(again.books.outbox) == 1

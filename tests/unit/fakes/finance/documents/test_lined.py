"""What documents hold, what they are called, and what finance refuses of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.unit.fakes.finance.conftest import MakeShop, Shop
from zsim import World
from zsim.fakes.finance import Finance
from zsim.fakes.store.handle import Handle
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidData, LimitExceeded, NotAllowed, VendorError
from zsim.ports.records import Create

WORK = [{"name": "Work", "rate": 100}]


@pytest.fixture
def acme(books: Finance) -> Handle:
    """A customer."""
    return books.customers.create(contact_name="Acme", email="a@acme.example")


@pytest.fixture
def wayne(books: Finance) -> Handle:
    """A vendor."""
    return books.vendors.create(contact_name="Wayne")


def test_a_bill_without_a_number_is_called_by_its_date(books: Finance, wayne: Handle) -> None:
    bill, numbered = [books.bills.create(vendor=wayne, lines=WORK, bill_number=each) for each in (None, "W-7")]
    assert str(bill) == f"bill of 2026-01-05 in books, id {bill.id}"
    assert str(numbered) == f"bill 'W-7' in books, id {numbered.id}"
    assert repr(bill) == f"<bill of 2026-01-05 in books, id {bill.id}>"
    assert bill.printed().splitlines()[0] == "Bill of 2026-01-05, draft"
    assert numbered.printed().splitlines()[0] == "Bill W-7, draft"
    with pytest.raises(NotAllowed, match="bills: a bill of 2026-01-05 is draft, and one cannot reopen it then"):
        bill.reopen()
    with pytest.raises(NotAllowed, match="bills: 'W-7' is draft"):
        numbered.reopen()


def test_a_journal_calls_a_bill_without_a_number_by_its_date() -> None:
    world = World()
    bill = world.books.bills.create(vendor=world.books.vendors.create(contact_name="Wayne"), lines=WORK)
    world.books.bills.delete(bill)
    told = str(world.lines())
    assert "created a bill in" in told
    assert "bill of 2026-01-05 in" in told
    assert bill.id not in told
    assert "'bill of" not in told


def test_texts_have_the_article_of_their_noun(books: Finance, acme: Handle) -> None:
    invoice = books.invoices.create(customer=acme, lines=WORK)
    with pytest.raises(NotAllowed, match="what is done with an invoice: "):
        books.invoices.update(invoice, status="paid")
    with pytest.raises(NotAllowed, match="one cannot accept an invoice; "):
        invoice.accept()
    with pytest.raises(NotAllowed, match="create an invoice for the other customer"):
        books.invoices.update(invoice, customer=books.customers.create(contact_name="Ajax"))
    with pytest.raises(NotAllowed, match="a quote is not paid"):
        books.quotes.create(customer=acme, lines=WORK).record_payment(1)


def test_an_estimate_turns_into_no_bill(make_shop: MakeShop) -> None:
    invoice = make_shop("invoice").finance
    estimate = invoice.estimates.create(customer=invoice.customers.create(contact_name="Acme"), lines=WORK)
    with pytest.raises(NotAllowed, match="an estimate cannot be converted into 'bill', only into invoices"):
        estimate.convert(to="bill")


def test_nobody_makes_a_field_of_line_items(books: Finance) -> None:
    with pytest.raises(UsageError, match="a custom field cf_parts of line items: only documents have lines"):
        books.invoices.add_field("cf_parts", type="line_items")
    with pytest.raises(UsageError) as refused:
        books.invoices.add_field("cf_parts", type="lines")
    assert "line_items" not in str(refused.value)
    assert "cf_parts" not in books.modules["invoices"].schema


def test_an_integration_writes_lines_and_no_total(shop: Shop, acme: Handle) -> None:
    lines = ({"name": "Work", "rate": Decimal(7)},)
    (refused,) = shop.write_to("invoices", Create({"customer_id": acme.id, "total": Decimal(7), "line_items": lines}))
    assert isinstance(refused.error, InvalidData)
    assert "total" in str(refused.error)
    (made,) = shop.write_to("invoices", Create({"customer_id": acme.id, "line_items": lines}))
    assert shop.finance.invoices.get(made.id).total == 7


def test_a_line_without_anything_is_refused_with_what_to_give(books: Finance, acme: Handle) -> None:
    with pytest.raises(InvalidData, match="line_items is missing; give at least one line"):
        books.invoices.create(customer=acme)


def test_a_plan_holds_so_many_documents_and_payments_do_not_count(books: Finance, acme: Handle, wayne: Handle) -> None:
    books.set_plan(2)
    invoice = books.invoices.create(customer=acme, lines=WORK, send=True)
    invoice.record_payment(40)
    books.bills.create(vendor=wayne, lines=WORK)
    for face, party in ((books.quotes, {"customer": acme}), (books.bills, {"vendor": wayne})):
        with pytest.raises(LimitExceeded, match="holds 2 documents, and there are 2; take a larger plan or delete"):
            face.create(**party, lines=WORK)
    invoice.record_payment(60)
    books.set_plan(3)
    quote = books.quotes.create(customer=acme, lines=WORK)
    with pytest.raises(LimitExceeded):
        quote.convert()
    assert quote.status == "draft"
    books.quotes.delete(quote)
    assert books.quotes.create(customer=acme, lines=WORK).alive


def test_a_plan_without_limit_has_room(books: Finance, acme: Handle) -> None:
    books.set_plan(0)
    books.set_plan(None)
    assert books.invoices.create(customer=acme, lines=WORK).alive
    for number in (-1, True, "7"):
        with pytest.raises(UsageError, match="0 or more, or None"):
            books.set_plan(number)


def test_a_frozen_document_keeps_its_content(books: Finance, acme: Handle) -> None:
    invoice = books.invoices.create(customer=acme, lines=WORK, send=True)
    invoice.record_payment(100)
    with pytest.raises(NotAllowed, match=f"'{invoice.invoice_number}' is paid, so its notes stays; make a new one"):
        books.invoices.update(invoice, notes="more")
    books.invoices.add_field("cf_colour")
    books.invoices.update(invoice, cf_colour="red")
    assert (invoice.cf_colour, invoice.notes) == ("red", None)


def test_a_document_is_not_due_before_its_date(books: Finance, acme: Handle) -> None:
    with pytest.raises(InvalidData, match="due_date 2026-01-04 is before the date 2026-01-05"):
        books.invoices.create(customer=acme, lines=WORK, due_date=date(2026, 1, 4))
    assert books.invoices.create(customer=acme, lines=WORK, due_date=date(2026, 1, 5)).status == "draft"


def test_the_total_stays_at_least_what_was_paid(books: Finance, acme: Handle) -> None:
    invoice = books.invoices.create(customer=acme, lines=WORK, send=True)
    invoice.record_payment(60)
    with pytest.raises(NotAllowed, match=r"the total 59\.00 is less than the 60\.00 paid already"):
        books.invoices.update(invoice, lines=[{"name": "Work", "rate": 59}])
    books.invoices.update(invoice, lines=[{"name": "Work", "rate": 61}])
    assert (invoice.total, invoice.balance, invoice.status) == (61, 1, "partially_paid")


def test_an_item_gives_a_line_what_it_leaves_out(books: Finance, acme: Handle) -> None:
    anvil = books.items.create(name="Anvil", rate=50, description="Heavy")
    invoice = books.invoices.create(
        customer=acme, lines=[{"item": anvil, "rate": None}, {"item": anvil, "rate": 40, "name": "Old"}]
    )
    assert [(each["name"], each["description"], each["rate"]) for each in invoice.line_items] == [
        ("Anvil", "Heavy", 50),
        ("Old", "Heavy", 40),
    ]
    assert invoice.item_ids == [anvil]
    books.items.update(anvil, rate=70)
    assert invoice.total == 90


def test_an_item_that_is_inactive_or_not_there_stands_in_no_new_line(make_shop: MakeShop) -> None:
    books = make_shop().finance
    acme, anvil = books.customers.create(contact_name="Acme"), books.items.create(name="Anvil", rate=5)
    kept = books.invoices.create(customer=acme, lines=[{"item": anvil}])
    books.items.deactivate(anvil)
    with pytest.raises(NotAllowed, match="which is inactive"):
        books.invoices.create(customer=acme, lines=[{"item": anvil}])
    books.invoices.update(kept, lines=[{"item": anvil, "quantity": 2}])
    assert kept.total == 10
    with pytest.raises(VendorError, match="item_id"):
        books.invoices.create(customer=acme, lines=[{"item": "1" * 18}])

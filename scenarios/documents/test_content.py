"""What documents say: their lines and sums, their numbers, and what of them is theirs for good."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scenarios.documents._setup import EVERY, WORK, made, pay, today
from zsim import World, given, scenario, then, when
from zsim.ports.errors import InvalidData, LimitExceeded, NotAllowed

TYPES = pytest.mark.parametrize("type", ["estimates", "invoices"])


def number(document: object) -> str:
    """The number of an estimate or invoice."""
    return str(getattr(document, "estimate_number", None) or getattr(document, "invoice_number", None))


@TYPES
@scenario(covers=["TXN-25"], products=EVERY)
def test_lines_are_rounded_half_up_and_taxed_one_by_one(world: World, product: str, type: str) -> None:
    """Two lines of 10.05 with 10 per cent of tax each are 22.12: 1.005 is rounded twice, and not once."""
    with when("a document has such lines, the second with a discount of half of 20.10"):
        lines = [
            {"name": "One", "rate": Decimal("10.05"), "tax_percentage": 10},
            {"name": "Two", "quantity": 2, "rate": Decimal("10.05"), "discount": 50, "tax_percentage": 10},
        ]
        document = made(world, product, type, lines=lines)
    with then("each line is rounded by itself, its tax as well, and the total is their sum"):
        assert [row["item_total"] for row in document.line_items] == [Decimal("10.05")] * 2
        assert (document.sub_total, document.tax_total) == (Decimal("20.10"), Decimal("2.02"))
        assert document.total == Decimal("22.12")


@TYPES
@scenario(covers=["TXN-23"], products=EVERY)
def test_where_tax_is_mandatory_no_line_goes_without(world: World, product: str, type: str) -> None:
    """A line without tax is refused with the preference, and saved without; a tax of 0 is one."""
    with given("an organisation in which a line without tax is saved"):
        made(world, product, type)
    with when("tax is made mandatory"):
        world[product].preferences.update(tax_mandatory=True)
    with then("a line without is refused, one with 0 is saved, and the refusal used up no number"):
        with pytest.raises(InvalidData, match="line 1 has no tax"):
            made(world, product, type)
        second = made(world, product, type, lines=[{**WORK[0], "tax_percentage": 0}])
        assert number(second).endswith("000002")


@TYPES
@scenario(covers=["TXN-26"], products=EVERY)
def test_a_number_is_given_once(world: World, product: str, type: str) -> None:
    """Numbers count up, past a deleted document too; another prefix counts for itself; a given number is refused."""
    face = getattr(world[product], type)
    with given("two documents, of which the second is deleted, and a refused third"):
        first, second = made(world, product, type), made(world, product, type)
        prefix = number(first).removesuffix("000001")
        face.delete(second)
        with pytest.raises(InvalidData):
            made(world, product, type, lines=[])
    with when("two more are made, the last under another prefix"):
        third = made(world, product, type)
        face.configure(prefix="X-")
        other = made(world, product, type)
    with then("the deleted one's number stays unused, and the other prefix begins at 1"):
        assert [number(each) for each in (first, third, other)] == [f"{prefix}000001", f"{prefix}000003", "X-000001"]
    with then("a number that was given cannot be chosen again, a later one can"):
        with pytest.raises(InvalidData, match="above 3"):
            face.configure(prefix=prefix, next_number=3)
        face.configure(prefix=prefix, next_number=40)
        assert number(made(world, product, type)) == f"{prefix}000040"


@TYPES
@scenario(covers=["TXN-28"], products=EVERY)
def test_a_plan_counts_documents_and_no_payments(world: World, product: str, type: str) -> None:
    """A plan of two documents refuses the third, counts no payment, and has room again when one is deleted."""
    face = getattr(world[product], type)
    with given("a plan of two documents, an invoice that is partly paid and an estimate or invoice"):
        world[product].set_plan(2)
        invoice = made(world, product, "invoices")
        invoice.mark_sent()
        pay(invoice, 40)
        second = made(world, product, type)
    with when("a third is made"), pytest.raises(LimitExceeded, match="holds 2 documents"):
        made(world, product, type)
    with then("it is refused; once one is deleted there is room, under the next number"):
        former = int(number(second)[-6:])
        face.delete(second)
        assert int(number(made(world, product, type))[-6:]) == former + 1


@TYPES
@scenario(covers=["TXN-32"], products=EVERY)
def test_nothing_is_mailed_without_an_address(world: World, product: str, type: str) -> None:
    """A document is mailed to its customer's address or the one named; without any it stays a draft."""
    with given("a draft for Acme, which has an address, and one for Bolt, which has none"):
        ours = made(world, product, type)
        bolt = world[product].customers.create(contact_name="Bolt")
        theirs = made(world, product, type, customer=bolt)
    with when("both are sent"):
        ours.send()
        with pytest.raises(InvalidData, match="no address"):
            theirs.send()
    with then("one mail went out, and Bolt's document is a draft until an address is named"):
        assert [each.to for each in world[product].outbox.all()] == ["acme@example.com"]
        assert (ours.status, theirs.status) == ("sent", "draft")
        theirs.send(to="bolt@example.com")
        assert [each.to for each in world[product].outbox.all()] == ["acme@example.com", "bolt@example.com"]


@TYPES
@scenario(covers=["TXN-33"], products=EVERY)
def test_a_document_keeps_the_address_and_texts_it_was_made_with(world: World, product: str, type: str) -> None:
    """The customer moves and the organisation writes other notes: documents made before say what they said."""
    face = getattr(world[product], type)
    with given("a document made while Acme was in Pune and the notes were 'Thanks'"):
        face.configure(notes="Thanks", terms="30 days")
        before = made(world, product, type)
        world[product].customers.update(before.customer_id, **{"billing_address.city": "Pune"})
        old = made(world, product, type)
    with when("Acme moves to Delhi, other notes are set, and one more is made"):
        world[product].customers.update(old.customer_id, **{"billing_address.city": "Delhi"})
        face.configure(notes="Welcome")
        new = made(world, product, type)
    with then("each says what held when it was made"):
        texts = [(each.fields["billing_address.city"], each.notes, each.terms) for each in (old, new)]
        assert texts == [("Pune", "Thanks", "30 days"), ("Delhi", "Welcome", "30 days")]


@scenario(covers=["TXN-29"], products=EVERY)
def test_what_is_settled_stays_as_it_is(world: World, product: str) -> None:
    """Void and paid invoices, declined and invoiced estimates refuse an edit of their lines, notes and dates."""
    with given("one document in each such state"):
        void, paid = made(world, product, "invoices"), made(world, product, "invoices")
        void.void()
        paid.mark_sent()
        pay(paid, 100)
        declined, invoiced = made(world, product, "estimates"), made(world, product, "estimates")
        declined.decline()
        invoiced.convert()
    with then("no edit passes, and nothing changes"):
        before = world[product].export()
        for document in (void, paid, declined, invoiced):
            face = getattr(world[product], document.ref.module)
            for change in ({"lines": [{"name": "Work", "rate": 900}]}, {"notes": "More"}, {"date": today(world)}):
                if change != {"date": document.date}:
                    with pytest.raises(NotAllowed, match="stays"):
                        face.update(document, **change)
        assert world[product].export() == before


@scenario(covers=["TXN-27"], products=EVERY)
def test_what_is_converted_leads_to_what_was_made_of_it(world: World, product: str) -> None:
    """An estimate's invoice has its customer, lines and texts; when it is deleted the estimate stays invoiced."""
    with given("an estimate with a reference and a salesperson"):
        estimate = made(world, product, "estimates", reference_number="PO 7", salesperson_name="Rita")
    with when("it is converted"):
        invoice = estimate.convert(to="invoice")
    with then("the invoice says the same, and each leads to the other"):
        for name in ("customer_id", "line_items", "total", "reference_number", "salesperson_name"):
            assert getattr(invoice, name) == getattr(estimate, name)
        assert invoice.estimate_id == estimate
        assert estimate.fields["invoice_ids"] == (invoice.ref.id,)
    with when("the invoice is deleted"):
        world[product].invoices.delete(invoice)
    with then("the estimate is invoiced all the same, and leads nowhere"):
        assert estimate.status == "invoiced"
        assert not estimate.fields["invoice_ids"]


@pytest.mark.parametrize(("choice", "status", "mails"), [("off", None, 0), ("draft", "draft", 0), ("sent", "sent", 1)])
@scenario(covers=["TXN-22"], products=EVERY)
def test_an_accepted_estimate_may_convert_itself(
    world: World, product: str, choice: str, status: str | None, mails: int
) -> None:
    """Off, as a draft, or sent: the preference says what an estimate that is accepted becomes."""
    with given("an estimate, and the preference"):
        world[product].preferences.update(convert_accepted=choice)
        estimate = made(world, product, "estimates")
    with when("it is accepted"):
        estimate.accept()
    with then("there is the invoice that the preference asks for, or none"):
        assert estimate.status == ("accepted" if status is None else "invoiced")
        assert [each.status for each in world[product].invoices.all()] == ([] if status is None else [status])
        assert len(world[product].outbox.all()) == mails


@scenario(covers=["TXN-21"], products=EVERY)
def test_a_balance_is_what_is_left_to_pay(world: World, product: str) -> None:
    """Payments lower it and give it back when deleted; none passes that it is not there for."""
    with given("an invoice of 100 that is sent, and a draft"):
        invoice, draft = made(world, product, "invoices"), made(world, product, "invoices")
        invoice.mark_sent()
    with when("40 of it are paid"):
        payment = invoice.record_payment(40)
    with then("60 are left, and neither 61, nor nothing, nor a payment of the draft passes"):
        assert (invoice.balance, invoice.status) == (Decimal(60), "partially_paid")
        with pytest.raises(NotAllowed, match="above the balance 60"):
            invoice.record_payment(61)
        with pytest.raises(InvalidData, match="cannot be paid"):
            invoice.record_payment(0)
        with pytest.raises(NotAllowed, match="is draft"):
            draft.record_payment(10)
        with pytest.raises(NotAllowed, match="payments of 40"):
            world[product].invoices.delete(invoice)
        with pytest.raises(NotAllowed, match="less than the 40"):
            world[product].invoices.update(invoice, lines=[{"name": "Work", "rate": 39}])
    with when("the payment is deleted"):
        world[product].payments.delete(payment)
    with then("100 are left"):
        assert (invoice.balance, invoice.status) == (Decimal(100), "sent")


@scenario(covers=["TXN-20"], products=EVERY)
def test_what_is_past_its_date_says_so_at_midnight(world: World, product: str) -> None:
    """What is due today is open until the day is over; a draft does not change, and a later date opens it again."""
    with given("a sent invoice and a sent estimate whose last day is today, and a draft"):
        invoice = made(world, product, "invoices", due_date=today(world))
        estimate = made(world, product, "estimates", expiry_date=today(world))
        draft = made(world, product, "invoices", due_date=today(world))
        invoice.mark_sent()
        estimate.mark_sent()
    with when("the day is nearly over, and over"):
        world.advance_to(f"{today(world)} 23:59")
        evening = [each.status for each in (invoice, estimate, draft)]
        world.advance(minutes=1)
    with then("they change at midnight, and the draft does not"):
        assert evening == ["sent", "sent", "draft"]
        assert [each.status for each in (invoice, estimate, draft)] == ["overdue", "expired", "draft"]
    with when("their dates are put off"):
        world[product].invoices.update(invoice, due_date=today(world))
        world[product].estimates.update(estimate, expiry_date=today(world))
    with then("both are open again"):
        assert (invoice.status, estimate.status) == ("sent", "sent")


@scenario(covers=["TXN-33"], products=EVERY)
def test_a_document_is_due_and_priced_as_was_agreed_with_its_customer(world: World, product: str) -> None:
    """A customer of dollars who pays within 45 days is sent an invoice in dollars, due in 45 days."""
    with given("an organisation whose invoices are due in ten days, and a customer who agreed on 45, in dollars"):
        world[product].invoices.configure(due_days=10)
        bolt = world[product].customers.create(contact_name="Bolt", currency_code="USD", payment_terms=45)
    with when("an invoice is made for it, and one for a customer with whom nothing was agreed"):
        theirs = world[product].invoices.create(customer=bolt, lines=WORK)
        acme = world[product].customers.create(contact_name="Acme")
        other = world[product].invoices.create(customer=acme, lines=WORK)
    with then("each says what was agreed"):
        days = [(each.due_date - each.date).days for each in (theirs, other)]
        assert days == [45, 10]
        assert [each.currency_code for each in (theirs, other)] == ["USD", "INR"]


@TYPES
@scenario(covers=["TXN-33"], products=EVERY)
def test_a_document_touched_later_keeps_its_address(world: World, product: str, type: str) -> None:
    """The customer moves, and then an old document is edited and sent: it goes on saying where the customer was."""
    with given("a document made while Acme was in Pune"):
        first = made(world, product, type)
        world[product].customers.update(first.customer_id, **{"billing_address.city": "Pune"})
        old = made(world, product, type)
    with when("Acme moves to Delhi, and the document gets another reference and is marked as sent"):
        world[product].customers.update(old.customer_id, **{"billing_address.city": "Delhi"})
        getattr(world[product], type).update(old, reference_number="R-1")
        old.mark_sent()
    with then("it says Pune"):
        assert old.fields["billing_address.city"] == "Pune"


@scenario(covers=["TXN-21"], products=EVERY)
def test_what_is_left_to_pay_has_its_cents(world: World, product: str) -> None:
    """Of 99.90 a part of 40.45 is paid, then 59: less than one is left, which is something."""
    with given("a sent invoice of 99.90"):
        invoice = made(world, product, "invoices", lines=[{"name": "Work", "rate": Decimal("99.90")}])
        invoice.mark_sent()
    with when("40.45 are paid"):
        invoice.record_payment(Decimal("40.45"))
    with then("59.45 are left, and it is partially paid"):
        assert (invoice.balance, invoice.status) == (Decimal("59.45"), "partially_paid")
    with when("59 are paid as well"):
        invoice.record_payment(59)
    with then("0.45 are left, and it is still partially paid"):
        assert (invoice.balance, invoice.status) == (Decimal("0.45"), "partially_paid")
    with when("these are paid"):
        invoice.record_payment(Decimal("0.45"))
    with then("it is paid, and not before"):
        assert (invoice.balance, invoice.status) == (Decimal(0), "paid")


@scenario(covers=["TXN-20"], products=EVERY, zone="Asia/Kolkata")
def test_a_day_ends_where_the_organisation_is(world: World, product: str) -> None:
    """In Kolkata an invoice is overdue from midnight there, hours before it is midnight in Greenwich."""
    with given("a sent invoice that is due today"):
        invoice = made(world, product, "invoices", due_date=today(world))
        invoice.mark_sent()
    with when("it is a minute to midnight in Kolkata"):
        world.advance_to(f"{today(world)} 23:59")
    with then("it is not overdue"):
        assert invoice.status == "sent"
    with when("two minutes pass"):
        world.advance(minutes=2)
    with then("it is"):
        assert invoice.status == "overdue"


@scenario(covers=["TXN-20"], products=EVERY)
def test_an_invoice_that_comes_to_nothing_is_never_overdue(world: World, product: str) -> None:
    """Nothing is owed of it, so its last day passes without a word."""
    with given("a sent invoice of nothing, and one of 100, both due today"):
        free = made(world, product, "invoices", lines=[{"name": "Trial", "rate": 0}], due_date=today(world))
        owed = made(world, product, "invoices", due_date=today(world))
        free.mark_sent()
        owed.mark_sent()
    with when("two days pass"):
        world.advance(days=2)
    with then("only the one of which something is owed is overdue"):
        assert (free.status, owed.status) == ("sent", "overdue")


@pytest.mark.parametrize(("currency", "rate", "total"), [("INR", "0.125", "0.13"), ("KWD", "1.2345", "1.235")])
@scenario(covers=["TXN-25"], products=EVERY)
def test_a_half_is_rounded_up_in_the_minor_units_of_the_currency(
    world: World, product: str, currency: str, rate: str, total: str
) -> None:
    """0.125 rupees are 0.13, and 1.2345 Kuwaiti dinars, which have three digits, are 1.235."""
    with given("a customer of that currency"):
        acme = world[product].customers.create(contact_name="Acme", currency_code=currency)
    with when("an invoice is made of one line at that rate"):
        invoice = world[product].invoices.create(customer=acme, lines=[{"name": "Stamp", "rate": Decimal(rate)}])
    with then("the half is rounded up"):
        assert invoice.total == Decimal(total)

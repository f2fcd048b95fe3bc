"""The moves told from a journal."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from scenarios.schedule._setup import all_synced
from zsim import World
from zsim.fakes.finance.documents.handle import DocumentHandle
from zsim.fakes.store.effects import Effect
from zsim.kernel.clock import Clock
from zsim.kernel.journal import COMMAND, Command, Journal
from zsim.ports.errors import VendorError
from zsim.ports.records import RecordId, Ref, Value
from zsim.world.document_moves import MadeMove, moves_made

WORK = [{"name": "Work", "rate": 100}]
QUOTE = Ref("books", "estimates", RecordId("1"))


def made(world: World, kind: str, **given: Any) -> DocumentHandle:
    """A document of 100 in Books, for a customer with an address."""
    found = world.books.customers.find(contact_name="Acme")
    acme = found[0] if found else world.books.customers.create(contact_name="Acme", email="a@acme.example")
    document = getattr(world.books, kind).create(customer=acme, lines=WORK, **given)
    assert isinstance(document, DocumentHandle)
    return document


def told(world: World) -> list[tuple[str, str, str]]:
    """The moves as verb, before and after; none is a trigger's."""
    moves = list(moves_made(world.journal))
    assert {each.product for each in moves} <= {"books"}
    assert not any(each.triggered for each in moves)
    return [(each.verb, each.before, each.after) for each in moves]


def test_moves_of_people_the_clock_an_edit_and_a_conversion_are_told_in_order(world: World) -> None:
    quote = made(world, "estimates", expiry_date=world.now.date())
    quote.mark_sent()
    world.advance(days=2)
    world.books.estimates.update(quote, expiry_date=world.now.date() + timedelta(days=9))
    quote.accept()
    quote.convert()
    assert told(world) == [
        ("mark_sent", "draft", "sent"),
        ("expire", "sent", "expired"),
        ("extend", "expired", "sent"),
        ("accept", "sent", "accepted"),
        ("convert", "accepted", "invoiced"),
    ]


def test_making_a_draft_is_no_move_and_one_sent_at_once_is_sent(world: World) -> None:
    made(world, "invoices")
    made(world, "invoices", send=True)
    assert told(world) == [("send", "draft", "sent")]


def test_payments_move_by_what_they_leave_to_pay(world: World) -> None:
    invoice = made(world, "invoices", send=True)
    invoice.record_payment(Decimal("39.60"))
    invoice.record_payment(Decimal("0.40"))
    payment = invoice.record_payment(10)
    world.books.payments.update(payment, amount=60)
    world.books.payments.update(payment, amount=20)
    world.books.payments.delete(payment)
    assert told(world)[1:] == [
        ("record_payment", "sent", "partially_paid"),
        ("record_payment", "partially_paid", "partially_paid"),
        ("record_payment", "partially_paid", "partially_paid"),
        ("record_payment", "partially_paid", "paid"),
        ("delete_payment", "paid", "partially_paid"),
        ("delete_payment", "partially_paid", "partially_paid"),
    ]


def test_an_edit_that_leaves_nothing_to_pay_is_no_payment(world: World) -> None:
    invoice = made(world, "invoices", send=True)
    invoice.record_payment(40)
    world.books.invoices.update(invoice, lines=[{"name": "Work", "rate": 40}])
    assert told(world)[-1] == ("settle", "partially_paid", "paid")


def test_what_is_refused_and_what_only_changes_content_is_no_move(world: World) -> None:
    quote = made(world, "estimates")
    world.books.estimates.update(quote, notes="Soon")
    with pytest.raises(VendorError):
        quote.approve()
    quote.send()
    with pytest.raises(VendorError):
        quote.send(to="nobody")
    assert told(world) == [("send", "draft", "sent")]


def test_mailing_again_is_a_move_each_time(world: World) -> None:
    quote = made(world, "estimates")
    quote.send()
    quote.send()
    quote.send(to="b@acme.example")
    assert told(world) == [("send", "draft", "sent"), ("send", "sent", "sent"), ("send", "sent", "sent")]


def test_what_is_past_its_date_once_it_is_sent_makes_two_moves(world: World) -> None:
    day = world.now.date()
    invoice = made(world, "invoices", date=day - timedelta(days=9), due_date=day - timedelta(days=2))
    invoice.send()
    assert told(world) == [("send", "draft", "sent"), ("fall_due", "sent", "overdue")]


def test_commands_in_the_crm_are_finances_moves_each_counted_once(world: World) -> None:
    acme = world.crm.accounts.create(Account_Name="Acme")
    all_synced(world, "books").transactions.enable("estimates")
    customers = world.books.customers
    customers.update(customers.one(contact_name="Acme"), email="a@acme.example")
    quote = world.crm.zoho_finance.quotes.create(customer=acme, lines=WORK)
    quote.send()
    quote.send()
    customers.update(customers.one(contact_name="Acme"), email=None)
    with pytest.raises(VendorError):
        quote.send()
    quote.accept()
    assert Counter(told(world)) == {
        ("send", "draft", "sent"): 1,
        ("send", "sent", "sent"): 1,
        ("accept", "sent", "accepted"): 1,
    }


def journal_of(before: str | None, after: str, cause: tuple[str, object]) -> Journal:
    """A history in which a quote went from one status to another because of one entry."""
    journal = Journal(Clock(0))
    kind, detail = cause
    number = journal.append("somebody", kind, QUOTE, detail)
    held: list[dict[str, Value] | None] = [
        None if status is None else {"status": status, "total": Decimal(1)} for status in (before, after)
    ]
    journal.append("books", "effect", QUOTE, Effect("created" if before is None else "updated", *held), number)
    return journal


def test_what_a_decision_moves_is_a_triggers_move() -> None:
    journal = journal_of("draft", "accepted", ("decision", ("to accept it",)))
    assert list(moves_made(journal)) == [MadeMove("books", "estimates", "accept", "draft", "accepted", triggered=True)]


def test_of_several_moves_between_two_states_the_command_says_which() -> None:
    for verb in ("send", "mark_sent"):
        journal = journal_of("draft", "sent", (COMMAND, Command(verb, {})))
        assert list(moves_made(journal)) == [MadeMove("books", "estimates", verb, "draft", "sent")]


def test_a_move_that_no_life_cycle_has_is_told_without_a_verb() -> None:
    journal = journal_of("invoiced", "draft", (COMMAND, Command("reopen", {})))
    assert list(moves_made(journal)) == [MadeMove("books", "estimates", "", "invoiced", "draft")]


def test_documents_of_an_app_that_has_none_of_the_type_and_other_records_do_not_move() -> None:
    for ref in (QUOTE._replace(app="crm"), QUOTE._replace(module="customers"), QUOTE._replace(module="payments")):
        journal = Journal(Clock(0))
        journal.append("x", "effect", ref, Effect("updated", {"status": "draft"}, {"status": "sent"}))
        assert list(moves_made(journal)) == []

"""Alarms at the midnights after which a document may be past its date."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from zsim import World
from zsim.fakes.finance.documents.due_dates import DueDates
from zsim.fakes.finance.documents.handle import DocumentHandle
from zsim.kernel.clock import Clock, to_datetime
from zsim.kernel.schedule import Schedule

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAY_MS = 86_400_000


class Alarms:
    """Due dates on a schedule, with the moments at which they were told."""

    def __init__(self, zone: str = "UTC") -> None:
        self.clock = Clock(int(START.timestamp()) * 1000, zone=zone)
        self.schedule = Schedule(self.clock)
        self.at: list[datetime] = []
        self.due = DueDates(self.schedule, self.clock, 1, lambda: self.at.append(to_datetime(self.clock.now_ms)))


def test_a_day_ends_at_midnight_and_has_one_alarm_however_many_need_it() -> None:
    alarms = Alarms()
    for day in (date(2026, 1, 6), date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 4), None, "2026-01-07"):
        alarms.due.need(day)
    assert len(alarms.schedule) == 2
    alarms.schedule.run_for(5 * DAY_MS)
    assert alarms.at == [datetime(2026, 1, 6, tzinfo=UTC), datetime(2026, 1, 7, tzinfo=UTC)]


def test_midnight_is_that_of_the_zone() -> None:
    alarms = Alarms("Asia/Kolkata")
    alarms.due.need(date(2026, 1, 6))
    alarms.schedule.run_for(5 * DAY_MS)
    assert alarms.at == [datetime(2026, 1, 6, 18, 30, tzinfo=UTC)]


def test_without_a_schedule_nothing_falls_due_by_itself() -> None:
    told: list[None] = []
    DueDates(None, Clock(0), 1, lambda: told.append(None)).need(date(2026, 1, 6))
    assert told == []


def due_tomorrow(world: World) -> list[DocumentHandle]:
    """A sent quote and invoice and an open bill that are good until tomorrow."""
    books, work = world.books, [{"name": "Work", "rate": 100}]
    acme = books.customers.create(contact_name="Acme", email="a@acme.example")
    wayne, day = books.vendors.create(contact_name="Wayne"), date(2026, 1, 6)
    return [
        books.quotes.create(customer=acme, lines=work, send=True, expiry_date=day),
        books.invoices.create(customer=acme, lines=work, send=True, due_date=day),
        books.bills.create(vendor=wayne, lines=work, due_date=day).mark_open(),
    ]


@pytest.mark.parametrize("reloaded", [False, True])
def test_documents_are_past_their_date_at_the_midnight_after_it(reloaded: bool) -> None:
    world = World()
    documents = [each.ref for each in due_tomorrow(world)]
    if reloaded:
        world = World.load(world.export())

    def states() -> list[str]:
        return [getattr(world.books, each.module).get(each.id).status for each in documents]

    world.advance(days=1)
    assert states() == ["sent", "sent", "open"]
    world.advance(days=1)
    assert states() == ["expired", "overdue", "overdue"]


def test_a_later_date_takes_a_document_back() -> None:
    world = World()
    quote, invoice, _ = due_tomorrow(world)
    invoice.record_payment(1)
    world.advance(days=3)
    world.books.quotes.update(quote, expiry_date=date(2026, 1, 9))
    world.books.invoices.update(invoice, due_date=date(2026, 1, 9))
    assert (quote.status, invoice.status) == ("sent", "partially_paid")
    world.advance(days=3)
    assert (quote.status, invoice.status) == ("expired", "overdue")


def test_a_document_that_comes_to_nothing_is_never_overdue() -> None:
    world = World()
    _, invoice, bill = due_tomorrow(world)
    world.books.invoices.update(invoice, lines=[{"name": "Advice", "rate": 0}])
    world.books.bills.update(bill, lines=[{"name": "Advice", "rate": 0}])
    world.advance(days=3)
    assert (invoice.status, bill.status) == ("sent", "open")

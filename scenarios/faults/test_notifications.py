"""Notifications that come twice or late: an invoice crosses once, in the version it has by then."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scenarios.faults._setup import with_invoices
from zsim import World, given, scenario, then, when
from zsim.fakes.store.handle import Handle

MINUTE_MS = 60_000


def acme_with_invoices(world: World, product: str) -> tuple[Handle, Handle, int]:
    """Acme, synced, with invoices enabled: its account, its customer, and how many runs invoices have had."""
    with given("Acme, synced, with invoices enabled"):
        sync = with_invoices(world, product)
        world.advance(minutes=5)
    return world.crm.accounts.all()[0], world[product].customers.all()[0], len(sync.transactions.invoices.history)


def shown(world: World) -> list[tuple[Decimal, str]]:
    """The totals and states of the invoices that the CRM shows."""
    return [(each.total, each.status) for each in world.crm.zoho_finance.invoices.all()]


@pytest.mark.parametrize("more", [1, 3])
@scenario(covers=["FLT-10"])
def test_an_invoice_of_finance_that_is_told_twice_crosses_once(world: World, product: str, more: int) -> None:
    """Finance tells of a new invoice more than once: the CRM shows it once, and the further run finds nothing to do."""
    _, customer, runs = acme_with_invoices(world, product)
    invoices = world.integration(product).transactions.invoices
    with when(f"an invoice is made in finance, and the notification comes {1 + more} times"):
        world.faults.duplicate_notification(product, more=more, module="invoices")
        world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
        world.settle()
    with then("the CRM shows it once"):
        assert shown(world) == [(Decimal(100), "draft")]
    with then("the first run made it, and a second one found nothing to do"):
        first, second = invoices.history[runs:]
        assert (first.added, second.added, second.updated) == (1, 0, 0)
        assert {run.grade for run in (first, second)} == {"done"}


@scenario(covers=["FLT-10"])
def test_a_change_that_is_told_twice_is_carried_once(world: World, product: str) -> None:
    """Finance tells twice that an invoice was sent: one run updates it in the CRM, the other finds nothing to do."""
    _, customer, _ = acme_with_invoices(world, product)
    invoices = world.integration(product).transactions.invoices
    with given("an invoice of finance, shown in the CRM"):
        invoice = world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
        world.settle()
        runs = len(invoices.history)
    with when("it is marked as sent, and the notification comes twice"):
        world.faults.duplicate_notification(product, module="invoices")
        world[product].invoices.mark_sent(invoice)
        world.settle()
    with then("the CRM shows it as sent, after one update"):
        assert shown(world) == [(Decimal(100), "sent")]
        assert [run.updated for run in invoices.history[runs:]] == [1, 0]


@scenario(covers=["FLT-11"], moments="exact")
def test_an_invoice_that_is_told_late_crosses_late(world: World, product: str) -> None:
    """The notification of an invoice takes a minute: the CRM shows it after that, as it is by then."""
    _, customer, _ = acme_with_invoices(world, product)
    with when("an invoice is made in finance, of which nobody is told for a minute, and it is sent meanwhile"):
        world.faults.late_notification(product, delay_ms=MINUTE_MS, module="invoices", times=2)
        invoice = world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
        world.advance(seconds=30)
        world[product].invoices.mark_sent(invoice)
        world.advance(seconds=29)
    with then("the CRM shows nothing yet"):
        assert shown(world) == []
    with when("the minute is over"):
        world.advance(seconds=1)
    with then("the CRM shows it, as sent"):
        assert shown(world) == [(Decimal(100), "sent")]
    with when("the notification of the second change comes, too"):
        runs = len(world.integration(product).transactions.invoices.history)
        world.advance(minutes=1)
    with then("there is nothing left to do"):
        told = world.integration(product).transactions.invoices.history[runs:]
        assert [(run.added, run.updated) for run in told] == [(0, 0)] * len(told) != []
        assert shown(world) == [(Decimal(100), "sent")]


@scenario(covers=["FLT-11"])
def test_what_another_run_carried_is_left_alone_by_a_late_notification(world: World, product: str) -> None:
    """One notification is late, the next is not: its run carries both, and the late one finds nothing."""
    _, customer, runs = acme_with_invoices(world, product)
    invoices = world.integration(product).transactions.invoices
    with when("an invoice is made of which nobody is told for a minute, and another one ten seconds later"):
        world.faults.late_notification(product, delay_ms=MINUTE_MS, module="invoices")
        world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
        world.advance(seconds=10)
        world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 200}])
        world.settle()
    with then("the CRM shows both"):
        assert [total for total, _ in shown(world)] == [Decimal(100), Decimal(200)]
    with when("the late notification comes"):
        carried = len(invoices.history)
        world.advance(minutes=1)
    with then("its run found nothing to do, and both are there once"):
        assert [(run.added, run.updated) for run in invoices.history[carried:]] == [(0, 0)]
        assert sum([run.added for run in invoices.history[runs:]]) == 2
        assert len(shown(world)) == len(world[product].invoices.all()) == 2

"""Documents that triggers leave alone: sent ones, those whose status was changed, paid ones, and those made by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scenarios.transactions._setup import ADVICE, shown
from scenarios.triggers._setup import (
    LOST,
    WON,
    deal,
    estimates,
    invoices,
    mark_sent,
    statuses,
    switch_on,
    switched_on,
    to_stage,
    won_and_sent,
)
from zsim import World, given, scenario, then, when


@scenario(covers=["TRG-10"], quirks=["TRG-10"])
def test_a_sent_invoice_is_frozen(world: World, product: str) -> None:
    """The invoice was marked sent: when the deal is lost it stays sent, and it is told why."""
    with given("a won deal whose invoice was marked sent"):
        fit_out = won_and_sent(world, product)
    with when("the deal is lost"):
        to_stage(world, fit_out, LOST)
    with then("the invoice is as it was sent"):
        assert statuses(invoices(world, product)) == ["sent"]
        assert world.why(fit_out).behaviours[-1] == "TRG-10"


@scenario(covers=["TRG-10"], quirks_off=["TRG-10"])
def test_without_the_oddity_a_sent_invoice_is_voided(world: World, product: str) -> None:
    """With TRG-10 switched off, the sent invoice of a lost deal is voided like a draft."""
    with given("a won deal whose invoice was marked sent"):
        fit_out = won_and_sent(world, product)
    with when("the deal is lost"):
        to_stage(world, fit_out, LOST)
    with then("the invoice is void"):
        assert statuses(invoices(world, product)) == ["void"]


@scenario(covers=["TRG-10"], products=["books"], quirks=["TRG-10"])
def test_a_sent_quote_is_frozen_in_books(world: World, product: str) -> None:
    """In Books a quote marked sent stays sent as well, won or lost."""
    with given("two deals whose quotes were marked sent"):
        switched_on(world, product, estimate=True)
        fit_out, lift = deal(world), deal(world, Deal_Name="Lift")
        for quote in estimates(world, product):
            mark_sent(world, product, quote)
    with when("one deal is won, and the other lost"):
        to_stage(world, fit_out, WON)
        to_stage(world, lift, LOST)
    with then("both quotes are as they were sent"):
        assert statuses(estimates(world, product)) == ["sent", "sent"]


@scenario(covers=["TRG-02", "TRG-03"], products=["invoice", "import"])
def test_a_sent_estimate_follows_its_deal(world: World, product: str) -> None:
    """In Invoice and the import only invoices freeze: a sent estimate is accepted or declined like a draft."""
    with given("two deals whose estimates were marked sent"):
        switched_on(world, product, estimate=True)
        fit_out, lift = deal(world), deal(world, Deal_Name="Lift")
        for estimate in estimates(world, product):
            mark_sent(world, product, estimate)
    with when("one deal is won, and the other lost"):
        to_stage(world, fit_out, WON)
        to_stage(world, lift, LOST)
    with then("the estimates follow"):
        assert statuses(estimates(world, product)) == ["accepted", "declined"]


@scenario(covers=["TRG-11"], quirks=["TRG-11"])
def test_any_status_change_freezes_in_the_import(world: World, product: str) -> None:
    """The invoice's status was changed in finance: the workflow leaves it alone."""
    with given("a won deal whose invoice was marked sent in finance"):
        fit_out = won_and_sent(world, product)
    with when("the deal is lost"):
        to_stage(world, fit_out, LOST)
    with then("the invoice is as it was"):
        assert statuses(invoices(world, product)) == ["sent"]
        assert world.why(fit_out).behaviours[-1] == "TRG-11"


@scenario(covers=["TRG-11"], quirks_off=["TRG-11"])
def test_without_the_oddity_the_changed_invoice_is_voided(world: World, product: str) -> None:
    """With TRG-11 switched off, the lost deal's invoice is voided though its status was changed."""
    with given("a won deal whose invoice was marked sent in finance"):
        fit_out = won_and_sent(world, product)
    with when("the deal is lost"):
        to_stage(world, fit_out, LOST)
    with then("the invoice is void"):
        assert statuses(invoices(world, product)) == ["void"]


@scenario(covers=["TRG-38", "TXN-37"])
@pytest.mark.parametrize(
    ("amount", "days", "status"), [(900, 0, "paid"), (400, 0, "partially_paid"), (400, 40, "overdue")]
)
def test_a_paid_invoice_is_left_alone(world: World, product: str, amount: int, days: int, status: str) -> None:
    """An invoice that was paid on, be it overdue for the rest, stays as it is when its deal is lost; nothing fails."""
    with given("a won deal whose invoice was paid, or a part of it"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world, WON)
        (invoice,) = invoices(world, product)
        world[product].invoices.update(invoice, due_date=world.now.date() + timedelta(days=30))
        mark_sent(world, product, invoice)
        invoice.record_payment(amount=amount)
        world.advance(days=days)
        assert invoice.status == status
    with when("the deal is lost"):
        to_stage(world, fit_out, LOST)
    with then("the invoice is as it was, and nothing failed"):
        assert statuses(invoices(world, product)) == [status]
        assert world.why(fit_out).behaviours[-1] == "TRG-38"


@scenario(covers=["TRG-37"])
def test_an_invoice_made_by_hand_is_none_of_the_triggers(world: World, product: str) -> None:
    """Somebody made an invoice for the deal in the CRM: that is won and lost, and the invoice stays a draft."""
    with given("an open deal of Acme's, and an invoice that somebody made for it in the CRM"):
        shown(world, product)
        switch_on(world, product, invoice=True)
        fit_out = deal(world)
        world.crm.zoho_finance.invoices.create(deal=fit_out, lines=ADVICE)
        (hand_made,) = invoices(world, product)
        assert hand_made.zcrm_potential_id == fit_out.id
    with when("the deal is won, and then lost"):
        to_stage(world, fit_out, WON)
        to_stage(world, fit_out, LOST)
    with then("the trigger's own invoice is void, and the other a draft"):
        own = [each for each in invoices(world, product) if each != hand_made]
        assert statuses(own) == ["void"]
        assert hand_made.status == "draft"


@scenario(covers=["TRG-43"])
def test_a_quote_waits_for_its_approval(world: World, product: str) -> None:
    """Books has quotes approved: the deal is won with its quote a draft, and that is accepted once it is approved."""
    with given("approvals are asked for, and a deal has its draft quote"):
        switched_on(world, product, estimate=True)
        world.books.preferences.update(approvals=True)
        fit_out = deal(world)
        (quote,) = estimates(world, product)
    with when("the deal is won"):
        to_stage(world, fit_out, WON)
    with then("the quote is a draft, and it is told why"):
        assert quote.status == "draft"
        assert world.why(fit_out).behaviours[-1] == "TRG-43"
    with when("it is submitted, and the next slot comes"):
        quote.submit()
        world.advance(hours=2)
    with then("it still waits"):
        assert quote.status == "pending_approval"
    with when("it is approved, and the next slot comes"):
        quote.approve()
        world.advance(hours=2)
    with then("it is accepted for the win"):
        assert quote.status == "accepted"
        assert world.why(fit_out).behaviours[-1] == "TRG-02"


@scenario(covers=["TRG-43"])
def test_a_quote_that_waits_is_judged_by_how_its_deal_stands(world: World, product: str) -> None:
    """Won, and lost before anybody approved the quote: approved at last, it is declined."""
    with given("approvals are asked for, and a won deal has a quote that waits for them"):
        switched_on(world, product, estimate=True)
        world.books.preferences.update(approvals=True)
        fit_out = deal(world, WON)
        (quote,) = estimates(world, product)
        assert quote.status == "draft"
    with when("the deal is lost, and then the quote approved"):
        to_stage(world, fit_out, LOST)
        quote.submit()
        quote.approve()
        world.advance(hours=2)
    with then("it is declined"):
        assert quote.status == "declined"


@scenario(covers=["TRG-43"])
def test_an_invoice_that_was_submitted_is_voided_once_it_can_be(world: World, product: str) -> None:
    """A won deal's invoice is submitted when the deal is lost: it is voided once it was approved or rejected."""
    with given("approvals are asked for, and two won deals whose invoices were submitted"):
        switched_on(world, product, invoice=True)
        world.books.preferences.update(approvals=True)
        won = deal(world, WON), deal(world, WON, Deal_Name="Lift")
        submitted = invoices(world, product)
        for each in submitted:
            each.submit()
    with when("both are lost"):
        for each in won:
            to_stage(world, each, LOST)
    with then("both invoices wait"):
        assert statuses(invoices(world, product)) == ["pending_approval"] * 2
    with when("one is approved, the other rejected, and the next slot comes"):
        submitted[0].approve()
        submitted[1].reject()
        world.advance(hours=2)
    with then("both are void"):
        assert statuses(invoices(world, product)) == ["void"] * 2


@scenario(covers=["TRG-45"])
def test_a_status_changed_back_is_as_if_it_never_was(world: World, product: str) -> None:
    """Somebody voids the import's invoice and makes it a draft again: the deal is lost, and it is voided with it."""
    with given("a won deal whose draft invoice was voided in finance and made a draft again"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world, WON)
        (invoice,) = invoices(world, product)
        world.advance(days=1)
        invoice.void()
        invoice.reopen()
    with when("the deal is lost"):
        to_stage(world, fit_out, LOST)
    with then("the invoice is void, by the workflow"):
        assert statuses(invoices(world, product)) == ["void"]
        assert world.why(fit_out).behaviours[-1] == "TRG-05"

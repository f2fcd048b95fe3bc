"""Transactions cross at once, whichever side they are made or changed on."""

from __future__ import annotations

from decimal import Decimal

from scenarios.schedule._setup import enable_invoices, names, synced
from zsim import World, given, scenario, then, when


def synced_with_invoices(world: World, product: str) -> None:
    """Acme as a synced customer, and invoices enabled; the last run was made a quarter of an hour ago."""
    world.crm.accounts.create(Account_Name="Acme")
    synced(world, product)
    enable_invoices(world, product)
    world.advance(minutes=15)


@scenario(covers=["SYN-10"])
def test_an_invoice_made_in_the_crm_is_in_finance_at_once(world: World, product: str) -> None:
    """An invoice made for an account in the CRM's Zoho Finance module needs no slot and no Instant Sync."""
    with given("a synced account, and invoices enabled"):
        synced_with_invoices(world, product)
        acme = world.crm.accounts.one(Account_Name="Acme")
    with when("an invoice of 100 is made for it in the CRM"):
        draft = world.crm.zoho_finance.invoices.create(customer=acme, lines=[{"name": "Advice", "rate": Decimal(100)}])
        made_at = world.now
        world.settle()
    with then("finance has it the same moment, for the customer, under the number both sides show"):
        (invoice,) = world[product].invoices.all()
        assert world.now == made_at
        assert invoice.customer_id == world[product].customers.one(contact_name="Acme")
        assert invoice.total == Decimal(100)
        assert invoice.invoice_number == draft.invoice_number == "INV-000001"
        assert world.why(invoice).outcomes[0] == "created"


@scenario(covers=["SYN-10"])
def test_an_invoice_made_in_finance_is_in_the_crm_at_once(world: World, product: str) -> None:
    """An invoice made in finance for a synced customer shows in the CRM's Zoho Finance module the same moment."""
    with given("a synced account, and invoices enabled"):
        synced_with_invoices(world, product)
        customer = world[product].customers.one(contact_name="Acme")
    with when("an invoice of 100 is made in finance"):
        invoice = world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
        made_at = world.now
        world.settle()
    with then("the CRM shows it for the account"):
        (shown,) = world.crm.zoho_finance.invoices.all()
        assert world.now == made_at
        assert shown.Account_Name == world.crm.accounts.one(Account_Name="Acme")
        assert shown.total == Decimal(100)
        assert shown.invoice_number == invoice.invoice_number
        assert world.why(invoice).outcomes[0] == "created"


@scenario(covers=["SYN-10"])
def test_a_change_in_finance_shows_in_the_crm_at_once(world: World, product: str) -> None:
    """An invoice is marked as sent in finance: the CRM shows it as sent the same moment."""
    with given("an invoice made in the CRM, which both sides have as a draft"):
        synced_with_invoices(world, product)
        acme = world.crm.accounts.one(Account_Name="Acme")
        shown = world.crm.zoho_finance.invoices.create(customer=acme, lines=[{"name": "Advice", "rate": Decimal(100)}])
        world.settle()
        (invoice,) = world[product].invoices.all()
        assert (shown.status, invoice.status) == ("draft", "draft")
        world.advance(minutes=5)
        so_far = len(world.why(shown).outcomes)
    with when("it is marked as sent in finance"):
        world[product].invoices.mark_sent(invoice)
        changed_at = world.now
        world.settle()
    with then("the CRM shows it as sent"):
        assert world.now == changed_at
        assert shown.status == "sent"
        assert world.why(shown).outcomes[so_far] == "updated"


@scenario(covers=["SYN-10"])
def test_invoices_do_not_take_customers_along(world: World, product: str) -> None:
    """Only transactions are instant: an account added beside an invoice still waits for the slot."""
    with given("a synced account, and invoices enabled"):
        synced_with_invoices(world, product)
        acme = world.crm.accounts.one(Account_Name="Acme")
    with when("a new account and an invoice for the synced one are made in the CRM"):
        beta = world.crm.accounts.create(Account_Name="Beta")
        world.crm.zoho_finance.invoices.create(customer=acme, lines=[{"name": "Advice", "rate": Decimal(100)}])
        world.settle()
    with then("the invoice has crossed, and the account has not"):
        assert [each.total for each in world[product].invoices.all()] == [Decimal(100)]
        assert names(world, product) == ["Acme"]
        assert world.why(beta).outcome is None
    with when("the slot comes"):
        world.advance(hours=2)
    with then("the account is a customer"):
        assert names(world, product) == ["Acme", "Beta"]


@scenario(covers=["SYN-10", "SYN-06"])
def test_a_pause_of_the_schedule_does_not_hold_transactions_up(world: World, product: str) -> None:
    """A pause stops what runs on schedule and on demand; an invoice still crosses the moment it is made."""
    with given("a synced account, invoices enabled, and a paused sync"):
        synced_with_invoices(world, product)
        acme = world.crm.accounts.one(Account_Name="Acme")
        world.integration(product).pause()
    with when("an invoice and another account are made in the CRM, and a day passes"):
        world.crm.zoho_finance.invoices.create(customer=acme, lines=[{"name": "Advice", "rate": Decimal(100)}])
        invoices = world[product].invoices.all()
        world.crm.accounts.create(Account_Name="Beta")
    with then("the invoice crosses at once, the account not even in a day"):
        assert [each.total for each in invoices] == [Decimal(100)]
        world.advance(days=1)
        assert names(world, product) == ["Acme"]


@scenario(covers=["SYN-10"])
def test_a_document_deleted_in_finance_leaves_the_crm_at_once(world: World, product: str) -> None:
    """An invoice that the CRM shows is deleted in finance: it is on the CRM's list no more."""
    with given("an invoice that the CRM shows"):
        world.crm.accounts.create(Account_Name="Acme")
        world.connect(product)
        enable_invoices(world, product)
        customer = world[product].customers.one(contact_name="Acme")
        invoice = world[product].invoices.create(customer=customer, lines=[{"name": "Work", "rate": 10}])
        world.settle()
        assert len(world.crm.zoho_finance.invoices.all()) == 1
    with when("it is deleted in finance"):
        world.advance(minutes=1)
        world[product].invoices.delete(invoice)
        world.settle()
    with then("the CRM shows none"):
        assert world.crm.zoho_finance.invoices.all() == []

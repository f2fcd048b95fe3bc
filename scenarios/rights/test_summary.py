"""Receivables, payables and sales of an account or contact, as the CRM shows them from finance."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scenarios.rights._setup import refused, sales
from scenarios.schedule._setup import all_synced
from scenarios.transactions._setup import ADVICE, customer
from zsim import World, given, scenario, then, when
from zsim.ports.errors import NotAllowed


@scenario(covers=["PRM-04"])
def test_the_summary_is_for_profiles_that_may_see_it(world: World, product: str) -> None:
    """Rita sees what Acme owes until the summary is denied to Sales; her administrator still does."""
    with given("Acme with an invoice of 100 sent"):
        acme, (rita,) = sales(world, product, "Rita")
        rita.zoho_finance.invoices.create(customer=acme, lines=ADVICE).mark_sent()
    with then("Rita sees that it owes 100"):
        assert rita.summary(acme).receivables == Decimal(100)
    with when("the summary is denied to Sales"):
        world.crm.profiles.deny("Sales", "summary")
    with then("she is refused, by name, and the administrator is not"):
        told = "Rita may not view the summary of receivables and payables: the profile Sales denies"
        with refused(world, told):
            rita.summary(acme)
        assert world.crm.summary(acme).receivables == Decimal(100)
    with when("it is allowed again"):
        world.crm.profiles.allow("Sales", "summary")
    with then("she sees it"):
        assert rita.summary(acme).payables == 0


@scenario(covers=["PRM-04", "PRM-11"])
def test_receivables_are_what_is_left_to_pay(world: World, product: str) -> None:
    """Of a draft, a void, a paid, a partly paid and a sent invoice the last two count, with what is left of them."""
    with given("five invoices of 100 for Acme"):
        acme, _ = sales(world, product)
        invoices = [world[product].invoices.create(customer=customer(world, product), lines=ADVICE) for _ in range(5)]
        _, void, paid, partly, sent = invoices
    with when("one is voided, three are sent, of which one is paid and one paid with 30"):
        void.void()
        for each in (paid, partly, sent):
            each.mark_sent()
        paid.record_payment(amount=100)
        partly.record_payment(amount=30)
    with then("170 are left to pay"):
        assert world.crm.summary(acme).receivables == Decimal(170)


@scenario(covers=["PRM-04", "PRM-11"])
def test_amounts_are_in_the_customers_currency(world: World, product: str) -> None:
    """Acme is a customer in euros: so is its summary, and it says so."""
    with given("Acme, in euros, with a sent invoice of 100"):
        world.crm.enable_multi_currency()
        acme = world.crm.accounts.create(Account_Name="Acme", Currency="EUR")
        all_synced(world, product).transactions.enable("invoices")
        world[product].invoices.create(customer=customer(world, product), lines=ADVICE).mark_sent()
    with then("the summary says 100.00 EUR"):
        summary = world.crm.summary(acme)
        assert (summary.receivables, summary.currency) == (Decimal(100), "EUR")
        assert f"in {product}: receivables 100.00 EUR, payables 0.00 EUR" in str(summary)


@scenario(covers=["PRM-11"])
def test_who_is_not_synced_has_no_summary(world: World, product: str) -> None:
    """An account that no run has seen yet and a contact who is one person of a customer show none."""
    with given("Acme, synced, with Ann, one of its people, and Beta, which is not synced yet"):
        ann_of = world.crm.accounts.create(Account_Name="Acme")
        ann = world.crm.contacts.create(Last_Name="Ann", Account_Name=ann_of)
        all_synced(world, product)
        beta = world.crm.accounts.create(Account_Name="Beta")
    with then("Acme has amounts, and the two have none"):
        assert world.crm.summary(ann_of).receivables == 0
        for each in (ann, beta):
            summary = world.crm.summary(each)
            assert (summary.currency, summary.receivables, summary.payables, summary.sales) == (None,) * 4
            assert str(summary) == f"in {product}: no customer or vendor of its own"


@scenario(covers=["PRM-11"], products=["books"])
def test_payables_are_what_is_left_of_a_vendors_bills(world: World, product: str) -> None:
    """Books owes Mill what is left of its open bills; the CRM's vendor shows it."""
    with given("Mill, synced, with a draft, an open and a partly paid bill of 100"):
        mill = world.crm.vendors.create(Vendor_Name="Mill")
        all_synced(world, product)
        vendor = world[product].vendors.one(contact_name="Mill")
        bills = [world[product].bills.create(vendor=vendor, lines=ADVICE) for _ in range(3)]
        for each in bills[1:]:
            each.mark_open()
        bills[2].record_payment(amount=40)
    with then("160 are payable, and nothing is receivable"):
        summary = world.crm.summary(mill)
        assert (summary.payables, summary.receivables, summary.sales) == (Decimal(160), Decimal(0), None)


@scenario(covers=["PRM-06"])
def test_billing_shows_what_was_sold(world: World, product: str) -> None:
    """Beside what Acme owes, Billing shows what it bought: all that was invoiced, paid or not."""
    with given("a draft, and two sent invoices of 100, one of them paid"):
        acme, (rita,) = sales(world, product, "Rita")
        made = [rita.zoho_finance.invoices.create(customer=acme, lines=ADVICE) for _ in range(3)]
        for each in made[1:]:
            each.mark_sent()
        made[2].record_payment(amount=100)
    with then("100 are owed, 200 were sold"):
        summary = rita.summary(acme)
        assert (summary.receivables, summary.sales) == (Decimal(100), Decimal(200))
        assert str(summary) == "in billing: receivables 100.00 INR, payables 0.00 INR, sales 200.00 INR"


@scenario(covers=["PRM-04"])
def test_a_disabled_integration_shows_no_summary(world: World, product: str) -> None:
    """The summary is asked of finance: while the integration is disabled it is refused, and says why."""
    with given("Acme, synced"):
        acme, _ = sales(world, product)
    with when("the integration is disabled"):
        world.integration(product).disable()
    with then("the summary is refused"), pytest.raises(NotAllowed, match="is not enabled, and no command passes"):
        world.crm.summary(acme)

"""Planted bugs in finance's documents, their numbers, sums, balances and lines, with the scripts that show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import partial

from zsim.explore.bank.bug import Bug, Family
from zsim.fakes.finance import DocumentFunctions, NumberSeries, Totals, priced_lines, rounded, totals_of
from zsim.ports.errors import VendorError
from zsim.ports.records import Row, Update
from zsim.sync import EngineFunctions
from zsim.sync.triggers import DealInput, TriggerContext, TriggerDecision, plan_deal
from zsim.world import World

ADVICE = {"name": "Advice", "quantity": 1, "rate": 100}


class HastySeries(NumberSeries):
    """Numbers that are used up by asking for them."""

    __slots__ = ()

    @property
    def upcoming(self) -> str:
        """The number that the next document gets, gone with this."""
        number = super().upcoming
        super().take()
        return number

    def take(self) -> None:
        """Do nothing: the number was taken when it was asked for."""


class ForgetfulSeries(NumberSeries):
    """Numbers that begin anew whenever a prefix is chosen."""

    __slots__ = ()

    def go_on(self, prefix: str, next_number: int | None) -> None:
        """Give numbers of that prefix from now on, whatever was given of it."""
        self._last.pop(prefix, None)
        super().go_on(prefix, next_number)


def tax_in_one(rows: Sequence[Row], currency: str) -> Totals:
    """Sums with the tax rounded once, over all lines."""
    sound = totals_of(rows, currency)
    taxes = [Decimal(str(each["item_total"])) * Decimal(str(each["tax_percentage"] or 0)) for each in rows]
    tax = rounded(sum(taxes, Decimal(0)) / 100, currency)
    return sound._replace(tax_total=tax, total=sound.sub_total + tax)


def discount_as_amount(module: str, rows: Sequence[Mapping[str, object]], currency: str) -> tuple[Row, ...]:
    """Lines that take a discount in per cent for an amount."""
    priced = priced_lines(module, rows, currency)
    sums = [Decimal(str(each["quantity"])) * Decimal(str(each["rate"])) for each in priced]
    less = [Decimal(str(each["discount"] or 0)) for each in priced]
    totals = [rounded(total - each, currency) for total, each in zip(sums, less, strict=True)]
    return tuple([{**row, "item_total": total} for row, total in zip(priced, totals, strict=True)])


def always_cents(module: str, rows: Sequence[Mapping[str, object]], currency: str) -> tuple[Row, ...]:
    """Lines rounded to two digits in every currency."""
    return priced_lines(module, rows, "USD")


def keep_what_was_paid(balance: Decimal, amount: Decimal) -> Decimal:
    """Balances that a deleted payment does not raise again."""
    return balance - max(amount, Decimal(0))


def settle_at_once(balance: Decimal, amount: Decimal) -> Decimal:
    """Balances that any payment settles."""
    return Decimal(0) if amount > 0 else balance - amount


def void_with_other_lines(context: TriggerContext, given: DealInput) -> TriggerDecision:
    """Plans that void an invoice and have nothing stand on it."""
    decision = plan_deal(context, given)
    step = decision.step
    if step is None or not isinstance(step.write, Update) or step.write.fields.get("status") != "void":
        return decision
    emptied = Update(step.write.id, {**step.write.fields, "line_items": ({"name": "Void"},)}, step.write.trace)
    return decision._replace(step=step._replace(write=emptied))


def invoiced(world: World, *lines: Mapping[str, object], currency: str = "INR") -> None:
    """A customer of Books, which is synced with the CRM, with an invoice for each line."""
    world.connect("books").customers.configure(module="accounts").save_and_sync()
    world.settle()
    customer = world.books.customers.create(contact_name="Acme", currency_code=currency, email="a@acme.example")
    for each in lines or (ADVICE,):
        world.books.invoices.create(customer=customer, lines=[each])
    world.check()


def _refused_between(world: World) -> None:
    invoiced(world)
    with suppress(VendorError):
        world.books.invoices.create(customer=world.books.customers.all()[0], lines=[{"quantity": 1}])
    world.books.invoices.create(customer=world.books.customers.all()[0], lines=[ADVICE])
    world.check()


def _prefix_there_and_back(world: World) -> None:
    invoiced(world)
    for prefix in ("A-", "INV-"):
        world.books.invoices.configure(prefix=prefix)
        world.books.invoices.create(customer=world.books.customers.all()[0], lines=[ADVICE])
    world.check()


def _small_taxes(world: World) -> None:
    invoiced(world)
    line = {"name": "Stamp", "rate": Decimal("0.10"), "tax_percentage": 5}
    world.books.invoices.create(customer=world.books.customers.all()[0], lines=[line, line])
    world.check()


def _discounted(world: World) -> None:
    invoiced(world, {**ADVICE, "rate": 80, "discount": 10})


def _in_yen(world: World) -> None:
    invoiced(world, {**ADVICE, "rate": Decimal("10.4")}, currency="JPY")


def _paid(world: World, amount: int) -> None:
    invoiced(world)
    invoice = world.books.invoices.all()[0]
    invoice.mark_sent()
    invoice.record_payment(amount)
    world.check()


def _payment_deleted(world: World) -> None:
    _paid(world, 40)
    world.books.payments.delete(world.books.payments.all()[0])
    world.check()


def _void_edited(world: World) -> None:
    invoiced(world)
    world.books.invoices.all()[0].void()
    with suppress(VendorError):
        world.books.invoices.update(world.books.invoices.all()[0], lines=[{**ADVICE, "rate": 1}])
    world.check()


def _lost(world: World) -> None:
    acme = world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("books")
    sync.customers.configure(module="accounts").save_and_sync()
    sync.triggers.configure(invoice=True)
    world.settle()
    deal = world.crm.deals.create(Deal_Name="Fit-out", Account_Name=acme, Amount=900, Stage="Closed Won")
    world.advance(minutes=1)
    world.crm.deals.update(deal, Stage="Closed Lost")
    world.settle()


FINANCE_BUGS: tuple[Bug, ...] = (
    Bug(
        "use-up-numbers",
        "A document that is refused uses up its number.",
        Family.NUMBERS,
        ("TXN-26",),
        lambda: DocumentFunctions(series=HastySeries),
        "numbers-run-on",
        _refused_between,
    ),
    Bug(
        "begin-numbers-anew",
        "A prefix that is chosen again begins at 1.",
        Family.NUMBERS,
        ("TXN-26",),
        lambda: DocumentFunctions(series=ForgetfulSeries),
        "numbers-run-on",
        _prefix_there_and_back,
    ),
    Bug(
        "tax-in-one",
        "Tax is rounded once, over all lines.",
        Family.NUMBERS,
        ("TXN-25",),
        lambda: DocumentFunctions(totals=tax_in_one),
        "totals-equal-lines",
        _small_taxes,
    ),
    Bug(
        "discount-as-amount",
        "A discount in per cent is taken for an amount.",
        Family.NUMBERS,
        ("TXN-25",),
        lambda: DocumentFunctions(lines=discount_as_amount),
        "totals-equal-lines",
        _discounted,
    ),
    Bug(
        "always-cents",
        "A line in yen has two digits of minor units.",
        Family.NUMBERS,
        ("TXN-25",),
        lambda: DocumentFunctions(lines=always_cents),
        "totals-equal-lines",
        _in_yen,
    ),
    Bug(
        "keep-what-was-paid",
        "A payment that is deleted does not raise the balance again.",
        Family.NUMBERS,
        ("TXN-21",),
        lambda: DocumentFunctions(left=keep_what_was_paid),
        "balance-is-what-is-left",
        _payment_deleted,
    ),
    Bug(
        "settle-at-once",
        "A payment of a part settles the whole invoice.",
        Family.NUMBERS,
        ("TXN-21",),
        lambda: DocumentFunctions(left=settle_at_once),
        "balance-is-what-is-left",
        partial(_paid, amount=40),
    ),
    Bug(
        "edit-what-is-void",
        "An invoice that is void can be edited.",
        Family.DOCUMENTS,
        ("TXN-29",),
        lambda: DocumentFunctions(keeps=lambda cycle, status: status == "paid"),
        "lines-stay",
        _void_edited,
    ),
    Bug(
        "void-with-other-lines",
        "An invoice that a trigger voids loses its lines.",
        Family.DOCUMENTS,
        ("TRG-05",),
        lambda: EngineFunctions(plan_deals=void_with_other_lines),
        "lines-stay",
        _lost,
        also=("unmapped-fields-stay",),
    ),
)

"""Planted bugs of finance's documents: when they are due, what they come to, and what is paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import in_place
from zsim.fakes.finance import DocumentFunctions, Totals, priced_lines, rounded, totals_of
from zsim.fakes.finance.documents.due_dates import DueDates
from zsim.fakes.finance.documents.estimates import EstimateModule
from zsim.fakes.finance.documents.invoices import InvoiceModule
from zsim.fakes.finance.documents.numbering import NumberSeries
from zsim.fakes.finance.documents.payments import PaymentModule
from zsim.kernel.clock import to_ms
from zsim.ports.records import Fields, Record, Row, Value
from zsim.testing.ruling import check_rules
from zsim.world import World


class DueOnTheDay(InvoiceModule):
    """Invoices that are overdue on the day they are due."""

    def _is_past(self, fields: Fields) -> bool:
        day = fields.get("due_date")
        return isinstance(day, date) and day <= self.context.clock.now.date()


class NoTerms(InvoiceModule):
    """Invoices due after the organisation's days, whatever was agreed with the customer."""

    def _due_date(self, day: Value, party: Fields) -> date | None:
        return super()._due_date(day, {})


class HomeCurrency(InvoiceModule):
    """Invoices in the organisation's own currency."""

    def _begin(self, fields: dict[str, Value]) -> None:
        super()._begin(fields)
        fields["currency_code"] = self.context.details.currency


class VoidThoughPaid(InvoiceModule):
    """Invoices that are voided with their payments."""

    def require_move(self, verb: str, record: Record) -> str:
        """The state that a verb leads to."""
        return super().require_move(verb, record._replace(fields={**record.fields, "balance": record.fields["total"]}))

    def _check(self, fields: Fields, before: Record | None) -> None:
        held = before._replace(fields={**before.fields, "balance": before.fields["total"]}) if before else None
        super()._check(fields, held)


class Overpaid(InvoiceModule):
    """Invoices that take any payment."""

    def require_payable(self, record: Record, amount: object) -> None:
        """Refuse nothing for its amount."""
        super().require_payable(record, None)


class DraftsArePaid(InvoiceModule):
    """Invoices that are paid as drafts, too."""

    def require_payable(self, record: Record, amount: object) -> None:
        """Refuse what is above the balance."""
        if record.fields["status"] != "draft":
            super().require_payable(record, amount)


class AddressOfToday(InvoiceModule):
    """Invoices that take the customer's present address whenever they are touched."""

    def _derive(self, fields: dict[str, Value], before: Record | None) -> dict[str, Value]:
        fields = super()._derive(fields, before)
        party = self._party_of(fields)
        for names in self._addresses:
            fields.update({name: party.get(name) for name in names})
        return fields


class ExpiredAtOnce(EstimateModule):
    """Estimates that expire as drafts, too."""

    open = ("sent", "draft")


class KeepsItsInvoice(PaymentModule):
    """Payments whose deletion opens nothing again."""

    def _remove_related(self, record: Record, actor: str, cause: int | None) -> None:
        """Do nothing."""


class MidnightInGreenwich(DueDates):
    """Days that end at midnight UTC."""

    __slots__ = ()

    def need(self, last_day: object) -> None:
        """Have an alarm at the end of that day."""
        if self._schedule is None or not isinstance(last_day, date) or last_day in self._armed:
            return
        at_ms = to_ms(datetime.combine(last_day + timedelta(days=1), time(), UTC))
        if at_ms > self._clock.now_ms:
            self._armed.add(last_day)
            self._schedule.first_at(at_ms, self._rank, lambda: self._fire(last_day))


class GivenAgain(NumberSeries):
    """Numbers that are chosen below those given, and so given twice."""

    __slots__ = ()

    def go_on(self, prefix: str, next_number: int | None) -> None:
        """Give numbers from there on."""
        self._last.pop(prefix, None)
        super().go_on(prefix, next_number)


def half_to_even(module: str, rows: Sequence[Mapping[str, object]], currency: str) -> tuple[Row, ...]:
    """Lines whose halves are rounded to the even digit."""
    priced = priced_lines(module, rows, currency)
    return tuple([{**each, "item_total": _total(each, rounded(0, currency))} for each in priced])


def tax_before_discount(rows: Sequence[Row], currency: str) -> Totals:
    """Sums with the tax on what a line comes to without its discount."""
    sound, tax = totals_of(rows, currency), Decimal(0)
    for each in rows:
        gross = Decimal(str(each["quantity"])) * Decimal(str(each["rate"]))
        tax += rounded(gross * Decimal(str(each["tax_percentage"] or 0)) / 100, currency)
    return sound._replace(tax_total=tax, total=sound.sub_total + tax)


def whole_units(balance: Decimal, amount: Decimal) -> Decimal:
    """Balances without their cents."""
    return (balance - amount).quantize(Decimal(1)).quantize(balance)


def _total(row: Row, unit: Decimal) -> Decimal:
    gross = Decimal(str(row["quantity"])) * Decimal(str(row["rate"]))
    return (gross * (100 - Decimal(str(row["discount"] or 0))) / 100).quantize(unit, ROUND_HALF_EVEN)


def _within_a_week(world: World) -> None:
    """A customer who has a week to pay gets an invoice."""
    acme = world.books.customers.create(contact_name="Acme", payment_terms=7)
    world.books.invoices.create(customer=acme, lines=[{"name": "Work", "rate": 10}])
    check_rules(world)


PAPER_BUGS: tuple[Bug, ...] = (
    Bug(
        "due-on-the-day",
        "An invoice is overdue on the day it is due.",
        Family.TIME_ZONES,
        ("TXN-20",),
        lambda: in_place(DueOnTheDay),
    ),
    Bug(
        "midnight-in-greenwich",
        "An invoice is overdue from half past five in the morning.",
        Family.TIME_ZONES,
        ("TXN-20",),
        lambda: in_place(MidnightInGreenwich),
    ),
    Bug(
        "no-terms",
        "A customer's payment terms do not count.",
        Family.DOCUMENTS,
        ("TXN-33",),
        lambda: in_place(NoTerms),
        "finance-keeps-its-rules",
        _within_a_week,
    ),
    Bug(
        "home-currency",
        "A customer of dollars is sent invoices in rupees.",
        Family.NUMBERS,
        ("TXN-33",),
        lambda: in_place(HomeCurrency),
    ),
    Bug(
        "void-though-paid",
        "A partly paid invoice is voided.",
        Family.DOCUMENTS,
        ("TXN-37",),
        lambda: in_place(VoidThoughPaid),
    ),
    Bug("overpaid", "More can be paid than is owed.", Family.NUMBERS, ("TXN-21",), lambda: in_place(Overpaid)),
    Bug("drafts-are-paid", "A draft can be paid.", Family.DOCUMENTS, ("TXN-21",), lambda: in_place(DraftsArePaid)),
    Bug(
        "address-of-today",
        "An old invoice takes the customer's new address.",
        Family.DOCUMENTS,
        ("TXN-33",),
        lambda: in_place(AddressOfToday),
    ),
    Bug(
        "drafts-expire",
        "A draft estimate counts as sent.",
        Family.DOCUMENTS,
        ("TXN-20", "TXN-04"),
        lambda: in_place(ExpiredAtOnce),
    ),
    Bug(
        "payment-gone-invoice-paid",
        "An invoice stays paid when its payment is deleted.",
        Family.NUMBERS,
        ("TXN-21",),
        lambda: in_place(KeepsItsInvoice),
    ),
    Bug(
        "numbers-below",
        "A next number below those given is taken.",
        Family.NUMBERS,
        ("TXN-26",),
        lambda: DocumentFunctions(series=GivenAgain),
    ),
    Bug(
        "half-to-even",
        "2.345 comes to 2.34.",
        Family.NUMBERS,
        ("TXN-25",),
        lambda: DocumentFunctions(lines=half_to_even),
    ),
    Bug(
        "tax-before-discount",
        "Tax is taken of what a line comes to without its discount.",
        Family.NUMBERS,
        ("TXN-25",),
        lambda: DocumentFunctions(totals=tax_before_discount),
    ),
    Bug(
        "whole-units",
        "A balance loses its cents.",
        Family.NUMBERS,
        ("TXN-21",),
        lambda: DocumentFunctions(left=whole_units),
    ),
)

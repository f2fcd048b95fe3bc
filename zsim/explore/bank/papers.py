"""Planted bugs in finance's documents and parties, and in what the CRM shows of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import in_place
from zsim.fakes.finance import DocumentFunctions, Totals, priced_lines, rounded, totals_of
from zsim.fakes.finance.contact_persons import ContactPersonModule
from zsim.fakes.finance.customers import CustomerModule
from zsim.fakes.finance.documents.due_dates import DueDates
from zsim.fakes.finance.documents.estimates import EstimateModule
from zsim.fakes.finance.documents.invoices import InvoiceModule
from zsim.fakes.finance.documents.numbering import NumberSeries
from zsim.fakes.finance.documents.payments import PaymentModule
from zsim.fakes.finance.items import ItemModule
from zsim.kernel.clock import to_ms
from zsim.ports.records import Fields, Record, Ref, Row, Value
from zsim.sync.documents import ProjectionSync, Relay, Showing, Transactions
from zsim.sync.execution import Calls, Steps


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

    open: tuple[str, ...] = ("sent", "draft")  # type: ignore[assignment]


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


class PersonsStay(ContactPersonModule):
    """Contact persons who stay with a customer that was merged away."""

    def move(self, loser: Record, winner: Record, actor: str, cause: int | None) -> None:
        """Move nobody."""


class DeletesTheUsed(CustomerModule):
    """Customers who are deleted with their transactions."""

    def _check_delete(self, record: Record) -> None:
        """Refuse nothing."""


class MergesCurrencies(CustomerModule):
    """Customers of any currency merge."""

    def _check_merge(self, winner: Record, losers: list[Record]) -> None:
        same = {"currency_code": winner.fields["currency_code"]}
        super()._check_merge(winner, [each._replace(fields={**each.fields, **same}) for each in losers])


class DeletesUsedItems(ItemModule):
    """Items that are deleted though transactions use them."""

    def _check_delete(self, record: Record) -> None:
        """Refuse nothing."""


class FoldedSkus(ItemModule):
    """SKUs compared without regard to case."""

    def _check_sku(self, sku: str) -> None:
        for other in self.table.find("sku", sku):
            super()._check_sku(str(other.fields.get("sku")))
        super()._check_sku(sku)


class OpenRelay(Relay):
    """Commands that pass though the integration is disabled."""

    __slots__ = ()

    def _calls(self, asked: str) -> Calls:
        return self.context.calls(self.owner.credentials)


class ByTheFounder(Relay):
    """Commands that the founder carries out, whoever gave them."""

    __slots__ = ()

    def _as_in_finance(self, calls: Calls, user: str) -> str:
        return super()._as_in_finance(calls, self.owner.credentials.email)


class NotShownYet(Relay):
    """Commands whose answer shows with the next refresh."""

    __slots__ = ()

    def _show(self, calls: Calls, document: Ref) -> Steps[None]:
        return
        yield


class NoCustomFields(Showing):
    """Shows documents without their custom fields."""

    def _show_custom_fields(self) -> Steps[None]:
        return
        yield


class ShownThoughPaused(ProjectionSync):
    """Keeps the CRM's list right while paused."""

    @property
    def paused(self) -> bool:
        """Whether what finance tells of waits: never."""
        return False


class NotTriedAgain(ProjectionSync):
    """Makes a failed run good when the next document changes."""

    def _period_ms(self) -> int:
        return 0


class NobodyAwaited(Transactions):
    """Shows no documents of those who are synced late."""

    def show_awaited(self, cause: int) -> None:
        """Do nothing."""


class EnabledUnsynced(Transactions):
    """Can be enabled before anything was synced."""

    def __init__(self, owner: Any, context: Any, timing: Any, unsynced: Any) -> None:
        super().__init__(owner, context, timing, lambda: ())


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
        "no-terms", "A customer's payment terms do not count.", Family.DOCUMENTS, ("TXN-33",), lambda: in_place(NoTerms)
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
        ("TXN-26", "TXN-18"),
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
    Bug(
        "persons-stay-behind",
        "Contact persons stay with the customer that was merged away.",
        Family.DUPLICATES,
        ("DEL-17",),
        lambda: in_place(PersonsStay),
    ),
    Bug(
        "delete-the-used",
        "A customer with invoices can be deleted by hand.",
        Family.DELETIONS,
        ("DEL-08",),
        lambda: in_place(DeletesTheUsed),
    ),
    Bug(
        "merge-currencies",
        "Customers of two currencies merge by hand.",
        Family.DELETIONS,
        ("DEL-11", "DEL-14"),
        lambda: in_place(MergesCurrencies),
    ),
    Bug(
        "delete-used-items",
        "An item in use is deleted with its product.",
        Family.DELETIONS,
        ("ITM-09",),
        lambda: in_place(DeletesUsedItems),
    ),
    Bug(
        "folded-skus",
        "An item ab-1 is refused beside one AB-1.",
        Family.MATCHING,
        ("ITM-10",),
        lambda: in_place(FoldedSkus),
    ),
    Bug(
        "open-relay",
        "Documents are made from the CRM over a disabled integration.",
        Family.RIGHTS,
        ("DIS-01",),
        lambda: in_place(OpenRelay),
    ),
    Bug(
        "by-the-founder",
        "Whoever may click in the CRM acts as the founder in Books.",
        Family.RIGHTS,
        ("USR-08",),
        lambda: in_place(ByTheFounder),
    ),
    Bug(
        "not-shown-yet",
        "An invoice made from the CRM does not show there until the list is refreshed.",
        Family.DOCUMENTS,
        ("TXN-30",),
        lambda: in_place(NotShownYet),
    ),
    Bug(
        "no-custom-fields",
        "Custom fields of Books' documents do not show in the CRM.",
        Family.DOCUMENTS,
        ("TXN-11",),
        lambda: in_place(NoCustomFields),
    ),
    Bug(
        "shown-though-paused",
        "The CRM's list changes while its module is paused.",
        Family.DOCUMENTS,
        ("TXN-19",),
        lambda: in_place(ShownThoughPaused),
    ),
    Bug(
        "not-tried-again",
        "A document that could not be shown never shows.",
        Family.RETRIES,
        ("TXN-39",),
        lambda: in_place(NotTriedAgain),
    ),
    Bug(
        "nobody-awaited",
        "An invoice of a customer synced later never shows in the CRM.",
        Family.DOCUMENTS,
        ("TXN-31",),
        lambda: in_place(NobodyAwaited),
    ),
    Bug(
        "enabled-unsynced",
        "Invoices can be enabled before customers were synced.",
        Family.DOCUMENTS,
        ("TXN-17",),
        lambda: in_place(EnabledUnsynced),
    ),
)

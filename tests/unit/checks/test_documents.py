"""The checks of documents on the smallest changes that keep and break them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.checks.histories import updated
from zsim.checks import EffectSeen
from zsim.checks.documents import balance_is_what_is_left, conversions_take_all_along, lines_stay, totals_equal_lines
from zsim.ports.records import Fields, RecordId, Ref, Value

INVOICE, BILL, PAYMENT = (Ref("books", each, RecordId("1")) for each in ("invoices", "bills", "payments"))


def line(rate: str, total: str, quantity: str = "1", **more: Decimal | str | None) -> Fields:
    """A line of a document, with what it comes to."""
    columns: dict[str, Value] = {"rate": Decimal(rate), "quantity": Decimal(quantity), "item_total": Decimal(total)}
    return {"name": "Advice", "discount": None, "tax_percentage": None, **columns, **more}


def priced(lines: tuple[Fields, ...], net: str, tax: str, total: str, currency: str = "INR") -> Fields:
    """A document with these lines and sums."""
    sums = {"sub_total": Decimal(net), "tax_total": Decimal(tax), "total": Decimal(total)}
    return {"line_items": lines, "currency_code": currency, **sums}


def made(fields: Fields, ref: Ref = INVOICE) -> EffectSeen:
    """A document that was made with these fields."""
    return EffectSeen(1, ref, "created", None, fields)


TAXED = line("0.335", "1.01", "3", tax_percentage=Decimal(5))
GOOD = [
    priced((line("10", "10.00"),), "10.00", "0.00", "10.00"),
    priced((TAXED, TAXED), "2.02", "0.10", "2.12"),
    priced((line("99.99", "89.99", discount=Decimal(10)),), "89.99", "0.00", "89.99"),
    priced((line("2.5", "3"),), "3", "0", "3", "JPY"),
    priced((line("0.0125", "0.013", tax_percentage=Decimal(50)),), "0.013", "0.007", "0.020", "KWD"),
]
BAD = [
    priced((line("10", "10.01"),), "10.01", "0.00", "10.01"),
    priced((line("10", "10.00"),), "10.00", "0.00", "10.01"),
    priced((line("10", "10.00"), line("5", "5.00")), "10.00", "0.00", "10.00"),
    priced((TAXED, TAXED), "2.02", "0.11", "2.13"),
    priced((line("100", "100.00", discount=Decimal(10)),), "100.00", "0.00", "100.00"),
    priced((line("100", "90.00", discount=Decimal(10), tax_percentage=Decimal(10)),), "90.00", "10.00", "100.00"),
    priced((line("10.4", "10.40"),), "10.40", "0", "10.40", "JPY"),
    priced((line("0.025", "0.02"),), "0.02", "0.00", "0.02"),
]


@pytest.mark.parametrize("fields", GOOD)
def test_what_comes_to_its_lines_is_in_order(fields: Fields):
    assert not [*totals_equal_lines(made(fields))]


@pytest.mark.parametrize("fields", BAD)
def test_what_does_not_come_to_its_lines_is_told(fields: Fields):
    assert {each.invariant for each in totals_equal_lines(made(fields))} == {"totals-equal-lines"}


def test_a_change_of_the_lines_changes_the_sums():
    (good, *_), changed = GOOD, (line("20", "20.00"),)
    assert [*totals_equal_lines(updated(INVOICE, good, {**good, "line_items": changed}))]
    assert not [*totals_equal_lines(updated(INVOICE, BAD[0], {**BAD[0], "notes": "as before"}))]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("draft", "draft", False),
        ("partially_paid", "paid", False),
        ("void", "void", True),
        ("void", "draft", True),
        ("paid", "paid", True),
        ("declined", "accepted", True),
        ("closed", "closed", True),
        ("draft", "void", True),
        ("sent", "declined", True),
    ],
)
def test_lines_that_change_are_told_of_what_is_at_an_end(was: str, now: str, told: bool):
    before, after = ({"status": each, "line_items": (line(rate, rate),)} for each, rate in ((was, "1"), (now, "2")))
    assert [each.invariant for each in lines_stay(updated(INVOICE, before, after))] == ["lines-stay"] * told
    assert not [*lines_stay(updated(INVOICE, before, {**after, "line_items": before["line_items"]}))]


def test_a_line_may_be_about_the_item_that_its_own_was_merged_into():
    before, after = ({"status": "void", "line_items": ({**line("1", "1"), "item_id": each},)} for each in "12")
    assert not [*lines_stay(updated(INVOICE, before, after))]


@pytest.mark.parametrize(("taken", "told"), [("7", False), ("8", True), (None, True)])
def test_what_is_made_of_another_is_of_its_potential(taken: str | None, told: bool):
    offered = {"customer_id": "5", "zcrm_potential_id": "7"}
    estimate = Ref("books", "estimates", RecordId("3"))
    converted = {"customer_id": "5", "estimate_id": "3", "zcrm_potential_id": taken}
    made = EffectSeen(1, INVOICE, "created", None, converted)
    origin = updated(estimate, offered, {**offered, "invoice_ids": ("1",)})
    found = [each.invariant for each in conversions_take_all_along([made, origin])]
    assert found == ["conversions-take-all-along"] * told
    assert not [*conversions_take_all_along([made, updated(estimate, offered, offered)])], "it was not made of it"


def owed(total: int, balance: int) -> Fields:
    """A document that is paid."""
    return {"total": Decimal(total), "balance": Decimal(balance)}


def paid(amount: int, name: str = "invoice_id") -> Fields:
    """A payment of it."""
    return {name: "1", "amount": Decimal(amount)}


def test_a_balance_follows_each_payment():
    made_now = EffectSeen(1, PAYMENT, "created", None, paid(40))
    changed = updated(PAYMENT, paid(40), paid(60))
    gone = EffectSeen(3, PAYMENT, "deleted", paid(60), None)
    first, more, none = owed(100, 60), owed(100, 40), owed(100, 100)
    assert not [*balance_is_what_is_left([made(none)])]
    assert not [*balance_is_what_is_left([made_now, updated(INVOICE, none, first)])]
    assert not [*balance_is_what_is_left([changed, updated(INVOICE, first, more)])]
    assert not [*balance_is_what_is_left([updated(INVOICE, more, none), gone])]
    assert not [*balance_is_what_is_left([updated(INVOICE, first, owed(90, 50))])]
    assert not [*balance_is_what_is_left([EffectSeen(1, BILL, "deleted", none, None)])]


@pytest.mark.parametrize(
    "effects",
    [
        [made(owed(100, 90))],
        [EffectSeen(1, PAYMENT, "created", None, paid(40))],
        [updated(INVOICE, owed(100, 100), owed(100, 60))],
        [EffectSeen(1, PAYMENT, "created", None, paid(40)), updated(INVOICE, owed(100, 100), owed(100, 0))],
        [EffectSeen(1, PAYMENT, "created", None, paid(40, "bill_id")), updated(INVOICE, owed(100, 100), owed(100, 60))],
        [EffectSeen(1, PAYMENT, "deleted", paid(40), None)],
        [EffectSeen(1, INVOICE, "deleted", owed(100, 60), None)],
        [updated(INVOICE, owed(100, 60), owed(90, 60))],
    ],
)
def test_a_balance_that_goes_another_way_is_told(effects: list[EffectSeen]):
    assert {each.invariant for each in balance_is_what_is_left(effects)} == {"balance-is-what-is-left"}


def test_a_balance_below_zero_is_told():
    effects = [EffectSeen(1, PAYMENT, "created", None, paid(60)), updated(INVOICE, owed(50, 50), owed(50, -10))]
    assert [each.invariant for each in balance_is_what_is_left(effects)] == ["balance-is-what-is-left"]

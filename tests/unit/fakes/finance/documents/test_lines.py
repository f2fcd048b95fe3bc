"""What lines come to."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zsim.fakes.finance.documents.lines import priced_lines, totals_of
from zsim.ports.errors import InvalidData

AMOUNTS = st.decimals(0, 10_000, places=3)
PER_CENT = st.decimals(0, 100, places=2)
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.just("Work"),
            "quantity": AMOUNTS,
            "rate": AMOUNTS,
            "discount": PER_CENT,
            "tax_percentage": PER_CENT,
        }
    ),
    min_size=1,
    max_size=5,
)
UNITS = {"USD": Decimal("0.01"), "JPY": Decimal(1), "KWD": Decimal("0.001")}


@given(LINES, st.sampled_from(sorted(UNITS)))
def test_totals_are_the_sums_of_the_lines_in_whole_minor_units(lines: list[dict[str, object]], currency: str) -> None:
    rows = priced_lines("invoices", lines, currency)
    totals = totals_of(rows, currency)
    assert totals.sub_total == sum(each["item_total"] for each in rows)
    assert totals.total == totals.sub_total + totals.tax_total
    assert all(each == each.quantize(UNITS[currency]) for each in totals)
    for given_line, row in zip(lines, rows, strict=True):
        exact = given_line["quantity"] * given_line["rate"] * (100 - given_line["discount"]) / 100
        assert row["item_total"] == exact.quantize(UNITS[currency], ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({}, "line 1 has neither an item nor a text"),
        ({"name": " "}, "line 1 has neither an item nor a text"),
        ({"name": "A", "rate": -1}, "rate of line 1 is -1, which is negative"),
        ({"name": "A", "quantity": Decimal("NaN")}, "quantity of line 1 takes a finite Decimal"),
        ({"name": "A", "rate": Decimal("Infinity")}, "rate of line 1 takes a finite Decimal"),
        ({"name": "A", "discount": 101}, "discount of line 1 is 101 per cent"),
        ({"name": "A", "rat": 1}, "line 1 has no column 'rat'"),
    ],
)
def test_a_line_that_cannot_be_is_refused(line: dict[str, object], told: str) -> None:
    with pytest.raises(InvalidData, match=told):
        priced_lines("invoices", [line], "USD")


def test_a_document_needs_a_line() -> None:
    with pytest.raises(InvalidData, match="give at least one line"):
        priced_lines("invoices", [], "USD")

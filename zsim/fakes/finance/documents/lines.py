"""The lines of a document: rows with an item or a text, priced and added up in the document's currency.

>>> rows = priced_lines("invoices", [{"name": "Advice", "quantity": 3, "rate": Decimal("0.335")}], "USD")
>>> rows[0]["item_total"], totals_of(rows, "USD")
(Decimal('1.01'), Totals(sub_total=Decimal('1.01'), tax_total=Decimal('0.00'), total=Decimal('1.01')))
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from zsim.catalogue.suggest import did_you_mean
from zsim.fakes.store.validation import FINANCE_CODES
from zsim.kernel.read_only import ReadOnly
from zsim.ports.errors import InvalidData, VendorError
from zsim.ports.records import Cell, Row
from zsim.ports.schema import is_number

TEXTS = ("item_id", "name", "description")
NUMBERS = ("quantity", "rate", "discount", "tax_percentage")
COMPUTED = "item_total"
COLUMNS = frozenset({*TEXTS, *NUMBERS, COMPUTED})
CENT = Decimal("0.01")
MINOR_UNITS: Mapping[str, Decimal] = {"JPY": Decimal(1), "KWD": Decimal("0.001")}
"""The least amount of a currency, where it is no cent."""

WHOLE = Decimal(100)


class Totals(NamedTuple):
    """What the lines of a document come to, in its currency; tax is rounded line by line."""

    sub_total: Decimal
    tax_total: Decimal
    total: Decimal


def rounded(amount: Decimal | int, currency: str) -> Decimal:
    """The amount in the currency's minor units, halves away from zero.

    >>> rounded(Decimal("2.345"), "INR"), rounded(Decimal("2.5"), "JPY"), rounded(1, "KWD")
    (Decimal('2.35'), Decimal('3'), Decimal('1.000'))
    """
    return Decimal(amount).quantize(MINOR_UNITS.get(currency, CENT), ROUND_HALF_UP)


def priced_lines(module: str, rows: Sequence[Mapping[str, object]], currency: str) -> tuple[Row, ...]:
    """The rows with every column filled in and ``item_total``: quantity by rate, less the discount in per cent.

    What a row leaves out is a quantity of 1 and a rate of 0. Refuses with ``InvalidData`` that no line is there, a line
    without item or text, an unknown column, and an amount that is negative or not finite.
    """
    if not rows:
        raise _refusal(module, "line_items is empty; give at least one line, such as a name and a rate", "missing")
    return tuple([_priced(module, number, each, currency) for number, each in enumerate(rows, 1)])


def totals_of(rows: Sequence[Row], currency: str) -> Totals:
    """The sum of priced lines, of the tax on each, and of both."""
    sub_total = rounded(sum([_number(each[COMPUTED]) for each in rows], Decimal(0)), currency)
    taxes = [_number(each[COMPUTED]) * _number(each["tax_percentage"]) / WHOLE for each in rows]
    tax_total = rounded(sum([rounded(each, currency) for each in taxes], Decimal(0)), currency)
    return Totals(sub_total, tax_total, sub_total + tax_total)


def _priced(module: str, number: int, row: Mapping[str, object], currency: str) -> Row:
    for name in row:
        if name not in COLUMNS:
            near = did_you_mean(str(name), (*TEXTS, *NUMBERS))
            raise _refusal(module, f"line {number} has no column {name!r}; {near}")
    filled: dict[str, Cell] = {name: _text(module, number, name, row.get(name)) for name in TEXTS}
    if not any(filled.values()):
        raise _refusal(module, f"line {number} has neither an item nor a text; give item_id or name", "missing")
    for name in NUMBERS:
        filled[name] = _amount(module, number, name, row.get(name))
    quantity, rate = filled["quantity"], filled["rate"]
    filled["quantity"] = quantity = Decimal(1) if quantity is None else quantity
    filled["rate"] = rate = Decimal(0) if rate is None else rate
    gross = _number(quantity) * _number(rate)
    filled[COMPUTED] = rounded(gross * (WHOLE - _number(filled["discount"])) / WHOLE, currency)
    return ReadOnly(filled)


def _text(module: str, number: int, name: str, value: object) -> str | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        raise _refusal(module, f"{name} of line {number} takes text, not {value!r}")
    return value


def _amount(module: str, number: int, name: str, value: Any) -> Decimal | None:
    if value is None:
        return None
    if not is_number(value):
        raise _refusal(module, f"{name} of line {number} takes a finite Decimal or a whole number, not {value!r}")
    if value < 0:
        raise _refusal(module, f"{name} of line {number} is {value}, which is negative; give 0 or more")
    if name == "discount" and value > WHOLE:
        raise _refusal(module, f"discount of line {number} is {value} per cent; give 0 to 100")
    return Decimal(value)


def _number(value: Cell) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


def _refusal(module: str, told: str, code: str = "invalid") -> VendorError:
    return InvalidData(f"{module}: {told}", code=getattr(FINANCE_CODES, code), field="line_items")

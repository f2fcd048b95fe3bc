"""What the lines of a document come to, and the state that follows from what is left to pay.

Source: TXN-20, TXN-21, TXN-25.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from zsim.checks.model.values import blank, same
from zsim.ports.records import Fields, Value

SUMS = ("sub_total", "tax_total", "total")
OWED = frozenset({"sent", "open", "overdue", "partially_paid", "paid"})
OPEN_AS = {"invoices": "sent", "bills": "open"}
LASTS = {"invoices": "due_date", "bills": "due_date", "estimates": "expiry_date"}


def sums(fields: Fields, places: int) -> dict[str, Decimal]:
    """What its lines come to: without taxes, the taxes, and both. Source: TXN-25."""
    net, tax = Decimal(0), Decimal(0)
    for row in rows(fields):
        item = _rounded(_number(row.get("quantity")) * _number(row.get("rate")) * _left(row.get("discount")), places)
        net += item
        tax += _rounded(item * _number(row.get("tax_percentage")) / 100, places)
    return dict(zip(SUMS, (net, tax, net + tax), strict=True))


def rows(fields: Fields) -> Iterator[Mapping[str, Value]]:
    """The lines of a document."""
    lines = fields.get("line_items") or ()
    for row in lines if isinstance(lines, tuple) else ():
        if isinstance(row, Mapping):
            yield row


def state_owed(module: str, fields: Fields, today: date) -> str | None:
    """The state that follows from balance and date, of what is owed; ``None`` if it follows from neither.

    Source: TXN-15, TXN-20, TXN-21.
    """
    status, last = str(fields.get("status")), fields.get(LASTS.get(module, ""))
    over = isinstance(last, date) and last < today
    if module == "estimates":
        return ("expired" if over else "sent") if status in ("sent", "expired") else None
    if module not in OPEN_AS or status not in OWED:
        return None
    if blank(fields.get("balance")):
        return None
    if _number(fields.get("balance")) == 0 and _number(fields.get("total")) != 0:
        return "paid"
    if over and _number(fields.get("balance")) != 0:
        return "overdue"
    return OPEN_AS[module] if same(fields.get("balance"), fields.get("total")) else "partially_paid"


def total_of(values: Iterable[Value]) -> Decimal:
    """What amounts come to; a blank is none."""
    return sum([Decimal(str(each)) for each in values if not blank(each)], Decimal(0))


def _left(discount: Value) -> Decimal:
    return 1 - _number(discount) / 100


def _number(value: Value) -> Decimal:
    try:
        return Decimal(0) if blank(value) else Decimal(str(value))
    except InvalidOperation:
        return Decimal(0)


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)

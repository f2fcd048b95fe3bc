"""When two values are one, and what becomes of a value on its way to the other app.

Source: CUS-22, MAP-05, MAP-08, MAP-11, ITM-15.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from zsim.checks.model.told import MappedField, Terms
from zsim.ports.records import Fields, Value

CURRENCIES = frozenset({"currency_code", "Currency", "Exchange_Rate"})
"""Who carries which currency is CUS-37, which the model does not state yet."""


class Stays:
    """Said of a value that cannot be held by the other side, which keeps its own."""


STAYS = Stays()
Crossing = Value | Stays


def blank(value: Value) -> bool:
    """Whether a field is empty."""
    return value is None or value == () or (isinstance(value, str) and not value.strip())


def same(one: Value, other: Value) -> bool:
    """Whether two values are one to a person who reads them."""
    return _shown(one) == _shown(other)


def to_finance(terms: Terms, row: MappedField, crm: Fields) -> Crossing:
    """What the CRM's value becomes in finance."""
    value = crm.get(row.crm)
    if blank(value):
        return row.filled
    if row.price:
        rate = rate_of(terms, crm)
        return STAYS if rate is None else _divided(value, rate, terms.places(terms.currency))
    text = dict(row.options).get(_shown(value), value)
    if row.whole and not _shown(text).removeprefix("-").isdigit():
        return STAYS
    return STAYS if row.finance_listed and _shown(text) not in row.finance_listed else text


def to_crm(terms: Terms, row: MappedField, finance: Fields, crm: Fields) -> Crossing:
    """What finance's value becomes in a record of the CRM."""
    value = finance.get(row.finance)
    if blank(value):
        return None
    if row.price:
        rate = rate_of(terms, crm)
        if rate is None or rate == 1:
            return STAYS if rate is None else value
        if same(_divided(crm.get(row.crm), rate, terms.places(terms.currency)), value):
            return crm.get(row.crm)  # what rounding loses on its way is no edit
        return _rounded(_decimal(value) * rate, terms.places(str(crm.get("Currency") or terms.crm_currency)))
    back = {there: here for here, there in row.options}
    text = back.get(_shown(value), value)
    return STAYS if row.listed and _shown(text) not in row.listed else text


def alike(terms: Terms, row: MappedField, crm: Fields, finance: Fields) -> bool:
    """Whether the two sides hold one value, as either side can hold it."""
    over, back = to_finance(terms, row, crm), to_crm(terms, row, finance, crm)
    ours, theirs = crm.get(row.crm), finance.get(row.finance)
    return (not isinstance(over, Stays) and same(over, theirs)) or (not isinstance(back, Stays) and same(back, ours))


def held_by_crm(row: MappedField, crm: Fields) -> Value:
    """What counts as edited in the CRM: a price is another at another rate."""
    value = crm.get(row.crm)
    if row.price and not blank(value):
        return f"{_shown(value)} {crm.get('Currency') or ''} {_shown(crm.get('Exchange_Rate'))}"
    return value


def unpriced(terms: Terms, row: MappedField, crm: Fields, value: Value) -> bool:
    """Whether a price has no rate to cross by. Source: ITM-15."""
    return row.price and not blank(value) and rate_of(terms, crm) is None


def rate_of(terms: Terms, crm: Fields) -> Decimal | None:
    """The rate of a product: 1 in finance's base currency; ``None`` where another currency has none."""
    code, rate = crm.get("Currency") or terms.crm_currency, crm.get("Exchange_Rate")
    if not code or code == terms.currency:
        return Decimal(1)
    return None if blank(rate) or _decimal(rate) == 0 else _decimal(rate)


def _divided(value: Value, rate: Decimal, places: int) -> Decimal:
    return _decimal(value) if rate == 1 else _rounded(_decimal(value) / rate, places)


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _decimal(value: Value) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return Decimal(0)


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, Decimal)):
        return f"{Decimal(value).normalize():f}"
    return "" if value is None else str(value).strip()

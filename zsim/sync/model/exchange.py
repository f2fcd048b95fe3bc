"""What a price of the CRM is worth in finance's base currency, and the other way round. Source: ITM-15.

A record of the CRM has a currency of its own and a rate: so many units of that currency for one of the base. The CRM's
base currency is finance's wherever its records have rates, and a record in finance's currency needs none.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from zsim.ports.records import Fields, Value
from zsim.ports.schema import is_number

CURRENCY, RATE = "Currency", "Exchange_Rate"

MINOR_UNITS: Mapping[str, int] = {"JPY": 0, "KWD": 3}
"""The decimal places of a currency's amounts, where ISO 4217 says others than two."""

MONEY = Context(prec=60, rounding=ROUND_HALF_UP)


class Exchange(NamedTuple):
    """The base currencies of the CRM and of finance, by ISO code."""

    crm: str
    finance: str

    def needless(self, record: Fields) -> bool:
        """Whether a record of the CRM is in finance's base currency."""
        return self._currency(record) == self.finance

    def to_finance(self, price: Value, record: Fields) -> Value:
        """The record's price in finance's base currency; the words ``10 USD`` where it has no rate."""
        if self.needless(record) or not is_number(price):
            return price
        rate = self._rate(record)
        if rate is None:
            return f"{price} {self._currency(record)}"
        return _rounded(MONEY.divide(Decimal(str(price)), rate), self.finance)

    def to_crm(self, price: Value, record: Fields) -> Value:
        """A price of finance in the record's currency; the words ``10 INR`` where it has no rate."""
        if self.needless(record) or not is_number(price):
            return price
        rate = self._rate(record)
        if rate is None:
            return f"{price} {self.finance}"
        return _rounded(MONEY.multiply(Decimal(str(price)), rate), self._currency(record))

    def _currency(self, record: Fields) -> str:
        return str(record.get(CURRENCY) or self.crm)

    def _rate(self, record: Fields) -> Decimal | None:
        held = record.get(RATE)
        return Decimal(str(held)) if is_number(held) and Decimal(str(held)) > 0 else None


def _rounded(amount: Decimal, currency: str) -> Decimal:
    """The amount in whole minor units, a half of one away from zero."""
    return amount.quantize(Decimal(1).scaleb(-MINOR_UNITS.get(currency, 2)), context=MONEY)

"""The currencies the apps offer, by ISO code."""

from __future__ import annotations

import difflib

from zsim.kernel.errors import UsageError

CURRENCIES = (
    "AED",
    "AUD",
    "BRL",
    "CAD",
    "CHF",
    "CNY",
    "DKK",
    "EUR",
    "GBP",
    "HKD",
    "INR",
    "JPY",
    "KWD",
    "MXN",
    "NOK",
    "NZD",
    "PLN",
    "SAR",
    "SEK",
    "SGD",
    "USD",
    "ZAR",
)


def currency(code: str) -> str:
    """The ISO code itself if it is one the apps offer; ``UsageError`` naming near ones otherwise."""
    if code in CURRENCIES:
        return code
    near = difflib.get_close_matches(code.upper(), CURRENCIES, n=3) or CURRENCIES
    raise UsageError(asked=f"the currency {code!r}", found="it is not offered", right=f"one of {', '.join(near)}")

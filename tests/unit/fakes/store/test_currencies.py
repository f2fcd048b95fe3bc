from __future__ import annotations

import pytest

from zsim.fakes.store.currencies import CURRENCIES, currency
from zsim.kernel.errors import UsageError


def test_a_currency_goes_by_its_iso_code() -> None:
    assert [currency(each) for each in CURRENCIES] == sorted(CURRENCIES)


def test_an_unknown_code_is_refused_with_near_ones() -> None:
    with pytest.raises(UsageError, match="USD"):
        currency("usd")

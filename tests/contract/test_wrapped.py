"""What keeps the contract while it goes on: a fault yet to come, a clock that is wrong, pages cut short."""

from __future__ import annotations

import pytest

from tests.contract.test_crm import crm_under_test
from tests.contract.wrapping import APP, wrapped
from zsim.faults import ClockSkew, Fault, PageDrift, Refused, SearchLagged, TruncatedPage
from zsim.ports.conformance import check_app

FOREVER = 10**9
HARMLESS = (
    Refused(APP, call=FOREVER),
    ClockSkew(APP, skew_ms=3_600_000),
    ClockSkew(APP, skew_ms=-1_000),
    TruncatedPage(APP, size=1, times=FOREVER),
    TruncatedPage(APP, of="deleted", size=1, times=FOREVER),
)


@pytest.mark.parametrize("fault", HARMLESS, ids=str)
def test_an_app_goes_on_keeping_the_contract(fault: Fault) -> None:
    check_app(lambda: wrapped(crm_under_test("Accounts", "books"), fault))


@pytest.mark.parametrize("fault", [PageDrift(APP, saved=False), SearchLagged(APP, lag_ms=1)], ids=str)
def test_an_app_that_is_in_trouble_does_not(fault: Fault) -> None:
    with pytest.raises(AssertionError):
        check_app(lambda: wrapped(crm_under_test("Accounts", "books"), fault))

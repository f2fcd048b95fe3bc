"""The customers of every finance product stand behind a proper ``App``."""

from __future__ import annotations

import pytest

from tests.contract.check_app import AppUnderTest, check_app
from zsim.catalogue import Policies, Quirks, catalogue
from zsim.fakes.finance import Finance
from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
from zsim.kernel.streams import Streams
from zsim.ports.records import RecordId, Value


@pytest.mark.parametrize("product", ["invoice", "import", "books", "billing"])
def test_customers_behind_the_port(product: str) -> None:
    check_app(lambda: customers_of(product))


def customers_of(product: str) -> AppUnderTest:
    """The customers of a fresh organisation; the finance products have no recycle bin."""
    clock = Clock(1_767_603_600_000)
    journal = Journal(clock)
    finance = Finance(catalogue().product(product), clock, journal, Streams(0), Quirks(journal), Policies())

    def create(**fields: Value) -> RecordId:
        return finance.customers.create(**fields).id

    def advance(*, seconds: int) -> None:
        clock.move_to(clock.now_ms + 1000 * seconds)

    return AppUnderTest(finance.port(), "customers", create, "contact_name", advance)

"""The customers, items and vendors of the finance products stand behind a proper ``App``."""

from __future__ import annotations

import pytest

from tests.contract.wrapping import WRAPPINGS, Wrap
from zsim.catalogue import Policies, Quirks, catalogue
from zsim.fakes.finance import Finance
from zsim.fakes.finance.module import FinanceFace
from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
from zsim.kernel.streams import Streams
from zsim.ports.conformance import AppUnderTest, check_app
from zsim.ports.records import RecordId, Value

PRODUCTS = ("invoice", "import", "books", "billing")
NAME_FIELDS = {"customers": "contact_name", "items": "name", "vendors": "contact_name"}
SYNCED = [(product, module) for product in PRODUCTS for module in catalogue().product(product).modules]


@pytest.mark.parametrize("wrap", WRAPPINGS)
@pytest.mark.parametrize(("product", "module"), SYNCED)
def test_what_a_product_syncs_stands_behind_the_port(product: str, module: str, wrap: Wrap) -> None:
    check_app(lambda: wrap(finance_under_test(product, module)))


def finance_under_test(product: str, module: str) -> AppUnderTest:
    """A module of a fresh organisation; the finance products have no recycle bin."""
    clock = Clock(1_767_603_600_000)
    journal = Journal(clock)
    finance = Finance(catalogue().product(product), clock, journal, Streams(0), Quirks(journal), Policies())
    face: FinanceFace = getattr(finance, module)

    def create(**fields: Value) -> RecordId:
        return face.create(**fields).id

    def advance(*, seconds: int) -> None:
        clock.move_to(clock.now_ms + 1000 * seconds)

    return AppUnderTest(finance.port(), module, create, NAME_FIELDS[module], advance)

"""Finance organisations with nothing in them, each in a small world of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pytest

from zsim.catalogue import Policies, Quirks, catalogue
from zsim.fakes.finance import Finance
from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
from zsim.kernel.streams import Streams
from zsim.ports.app import App
from zsim.ports.records import Create, RecordId, Value, Write, Written

NINE_MS = 1_767_603_600_000  # 2026-01-05 09:00 UTC


@dataclass(frozen=True)
class Shop:
    """One organisation, and what stands around it."""

    finance: Finance
    clock: Clock
    journal: Journal
    quirks: Quirks
    policies: Policies

    def imports(self, **fields: Value) -> RecordId:
        """A customer written by the integration, from an account unless told otherwise."""
        (written,) = self.write(Create({"zcrm_account_id": "100000000000000001", "source": "crm", **fields}))
        assert written.id is not None, written.error
        return written.id

    def write(self, *creates: Create) -> tuple[Written, ...]:
        """What the port answers to these creates of customers."""
        return self.write_to("customers", *creates)

    def write_to(self, module: str, *writes: Write) -> tuple[Written, ...]:
        """What the port answers to these writes."""
        port: App = self.finance.port()
        return port.write(module, writes)


MakeShop = Callable[..., Shop]


@pytest.fixture
def make_shop() -> MakeShop:
    """A shop of any product, with oddities off and policies as asked."""

    def make(
        product: str = "books", *, off: Iterable[str] = (), policies: Mapping[str, str] | None = None, **given: str
    ) -> Shop:
        clock = Clock(NINE_MS)
        journal = Journal(clock)
        quirks = Quirks(journal, off)
        chosen = Policies(policies)
        finance = Finance(catalogue().product(product), clock, journal, Streams(0), quirks, chosen, **given)
        return Shop(finance, clock, journal, quirks, chosen)

    return make


@pytest.fixture
def shop(make_shop: MakeShop) -> Shop:
    """An organisation of Books."""
    return make_shop()


@pytest.fixture
def books(shop: Shop) -> Finance:
    """The organisation itself."""
    return shop.finance

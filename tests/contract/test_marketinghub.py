"""MarketingHub's leads stand behind a proper ``App``."""

from __future__ import annotations

import pytest

from tests.contract.wrapping import WRAPPINGS, Wrap
from zsim.fakes.marketinghub import MarketingHub
from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
from zsim.ports.conformance import AppUnderTest, check_app
from zsim.ports.records import RecordId, Value


@pytest.mark.parametrize("wrap", WRAPPINGS)
def test_the_port_of_marketinghub_keeps_the_contract(wrap: Wrap) -> None:
    check_app(lambda: wrap(hub_under_test()))


def hub_under_test() -> AppUnderTest:
    """The leads of a fresh hub, whose names are addresses."""
    clock = Clock(1_767_603_600_250)
    hub = MarketingHub(clock, Journal(clock))

    def create(**fields: Value) -> RecordId:
        return hub.leads.create(**fields).id

    def advance(*, seconds: int) -> None:
        clock.move_to(clock.now_ms + 1000 * seconds)

    return AppUnderTest(hub.port(), "Leads", create, "email", advance, spelled=as_address)


def as_address(name: str) -> str:
    """An address with the name for its local part, the blanks around it and its case kept."""
    inner = name.strip()
    return name.replace(inner, f"{inner.replace(' ', '.').replace(',', '')}@example.com")

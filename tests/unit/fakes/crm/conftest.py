"""One CRM for each test, with its clock."""

from __future__ import annotations

import pytest

from zsim.catalogue import Policies, Quirks
from zsim.fakes.crm import Crm
from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
from zsim.kernel.streams import Streams

NINE_MS = 1_767_603_600_000


@pytest.fixture
def clock() -> Clock:
    return Clock(NINE_MS)


@pytest.fixture
def journal(clock: Clock) -> Journal:
    return Journal(clock)


@pytest.fixture
def crm(clock: Clock, journal: Journal) -> Crm:
    return Crm(clock, journal, Streams(0), Quirks(journal), Policies())

"""One workshop for each test."""

from __future__ import annotations

import pytest

from tests.unit.fakes.store.workshop import Workshop


@pytest.fixture
def workshop() -> Workshop:
    return Workshop()

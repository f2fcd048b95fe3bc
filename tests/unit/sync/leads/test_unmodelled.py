from __future__ import annotations

import pytest

from zsim.ports.errors import PartlyModelled
from zsim.sync.leads import LeadSync, SyncServices


@pytest.mark.parametrize("kind", [LeadSync, SyncServices])
def test_nothing_that_is_modelled_is_said_not_to_be(kind: type[PartlyModelled]) -> None:
    assert set(kind._unmodelled[1]).isdisjoint(dir(kind))

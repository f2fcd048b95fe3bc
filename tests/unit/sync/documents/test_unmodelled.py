from __future__ import annotations

import pytest

from zsim.ports.errors import PartlyModelled
from zsim.sync import Integration
from zsim.sync.connection.choosing import CustomerSync, ItemSync, VendorSync
from zsim.sync.documents.projection_sync import ProjectionSync
from zsim.sync.documents.transactions import Transactions


@pytest.mark.parametrize("kind", [Integration, Transactions, CustomerSync, VendorSync, ItemSync, ProjectionSync])
def test_nothing_that_is_modelled_is_said_not_to_be(kind: type[PartlyModelled]) -> None:
    assert set(kind._unmodelled[1]).isdisjoint(dir(kind))

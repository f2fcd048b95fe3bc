"""The syncs of a connection's modules by their names."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.kernel.errors import UsageError
from zsim.sync.connection.choosing import CustomerSync, ItemSync, VendorSync

SYNCS = {"customers": CustomerSync, "vendors": VendorSync, "items": ItemSync}


@pytest.mark.parametrize("name", SYNCS)
def test_a_module_is_reached_by_its_property_as_by_its_name(name: str):
    integration = World().connect("books")
    assert isinstance(getattr(integration, name), SYNCS[name])
    assert getattr(integration, name) is integration.module(name)
    assert [each.name for each in integration.modules] == list(SYNCS)


@pytest.mark.parametrize("name", ["vendors", "items"])
def test_a_module_the_product_does_not_sync_is_refused_by_both_ways(name: str):
    integration = World().connect("import")
    with pytest.raises(UsageError, match="only"):
        getattr(integration, name)
    with pytest.raises(UsageError, match="only"):
        integration.module(name)

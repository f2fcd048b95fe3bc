"""An item that a deletion let go, before it broke off, is overwritten as finance's own."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.ports.errors import NoAnswer


@scenario(products="billing", seed=0)
def test_a_pair_let_go_by_a_deletion_that_broke_off(world: World, product: str) -> None:
    """An item that a deletion let go, before it broke off, is overwritten as finance's own.

    Found by random worlds with faults: enabled again, the pair was taken for the one there had been. It is about
    DIS-14.
    """
    with given("Rope and Cora are created"):
        world.crm.products.create(Product_Name="Rope")
        world.billing.customers.create(contact_name="Cora")
    with when("finance is connected, customers are configured and customers are saved and synced"):
        sync = world.connect(product)
        sync.customers.configure(extent="both_ways")
        sync.customers.save_and_sync()
        world.settle()
    with when("items are configured, items are saved and synced and the connection is disabled"):
        sync.items.configure(duplicates="overwrite")
        sync.items.save_and_sync()
        world.settle()
        world.faults.answer_lost("billing", call=2)
        sync.disable()
    with when("integration is deleted and the connection is enabled"):
        with pytest.raises(NoAnswer):
            sync.delete()
        sync.enable()
        world.settle()
    with then("every rule held"):
        world.check()

"""An item edited on both sides in one second: finance's value stands, as that is read first."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(
    covers=["CUS-21", "ITM-02"], products="billing", seed=0, policies={"conflicts": "last_modified"}, moments="exact"
)
def test_an_item_edited_on_both_sides_in_one_second(world: World, product: str) -> None:
    """An item edited on both sides in one second: finance's value stands, as that is read first.

    Found by the reference model in random worlds: under the policy 'last_modified' the CRM's stood in such a second for
    items, too. It is about CUS-21.
    """
    with given("lamp is created"):
        lamp = world.crm.products.create(Product_Name="Lamp")
    with when("finance is connected, items are configured, and items are saved and synced"):
        sync = world.connect(product)
        sync.items.configure(extent="both_ways")
        sync.items.save_and_sync()
        world.settle()
    with when("lamp and lamp's counterpart in billing are updated, and the next thing due happens"):
        world.crm.products.update(lamp, Description="tall")
        world[product].items.update(world.counterpart(lamp, "billing"), description="short")
        world.next_event()
    with then("both hold finance's value, and every rule held"):
        assert lamp.Description == "short"
        world.check()

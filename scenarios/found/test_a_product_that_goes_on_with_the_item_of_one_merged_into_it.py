"""A product without an item, into which another product was merged: it has that one's item, and its own name."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["CUS-23", "CUS-30"])
def test_a_product_that_goes_on_with_the_item_of_one_merged_into_it(world: World, product: str) -> None:
    """Nail's item was deleted, then Bolt was merged into Nail: the run that joins Nail with Bolt's item renames that.

    Nothing is left for the next run to write.
    """
    with given("Nail and Bolt were born in finance and pushed, and Nail's item was deleted"):
        items, products = world[product].items, world.crm.products
        nail, bolt = items.create(name="Nail", rate=1), items.create(name="Bolt", rate=2)
        sync = world.connect(product)
        sync.items.configure(extent="both_ways").save_and_sync()
        world.settle()
        kept, lost = world.counterpart(nail, "crm"), world.counterpart(bolt, "crm")
        world.advance(hours=1)
        items.delete(nail)
        sync.items.instant_sync()
        world.advance(minutes=1)
    with when("Bolt is merged into Nail in the CRM, and items are synced"):
        products.merge(kept, lost)
        sync.items.instant_sync()
        world.advance(minutes=1)
    with then("Bolt's item is Nail's, and is called so"):
        assert items.get(bolt).name == "Nail"
        assert world.counterpart(bolt, "crm").id == kept.id
    with then("another run finds nothing to do"):
        sync.items.instant_sync()
        world.advance(minutes=1)
        assert sync.items.history[-1].updated == 0

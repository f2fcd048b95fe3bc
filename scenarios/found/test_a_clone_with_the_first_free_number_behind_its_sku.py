"""Two products of one name are cloned in one run, one of them with a SKU that is taken."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["ITM-14"], products=["invoice", "books"])
def test_a_clone_with_the_first_free_number_behind_its_sku(world: World, product: str) -> None:
    """The number behind a SKU is the first that is free for it, however many copies of the name came before."""
    with given("Anvil, with a SKU, and Nail were items, and the integration is to clone"):
        items, products = world[product].items, world.crm.products
        items.create(name="Anvil", sku="A-1")
        items.create(name="Nail")
        sync = world.connect(product)
        sync.items.configure(duplicates="clone")
    with when("three products are called Nail, two of them with the SKU in capitals and in small letters, and synced"):
        for code in (None, "A-1", "a-1"):
            products.create(Product_Name="Nail", Product_Code=code)
        sync.items.save_and_sync()
        world.settle()
    with then("each has the first number that is free for its name, and the SKU the first one that is free for it"):
        copies = [(each.name, each.sku) for each in items.all()[2:]]
        assert copies == [("Nail 2", None), ("Nail 3", "A-1 2"), ("Nail 4", "a-1")]

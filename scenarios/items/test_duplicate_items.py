"""Items and products of one name: what makes them duplicates, and what clone, overwrite and skip do with them."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when

BOTH_EXTENTS = pytest.mark.parametrize("extent", ["fetch", "both_ways"])


def synced(world: World, product: str, extent: str, duplicates: str) -> None:
    """Items configured and synced once."""
    world.connect(product).items.configure(extent=extent, duplicates=duplicates).save_and_sync()
    world.settle()


def equal_names_allowed(world: World, product: str) -> None:
    """Finance lets items be named alike, so long as each has a SKU; Bolt, entered before, got none."""
    world[product].items.create(name="Bolt", rate=20)
    world[product].preferences.update(sku_mandatory=True, allow_equal_item_names=True)


@BOTH_EXTENTS
@pytest.mark.parametrize("name", ["Bolt", " bolt", "BOLT "])
@scenario(covers=["ITM-03"])
def test_an_item_and_a_product_of_equal_name_are_duplicates(world: World, product: str, name: str, extent: str) -> None:
    """The name alone makes duplicates, whatever the SKUs: outer blanks and letter case do not count."""
    with given("the CRM has a product of some name and code, finance an item Bolt of another SKU"):
        bolt = world.crm.products.create(Product_Name=name, Product_Code="P-1", Unit_Price=10)
        item = world[product].items.create(name="Bolt", sku="S-1", rate=20)
    with when("items are synced with 'overwrite'"):
        synced(world, product, extent, "overwrite")
    with then("the two are one pair"):
        assert world[product].items.all() == [item]
        assert world[product].items.from_crm() == ([item] if extent == "fetch" else [])
        assert world.crm.products.all() == [bolt]
        assert bolt.Unit_Price == item.rate
        assert bolt.Product_Code == item.sku
        assert world.why(item).outcome == "overwritten"
        assert "ITM-03" in world.why(item).behaviours


@BOTH_EXTENTS
@scenario(covers=["ITM-03"])
def test_items_of_other_names_are_no_duplicates(world: World, product: str, extent: str) -> None:
    """An item of another name is another item, though its price and unit are the same."""
    with given("the CRM has the product Bolt, finance an item Long bolt"):
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10, Usage_Unit="Box")
        item = world[product].items.create(name="Long bolt", rate=10, unit="Box")
    with when("items are synced with 'overwrite'"):
        synced(world, product, extent, "overwrite")
    with then("Bolt is an item of its own"):
        assert [each.name for each in world[product].items.all()] == ["Long bolt", "Bolt"]
        assert item.name == "Long bolt"
        assert world.why(bolt).outcome == "created"


@scenario(covers=["ITM-03"])
def test_a_linked_item_is_no_duplicate(world: World, product: str) -> None:
    """Only what is not linked is looked up by name: a second product of the name does not take over a pair.

    It is skipped, as the name is given away, and the pair goes on.
    """
    with given("Bolt is synced with 'skip', and the CRM gets a second product Bolt"):
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10)
        synced(world, product, "fetch", "skip")
        second = world.crm.products.create(Product_Name="Bolt", Unit_Price=99)
    with when("the next slot comes, and the first product's price changes later"):
        world.advance(hours=2)
        world.crm.products.update(bolt, Unit_Price=11)
        world.advance(hours=2)
    with then("the one item follows the first product"):
        (item,) = world[product].items.all()
        assert item.rate == 11
        assert (world.why(bolt).outcome, world.why(second).outcome) == ("updated", "skipped")


@scenario(covers=["ITM-05"])
def test_overwrite_under_fetch_replaces_the_item(world: World, product: str) -> None:
    """Under 'fetch' the receiver is finance: its item takes the CRM's values and keeps what is not mapped."""
    with given("Bolt stands on both sides at different prices; finance calls it a service"):
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10)
        item = world[product].items.create(name="Bolt", rate=20, unit="Box", product_type="service")
    with when("items are fetched with 'overwrite'"):
        synced(world, product, "fetch", "overwrite")
    with then("the one item has the CRM's price, and the rest of what it had"):
        assert world[product].items.all() == [item]
        assert (item.rate, item.unit, item.product_type) == (10, "Box", "service")
        assert bolt.Unit_Price == 10
        assert world.why(bolt).outcome == "overwritten"
        assert "ITM-05" in world.why(bolt).behaviours


@scenario(covers=["ITM-05"], quirks=["ITM-02"])
def test_overwrite_under_both_ways_replaces_the_product(world: World, product: str) -> None:
    """In a two-way sync the receiver is the CRM: its product takes the item's values and keeps what is not mapped."""
    with given("Bolt stands on both sides at different prices; the CRM has a category for it"):
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10, Product_Category="Hardware")
        item = world[product].items.create(name="Bolt", rate=20)
    with when("items are synced both ways with 'overwrite'"):
        synced(world, product, "both_ways", "overwrite")
    with then("the one product has finance's price and its category"):
        assert world.crm.products.all() == [bolt]
        assert (bolt.Unit_Price, bolt.Product_Category) == (20, "Hardware")
        assert item.rate == 20
        assert world.why(item).outcome == "overwritten"


@scenario(covers=["ITM-05"])
def test_clone_under_fetch_makes_a_second_item(world: World, product: str) -> None:
    """Under 'fetch' the clone is made in finance, which has to let names be equal for it."""
    with given("Bolt stands on both sides, and finance lets items be named alike"):
        bolt = world.crm.products.create(Product_Name="Bolt", Product_Code="P-1", Unit_Price=10)
        equal_names_allowed(world, product)
    with when("items are fetched with 'clone'"):
        synced(world, product, "fetch", "clone")
    with then("finance has two items Bolt, of which the new one is linked"):
        former, clone = world[product].items.all()
        assert [(each.name, each.sku, each.rate) for each in (former, clone)] == [
            ("Bolt", None, 20),
            ("Bolt", "P-1", 10),
        ]
        assert world[product].items.from_crm() == [clone]
        assert len(world.crm.products) == 1
        assert world.why(bolt).outcome == "cloned"
        assert "ITM-05" in world.why(bolt).behaviours


@scenario(covers=["ITM-05"], policies={"clone_name": "refuse"})
def test_a_clone_of_a_taken_item_name_fails_alone(world: World, product: str) -> None:
    """Where item names are unique, a clone in finance is refused, and other products arrive all the same."""
    with given("Bolt stands on both sides, and the CRM has Nut besides"):
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10)
        nut = world.crm.products.create(Product_Name="Nut")
        item = world[product].items.create(name="Bolt", rate=20)
    with when("items are fetched with 'clone'"):
        synced(world, product, "fetch", "clone")
    with then("Bolt failed for its name, and Nut is there"):
        assert [each.name for each in world[product].items.all()] == ["Bolt", "Nut"]
        assert item.rate == 20
        assert (world.why(bolt).outcome, world.why(nut).outcome) == ("failed", "created")
        assert "name taken" in world.why(bolt).reason
        assert world.integration(product).items.history[-1].grade == "partial"


@scenario(covers=["ITM-05"], quirks=["ITM-02"], policies={"clone_name": "refuse", "clone_reach": "both"})
def test_clone_under_both_ways_makes_a_second_product(world: World, product: str) -> None:
    """In a two-way sync the item is cloned into the CRM first; the CRM's own product then finds its name taken."""
    with given("Bolt stands on both sides at different prices"):
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10)
        item = world[product].items.create(name="Bolt", rate=20)
    with when("items are synced both ways with 'clone'"):
        synced(world, product, "both_ways", "clone")
    with then("the CRM has two products, and the new one is the item's"):
        former, clone = world.crm.products.all()
        assert [(each.Product_Name, each.Unit_Price) for each in (former, clone)] == [("Bolt", 10), ("Bolt", 20)]
        assert world.why(item).outcome == "cloned"
    with then("the first product could not be cloned into finance in its turn"):
        assert world[product].items.all() == [item]
        assert world.why(bolt).outcome == "failed"
        assert "name taken" in world.why(bolt).reason
        assert world.integration(product).items.history[-1].grade == "partial"
    with when("finance's rate changes and the next slot comes"):
        world[product].items.update(item, rate=25)
        world.advance(hours=2)
    with then("it reaches the clone, not the product of its name"):
        assert (former.Unit_Price, clone.Unit_Price) == (10, 25)


@BOTH_EXTENTS
@scenario(covers=["ITM-05"])
def test_skip_leaves_item_and_product_alone(world: World, product: str, extent: str) -> None:
    """Under 'skip' nothing is written on either side, in either direction, and later edits do not cross."""
    with given("Bolt stands on both sides at different prices"):
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10)
        item = world[product].items.create(name="Bolt", rate=20)
    with when("items are synced with 'skip', and both prices change later"):
        synced(world, product, extent, "skip")
        world.crm.products.update(bolt, Unit_Price=11)
        world[product].items.update(item, rate=21)
        world.advance(hours=2)
    with then("each side has its own"):
        assert (world.crm.products.all(), bolt.Unit_Price) == ([bolt], 11)
        assert (world[product].items.all(), item.rate) == ([item], 21)
        assert world[product].items.from_crm() == []
    with then("the product was skipped in either run"):
        assert world.why(bolt).outcome == "skipped"
        assert "ITM-05" in world.why(bolt).behaviours
        assert world.integration(product).items.history[-1].grade == "done"


@scenario(covers=["ITM-05"])
def test_once_its_name_is_free_a_skipped_product_arrives(world: World, product: str) -> None:
    """A skipped product is looked at again: after finance renamed its item, the product becomes one of its own."""
    with given("Bolt stands on both sides, and was skipped"):
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10)
        item = world[product].items.create(name="Bolt", rate=20)
        synced(world, product, "fetch", "skip")
    with when("finance renames its item and the next slot comes"):
        world[product].items.update(item, name="Old bolt")
        world.advance(hours=2)
    with then("Bolt is there beside it"):
        assert [(each.name, each.rate) for each in world[product].items.all()] == [("Old bolt", 20), ("Bolt", 10)]
        assert world.why(bolt).outcome == "created"

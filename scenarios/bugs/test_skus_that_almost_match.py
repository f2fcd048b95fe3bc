"""Complaint 13: a product code with a blank too many, or written a little differently, makes a second item."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when


def sync_items(world: World, product: str) -> None:
    """Fetch products under 'overwrite'."""
    world.connect(product).items.configure(extent="fetch", duplicates="overwrite").save_and_sync()
    world.settle()


@pytest.mark.parametrize(("code", "sku"), [("AB-1 ", "AB-1"), ("AB-1", " AB-1")], ids=["in_the_crm", "in_finance"])
@scenario(covers=["ITM-04", "ITM-10", "ITM-11"], tags=["complaint-13"])
def test_a_blank_around_the_sku_makes_no_second_item(world: World, product: str, code: str, sku: str) -> None:
    """Billing compares SKUs without outer blanks: 'AB-1 ' and 'AB-1' are one item, whatever the names are.

    What the user feared: that a blank typed behind a product code makes a silent second item.
    """
    with given("a product and an item of different names, whose codes differ in an outer blank"):
        lamp = world.crm.products.create(Product_Name="Lamp", Product_Code=code, Unit_Price=10)
        item = world[product].items.create(name="Desk lamp", sku=sku, rate=8)
    with when("products are fetched with 'overwrite'"):
        sync_items(world, product)
    with then("there is one item, which has taken the product's name and price"):
        assert world[product].items.all() == [item]
        assert (item.name, item.rate) == ("Lamp", 10)
        assert world.why(lamp).outcome == "overwritten"
        assert "ITM-04" in world.why(lamp).behaviours
    with then("the pair is linked, and later runs find nothing to do"):
        before = world.snapshot()
        world.advance(hours=4)
        assert world.snapshot() == before


@scenario(covers=["ITM-03", "ITM-10"], products=["invoice", "books"], tags=["complaint-13"])
def test_where_names_decide_a_blank_in_the_sku_does_not_matter(world: World, product: str) -> None:
    """Invoice and Books go by the name: equal names are one item, though one SKU has a blank behind it."""
    with given("a product and an item of one name, whose codes differ in an outer blank"):
        lamp = world.crm.products.create(Product_Name="Lamp", Product_Code="AB-1 ", Unit_Price=10)
        item = world[product].items.create(name="Lamp", sku="AB-1", rate=8)
    with when("products are fetched with 'overwrite'"):
        sync_items(world, product)
    with then("there is one item with the product's price"):
        assert world[product].items.all() == [item]
        assert item.rate == 10
        assert world.why(lamp).outcome == "overwritten"
        assert "ITM-03" in world.why(lamp).behaviours


@scenario(covers=["ITM-03", "ITM-10"], products=["invoice", "books"], tags=["complaint-13"])
def test_where_names_decide_a_sku_that_is_taken_is_refused_loudly(world: World, product: str) -> None:
    """Different names are no duplicates there, yet the SKU with a blank behind it is taken: it fails, not silently.

    What the user would have got otherwise: two items of one code. The history says which item holds the SKU.
    """
    with given("a product and an item of different names, whose codes differ in an outer blank"):
        lamp = world.crm.products.create(Product_Name="Lamp", Product_Code="AB-1 ")
        chair = world.crm.products.create(Product_Name="Chair", Product_Code="C-1")
        item = world[product].items.create(name="Desk lamp", sku="AB-1")
    with when("products are fetched with 'overwrite'"):
        sync_items(world, product)
    with then("the product failed with that reason, and the other one came in"):
        assert world.why(lamp).outcome == "failed"
        assert "the SKU 'AB-1' exists already: 'Desk lamp'" in world.why(lamp).reason
        assert world.why(chair).outcome == "created"
        assert [each.name for each in world[product].items.all()] == ["Desk lamp", "Chair"]
        assert (item.name, item.sku) == ("Desk lamp", "AB-1")
        assert world.integration(product).items.history[-1].grade == "partial"


@pytest.mark.parametrize("code", ["AB1", "ab-1", "AB -1"])
@scenario(covers=["ITM-10"], tags=["complaint-13"])
def test_a_sku_written_differently_is_another_item(world: World, product: str, code: str) -> None:
    """Punctuation, letter case and inner blanks count: with another name too, the product is a second item.

    What the user saw. It is correct behaviour: nothing but outer blanks is folded, so the codes are two.
    """
    with given("a product and an item of different names, whose codes are written differently"):
        lamp = world.crm.products.create(Product_Name="Lamp", Product_Code=code)
        world[product].items.create(name="Desk lamp", sku="AB-1")
    with when("products are fetched with 'overwrite'"):
        sync_items(world, product)
    with then("finance has two items, each with its own code"):
        assert {each.name: each.sku for each in world[product].items.all()} == {"Desk lamp": "AB-1", "Lamp": code}
        assert world.why(lamp).outcome == "created"


@scenario(covers=["ITM-04", "ITM-10", "ITM-11"], tags=["complaint-13"])
def test_equal_names_with_two_skus_are_no_duplicates_but_cannot_be_two_items(world: World, product: str) -> None:
    """In Billing two SKUs under one name are two things; as item names are unique, the second fails and is told."""
    with given("a product and an item of one name with codes written differently"):
        lamp = world.crm.products.create(Product_Name="Lamp", Product_Code="AB1", Unit_Price=10)
        item = world[product].items.create(name="Lamp", sku="AB-1", rate=8)
    with when("products are fetched with 'overwrite'"):
        sync_items(world, product)
    with then("the item keeps its price, and the product failed because the name is taken"):
        assert world[product].items.all() == [item]
        assert (item.rate, item.sku) == (8, "AB-1")
        assert world.why(lamp).outcome == "failed"
        assert "name taken" in world.why(lamp).reason

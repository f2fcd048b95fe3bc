"""Two items of one name: what an organisation lets its people enter."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.ports.errors import DuplicateValue, VendorError


@scenario(covers=["ITM-12"])
def test_a_second_item_of_a_name_is_refused(world: World, product: str) -> None:
    """An organisation that was told nothing else keeps the names of its items apart."""
    with given("an item Bolt"):
        bolt = world[product].items.create(name="Bolt", sku="B-1")
    with when("another one is entered, or a nut renamed to Bolt"):
        with pytest.raises(DuplicateValue, match="named 'Bolt' exists"):
            world[product].items.create(name="Bolt", sku="B-2")
        nut = world[product].items.create(name="Nut")
        with pytest.raises(DuplicateValue, match="named 'Bolt' exists"):
            world[product].items.update(nut, name="Bolt")
    with then("there is one Bolt"):
        assert world[product].items.find(name="Bolt") == [bolt]
        assert nut.name == "Nut"


@scenario(covers=["ITM-12"])
def test_equal_names_are_allowed_where_skus_are_mandatory(world: World, product: str) -> None:
    """With SKUs mandatory and equal names allowed, the SKU is what keeps two items apart; it is never given twice."""
    with given("an organisation with both preferences on, and an item Bolt"):
        world[product].preferences.update(sku_mandatory=True, allow_equal_item_names=True)
        world[product].items.create(name="Bolt", sku="B-1")
    with when("a Bolt of another SKU is entered"):
        world[product].items.create(name="Bolt", sku="B-2")
    with then("there are two"):
        assert [each.sku for each in world[product].items.find(name="Bolt")] == ["B-1", "B-2"]
    with when("one without SKU, and one of a SKU that is taken, are entered"):
        with pytest.raises(VendorError, match="sku is missing"):
            world[product].items.create(name="Bolt")
        with pytest.raises(DuplicateValue, match="SKU 'B-1' exists already"):
            world[product].items.create(name="Bolt", sku="B-1")
    with then("there are still two"):
        assert len(world[product].items.find(name="Bolt")) == 2

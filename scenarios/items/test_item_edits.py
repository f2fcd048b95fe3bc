"""Edits of synced items: renames and blanks are treated as for customers."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["ITM-01", "CUS-19"])
def test_an_item_renamed_on_one_side_is_renamed_on_the_other(world: World, product: str) -> None:
    """A pair is followed by id: a new name travels in either direction and makes no second record."""
    with given("Bolt and Nut are synced both ways"):
        bolt, nut = (world.crm.products.create(Product_Name=each) for each in ("Bolt", "Nut"))
        world.connect(product).items.configure(extent="both_ways").save_and_sync()
        world.settle()
        first, second = world[product].items.all()
    with when("Bolt is renamed in the CRM, and Nut in finance"):
        world.crm.products.update(bolt, Product_Name="Long bolt")
        world[product].items.update(second, name="Wing nut")
        world.advance(hours=2)
    with then("both names arrived, and there are two records on each side"):
        assert [each.name for each in world[product].items.all()] == ["Long bolt", "Wing nut"]
        assert [each.Product_Name for each in world.crm.products.all()] == ["Long bolt", "Wing nut"]
        assert world.why(first).outcome == world.why(nut).outcome == "updated"


@scenario(covers=["ITM-01", "CUS-20"])
def test_an_item_renamed_onto_a_taken_name_fails_alone(world: World, product: str) -> None:
    """If finance gave the new name to another item already, that rename fails and the rest of the run goes on."""
    with given("Bolt and Nut are synced, and finance has an item Screw that is not"):
        bolt, nut = (world.crm.products.create(Product_Name=each, Unit_Price=1) for each in ("Bolt", "Nut"))
        sync = world.connect(product)
        sync.items.configure(extent="fetch", duplicates="skip").save_and_sync()
        world.settle()
        world[product].items.create(name="Screw")
    with when("the CRM renames Bolt to Screw and gives Nut another price"):
        world.crm.products.update(bolt, Product_Name="Screw")
        world.crm.products.update(nut, Unit_Price=2)
        world.advance(hours=2)
    with then("Bolt kept its name and failed for the taken one; Nut has its price"):
        assert [(each.name, each.rate) for each in world[product].items.all()] == [
            ("Bolt", 1),
            ("Nut", 2),
            ("Screw", None),
        ]
        assert (world.why(bolt).outcome, world.why(nut).outcome) == ("failed", "updated")
        assert "name taken" in world.why(bolt).reason
        assert sync.items.history[-1].grade == "partial"


@scenario(covers=["ITM-01", "CUS-22"])
def test_a_blank_does_not_erase_an_item_s_value(world: World, product: str) -> None:
    """A field emptied on one side keeps its value on the other; a zero is a value and crosses."""
    with given("Bolt is synced both ways, with code, unit and price"):
        bolt = world.crm.products.create(Product_Name="Bolt", Product_Code="B-1", Usage_Unit="Box", Unit_Price=10)
        world.connect(product).items.configure(extent="both_ways").save_and_sync()
        world.settle()
        (item,) = world[product].items.all()
    with when("the CRM empties the code and sets the price to zero, and finance empties the unit"):
        world.crm.products.update(bolt, Product_Code=None, Unit_Price=0)
        world[product].items.update(item, unit=None)
        world.advance(hours=2)
    with then("finance has the code still, and the CRM the unit"):
        assert (bolt.Product_Code, item.sku) == (None, "B-1")
        assert (bolt.Usage_Unit, item.unit) == ("Box", None)
    with then("the zero arrived"):
        assert (bolt.Unit_Price, item.rate) == (0, 0)
        assert world.why(bolt).outcome == "updated"


@scenario(covers=["ITM-01", "CUS-22"], policies={"blanks": "erase"})
def test_a_blank_can_erase_an_item_s_value(world: World, product: str) -> None:
    """With the policy 'erase' an emptied field is emptied on the other side, too."""
    with given("Bolt is synced both ways, with code and unit"):
        bolt = world.crm.products.create(Product_Name="Bolt", Product_Code="B-1", Usage_Unit="Box")
        world.connect(product).items.configure(extent="both_ways").save_and_sync()
        world.settle()
        (item,) = world[product].items.all()
    with when("the CRM empties the code, and finance the unit"):
        world.crm.products.update(bolt, Product_Code=None)
        world[product].items.update(item, unit=None)
        world.advance(hours=2)
    with then("both are gone on both sides"):
        assert (bolt.Product_Code, item.sku) == (None, None)
        assert (bolt.Usage_Unit, item.unit) == (None, None)

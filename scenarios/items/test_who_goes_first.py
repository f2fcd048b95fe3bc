"""An oddity of items: in a two-way run finance goes first, other than with customers and vendors."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


def on_both_sides(world: World, product: str, extent: str) -> None:
    """Bolt stands on both sides at different prices, and items are synced with 'overwrite'."""
    world.crm.products.create(Product_Name="Bolt", Unit_Price=10)
    world[product].items.create(name="Bolt", rate=20)
    world.connect(product).items.configure(extent=extent, duplicates="overwrite").save_and_sync()
    world.settle()


@scenario(covers=["ITM-02"], quirks=["ITM-02"])
def test_in_a_two_way_run_finance_goes_first(world: World, product: str) -> None:
    """Finance's items are pushed before products are fetched, so it is the CRM's product that is overwritten."""
    with when("Bolt stands on both sides at different prices, and items are synced both ways with 'overwrite'"):
        on_both_sides(world, product, "both_ways")
        (bolt,), (item,) = world.crm.products.all(), world[product].items.all()
    with then("both have finance's rate"):
        assert (bolt.Unit_Price, item.rate) == (20, 20)
        assert world.why(item).outcome == "overwritten"
        assert world.why(item).reason.startswith("overwrote product Bolt")
        assert world.integration(product).items.history[-1].counts == {"overwritten": 1}


@scenario(covers=["ITM-02"])
def test_in_a_one_way_run_duplicates_are_found_in_finance(world: World, product: str) -> None:
    """Under 'fetch' nothing is pushed, so a duplicate is found among finance's items, and the item is overwritten."""
    with when("Bolt stands on both sides at different prices, and items are fetched with 'overwrite'"):
        on_both_sides(world, product, "fetch")
        (bolt,), (item,) = world.crm.products.all(), world[product].items.all()
    with then("both have the CRM's price"):
        assert (bolt.Unit_Price, item.rate) == (10, 10)
        assert world.why(bolt).reason.startswith("overwrote item Bolt")
    with then("the oddity did not show"):
        assert world.quirks.fired == ()


@scenario(covers=["ITM-02"], quirks_off=["ITM-02"])
def test_without_the_oddity_the_crm_goes_first(world: World, product: str) -> None:
    """Where the oddity is switched off, items are synced like customers: the CRM goes first, and its value wins."""
    with when("Bolt stands on both sides at different prices, and items are synced both ways with 'overwrite'"):
        on_both_sides(world, product, "both_ways")
        (bolt,), (item,) = world.crm.products.all(), world[product].items.all()
    with then("both have the CRM's price"):
        assert (bolt.Unit_Price, item.rate) == (10, 10)
        assert world.why(bolt).reason.startswith("overwrote item Bolt")


@scenario(covers=["ITM-02", "CUS-21"], quirks=["ITM-02"])
def test_finance_wins_where_both_sides_edited_an_item(world: World, product: str) -> None:
    """An item's field edited on both sides takes finance's value, as finance is read first; other edits stand.

    The history names the conflict.
    """
    with given("Bolt is synced both ways"):
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10, Usage_Unit="Box")
        sync = world.connect(product)
        sync.items.configure(extent="both_ways").save_and_sync()
        world.settle()
        (item,) = world[product].items.all()
    with when("its price is edited in finance and, an hour later, in the CRM, which edits the unit, too"):
        world[product].items.update(item, rate=20)
        world.advance(hours=1)
        world.crm.products.update(bolt, Unit_Price=30, Usage_Unit="Dozen")
        world.advance(hours=1)
    with then("both have finance's rate, though the CRM's edit came last, and the CRM's unit"):
        assert (bolt.Unit_Price, item.rate) == (20, 20)
        assert (bolt.Usage_Unit, item.unit) == ("Dozen", "Dozen")
    with then("the history names the conflict and its winner"):
        assert world.why(bolt).outcome == world.why(item).outcome == "conflict"
        (remark,) = sync.items.history[-1].remarks
        assert "Unit_Price was edited on both sides, finance's value stands (CUS-21)" in remark


@scenario(covers=["ITM-02", "CUS-21"], quirks_off=["ITM-02"])
def test_without_the_oddity_the_crm_wins_a_conflict(world: World, product: str) -> None:
    """Where the oddity is switched off, the CRM is read first for items, too, and its value stands."""
    with given("Bolt is synced both ways"):
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10)
        sync = world.connect(product)
        sync.items.configure(extent="both_ways").save_and_sync()
        world.settle()
        (item,) = world[product].items.all()
    with when("its price is edited on both sides, and the next slot comes"):
        world[product].items.update(item, rate=20)
        world.crm.products.update(bolt, Unit_Price=30)
        world.advance(hours=2)
    with then("both have the CRM's price"):
        assert (bolt.Unit_Price, item.rate) == (30, 30)
        (remark,) = sync.items.history[-1].remarks
        assert "Unit_Price was edited on both sides, crm's value stands (CUS-21)" in remark


@scenario(covers=["ITM-01", "CUS-21"], policies={"conflicts": "last_modified"}, quirks=["ITM-02"])
def test_for_items_too_the_record_modified_last_can_win(world: World, product: str) -> None:
    """With the policy 'last_modified' the later edit of an item stands, though finance is read first."""
    with given("Bolt is synced both ways"):
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10)
        sync = world.connect(product)
        sync.items.configure(extent="both_ways").save_and_sync()
        world.advance(minutes=10)
        (item,) = world[product].items.all()
    with when("its price is edited in finance and ten minutes later in the CRM"):
        world[product].items.update(item, rate=20)
        world.advance(minutes=10)
        world.crm.products.update(bolt, Unit_Price=30)
        world.advance(hours=2)
    with then("both have the CRM's price"):
        assert (bolt.Unit_Price, item.rate) == (30, 30)
        assert "conflict" in world.why(bolt).outcomes

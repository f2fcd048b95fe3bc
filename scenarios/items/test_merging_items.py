"""An oddity of Invoice: under overwrite items, and products, of one name become a single record."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when


def three_items(world: World, product: str) -> None:
    """Three items Bolt in finance, told apart by their SKUs."""
    world[product].preferences.update(sku_mandatory=True, allow_equal_item_names=True)
    for number in (1, 2, 3):
        world[product].items.create(name="Bolt", sku=f"S-{number}", rate=number)


def synced(world: World, product: str, extent: str) -> None:
    """Items synced with 'overwrite'."""
    world.connect(product).items.configure(extent=extent, duplicates="overwrite").save_and_sync()
    world.settle()


@scenario(covers=["ITM-06"], quirks=["ITM-06"])
def test_overwrite_merges_duplicate_items_in_invoice(world: World, product: str) -> None:
    """Of several items of a product's name one is left, with the CRM's values and the invoices of the others."""
    with given("Invoice has three items Bolt, one of them on an invoice, and the CRM one product"):
        three_items(world, product)
        oldest, second, third = world[product].items.all()
        customer = world[product].customers.create(contact_name="Acme")
        invoice = world[product].invoices.create(customer_id=customer, lines=[{"item": third, "rate": 100}])
        bolt = world.crm.products.create(Product_Name="Bolt", Product_Code="P-1", Unit_Price=10)
    with when("items are fetched with 'overwrite'"):
        synced(world, product, "fetch")
    with then("one item Bolt is left, with the CRM's values and the invoice"):
        assert world[product].items.all() == [oldest]
        assert (oldest.sku, oldest.rate) == ("P-1", 10)
        assert invoice.line_items[0]["item_id"] == oldest.id
        assert (second.alive, third.alive) == (False, False)
    with then("the history tells which were merged"):
        assert world.why(bolt).outcome == "overwritten"
        assert world.why(bolt).behaviours == ("ITM-06",)
        (remark,) = world.integration(product).items.history[0].remarks
        assert f"{second.id}, {third.id}" in remark


@scenario(covers=["ITM-06"], quirks=["ITM-06"])
def test_overwrite_merges_duplicates_in_both_apps_in_a_two_way_sync(world: World, product: str) -> None:
    """Where the sync writes to the CRM, items and products of one name end as one pair.

    Finance goes first, so the oldest item's values stand.
    """
    with given("Invoice has three items Bolt, and the CRM two products"):
        three_items(world, product)
        oldest = world[product].items.all()[0]
        first, second = (world.crm.products.create(Product_Name="Bolt", Unit_Price=each) for each in (10, 20))
    with when("items are synced both ways with 'overwrite'"):
        synced(world, product, "both_ways")
    with then("one item and one product are left, and they are a pair"):
        assert (world[product].items.all(), world.crm.products.all()) == ([oldest], [first])
        assert (first.Product_Code, first.Unit_Price) == (oldest.sku, oldest.rate) == ("S-1", 1)
        assert [each.finance_id for each in world.integration(product).links] == [oldest.id]
        assert not second.alive
    with then("the history tells of each merged record"):
        run = world.integration(product).items.history[0]
        assert run.counts["merged"] == 2
        assert sum("(ITM-06)" in remark for remark in run.remarks) == 3
    with when("the item's rate is edited and the next slot comes"):
        world[product].items.update(oldest, rate=5)
        world.advance(hours=2)
    with then("the pair goes on"):
        assert (first.Unit_Price, len(world.crm.products)) == (5, 1)


@scenario(covers=["ITM-06"], quirks=["ITM-06"])
def test_duplicate_products_are_merged_into_the_one_of_an_item(world: World, product: str) -> None:
    """Products of one name, of which finance has one item, are merged in the CRM by a two-way sync."""
    with given("the CRM has two products Bolt, and Invoice one item"):
        first, second = (world.crm.products.create(Product_Name="Bolt", Unit_Price=each) for each in (10, 20))
        item = world[product].items.create(name="Bolt", rate=30)
    with when("items are synced both ways with 'overwrite'"):
        synced(world, product, "both_ways")
    with then("the CRM has one product, with finance's rate"):
        assert world.crm.products.all() == [first]
        assert (first.Unit_Price, item.rate) == (30, 30)
        assert not second.alive
        assert world.why(item).behaviours == ("ITM-06",)


@scenario(covers=["ITM-06"])
def test_products_of_one_name_that_finance_lacks_end_as_one(world: World, product: str) -> None:
    """Two products of one name and no item: the first becomes an item, and the second is merged into the first."""
    with given("the CRM has two products Bolt, and Invoice none"):
        first, second = (world.crm.products.create(Product_Name="Bolt", Unit_Price=each) for each in (10, 20))
    with when("items are synced both ways with 'overwrite'"):
        synced(world, product, "both_ways")
    with then("one product is left, and one item"):
        assert world.crm.products.all() == [first]
        (item,) = world[product].items.all()
        assert (first.Unit_Price, item.rate) == (10, 10)
        assert (world.why(first).outcomes[0], world.why(second).outcome) == ("created", "merged")
        assert world.quirks.fired == ("ITM-06",)


@scenario(covers=["ITM-06"], quirks=["ITM-06"])
def test_under_fetch_duplicate_products_stay_in_the_crm(world: World, product: str) -> None:
    """A sync that only fetches merges in finance, never in the CRM: there its products of one name stay two."""
    with given("Invoice has three items Bolt, and the CRM two products"):
        three_items(world, product)
        first, second = (world.crm.products.create(Product_Name="Bolt", Unit_Price=each) for each in (10, 20))
    with when("items are fetched with 'overwrite'"):
        synced(world, product, "fetch")
    with then("Invoice has one item, the CRM its two products as they were"):
        (item,) = world[product].items.all()
        assert [each.Unit_Price for each in world.crm.products.all()] == [10, 20]
        assert item.rate == 20
        assert (world.why(first).outcomes[0], world.why(second).outcome) == ("overwritten", "merged")


@pytest.mark.parametrize("duplicates", ["clone", "skip"])
@scenario(covers=["ITM-06"])
def test_only_overwrite_merges_items(world: World, product: str, duplicates: str) -> None:
    """Under clone and skip, items of one name stay as many as they were."""
    with given("Invoice has three items Bolt, and the CRM one product"):
        three_items(world, product)
        world.crm.products.create(Product_Name="Bolt", Product_Code="P-1")
    with when(f"items are fetched with {duplicates!r}"):
        world.connect(product).items.configure(extent="fetch", duplicates=duplicates).save_and_sync()
        world.settle()
    with then("the three are there, and the oddity did not show"):
        assert [each.sku for each in world[product].items.all()][:3] == ["S-1", "S-2", "S-3"]
        assert world.quirks.fired == ()


@scenario(covers=["ITM-06"], quirks_off=["ITM-06"])
def test_without_the_oddity_the_other_items_are_left_alone(world: World, product: str) -> None:
    """Where the oddity is switched off, the oldest item takes the product's values and the others stay."""
    with given("Invoice has three items Bolt, and the CRM one product"):
        three_items(world, product)
        bolt = world.crm.products.create(Product_Name="Bolt", Product_Code="P-1", Unit_Price=10)
    with when("items are fetched with 'overwrite'"):
        synced(world, product, "fetch")
    with then("all three are there, the first as the product has it"):
        assert [(each.sku, each.rate) for each in world[product].items.all()] == [("P-1", 10), ("S-2", 2), ("S-3", 3)]
        assert world.why(bolt).outcome == "overwritten"
        assert "ITM-06" not in world.why(bolt).behaviours


@scenario(covers=["ITM-06"], quirks_off=["ITM-06"])
def test_without_the_oddity_products_find_an_item_each(world: World, product: str) -> None:
    """Where the oddity is switched off, a two-way sync pairs items and products of one name one by one."""
    with given("Invoice has two items Bolt, and the CRM two products"):
        world[product].preferences.update(sku_mandatory=True, allow_equal_item_names=True)
        for number in (1, 2):
            world[product].items.create(name="Bolt", sku=f"S-{number}", rate=number)
            world.crm.products.create(Product_Name="Bolt", Unit_Price=number * 10)
    with when("items are synced both ways with 'overwrite'"):
        synced(world, product, "both_ways")
    with then("there are two pairs, with finance's values"):
        assert [each.sku for each in world[product].items.all()] == ["S-1", "S-2"]
        assert [(each.Product_Code, each.Unit_Price) for each in world.crm.products.all()] == [("S-1", 1), ("S-2", 2)]
        assert len(world.integration(product).links) == 2


@scenario(covers=["ITM-05", "CUS-32"], products=["books", "billing"])
def test_elsewhere_products_of_one_name_are_fused_into_one_item(world: World, product: str) -> None:
    """In Books and Billing two products of one name go into one item; the CRM keeps both, and the history says so."""
    with given("the CRM has two products Bolt without codes, and finance an item"):
        first, second = (world.crm.products.create(Product_Name="Bolt", Unit_Price=each) for each in (10, 20))
        item = world[product].items.create(name="Bolt", rate=30)
    with when("items are fetched with 'overwrite'"):
        synced(world, product, "fetch")
    with then("the one item has the values of the product that came last"):
        assert (world[product].items.all(), item.rate) == ([item], 20)
        assert [each.Unit_Price for each in world.crm.products.all()] == [10, 20]
        assert world.why(second).outcome == "merged"
    with then("the history names both"):
        (remark,) = world.integration(product).items.history[-1].remarks
        assert f"{second.id} into {first.id}" in remark
    with when("the first product's price changes and the next slot comes"):
        world.crm.products.update(first, Unit_Price=15)
        world.advance(hours=2)
    with then("the item follows the first, whose pair it is"):
        assert item.rate == 15
        assert world.crm.products.all()[1].Unit_Price == 20


@scenario(covers=["ITM-05"], products=["books", "billing"])
def test_elsewhere_overwrite_merges_no_items(world: World, product: str) -> None:
    """Merging is Invoice's: in Books and Billing overwrite replaces one item and leaves the others of its name."""
    with given("finance has two items Bolt, the first without a SKU, and the CRM one product"):
        world[product].items.create(name="Bolt", rate=1)
        world[product].preferences.update(sku_mandatory=True, allow_equal_item_names=True)
        world[product].items.create(name="Bolt", sku="S-2", rate=2)
        bolt = world.crm.products.create(Product_Name="Bolt", Product_Code="P-1", Unit_Price=10)
    with when("items are fetched with 'overwrite'"):
        synced(world, product, "fetch")
    with then("the oldest was overwritten, the other is as it was"):
        assert [(each.sku, each.rate) for each in world[product].items.all()] == [("P-1", 10), ("S-2", 2)]
        assert world.why(bolt).outcome == "overwritten"
        assert world.quirks.fired == ()

"""Prices in another currency than finance's base: they cross at the rate that the product itself holds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zsim import World, given, scenario, then, when
from zsim.ports.errors import InvalidData

RATE = Decimal("0.012")  # dollars for a rupee


def product_in_dollars(world: World, **more: object) -> None:
    """A Bolt at ten dollars, of which a rupee is 0.012, in a CRM in rupees with multi-currency on."""
    world.crm.enable_multi_currency()
    world.crm.products.create(Product_Name="Bolt", Unit_Price=10, Currency="USD", Exchange_Rate=RATE, **more)


def sync_items(world: World, product: str, **choices: str) -> None:
    """Connect, sync items both ways unless chosen otherwise, and let the first run end."""
    world.connect(product).items.configure(**{"extent": "both_ways", **choices}).save_and_sync()
    world.settle()


def prices(world: World, product: str) -> tuple[object, object]:
    """The Bolt's price in the CRM and in finance."""
    return world.crm.products.one(Product_Name="Bolt").Unit_Price, world[product].items.one(name="Bolt").rate


def written_by_runs(world: World, product: str) -> int:
    """How many records the runs of items changed."""
    runs = world.integration(product).items.history
    return sum(count for run in runs for outcome, count in run.counts.items() if outcome != "unchanged")


@scenario(covers=["ITM-15"])
def test_a_price_in_dollars_becomes_rupees(world: World, product: str) -> None:
    """Ten dollars at 0.012 dollars for a rupee are 833.33 rupees; what is in rupees stays as it is."""
    with given("products in dollars and in rupees, in a CRM in rupees"):
        product_in_dollars(world)
        world.crm.products.create(Product_Name="Nut", Unit_Price=1, Currency="USD", Exchange_Rate=8)
        world.crm.products.create(Product_Name="Pin", Unit_Price=Decimal("7.125"))
    with when("items are fetched"):
        sync_items(world, product, extent="fetch")
    with then("the prices are in rupees, rounded to a paisa, a half up; that in rupees is as it was"):
        rates = {each.name: each.rate for each in world[product].items.all()}
        assert rates == {"Bolt": Decimal("833.33"), "Nut": Decimal("0.13"), "Pin": Decimal("7.125")}


@scenario(covers=["ITM-15"])
@pytest.mark.parametrize(("base", "rate"), [("JPY", 1493), ("KWD", Decimal("1492.537")), ("EUR", Decimal("1492.54"))])
def test_a_price_is_rounded_to_the_minor_units_of_the_base_currency(
    world: World, product: str, base: str, rate: Decimal
) -> None:
    """The yen has no minor unit, the Kuwaiti dinar a thousandth, the euro a hundredth."""
    with given("both apps in that base currency, and a product at ten dollars at a rate of 0.0067"):
        world.crm.set_base_currency(base)
        world[product].set_base_currency(base)
        world.crm.enable_multi_currency()
        dollars = {"Currency": "USD", "Exchange_Rate": Decimal("0.0067")}
        world.crm.products.create(Product_Name="Bolt", Unit_Price=10, **dollars)
    with when("items are fetched"):
        sync_items(world, product, extent="fetch")
    with then("the price has the digits of the base currency"):
        assert str(world[product].items.one(name="Bolt").rate) == str(rate)


@scenario(covers=["ITM-15"])
def test_an_edit_elsewhere_leaves_the_price_alone(world: World, product: str) -> None:
    """What rounding lost is no edit: neither a run with nothing to do nor other edits move the price to and fro."""
    with given("a product at ten dollars, synced both ways"):
        product_in_dollars(world)
        sync_items(world, product)
        done = written_by_runs(world, product)
    with when("four hours pass"):
        world.advance(hours=4)
    with then("no run wrote anything"):
        assert written_by_runs(world, product) == done
    with when("the description is edited in the CRM and the unit in finance, and four hours pass"):
        world.crm.products.update(world.crm.products.one(Product_Name="Bolt"), Description="Of steel")
        world[product].items.update(world[product].items.one(name="Bolt"), unit="Box")
        world.advance(hours=4)
    with then("both edits crossed, and both prices are what they were"):
        bolt, item = world.crm.products.one(Product_Name="Bolt"), world[product].items.one(name="Bolt")
        assert (item.description, bolt.Usage_Unit) == ("Of steel", "Box")
        assert prices(world, product) == (10, Decimal("833.33"))


@scenario(covers=["ITM-15"])
def test_a_price_edited_in_finance_comes_back_in_dollars(world: World, product: str) -> None:
    """900.50 rupees are 10.81 dollars, rounded; finance keeps its 900.50, and the runs after write nothing."""
    with given("a product at ten dollars, synced both ways"):
        product_in_dollars(world)
        sync_items(world, product)
    with when("finance sets the price to 900.50, and the next run comes"):
        world[product].items.update(world[product].items.one(name="Bolt"), rate=Decimal("900.50"))
        world.advance(hours=2)
    with then("the product is at 10.81 dollars, the item as it was set"):
        assert prices(world, product) == (Decimal("10.81"), Decimal("900.50"))
        done = written_by_runs(world, product)
    with when("the description is edited in the CRM, and six hours pass"):
        world.crm.products.update(world.crm.products.one(Product_Name="Bolt"), Description="Of steel")
        world.advance(hours=6)
    with then("that one edit was written, and the prices are the same"):
        assert written_by_runs(world, product) == done + 1
        assert prices(world, product) == (Decimal("10.81"), Decimal("900.50"))


@scenario(covers=["ITM-15"])
def test_price_and_rate_edited_in_the_crm_make_another_price(world: World, product: str) -> None:
    """A new price and a new rate are an edit of what the product costs in rupees, each."""
    with given("a product at ten dollars, synced both ways"):
        product_in_dollars(world)
        sync_items(world, product)
        bolt = world.crm.products.one(Product_Name="Bolt")
    with when("its price becomes twelve dollars"):
        world.crm.products.update(bolt, Unit_Price=12)
        world.advance(hours=2)
    with then("the item costs 1000 rupees"):
        assert prices(world, product) == (12, 1000)
    with when("a rupee becomes 0.016 dollars"):
        world.crm.products.update(bolt, Exchange_Rate=Decimal("0.016"))
        world.advance(hours=2)
    with then("it costs 750"):
        assert prices(world, product) == (12, 750)


@scenario(covers=["ITM-15"])
def test_a_price_without_a_rate_fails_alone_until_it_has_one(world: World, product: str) -> None:
    """The product fails with its price in words, the others cross; given a rate, the next run creates it."""
    with given("a product in dollars without a rate, one without a price, and one in rupees"):
        world.crm.enable_multi_currency()
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10, Currency="USD")
        world.crm.products.create(Product_Name="Nut", Currency="USD")
        world.crm.products.create(Product_Name="Pin", Unit_Price=3)
    with when("items are synced both ways"):
        sync_items(world, product)
    with then("it failed alone, and the reason names price and rate"):
        assert world.why(bolt).outcome == "failed"
        assert "10 USD, cannot cross: the CRM's record has no exchange rate (ITM-15)" in world.why(bolt).reason
        assert {each.name: each.rate for each in world[product].items.all()} == {"Nut": None, "Pin": 3}
        assert world.integration(product).items.history[-1].grade == "partial"
    with when("it is given a rate, and the next run comes"):
        world.crm.products.update(bolt, Exchange_Rate=RATE)
        world.advance(hours=2)
    with then("it crossed"):
        assert world.why(bolt).outcome == "created"
        assert prices(world, product) == (10, Decimal("833.33"))
        assert world.integration(product).items.history[-1].grade == "done"


@scenario(covers=["ITM-15"])
def test_a_synced_product_turned_to_dollars_without_a_rate_fails(world: World, product: str) -> None:
    """Ten rupees that become ten dollars are another price; without a rate nothing of the record crosses meanwhile."""
    with given("a product at ten rupees, synced both ways"):
        world.crm.enable_multi_currency()
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10)
        sync_items(world, product)
    with when("its currency becomes the dollar, its description is edited, and the next run comes"):
        world.crm.products.update(bolt, Currency="USD", Description="Of steel")
        world.advance(hours=2)
    with then("it failed, and the item is as it was"):
        item = world[product].items.one(name="Bolt")
        assert world.why(bolt).outcome == "failed"
        assert "10 USD" in world.why(bolt).reason
        assert (item.rate, item.description) == (10, None)
    with when("finance edits the price meanwhile, and the next run comes"):
        world[product].items.update(item, rate=20)
        world.advance(hours=2)
    with then("that fails as well: nothing says what it is in dollars"):
        assert world.why(item).outcome == "failed"
        assert (bolt.Unit_Price, item.rate) == (10, 20)


@scenario(covers=["ITM-15"])
def test_an_item_born_in_finance_is_pushed_in_the_base_currency(world: World, product: str) -> None:
    """A product made for an item is in the CRM's base currency, which is finance's: the number is the same."""
    with given("an item in finance, and a CRM with multi-currency on"):
        world.crm.enable_multi_currency()
        world[product].items.create(name="Bolt", rate=Decimal("833.335"))
    with when("items are synced both ways, and four hours pass"):
        sync_items(world, product)
        done = written_by_runs(world, product)
        world.advance(hours=4)
    with then("the product has that price in rupees, and no later run wrote anything"):
        assert world.crm.products.one(Product_Name="Bolt").Currency == "INR"
        assert prices(world, product) == (Decimal("833.335"), Decimal("833.335"))
        assert written_by_runs(world, product) == done


@scenario(covers=["ITM-15"])
@pytest.mark.parametrize(
    ("extent", "price", "rate"),
    [("fetch", 10, Decimal("833.33")), ("both_ways", Decimal("10.81"), Decimal("900.50"))],
)
def test_an_overwritten_price_is_converted_too(
    world: World, product: str, extent: str, price: Decimal, rate: Decimal
) -> None:
    """Fetched, the product's price in rupees overwrites the item's; pushed, the item's in dollars the product's."""
    with given("a product at ten dollars and an item at 900.50 rupees of one name"):
        product_in_dollars(world)
        world[product].items.create(name="Bolt", rate=Decimal("900.50"))
    with when("items are synced with overwrite, and four hours pass"):
        sync_items(world, product, extent=extent, duplicates="overwrite")
        done = written_by_runs(world, product)
        world.advance(hours=4)
    with then("both are one pair of one price, and no later run wrote anything"):
        assert prices(world, product) == (price, rate)
        assert len(world.integration(product).links) == 1
        assert written_by_runs(world, product) == done


@scenario(covers=["ITM-15"], products=["invoice", "billing"])
def test_with_multi_currency_off_no_price_crosses_between_base_currencies(world: World, product: str) -> None:
    """Items of Invoice and Billing may be synced between two base currencies, but a price without a rate fails."""
    with given("a CRM in dollars with multi-currency off, and an organisation in rupees"):
        world.crm.set_base_currency("USD")
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10)
        world.crm.products.create(Product_Name="Nut")
        pin = world[product].items.create(name="Pin", rate=5)
    with when("items are synced both ways"):
        sync_items(world, product)
    with then("what has no price crossed; either price failed, with the currency that it is in"):
        assert [each.name for each in world[product].items.all()] == ["Pin", "Nut"]
        assert [each.Product_Name for each in world.crm.products.all()] == ["Bolt", "Nut"]
        assert "10 USD, cannot cross" in world.why(bolt).reason
        assert "5 INR, cannot cross" in world.why(pin).reason


@pytest.mark.parametrize("rate", [0, -1])
@scenario(covers=["ITM-15"])
def test_a_rate_that_is_none_is_refused_where_it_is_typed(world: World, product: str, rate: int) -> None:
    """A rate of nothing, or less, is no rate: the CRM refuses it and says what one is."""
    with given("a CRM with several currencies"):
        world.crm.enable_multi_currency()
        world.connect(product)
    with when("a product is typed in with that rate"), pytest.raises(InvalidData, match="more than 0") as refusal:
        world.crm.products.create(Product_Name="Anvil", Currency="USD", Unit_Price=10, Exchange_Rate=rate)
    with then("it is not there, and the reason says what a rate counts"):
        assert world.crm.products.all() == []
        assert "units of the record's currency for one of the base" in str(refusal.value)

"""The sync of items with the CRM's products: which way they travel, and what comes along by itself."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError


@scenario(covers=["ITM-01"])
def test_products_of_the_crm_become_items(world: World, product: str) -> None:
    """A product fetched from the CRM is an item in finance, with its code, price, unit and description."""
    with given("the CRM has the product Bolt"):
        bolt = world.crm.products.create(
            Product_Name="Bolt",
            Product_Code="B-1",
            Unit_Price=Decimal("2.50"),
            Usage_Unit="Box",
            Description="Ten in a box",
        )
    with when("items are fetched"):
        sync = world.connect(product)
        sync.items.configure(extent="fetch").save_and_sync()
        world.settle()
    with then("finance has the item, active and linked"):
        (item,) = world[product].items.all()
        assert (item.name, item.sku, item.rate) == ("Bolt", "B-1", Decimal("2.50"))
        assert (item.unit, item.description, item.status) == ("Box", "Ten in a box", "active")
        assert world[product].items.from_crm() == [item]
    with then("the history tells of one record added"):
        assert world.why(bolt).outcome == "created"
        run = sync.items.history[-1]
        assert (run.grade, run.added, run.updated, run.deleted) == ("done", 1, 0, 0)


@scenario(covers=["ITM-01"])
def test_under_fetch_items_born_in_finance_stay_there(world: World, product: str) -> None:
    """With the extent 'fetch' an item of finance makes no product, and an edit made there is put back."""
    with given("the product Bolt was fetched, and finance has an item Nut of its own"):
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10)
        nut = world[product].items.create(name="Nut", rate=20)
        sync = world.connect(product)
        sync.items.configure(extent="fetch").save_and_sync()
        world.settle()
    with when("Bolt's rate is edited in finance and the next slot comes"):
        item = world[product].items.one(name="Bolt")
        world[product].items.update(item, rate=11)
        world.advance(hours=2)
    with then("the CRM has Bolt alone, at its price, and that is back in finance"):
        assert [(each.Product_Name, each.Unit_Price) for each in world.crm.products.all()] == [("Bolt", 10)]
        assert (bolt.Unit_Price, item.rate) == (10, 10)
        assert world.why(nut).outcome == "excluded"


@scenario(covers=["ITM-01"])
def test_items_and_products_reach_each_other(world: World, product: str) -> None:
    """Under 'sync both ways' products come to finance and items go to the CRM, each once."""
    with given("the CRM has the product Bolt, finance the item Nut"):
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10)
        nut = world[product].items.create(name="Nut", sku="N-1", rate=20, unit="Box")
    with when("items are synced both ways, and two quiet hours pass"):
        sync = world.connect(product)
        sync.items.configure(extent="both_ways").save_and_sync()
        world.advance(hours=2)
    with then("both have both"):
        assert [(each.name, each.rate) for each in world[product].items.all()] == [("Nut", 20), ("Bolt", 10)]
        assert [(each.Product_Name, each.Unit_Price) for each in world.crm.products.all()] == [
            ("Bolt", 10),
            ("Nut", 20),
        ]
        pushed = world.crm.products.one(Product_Name="Nut")
        assert (pushed.Product_Code, pushed.Usage_Unit, pushed.Product_Active) == ("N-1", "Box", True)
    with then("each was made once, and the quiet run found nothing to carry"):
        assert {*world.why(bolt).outcomes[1:], *world.why(nut).outcomes[1:]} <= {"unchanged"}
        assert world.why(bolt).outcomes[0] == world.why(nut).outcomes[0] == "created"
        assert [run.added for run in sync.items.history] == [2, 0]


@scenario(covers=["ITM-01"])
def test_edits_of_a_pair_travel_both_ways(world: World, product: str) -> None:
    """Once synced both ways, a price edited in the CRM and a unit edited in finance both reach the other side."""
    with given("Bolt is synced both ways"):
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10, Usage_Unit="Box")
        world.connect(product).items.configure(extent="both_ways").save_and_sync()
        world.settle()
        (item,) = world[product].items.all()
    with when("the CRM edits the price and, after a run, finance the unit"):
        world.crm.products.update(bolt, Unit_Price=12)
        world.advance(hours=2)
        world[product].items.update(item, unit="Dozen")
        world.advance(hours=2)
    with then("both sides hold both edits"):
        assert (bolt.Unit_Price, item.rate) == (12, 12)
        assert (bolt.Usage_Unit, item.unit) == ("Dozen", "Dozen")
        assert world.why(item).outcome == "updated"


@scenario(covers=["ITM-01"])
def test_an_inactive_item_never_linked_is_not_pushed(world: World, product: str) -> None:
    """An item that finance had put aside before the first sync does not become a product."""
    with given("finance has an inactive item"):
        nut = world[product].items.create(name="Nut")
        world[product].items.deactivate(nut)
    with when("items are synced both ways"):
        world.connect(product).items.configure(extent="both_ways").save_and_sync()
        world.settle()
    with then("the CRM has no product"):
        assert world.crm.products.all() == []
        assert world.why(nut).outcome == "excluded"


@scenario(covers=["ITM-01"])
def test_a_customer_s_choice_is_refused_for_items(world: World, product: str) -> None:
    """What is chosen for customers, such as an account view, is refused for items, and nothing is saved."""
    with given("a connection, and a product in the CRM"):
        world.crm.products.create(Product_Name="Bolt")
        sync = world.connect(product)
        before = world.snapshot()
    with when("items are configured with an account view"), pytest.raises(UsageError) as refusal:
        sync.items.configure(account_view="All Accounts")  # type: ignore[call-arg]
    with then("nothing was saved or moved"):
        assert "account_view" in str(refusal.value)
        assert sync.items.preferences is None
        world.advance(hours=2)
        assert world.snapshot() == before


@scenario(covers=["ITM-08"])
def test_after_switching_to_fetch_pushed_products_are_left_alone(world: World, product: str) -> None:
    """Products that a two-way sync made of items stay in the CRM, as they are, once the sync only fetches."""
    with given("the item Nut was pushed to the CRM by a two-way sync"):
        nut = world[product].items.create(name="Nut", rate=20)
        sync = world.connect(product)
        sync.items.configure(extent="both_ways").save_and_sync()
        world.settle()
        (pushed,) = world.crm.products.all()
    with when("the extent becomes 'fetch', and a run of everything follows"):
        sync.items.edit(extent="fetch").save_and_sync()
        world.advance(hours=2)
    with then("product and item are as they were"):
        assert world.crm.products.all() == [pushed]
        assert (pushed.Product_Name, pushed.Unit_Price) == ("Nut", 20)
        assert (nut.name, nut.rate, nut.status) == ("Nut", 20, "active")
        assert world.why(nut).outcome == "unchanged"
        assert (sync.items.history[-1].grade, sync.items.history[-1].updated) == ("done", 0)


@scenario(covers=["ITM-08"])
def test_after_switching_to_fetch_edits_in_finance_stay_off_the_crm(world: World, product: str) -> None:
    """What finance does with its items no longer reaches products pushed earlier; the CRM's edits still come.

    An edit of a mapped field in finance gives way to the CRM's value at the next run.
    """
    with given("the items Nut and Washer were pushed by a two-way sync, which only fetches since"):
        nut, washer = (world[product].items.create(name=each, rate=20) for each in ("Nut", "Washer"))
        sync = world.connect(product)
        sync.items.configure(extent="both_ways").save_and_sync()
        world.settle()
        sync.items.edit(extent="fetch")
        pushed, other = world.crm.products.all()
    with when("finance edits Nut and adds Screw, and the CRM edits Washer"):
        world[product].items.update(nut, rate=99)
        screw = world[product].items.create(name="Screw")
        world.crm.products.update(other, Unit_Price=30)
        world.advance(hours=2)
    with then("the CRM has its two products, Nut at the old price"):
        assert [(each.Product_Name, each.Unit_Price) for each in world.crm.products.all()] == [
            ("Nut", 20),
            ("Washer", 30),
        ]
        assert pushed.Unit_Price == 20
        assert world.why(screw).outcome == "excluded"
    with then("finance has the CRM's values"):
        assert (nut.rate, washer.rate) == (20, 30)


@scenario(covers=["ITM-08"], policies={"fetch_drift": "keep"})
def test_after_switching_to_fetch_an_edit_may_stay_in_finance(world: World, product: str) -> None:
    """With the policy 'keep' the edit made in finance stays there, and the product pushed earlier is left alone."""
    with given("the item Nut was pushed by a two-way sync, which only fetches since"):
        nut = world[product].items.create(name="Nut", rate=20)
        sync = world.connect(product)
        sync.items.configure(extent="both_ways").save_and_sync()
        world.settle()
        sync.items.edit(extent="fetch")
        (pushed,) = world.crm.products.all()
    with when("finance edits Nut and the next slot comes"):
        world[product].items.update(nut, rate=99)
        world.advance(hours=2)
    with then("each side has its own rate"):
        assert (pushed.Unit_Price, nut.rate) == (20, 99)


def fetched(world: World, product: str) -> None:
    """Two-way sync of items, with Bolt and Nut born in the CRM."""
    for name in ("Bolt", "Nut"):
        world.crm.products.create(Product_Name=name)
    world.connect(product).items.configure(extent="both_ways").save_and_sync()
    world.settle()


@scenario(covers=["ITM-09"])
def test_deleting_an_unused_product_deletes_its_item(world: World, product: str) -> None:
    """A product deleted in the CRM takes the item made of it along, as no invoice is about it."""
    with given("Bolt and Nut were fetched from the CRM"):
        fetched(world, product)
        bolt = world.crm.products.one(Product_Name="Bolt")
    with when("Bolt is deleted in the CRM and the next slot comes"):
        world.crm.products.delete(bolt)
        world.advance(hours=2)
    with then("finance has Nut alone"):
        assert [each.name for each in world[product].items.all()] == ["Nut"]
        assert world.why(bolt).outcome == "deleted"
        assert world.why(bolt).behaviours[-1] == "ITM-09"
        assert world.integration(product).items.history[-1].deleted == 1


@scenario(covers=["ITM-09"])
def test_deleting_a_used_product_makes_its_item_inactive(world: World, product: str) -> None:
    """An item that an invoice is about stays, inactive, when its product is deleted in the CRM."""
    with given("Bolt and Nut were fetched from the CRM, and an invoice is about Bolt"):
        fetched(world, product)
        bolt = world.crm.products.one(Product_Name="Bolt")
        item = world[product].items.one(name="Bolt")
        customer = world[product].customers.create(contact_name="Acme")
        invoice = world[product].invoices.create(customer_id=customer, lines=[{"item": item, "rate": 100}])
    with when("Bolt is deleted in the CRM and the next slot comes"):
        world.crm.products.delete(bolt)
        world.advance(hours=2)
    with then("the item is inactive, and the invoice is about it still"):
        assert (item.status, invoice.line_items[0]["item_id"]) == ("inactive", item.id)
        assert world[product].items.one(name="Nut").status == "active"
        assert world.why(bolt).outcome == "deactivated"
        assert world.why(bolt).behaviours[-1] == "ITM-09"
        assert world.integration(product).items.history[-1].deleted == 1
    with then("it is not pushed back to the CRM"):
        world.advance(hours=2)
        assert [each.Product_Name for each in world.crm.products.all()] == ["Nut"]


@scenario(covers=["ITM-09"])
def test_an_item_born_in_finance_outlives_its_product(world: World, product: str) -> None:
    """The rule is about items that came from the CRM: one born in finance stays active when its product goes."""
    with given("the item Nut was pushed to the CRM"):
        nut = world[product].items.create(name="Nut")
        world.connect(product).items.configure(extent="both_ways").save_and_sync()
        world.settle()
        (pushed,) = world.crm.products.all()
    with when("the product is deleted in the CRM and the next slot comes"):
        world.crm.products.delete(pushed)
        world.advance(hours=2)
    with then("the item is there, and the CRM has no product"):
        assert (nut.alive, nut.status) == (True, "active")
        assert world.crm.products.all() == []
        assert world.why(pushed).outcome == "kept"

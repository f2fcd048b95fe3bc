"""Views of products and of vendors: what the chosen one lists is fetched."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError


def hardware_view(world: World) -> None:
    """A user-made view of the products that are hardware."""
    world.crm.products.views.create("Hardware only", ("Product_Category", "is", "Hardware"))


def sync_hardware(world: World, product: str, extent: str = "fetch") -> None:
    """Items synced through that view."""
    sync = world.connect(product)
    sync.items.configure(extent=extent, product_view="Hardware only").save_and_sync()
    world.settle()


@scenario(covers=["ITM-07", "VIW-06"])
def test_only_products_in_the_chosen_view_are_fetched(world: World, product: str) -> None:
    """A product the chosen view lists becomes an item; one outside the view is not even looked at."""
    with given("a view of hardware, and a product inside and one outside of it"):
        hardware_view(world)
        bolt = world.crm.products.create(Product_Name="Bolt", Product_Category="Hardware")
        editor = world.crm.products.create(Product_Name="Editor", Product_Category="Software")
    with when("items are synced through that view"):
        sync_hardware(world, product)
    with then("only the bolt became an item"):
        assert [each.name for each in world[product].items.all()] == ["Bolt"]
        assert world.integration(product).items.history[-1].counts == {"created": 1}
    with then("no run considered the other"):
        assert world.why(bolt).outcome == "created"
        assert world.why(editor).outcome is None


@scenario(covers=["ITM-07"])
def test_a_product_that_enters_the_view_arrives_with_the_next_run(world: World, product: str) -> None:
    """The view is asked at each run: a product edited so that the view lists it comes with the next slot."""
    with given("a sync through the view of hardware, and a product it left out"):
        hardware_view(world)
        tool = world.crm.products.create(Product_Name="Tool", Product_Category="Software")
        sync_hardware(world, product)
        assert world[product].items.all() == []
    with when("the product becomes hardware and the next slot comes"):
        world.crm.products.update(tool, Product_Category="Hardware")
        world.advance(hours=2)
    with then("it is an item now"):
        assert [each.name for each in world[product].items.all()] == ["Tool"]
        assert world.why(tool).outcome == "created"


@scenario(covers=["ITM-07"])
def test_an_item_whose_product_left_the_view_loses_nothing(world: World, product: str) -> None:
    """A product that leaves the view sends no further edits; its item stays, active, with what it had."""
    with given("Bolt was fetched through the view of hardware"):
        hardware_view(world)
        bolt = world.crm.products.create(Product_Name="Bolt", Product_Category="Hardware", Unit_Price=10)
        sync_hardware(world, product)
    with when("it becomes software at another price, and the next slot comes"):
        world.crm.products.update(bolt, Product_Category="Software", Unit_Price=20)
        world.advance(hours=2)
    with then("the item is as it was"):
        (item,) = world[product].items.all()
        assert (item.status, item.rate) == ("active", 10)
        assert world.why(bolt).outcomes == ("created",)
    with when("it is hardware again"):
        world.crm.products.update(bolt, Product_Category="Hardware")
        world.advance(hours=2)
    with then("the price arrives, at the same item"):
        assert world[product].items.all() == [item]
        assert item.rate == 20


@scenario(covers=["ITM-07", "ITM-01"])
def test_a_product_view_does_not_hold_items_back(world: World, product: str) -> None:
    """The view restricts what is fetched: items born in finance are pushed, though the view would not list them."""
    with given("a view of hardware, and in finance an item without category"):
        hardware_view(world)
        nut = world[product].items.create(name="Nut", rate=20)
    with when("items are synced both ways through that view"):
        sync_hardware(world, product, "both_ways")
    with then("the item is a product of the CRM"):
        assert [(each.Product_Name, each.Unit_Price) for each in world.crm.products.all()] == [("Nut", 20)]
        assert world.why(nut).outcome == "created"


@scenario(covers=["ITM-07", "VIW-06"])
def test_products_offer_predefined_views(world: World, product: str) -> None:
    """'My Products' fetches the products of the connecting user, 'All Products' every one."""
    with given("the connecting administrator and Rita have a product each"):
        world.crm.products.create(Product_Name="Bolt")
        rita = world.crm.users.create("Rita", email="rita@crm.example")
        world.crm.products.create(Product_Name="Nut", Owner=rita)
    with when("items are synced through 'My Products'"):
        sync = world.connect(product)
        sync.items.configure(extent="fetch", product_view="My Products").save_and_sync()
        world.settle()
    with then("the administrator's is there"):
        assert [each.name for each in world[product].items.all()] == ["Bolt"]
    with when("'All Products' is chosen instead, and the next slot comes"):
        sync.items.edit(product_view="All Products")
        world.advance(hours=2)
    with then("Rita's is there, too"):
        assert [each.name for each in world[product].items.all()] == ["Bolt", "Nut"]


@scenario(covers=["ITM-07"])
def test_a_product_view_may_ask_for_a_custom_field(world: World, product: str) -> None:
    """A view by a check box that people tick for what is to be billed restricts the sync to these products."""
    with given("a check box on products, ticked for one of two, and a view of those ticked"):
        world.crm.products.add_field("For_Billing", "boolean", label="For Billing")
        world.crm.products.create(Product_Name="Bolt", For_Billing=True)
        world.crm.products.create(Product_Name="Nut")
        view = world.crm.products.views.create("To be billed", ("For_Billing", "is", True))
    with when("items are synced through that view"):
        sync = world.connect(product)
        sync.items.configure(extent="fetch", product_view=view).save_and_sync()
        world.settle()
    with then("the ticked one is there"):
        assert [each.name for each in world[product].items.all()] == ["Bolt"]


@scenario(covers=["VIW-06", "VEN-01"])
def test_only_vendors_in_the_chosen_view_are_fetched(world: World, product: str) -> None:
    """A vendor the chosen view lists arrives in finance; one outside the view is not even looked at."""
    with given("a view of vendors in Pune, one vendor there and one in Goa"):
        view = world.crm.vendors.views.create("In Pune", ("City", "is", "Pune"))
        acme = world.crm.vendors.create(Vendor_Name="Acme", City="Pune")
        bolt = world.crm.vendors.create(Vendor_Name="Bolt", City="Goa")
    with when("vendors are synced both ways through that view"):
        sync = world.connect(product)
        sync.vendors.configure(extent="both_ways", vendor_view=view).save_and_sync()
        world.settle()
    with then("only the one in Pune is a vendor in finance"):
        assert [each.contact_name for each in world[product].vendors.all()] == ["Acme"]
        assert world.why(acme).outcome == "created"
        assert world.why(bolt).outcome is None
    with when("the other moves to Pune and the next slot comes"):
        world.crm.vendors.update(bolt, City="Pune")
        world.advance(hours=2)
    with then("it is there as well"):
        assert [each.contact_name for each in world[product].vendors.all()] == ["Acme", "Bolt"]


@pytest.mark.parametrize("view", ["All Accounts", "All Vendors", "Hardwear only"])
@scenario(covers=["VIW-06"])
def test_items_take_no_view_of_another_module(world: World, product: str, view: str) -> None:
    """A product view is one of the products: any other is refused, and nothing is saved."""
    with given("a product, and a view of products"):
        hardware_view(world)
        world.crm.products.create(Product_Name="Bolt")
        sync = world.connect(product)
    with when(f"items are configured with the view {view!r}"), pytest.raises(UsageError) as refusal:
        sync.items.configure(product_view=view)
    with then("the refusal names the module, and nothing was saved"):
        assert "Products has no such view" in str(refusal.value)
        assert sync.items.preferences is None


@scenario(covers=["VIW-06", "VEN-01"])
def test_vendors_take_no_product_view(world: World, product: str) -> None:
    """Neither the choice of a product view nor a view of products is anything for the vendors' sync."""
    with given("a view of products"):
        view = world.crm.products.views.create("Cheap", ("Unit_Price", "<", 10))
        sync = world.connect(product)
    with when("it is given to the vendors' sync"), pytest.raises(UsageError) as refusal:
        sync.vendors.configure(vendor_view=view)
    with then("it is refused as a view of another module"):
        assert "a view of Products" in str(refusal.value)
    with when("a product view is to be chosen for vendors"), pytest.raises(UsageError) as other:
        sync.vendors.configure(product_view="Cheap")  # type: ignore[call-arg]
    with then("that choice is refused, and nothing was saved"):
        assert "product_view" in str(other.value)
        assert sync.vendors.preferences is None

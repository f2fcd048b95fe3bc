"""Complaint 22: a whole module fails with a permission message, because it is hidden in the CRM."""

from __future__ import annotations

from zsim import World, given, scenario, then, when
from zsim.sync import ModuleName


def sync_as_rita(world: World, product: str, module: ModuleName) -> None:
    """Customers, and the module in question, synced with the email of Rita, a sales user; then one more of each."""
    world.crm.profiles.create("Sales")
    rita = world.crm.users.create("Rita", profile="Sales")
    sync = world.connect(product, email=rita.email)
    sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
    sync.module(module).configure(extent="both_ways").save_and_sync()
    world.settle()


@scenario(covers=["SYN-14", "VEN-01", "CON-18"], products=["books"], tags=["complaint-22"])
def test_hidden_vendors_fail_while_customers_still_sync(world: World, product: str) -> None:
    """Vendors are hidden from the connecting user: their runs fail with that reason, customers go on as before.

    What the user saw: one of the modules failed with 'no permission', the other was fine. This is correct behaviour:
    whoever connects needs access to every module that is synced, and one module does not stop another.
    """
    with given("customers and vendors synced with Rita's email, and a new one of each on both sides"):
        sync_as_rita(world, product, "vendors")
        acme = world.crm.accounts.create(Account_Name="Acme")
        mill = world.crm.vendors.create(Vendor_Name="Mill")
        own = world[product].vendors.create(contact_name="Forge")
        before = world.snapshot()
    with when("Vendors are hidden from Rita's profile and the slot comes"):
        world.crm.profiles.hide("Sales", "Vendors")
        world.advance(hours=2)
    with then("the vendors' run failed for the permission, and no vendor was touched on either side"):
        vendors = world.integration(product).vendors
        run = vendors.history[-1]
        assert (run.grade, run.counts) == ("failed", {})
        assert str(run.reason).startswith("no permission: Rita may not sync Vendors")
        assert vendors.status.state == "failed"
        assert world.snapshot()[product]["vendors"] == before[product]["vendors"]
        assert world.snapshot()["crm"]["Vendors"] == before["crm"]["Vendors"]
    with then("the customers' run is done"):
        assert world.integration(product).customers.history[-1].grade == "done"
        assert world.why(acme).outcome == "created"
    with when("Vendors are shown again and the next slot comes"):
        world.crm.profiles.show("Sales", "Vendors")
        world.advance(hours=2)
    with then("both vendors have crossed"):
        assert (world.why(mill).outcome, world.why(own).outcome) == ("created", "created")
        assert sorted(each.contact_name for each in world[product].vendors.all()) == ["Forge", "Mill"]
        assert vendors.status.state == "done"


@scenario(covers=["SYN-14", "ITM-01", "CON-18"], tags=["complaint-22"])
def test_hidden_products_fail_while_customers_still_sync(world: World, product: str) -> None:
    """The same with products and items: the items' run fails with the reason, customers go on, and items recover."""
    with given("customers and items synced with Rita's email, and a new one of each in the CRM"):
        sync_as_rita(world, product, "items")
        acme = world.crm.accounts.create(Account_Name="Acme")
        bolt = world.crm.products.create(Product_Name="Bolt")
    with when("Products are hidden from Rita's profile and the slot comes"):
        world.crm.profiles.hide("Sales", "Products")
        world.advance(hours=2)
    with then("the items' run failed for the permission, the customers' is done"):
        items = world.integration(product).items
        assert items.history[-1].grade == "failed"
        assert str(items.history[-1].reason).startswith("no permission: Rita may not sync Products")
        assert world[product].items.all() == []
        assert world.integration(product).customers.history[-1].grade == "done"
        assert world.why(acme).outcome == "created"
    with when("Products are shown again and the next slot comes"):
        world.crm.profiles.show("Sales", "Products")
        world.advance(hours=2)
    with then("the item is there"):
        assert world.why(bolt).outcome == "created"
        assert [each.name for each in world[product].items.all()] == ["Bolt"]


@scenario(covers=["CON-06"], tags=["complaint-22"])
def test_a_module_hidden_from_others_fails_nobody_s_sync(world: World, product: str) -> None:
    """Only the connecting user's rights count: hidden from the sales team, products still sync as the administrator."""
    with given("a sync of items with the administrator's email, and a profile Sales"):
        world.crm.profiles.create("Sales")
        world.connect(product).items.configure(extent="both_ways").save_and_sync()
        world.settle()
    with when("Products are hidden from Sales, a product is made, and the slot comes"):
        world.crm.profiles.hide("Sales", "Products")
        bolt = world.crm.products.create(Product_Name="Bolt")
        world.advance(hours=2)
    with then("the product is an item"):
        assert world.why(bolt).outcome == "created"
        assert world.integration(product).items.history[-1].grade == "done"

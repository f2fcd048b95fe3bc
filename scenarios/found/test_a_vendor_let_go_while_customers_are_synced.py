"""A vendor is let go while customers are synced, whose run ends later and has nothing to do with it."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["DEL-04"], products="books", call_ms=200)
def test_a_vendor_let_go_while_customers_are_synced(world: World, product: str) -> None:
    """The run of vendors ends a link while that of customers is under way: the latter is not blamed for it."""
    with given("Bolt and the vendor Mill, synced with Books"):
        bolt = world.crm.accounts.create(Account_Name="Bolt")
        mill = world.crm.vendors.create(Vendor_Name="Mill")
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts").save_and_sync()
        sync.vendors.configure(extent="both_ways").save_and_sync()
        world.advance(hours=3)
    with when("Mill is deleted, three contacts are made, and both are synced at once"):
        world.crm.vendors.delete(mill)
        for name in ("Ann", "Ben", "Cat"):
            world.crm.contacts.create(Last_Name=name, Account_Name=bolt)
        sync.vendors.instant_sync()
        sync.customers.instant_sync()
        world.advance(minutes=1)
    with then("vendors were done first, Mill is gone, and the contacts are there"):
        assert [run.module for run in world.runs()[-2:]] == ["vendors", "customers"]
        assert world[product].vendors.all() == []
        assert len(world[product].contact_persons.all()) == 3

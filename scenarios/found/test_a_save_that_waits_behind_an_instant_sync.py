"""'Save and Sync' asked for while an instant sync waits: its own run refreshes all, whatever the one before did."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["MAP-09", "SYN-11"], products="books", call_ms=900)
def test_a_save_that_waits_behind_an_instant_sync(world: World, product: str) -> None:
    """A vendor's phone is mapped while an instant sync runs and one waits: the run of 'Save and Sync' takes it over."""
    with given("Vera was synced without her phone"):
        world.crm.vendors.create(Vendor_Name="Vera", Phone="1")
        sync = world.connect(product)
        sync.vendors.configure(mapping={"Phone": ""}).save_and_sync()
        world.advance(minutes=1)
    with when("two instant syncs are asked for, the phone is mapped, and the vendors are saved and synced"):
        sync.vendors.instant_sync()
        sync.vendors.instant_sync()
        sync.vendors.configure().save_and_sync()
        world.advance(minutes=1)
    with then("the instant ones had nothing to do, and the last of three runs updated her"):
        assert [run.updated for run in sync.vendors.history[-3:]] == [0, 0, 1]
        assert world[product].vendors.one(contact_name="Vera").phone == "1"

"""A field is mapped and edited in one second, by a clock that is a second behind: the edit crosses."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["MAP-09", "FLT-17"], products="billing", seed=0, moments="exact")
def test_a_field_mapped_and_edited_in_one_second(world: World, product: str) -> None:
    """A field is mapped and edited in one second, by a clock that is a second behind: the edit crosses.

    Found by the reference model in random worlds: the edit seemed to be older than the mapping, and stayed in finance
    for good. It is about CUS-15 and MAP-09.
    """
    with given("customer 1 made is created, and the clock of finance is a second behind"):
        cora = world.billing.customers.create(contact_name="Cora")
        world.faults.clock_skew("billing", skew_ms=-1000)
    with when("finance is connected, customers are configured and customers are saved and synced"):
        sync = world.connect(product)
        sync.customers.configure(extent="both_ways")
        sync.customers.save_and_sync()
        world.settle()
        world.advance(seconds=5)
    with when("field Size and field cf_Size are added, customers are mapped and customer 1 made is updated"):
        world.crm.accounts.add_field("Size")
        world.billing.customers.add_field("cf_Size")
        sync.customers.map("Size", "cf_Size")
        world.billing.customers.update(cora, cf_Size="red")
    with when("customers are instantly synced"):
        sync.customers.instant_sync()
        world.settle()
    with then("the account has the size, and every rule held"):
        assert world.counterpart(cora, "crm").Size == "red"
        world.check()

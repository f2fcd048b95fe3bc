"""A field that holds nothing but blanks is empty to who reads it, and erases nothing."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["CUS-22"], products="invoice", seed=0)
def test_a_text_of_blanks_that_empties_a_field(world: World, product: str) -> None:
    """A field that holds nothing but blanks is empty to who reads it, and erases nothing.

    Found by the reference model in random worlds: an address of two blanks, typed into finance, went over the CRM's.
    It is about CUS-22.
    """
    with given("ben is created"):
        ben = world.crm.contacts.create(Last_Name="Hill", Email="ben@x.example")
    with when("finance is connected, customers are configured and customers are saved and synced"):
        sync = world.connect(product)
        sync.customers.configure(module="contacts")
        sync.customers.save_and_sync()
        world.settle()
    with when("customers are edited, ben's counterpart in invoice is updated and 2 hours pass"):
        sync.customers.edit(extent="both_ways")
        world[product].customers.update(world.counterpart(ben, "invoice"), email="  ")
        world.advance(hours=2)
    with then("the CRM has ben's address still, and every rule held"):
        assert ben.Email == "ben@x.example"
        world.check()

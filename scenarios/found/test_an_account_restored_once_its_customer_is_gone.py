"""An account is restored while the run is under way that has deleted its customer."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(products=("invoice", "books", "billing"), covers="DEL-01", moments="exact")
def test_an_account_restored_once_its_customer_is_gone(world: World, product: str) -> None:
    """An account is restored while the run is under way that has deleted its customer.

    Found by random worlds with faults: the run was told to have deleted the customer of an account that lives. The next
    run makes it anew.
    """
    with given("acme is synced both ways, and then deleted"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(extent="both_ways")
        sync.customers.save_and_sync()
        world.advance(minutes=1)
        world.crm.accounts.delete(acme)
    with when("a run deletes its customer and then waits for an answer, and the account is restored meanwhile"):
        world[product].customers.create(contact_name="Reader")
        world.faults.slow_answer("crm", of="write", delay_ms=300_000)
        sync.customers.save_and_sync()
        world.advance(minutes=1)
        world.crm.accounts.restore(acme)
        world.advance(hours=2)
    with then("one run deleted its customer, and the next made it anew"):
        assert [run.deleted for run in sync.customers.history] == [0, 1, 0]
        assert world.why(acme).outcomes == ("created", "deleted", "created")
        assert world[product].customers.find(contact_name="Acme") == [world.counterpart(acme, product)]

"""A fetch ends a link in the instant in which another run breaks off."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(products="invoice", seed=0)
def test_a_link_ended_by_a_fetch_in_the_same_instant(world: World, product: str) -> None:
    """A fetch ends a link in the instant in which another run breaks off.

    Found by random worlds with faults: the run that was paused was blamed for what the fetch behind it decided. It is
    about DEL-06.
    """
    with given("acme, ada and ben are created"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        ada = world.crm.contacts.create(Last_Name="Hill", Account_Name=acme)
        ben = world.crm.contacts.create(Last_Name="Hill", Account_Name=acme)
    with when("finance is connected, customers are configured and customers are saved and synced"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts")
        sync.customers.save_and_sync()
        world.settle()
    with when("ada's counterpart in invoice is merged and 2 hours pass"):
        world[product].contact_persons.merge(world.counterpart(ada, "invoice"), world.counterpart(ben, "invoice"))
        world.faults.rate_limit("invoice")
        world.advance(hours=2)
    with when("ben is fetched and the connection is paused"):
        sync.customers.fetch(ben)
        sync.pause()
        world.settle()
    with then("every rule held"):
        world.check()

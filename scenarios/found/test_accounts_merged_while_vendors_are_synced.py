"""Accounts that were merged are synced, and the run of vendors ends before anything is said of their contacts."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["CUS-30"], products="books", call_ms=200)
def test_accounts_merged_while_vendors_are_synced(world: World, product: str) -> None:
    """The run of customers lets a person go before it speaks of it: that of vendors, done meanwhile, is not blamed."""
    with given("Bolt with its contact, and 24/7, which finance has as a vendor, synced with Books"):
        bolt = world.crm.accounts.create(Account_Name="Bolt")
        world.crm.contacts.create(Last_Name="Hill", Account_Name=bolt)
        world[product].vendors.create(contact_name="24/7")
        other = world.crm.accounts.create(Account_Name="24/7")
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts").save_and_sync()
        world.settle()
        sync.vendors.configure(extent="both_ways")
        world.advance(hours=3)
        sync.vendors.save_and_sync()
        world.settle()
    with when("Bolt is merged into 24/7, and both are synced at once"):
        world.crm.accounts.merge(other, bolt)
        sync.customers.instant_sync()
        sync.vendors.instant_sync()
        world.advance(minutes=1)
    with then("the contact belongs to 24/7 in Books"):
        (person,) = world[product].contact_persons.all()
        assert person.contact_id == world.counterpart(other, product)

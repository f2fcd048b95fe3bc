"""A customer is deleted along with its contact person while items are synced, whose last run ends after that."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["DEL-04"], call_ms=900)
def test_a_contact_person_let_go_while_items_are_synced(world: World, product: str) -> None:
    """The account's deletion ends the pair of its contact, too; the run of items is not blamed for it."""
    with given("Bolt with its contact Ben, and no items, synced"):
        bolt = world.crm.accounts.create(Account_Name="Bolt")
        world.crm.contacts.create(Last_Name="Ben", Account_Name=bolt)
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts").save_and_sync()
        sync.items.configure().save_and_sync()
        world.advance(minutes=2)
    with when("only accounts are chosen, Bolt is deleted, and items are synced before and after its customers"):
        sync.customers.edit(module="accounts")
        world.crm.accounts.delete(bolt)
        sync.items.instant_sync()
        sync.customers.instant_sync()
        sync.items.instant_sync()
        world.advance(minutes=1)
    with then("the customer and its contact person are gone, and the items came last"):
        assert [run.module for run in world.runs()[-3:]] == ["items", "customers", "items"]
        assert world[product].contact_persons.all() == []

"""A contact moves to an account whose customer has that person already, and is deleted: finance's own person stays."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(products=("invoice", "books", "billing"), covers="DEL-16", moments="exact")
def test_a_contact_moved_onto_a_person_of_finances_own(world: World, product: str) -> None:
    """A contact moves to an account whose customer has that person already, and is deleted: finance's own person stays.

    Found by the reference model in random worlds with faults: the person counted as come from the CRM, for the contact
    did, and went along with it.
    """
    with given("Ada is fetched as a contact person of Acme, and Bolt's customer has an Ada of finance's own"):
        acme, bolt = [world.crm.accounts.create(Account_Name=name) for name in ("Acme", "Bolt")]
        ada = world.crm.contacts.create(Last_Name="Hill", Email="ada@x.example", Account_Name=acme)
        sync = world.connect(product)
        sync.customers.configure(extent="fetch", module="accounts_and_contacts")
        sync.customers.save_and_sync()
        world.settle()
        persons, customer = world[product].contact_persons, world.counterpart(bolt, product)
        own = persons.create(contact_id=customer, last_name="Hill", email="ada@x.example", designation="Head")
        world.advance(hours=2)
    with when("Ada moves to Bolt, and is deleted once she stands there"):
        world.crm.contacts.update(ada, Account_Name=bolt)
        world.advance(hours=2)
        moved = persons.all()
        world.crm.contacts.delete(ada)
        world.advance(hours=2)
    with then("the person that Bolt had was taken for her, and stays"):
        assert moved == [own]
        assert world.why(ada).outcome == "kept"
        assert [(each.designation, each.contact_id) for each in persons.all()] == [("Head", customer)]
        world.check()

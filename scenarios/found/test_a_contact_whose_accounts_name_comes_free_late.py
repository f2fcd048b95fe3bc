"""A contact whose account waits for a name that the same run takes from another customer."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["CUS-23", "CUS-25"], products=["books", "billing"])
def test_a_contact_whose_accounts_name_comes_free_late(world: World, product: str) -> None:
    """Contacts were customers, one of them renamed to Bolt; now accounts and contacts are synced.

    The run takes that customer away, so Bolt's account comes last of all, and its contact, who has a customer yet,
    goes with it in the same run: finance's customer does not answer for the contact before its account had its turn.
    """
    with given("two contacts as customers, one of them renamed like the other's account"):
        acme, bolt = (world.crm.accounts.create(Account_Name=name) for name in ("Acme", "Bolt"))
        ada = world.crm.contacts.create(Last_Name="Ada", Account_Name=acme)
        ben = world.crm.contacts.create(Last_Name="Ben", Account_Name=bolt)
        customers = world.connect(product).customers
        customers.configure(module="contacts").save_and_sync()
        world.settle()
        world[product].customers.update(world.counterpart(ada, product), contact_name="Bolt")
    with when("accounts and their contacts are synced instead"):
        customers.configure(module="accounts_and_contacts", mapping={"Phone": "mobile", "Mobile": ""})
        customers.save_and_sync_later()
        customers.instant_sync()
        world.settle()
    with then("both contacts are at the customers of their accounts, and the next run writes nothing"):
        held = [(each.last_name, each.contact_id.contact_name) for each in world[product].contact_persons.all()]
        assert sorted(held) == [("Ada", "Acme"), ("Ben", "Bolt")]
        assert world.counterpart(ben, product).last_name == "Ben"
        customers.instant_sync()
        world.settle()
        assert len(world[product].customers.all()) == 2

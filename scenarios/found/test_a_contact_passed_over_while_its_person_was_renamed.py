"""A contact that lost its account and may not be a customer yet, and whose contact person was renamed."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["CUS-32"], products="billing")
def test_a_contact_passed_over_while_its_person_was_renamed(world: World, product: str) -> None:
    """The contact is told as passed over, for an account's customer has its name, and gets the new name all the same.

    Found while the contact person's edit answered for the contact, of which the run then said nothing.
    """
    with given("Ada at Acme, and a customer of her name that is an account's"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        ada = world.crm.contacts.create(First_Name="Ada", Last_Name="Hill", Account_Name=acme)
        for name in ("Acme", "Ada Hill"):
            world[product].customers.create(contact_name=name)
        customers = world.connect(product).customers
        chosen = {"module": "accounts_and_contacts", "include_contacts_without_account": True}
        customers.configure(extent="both_ways", duplicates="overwrite", **chosen).save_and_sync()
        world.settle()
    with when("she is renamed in finance, Acme is deleted in the CRM, and customers are synced"):
        world[product].contact_persons.update(world.counterpart(ada, product), last_name="Lee")
        world.crm.accounts.delete(acme)
        customers.instant_sync()
        world.settle()
    with then("the run says of her that she was passed over, and she has her new name"):
        assert "skipped" in [each.value for each in world.why(ada).outcomes]
        assert ada.Last_Name == "Lee"

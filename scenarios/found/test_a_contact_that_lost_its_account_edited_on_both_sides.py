"""A contact person whose contact lost its account is edited on both sides."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(products=("invoice", "books", "billing"), covers=("CUS-21", "CUS-25"))
def test_a_contact_that_lost_its_account_edited_on_both_sides(world: World, product: str) -> None:
    """A contact person whose contact lost its account is edited on both sides.

    Found by random worlds: the history told of a conflict that the CRM had won, though nothing crosses to a contact
    person who stays behind. It is told once the contact has an account again, and is settled then.
    """
    with given("ada of Acme is synced"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        ada = world.crm.contacts.create(Last_Name="Hill", Account_Name=acme)
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", include_contacts_without_account=False)
        sync.customers.save_and_sync()
        world.settle()
        person = world.counterpart(ada, product)
    with when("she loses her account, and her mobile is edited on both sides"):
        world[product].contact_persons.update(person, mobile="3")
        world.crm.contacts.update(ada, Account_Name=None, Mobile="1")
        world.advance(hours=2)
    with then("the person stays as it is, and nobody has won"):
        assert person.mobile == "3"
        assert sync.customers.history[-1].count("conflict") == 0
    with when("she has her account again"):
        world.crm.contacts.update(ada, Account_Name=acme)
        world.advance(hours=2)
    with then("the CRM's mobile stands, and the conflict is told"):
        assert person.mobile == "1"
        assert sync.customers.history[-1].count("conflict") == 1

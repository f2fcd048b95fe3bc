"""A contact person is taken to another customer by a merge in finance, and edited there."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(products=("invoice", "books", "billing"), covers="CUS-24")
def test_a_person_moved_back_and_edited_in_finance(world: World, product: str) -> None:
    """A contact person is taken to another customer by a merge in finance, and edited there.

    Found by random worlds with faults: the run makes the person anew where the contact's account is, and carries the
    edit to the contact; that was told to be a change of a record that nothing was decided about.
    """
    with given("ben of Bolt and Dune are synced both ways"):
        bolt = world.crm.accounts.create(Account_Name="Bolt")
        ben = world.crm.contacts.create(Last_Name="Hill", Account_Name=bolt)
        dune = world.crm.accounts.create(Account_Name="Dune")
        sync = world.connect(product)
        sync.customers.configure(extent="both_ways", module="accounts_and_contacts")
        sync.customers.save_and_sync()
        world.settle()
    with when("finance merges Bolt into Dune, with ben, whose mobile is edited there"):
        person = world.counterpart(ben, product)
        world[product].customers.merge(world.counterpart(dune, product), world.counterpart(bolt, product))
        world[product].contact_persons.update(person, mobile="3")
        world.advance(hours=2)
    with then("he is at Bolt again, with the mobile on both sides"):
        again = world.counterpart(ben, product)
        assert again.mobile == ben.Mobile == "3"
        assert again.contact_id == world.counterpart(bolt, product)

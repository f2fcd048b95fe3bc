"""Complaint 25: an account has more than five hundred contacts."""

from __future__ import annotations

from zsim import World, scenario, then, when


def sync_big_account(world: World, product: str, contacts: int) -> None:
    """Acme with so many contacts, and Bolt with one, synced."""
    acme = world.crm.accounts.create(Account_Name="Acme")
    for number in range(1, contacts + 1):
        world.crm.contacts.create(First_Name="Person", Last_Name=f"No {number}", Account_Name=acme)
    bolt = world.crm.accounts.create(Account_Name="Bolt")
    world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Account_Name=bolt)
    sync = world.connect(product)
    sync.customers.configure(module="accounts_and_contacts").save_and_sync()
    world.settle()


@scenario(covers=["CUS-27", "CUS-28"], tags=["complaint-25", "complaint-35"])
def test_the_501st_contact_fails_until_there_is_room_and_the_rest_arrive(world: World, product: str) -> None:
    """Books holds 500 contact persons for a customer: the next one fails with that reason, everything else comes.

    What the user saw: somebody missing from the contact persons of a large client. This is correct behaviour: the
    limit is the vendor's, and the history tells who is missing and why. What the user can do about it: once another
    contact has left the company, the next run adds the one that found no room.
    """
    with when("an account with 501 contacts is synced, with another account behind it"):
        sync_big_account(world, product, 501)
    with then("500 of them are contact persons, and the other account came whole"):
        acme = world[product].customers.one(contact_name="Acme")
        assert len(world[product].contact_persons.find(contact_id=acme)) == 500
        assert world[product].contact_persons.one(first_name="Ann").contact_id.contact_name == "Bolt"
    with then("the last one failed with the limit as its reason, and the run is partial"):
        last = world.crm.contacts.one(Last_Name="No 501")
        assert world.why(last).outcome == "failed"
        assert "limit reached" in world.why(last).reason
        run = world.integration(product).customers.history[-1]
        assert (run.grade, run.count("failed")) == ("partial", 1)
        assert "500 contact persons" in run.remarks[0]
    with when("another contact is deleted in the CRM and the next slot comes"):
        world.crm.contacts.delete(world.crm.contacts.one(Last_Name="No 7"))
        world.advance(hours=2)
    with then("the one left over has taken the place"):
        assert world.why(last).outcome == "created"
        assert world[product].contact_persons.find(last_name="No 7") == []
        assert len(world[product].contact_persons.find(last_name="No 501")) == 1
        assert world.integration(product).customers.history[-1].grade == "done"

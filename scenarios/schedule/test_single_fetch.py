"""Fetching one customer from the CRM without a whole sync."""

from __future__ import annotations

from scenarios.schedule._setup import HOUR, names, synced
from zsim import World, given, scenario, then, when


@scenario(covers=["SYN-09"])
def test_fetching_one_customer_leaves_the_others_waiting(world: World, product: str) -> None:
    """Two accounts were edited; the one somebody fetches is up to date at once, the other at the next slot."""
    with given("two synced accounts, both edited since"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        other = world.crm.accounts.create(Account_Name="Other", Phone="111")
        synced(world, product)
        world.crm.accounts.update(acme, Phone="222")
        world.crm.accounts.update(other, Phone="333")
    with when("Acme's customer is fetched from the CRM"):
        sync = world.integration(product)
        sync.customers.fetch(world[product].customers.one(contact_name="Acme"))
        world.settle()
    with then("it has the new phone, and the other customer still has the old one"):
        assert world.why(acme).outcome == "updated"
        assert world[product].customers.one(contact_name="Acme").phone == "222"
        assert world[product].customers.one(contact_name="Other").phone == "111"
    with when("the slot comes"):
        world.advance(hours=2)
    with then("the other one follows: the fetch took nothing from the whole sync"):
        assert world[product].customers.one(contact_name="Other").phone == "333"
        assert world.why(other).outcome == "updated"


@scenario(covers=["SYN-09"])
def test_an_account_not_synced_yet_can_be_fetched_alone(world: World, product: str) -> None:
    """Of two new accounts the one asked for becomes a customer at once."""
    with given("a first sync, and two accounts added since"):
        synced(world, product)
        acme = world.crm.accounts.create(Account_Name="Acme")
        other = world.crm.accounts.create(Account_Name="Other")
    with when("Acme is fetched"):
        world.integration(product).customers.fetch(acme)
        world.settle()
    with then("it is a customer, and no run has considered the other"):
        assert names(world, product) == ["Acme"]
        assert world.why(acme).outcome == "created"
        assert world.why(other).outcome is None


@scenario(covers=["SYN-09"])
def test_fetching_a_customer_brings_its_contact_persons_along(world: World, product: str) -> None:
    """Under 'Accounts & their Contacts' the contacts of the fetched account come with it."""
    with given("a synced account that has got a contact since"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts").save_and_sync()
        world.settle()
        anna = world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=acme)
    with when("the account is fetched"):
        sync.customers.fetch(acme)
        world.settle()
    with then("the customer has the contact person"):
        customer = world[product].customers.one(contact_name="Acme")
        assert world[product].contact_persons.one(last_name="Berg").contact_id == customer
        assert world.why(anna).outcome == "created"


@scenario(covers=["SYN-09", "SYN-11"])
def test_a_single_fetch_does_not_shift_the_slots(world: World, product: str) -> None:
    """A fetch stands in the history by itself; the schedule goes on as if it had not been made."""
    with given("a synced account"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.connect(product).customers.configure(module="accounts").save_and_sync()
        world.settle()
        sync = world.integration(product)
    with when("it is fetched after an hour, and the slot comes"):
        world.advance(hours=1)
        sync.customers.fetch(acme)
        world.advance(hours=1)
    with then("the scheduled run was made in its place"):
        first, single, scheduled = sync.customers.history
        assert (single.trigger, scheduled.trigger) == ("single", "scheduled")
        assert scheduled.started - first.ended == 2 * HOUR

"""Complaints 33 and 34: a client entered in the CRM is needed in finance now, not in two hours."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


def sync_pune(world: World, product: str) -> None:
    """A sync through the view of accounts in Pune that has run once; nothing stands in it yet."""
    world.crm.accounts.views.create("In Pune", ("Billing_City", "is", "Pune"))
    sync = world.connect(product)
    sync.customers.configure(module="accounts_and_contacts", account_view="In Pune").save_and_sync()
    world.settle()


@scenario(covers=["SYN-01"], tags=["complaint-33"])
def test_a_new_account_waits_for_the_next_slot(world: World, product: str) -> None:
    """Entered just after a run, an account is not in finance for nearly two hours.

    What the user saw: the client is in the CRM, and cannot be invoiced. This is correct behaviour: customers are
    synced every two hours.
    """
    with given("a sync that has just run"):
        sync_pune(world, product)
    with when("an account is entered, and an hour and 59 minutes pass"):
        acme = world.crm.accounts.create(Account_Name="Acme", Billing_City="Pune")
        world.advance(hours=1, minutes=59)
    with then("finance does not know it yet"):
        assert world[product].customers.all() == []
        assert world.why(acme).outcome is None
    with when("the slot comes"):
        world.advance(minutes=1)
    with then("it is a customer"):
        assert world.why(acme).outcome == "created"


@scenario(covers=["SYN-04", "SYN-11"], tags=["complaint-33"])
def test_instant_sync_brings_everything_new_at_once(world: World, product: str) -> None:
    """Instant Sync brings the account in the minute it was entered, and does not shift the slots.

    What the user can do for all new clients.
    """
    with given("a sync that ran half an hour ago, and two new accounts"):
        sync_pune(world, product)
        world.advance(minutes=30)
        world.crm.accounts.create(Account_Name="Acme", Billing_City="Pune")
        world.crm.accounts.create(Account_Name="Bolt", Billing_City="Pune")
        due = world.integration(product).customers.next_slot
    with when("Instant Sync is pressed"):
        world.integration(product).customers.instant_sync()
        world.settle()
    with then("both are customers, and the next slot is where it was"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme", "Bolt"]
        assert world.integration(product).customers.next_slot == due


@scenario(covers=["SYN-09"], tags=["complaint-33", "complaint-34"])
def test_one_account_is_fetched_at_once_with_its_contacts(world: World, product: str) -> None:
    """Fetching one account brings it and its contacts now, and nobody else.

    What the user wanted: to force this one client over, without a whole sync.
    """
    with given("two new accounts with a contact each, entered after the last run"):
        sync_pune(world, product)
        acme = world.crm.accounts.create(Account_Name="Acme", Billing_City="Pune")
        bolt = world.crm.accounts.create(Account_Name="Bolt", Billing_City="Pune")
        world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Account_Name=acme)
        world.crm.contacts.create(First_Name="Bob", Last_Name="Ray", Account_Name=bolt)
    with when("the first is fetched"):
        world.integration(product).customers.fetch(acme)
        world.settle()
    with then("it is a customer with its contact person; the other waits for its slot"):
        (customer,) = world[product].customers.all()
        (person,) = world[product].contact_persons.all()
        assert (customer.contact_name, person.first_name, person.contact_id) == ("Acme", "Ann", customer)
        assert world.why(bolt).outcome is None
        assert world.integration(product).customers.history[-1].trigger == "single"


@scenario(covers=["SYN-09"], tags=["complaint-34"])
def test_one_customer_is_brought_up_to_date_at_once(world: World, product: str) -> None:
    """From a customer that came from the CRM, the record behind it is fetched again, and only that.

    What the user wanted for a client whose phone was just corrected in the CRM.
    """
    with given("Acme and Bolt, synced, and both given another phone in the CRM"):
        sync_pune(world, product)
        acme = world.crm.accounts.create(Account_Name="Acme", Billing_City="Pune", Phone="111")
        bolt = world.crm.accounts.create(Account_Name="Bolt", Billing_City="Pune", Phone="112")
        world.advance(hours=2)
        first, second = world[product].customers.all()
        world.crm.accounts.update(acme, Phone="211")
        world.crm.accounts.update(bolt, Phone="212")
    with when("the customer Acme is fetched again"):
        world.integration(product).customers.fetch(first)
        world.settle()
    with then("Acme has its new phone, Bolt the old one"):
        assert (first.phone, second.phone) == ("211", "112")
    with then("nothing is lost: the slot brings the other"):
        world.advance(hours=2)
        assert second.phone == "212"


@scenario(covers=["SYN-13", "SYN-06"], tags=["complaint-34"])
def test_one_account_is_fetched_while_the_sync_is_paused(world: World, product: str) -> None:
    """A pause stops the schedule; fetching one record is a person's own action and works all the same.

    What the user asked: can one client be forced over while the sync is paused? Yes.
    """
    with given("a paused sync, and an account and another that nobody asks for"):
        sync_pune(world, product)
        sync = world.integration(product).customers
        sync.pause()
        acme = world.crm.accounts.create(Account_Name="Acme", Billing_City="Pune")
        world.crm.accounts.create(Account_Name="Bolt", Billing_City="Pune")
        world.advance(hours=2)
        assert world[product].customers.all() == []
    with when("the account is fetched"):
        sync.fetch(acme)
        world.settle()
    with then("it is a customer, alone, and the sync is still paused"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]
        assert world.why(acme).outcome == "created"
        assert sync.paused


@scenario(covers=["SYN-13"], tags=["complaint-34"])
def test_one_account_is_fetched_from_outside_the_view(world: World, product: str) -> None:
    """The view restricts the schedule, not a person: an account outside it can be fetched by itself.

    It becomes a customer; as it stays outside the view, later edits come only when it is fetched again.
    """
    with given("a sync through the view of accounts in Pune, and an account in Goa"):
        sync_pune(world, product)
        bolt = world.crm.accounts.create(Account_Name="Bolt", Billing_City="Goa", Phone="111")
        world.advance(hours=2)
        assert world.why(bolt).outcome is None
    with when("it is fetched, and its phone edited before the next slot"):
        world.integration(product).customers.fetch(bolt)
        world.settle()
        world.crm.accounts.update(bolt, Phone="222")
        world.advance(hours=2)
    with then("it is a customer with the phone it was fetched with"):
        (customer,) = world[product].customers.all()
        assert (customer.contact_name, customer.phone) == ("Bolt", "111")
    with when("it is fetched again"):
        world.integration(product).customers.fetch(bolt)
        world.settle()
    with then("the new phone is there"):
        assert customer.phone == "222"

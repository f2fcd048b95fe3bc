"""Fetching one customer from the CRM without a whole sync."""

from __future__ import annotations

from scenarios.faults._sorts import NAMES, OTHERS
from scenarios.schedule._setup import HOUR, added, all_synced, every, in_finance, outcomes, texts
from zsim import World, given, scenario, then, when


@scenario(covers=["SYN-09"])
def test_fetching_one_record_leaves_the_others_waiting(world: World, product: str) -> None:
    """Two records were edited; the one somebody fetches is up to date at once, the other at the next slot."""
    with given("two synced records for every module, both edited since"):
        records, others = added(world, product), added(world, product, OTHERS)
        sync = all_synced(world, product)
        for sort, record in records.items():
            sort.edit_in_crm(world, record, "222")
            sort.edit_in_crm(world, others[sort], "333")
    with when("finance's twin of the first is fetched from the CRM"):
        for sort in records:
            twin = sort.in_finance(world, product).one(**{sort.finance_name: NAMES[sort]})
            sync.module(sort.module).fetch(twin)
        world.settle()
    with then("it has the new text, and the other one still has the old one"):
        assert outcomes(world, records) == {"updated"}
        assert (texts(world, product), texts(world, product, OTHERS)) == ({"222"}, {"111"})
    with when("the slot comes"):
        world.advance(hours=2)
    with then("the other one follows: the fetch took nothing from the whole sync"):
        assert texts(world, product, OTHERS) == {"333"}
        assert outcomes(world, others) == {"updated"}


@scenario(covers=["SYN-09"])
def test_a_record_not_synced_yet_can_be_fetched_alone(world: World, product: str) -> None:
    """Of two new records the one asked for is in finance at once."""
    with given("a first sync of every module, and two records added for each since"):
        sync = all_synced(world, product)
        records, others = added(world, product), added(world, product, OTHERS)
    with when("the first of each is fetched"):
        for sort, record in records.items():
            sync.module(sort.module).fetch(record)
        world.settle()
    with then("it is in finance, and no run has considered the other"):
        assert in_finance(world, product) == every(product, NAMES)
        assert (outcomes(world, records), outcomes(world, others)) == ({"created"}, {None})


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

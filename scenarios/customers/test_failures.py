"""Records that fail: they fail alone, with a reason, and are tried again."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when

BOTH_EXTENTS = pytest.mark.parametrize("extent", ["fetch", "both_ways"])


@BOTH_EXTENTS
@scenario(covers=["CUS-28"])
def test_one_bad_account_does_not_stop_the_others(world: World, product: str, extent: str) -> None:
    """An account that finance refuses fails with its reason; those before and after it are synced.

    The run is graded partial. Finance takes names of at most 200 characters.
    """
    with given("of 150 accounts in the CRM one in the middle has a name that is far too long"):
        accounts = [world.crm.accounts.create(Account_Name=f"Account {number}") for number in range(1, 150)]
        bad = world.crm.accounts.create(Account_Name="A" * 201)
        accounts.append(world.crm.accounts.create(Account_Name="Account 150"))
    with when("accounts are synced"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent=extent).save_and_sync()
        world.settle()
    with then("all others are customers"):
        assert len(world[product].customers) == 150
        assert {world.why(each).outcome for each in (accounts[0], accounts[148], accounts[149])} == {"created"}
    with then("the bad one failed, and the history says why"):
        run = sync.customers.history[-1]
        assert (run.grade, run.counts) == ("partial", {"created": 150, "failed": 1})
        assert world.why(bad).outcome == "failed"
        assert "200 characters" in world.why(bad).reason
        assert "200 characters" in run.remarks[0]


@BOTH_EXTENTS
@scenario(covers=["CUS-28"], policies={"clone_name": "refuse"})
def test_a_failed_record_is_tried_again_in_every_run(world: World, product: str, extent: str) -> None:
    """Though nobody touches it in the CRM, a failed record is tried again until what was in its way is gone."""
    with given("Acme fails, since finance keeps names unique and has an Individual customer of that name"):
        native = world[product].customers.create(contact_name="Acme", customer_sub_type="individual")
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent=extent, duplicates="clone").save_and_sync()
        world.settle()
    with when("four hours pass"):
        world.advance(hours=4)
    with then("it failed in each of the three runs, each graded partial"):
        assert world.why(acme).outcomes == ("failed",) * 3
        assert [run.count("failed") for run in sync.customers.history] == [1, 1, 1]
        assert [run.grade for run in sync.customers.history] == ["partial"] * 3
    with when("finance's own Acme is renamed and two hours pass"):
        world[product].customers.update(native, contact_name="Acme (old)")
        world.advance(hours=2)
    with then("the account is a customer, and the run is done"):
        assert [each.phone for each in world[product].customers.from_crm()] == ["111"]
        assert world.why(acme).outcome == "created"
        assert sync.customers.history[-1].grade == "done"


@scenario(covers=["CUS-28"])
def test_a_record_that_the_crm_refuses_fails_alone(world: World, product: str) -> None:
    """On the way to the CRM it is the same: a contact person without last name is refused there, the others go."""
    with given("finance has Acme with Ann Lee and with one Bob, whose last name nobody knows"):
        customer = world[product].customers.create(contact_name="Acme")
        ann = world[product].contact_persons.create(contact_id=customer, first_name="Ann", last_name="Lee")
        bob = world[product].contact_persons.create(contact_id=customer, first_name="Bob")
    with when("accounts and their contacts are synced both ways"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent="both_ways").save_and_sync()
        world.settle()
    with then("Acme and Ann are in the CRM, Bob is not"):
        assert [each.Account_Name for each in world.crm.accounts.all()] == ["Acme"]
        assert [each.Full_Name for each in world.crm.contacts.all()] == ["Ann Lee"]
        assert world.why(ann).outcome == "created"
    with then("Bob failed because the CRM needs a last name"):
        assert world.why(bob).outcome == "failed"
        assert "Last_Name" in world.why(bob).reason
        assert sync.customers.history[-1].grade == "partial"
    with when("somebody fills it in and two hours pass"):
        world[product].contact_persons.update(bob, last_name="Ray")
        world.advance(hours=2)
    with then("Bob is in the CRM, too"):
        assert [each.Full_Name for each in world.crm.contacts.all()] == ["Ann Lee", "Bob Ray"]
        assert sync.customers.history[-1].grade == "done"


@BOTH_EXTENTS
@scenario(covers=["CUS-20", "CUS-28"])
def test_a_failed_update_loses_none_of_its_edits(world: World, product: str, extent: str) -> None:
    """A record fails whole: its other edits wait with the one that was refused, and come with it in the end."""
    with given("Acme is synced, and finance has an Initech of its own"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent=extent).save_and_sync()
        world.settle()
        customer = world[product].customers.one(contact_name="Acme")
        native = world[product].customers.create(contact_name="Initech", customer_sub_type="individual")
    with when("the account becomes Initech and gets another phone"):
        world.crm.accounts.update(acme, Account_Name="Initech", Phone="2")
        world.advance(hours=2)
    with then("neither edit was carried"):
        assert (customer.contact_name, customer.phone) == ("Acme", "1")
        assert world.why(acme).outcome == "failed"
    with when("the name becomes free and two hours pass"):
        world[product].customers.delete(native)
        world.advance(hours=2)
    with then("both were"):
        assert (customer.contact_name, customer.phone) == ("Initech", "2")
        assert world.why(acme).outcome == "updated"


@scenario(covers=["CUS-28"], policies={"clone_name": "refuse"})
def test_persons_of_a_failed_customer_wait_for_it(world: World, product: str) -> None:
    """Contacts of an account that failed are left out until their customer exists, and come along with it then."""
    with given("finance keeps names unique and has Acme; the CRM has Acme with Ann Lee"):
        native = world[product].customers.create(contact_name="Acme")
        acme = world.crm.accounts.create(Account_Name="Acme")
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Account_Name=acme)
    with when("accounts and their contacts are fetched with 'clone'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", duplicates="clone").save_and_sync()
        world.settle()
    with then("the account failed and the contact is excluded, since its account is not synced"):
        assert (world.why(acme).outcome, world.why(ann).outcome) == ("failed", "excluded")
        assert world[product].contact_persons.all() == []
    with when("the name becomes free and two hours pass"):
        world[product].customers.update(native, contact_name="Acme (old)")
        world.advance(hours=2)
    with then("both are in finance"):
        (person,) = world[product].contact_persons.all()
        assert (person.first_name, person.contact_id.contact_name) == ("Ann", "Acme")
        assert (world.why(acme).outcome, world.why(ann).outcome) == ("created", "created")

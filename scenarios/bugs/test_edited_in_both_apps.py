"""Complaint 10: both sides edit one client between two runs; whose edit is lost?"""

from __future__ import annotations

from zsim import World, given, scenario, then, when


def synced_acme(world: World, product: str) -> None:
    """Acme with phone and fax, synced both ways."""
    world.crm.accounts.create(Account_Name="Acme", Phone="111", Fax="112")
    sync = world.connect(product)
    sync.customers.configure(module="accounts", extent="both_ways", duplicates="overwrite").save_and_sync()
    world.settle()
    world.advance(minutes=30)


@scenario(covers=["CUS-21"], tags=["complaint-10"])
def test_edits_of_different_fields_are_both_kept(world: World, product: str) -> None:
    """Sales edits the phone, accounting the fax: after the run both sides have both.

    What the user asked: is a record merged field by field, or does one side win as a whole? Field by field: neither
    edit is lost.
    """
    with given("Acme, synced"):
        synced_acme(world, product)
        (account,), (customer,) = world.crm.accounts.all(), world[product].customers.all()
    with when("the phone is edited in the CRM, the fax in finance, and the slot comes"):
        world.crm.accounts.update(account, Phone="211")
        world[product].customers.update(customer, fax="212")
        world.advance(hours=2)
    with then("both sides have both edits"):
        assert (account.Phone, account.Fax) == ("211", "212")
        assert (customer.phone, customer.fax) == ("211", "212")
    with then("it was no conflict"):
        assert world.why(account).outcome == "updated"
        assert world.integration(product).customers.history[-1].remarks == ()


@scenario(covers=["CUS-21"], tags=["complaint-10"])
def test_of_two_edits_of_one_field_the_crm_s_stands(world: World, product: str) -> None:
    """Both edit the phone: the CRM is read first and wins, and the history names the conflict.

    What the user feared: an edit lost without a word. One is lost, but the history says which field and who won.
    """
    with given("Acme, synced"):
        synced_acme(world, product)
        (account,), (customer,) = world.crm.accounts.all(), world[product].customers.all()
    with when("the phone is edited on both sides, in finance last, and the slot comes"):
        world.crm.accounts.update(account, Phone="211")
        world.advance(minutes=5)
        world[product].customers.update(customer, phone="999")
        world.advance(hours=2)
    with then("the CRM's phone stands on both sides"):
        assert (account.Phone, customer.phone) == ("211", "211")
    with then("the history counts and names the conflict"):
        run = world.integration(product).customers.history[-1]
        assert run.counts["conflict"] == 1
        assert "Phone was edited on both sides, crm's value stands (CUS-21)" in run.remarks[0]
        assert world.why(account).outcome == world.why(customer).outcome == "conflict"


@scenario(covers=["CUS-21"], policies={"conflicts": "last_modified"}, tags=["complaint-10"])
def test_under_another_policy_the_latest_edit_stands(world: World, product: str) -> None:
    """The documents do not name a winner; with the policy 'conflicts' at 'last_modified' it is the latest edit."""
    with given("Acme, synced"):
        synced_acme(world, product)
        (account,), (customer,) = world.crm.accounts.all(), world[product].customers.all()
    with when("the phone is edited on both sides, in finance last, and the slot comes"):
        world.crm.accounts.update(account, Phone="211")
        world.advance(minutes=5)
        world[product].customers.update(customer, phone="999")
        world.advance(hours=2)
    with then("finance's phone stands on both sides"):
        assert (account.Phone, customer.phone) == ("999", "999")
        assert world.why(account).outcome == "conflict"


@scenario(covers=["CUS-21"], tags=["complaint-10"])
def test_equal_edits_are_no_conflict(world: World, product: str) -> None:
    """Both sides correct the phone to the same number: there is nothing to settle and nothing to report."""
    with given("Acme, synced"):
        synced_acme(world, product)
        (account,), (customer,) = world.crm.accounts.all(), world[product].customers.all()
    with when("both sides enter the same new phone, and the slot comes"):
        world.crm.accounts.update(account, Phone="211")
        world[product].customers.update(customer, phone="211")
        world.advance(hours=2)
    with then("nothing was written, and no conflict is named"):
        assert world.why(account).outcome == "unchanged"
        run = world.integration(product).customers.history[-1]
        assert (run.updated, run.remarks) == (0, ())

"""Complaint 24: payment terms changed in finance to a number the CRM does not know, and the old number comes back."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


def synced_terms(world: World, product: str) -> None:
    """Acme with terms of 30 days on both sides; the CRM's pick list knows 15, 30 and 45."""
    world.crm.accounts.add_field("Terms", "picklist", label="Payment Terms", options=("15", "30", "45"))
    world.crm.accounts.create(Account_Name="Acme", Terms="30")
    sync = world.connect(product)
    sync.customers.configure(module="accounts", extent="both_ways", mapping={"Terms": "payment_terms"}).save_and_sync()
    world.settle()


@scenario(covers=["MAP-08", "CUS-21"], tags=["complaint-24"])
def test_an_edit_of_another_field_does_not_bring_the_old_terms_back(world: World, product: str) -> None:
    """Sixty days stay in finance, and the next edit in the CRM carries its own field alone: no ping-pong.

    What the user saw: the terms were set back to thirty days by somebody's edit of the phone. Here each side keeps
    what it has, as the CRM's value was never edited.
    """
    with given("Acme with 30 days, changed in finance to 60, which the CRM does not know"):
        synced_terms(world, product)
        (account,) = world.crm.accounts.all()
        (customer,) = world[product].customers.all()
        world[product].customers.update(customer, payment_terms=60)
        world.advance(hours=2)
        assert (account.Terms, customer.payment_terms) == ("30", 60)
    with when("the account's phone is edited in the CRM and the next slot comes"):
        world.crm.accounts.update(account, Phone="111")
        world.advance(hours=2)
    with then("the phone has arrived, and the terms are still sixty days in finance and thirty in the CRM"):
        assert world.why(account).outcome == "updated"
        assert customer.phone == "111"
        assert (account.Terms, customer.payment_terms) == ("30", 60)
    with then("a day of further runs changes nothing on either side"):
        before = world.snapshot()
        world.advance(hours=24)
        assert world.snapshot() == before
        assert [run.updated for run in world.integration(product).customers.history[-11:]] == [0] * 11


@scenario(covers=["MAP-08"], tags=["complaint-24"])
def test_terms_edited_in_the_crm_afterwards_do_reach_finance(world: World, product: str) -> None:
    """A real edit of the terms in the CRM is carried: the differing value in finance holds up nothing."""
    with given("terms of 30 days in the CRM and, unknown there, 60 in finance"):
        synced_terms(world, product)
        (account,) = world.crm.accounts.all()
        (customer,) = world[product].customers.all()
        world[product].customers.update(customer, payment_terms=60)
        world.advance(hours=2)
    with when("the CRM sets 45 days and the next slot comes"):
        world.crm.accounts.update(account, Terms="45")
        world.advance(hours=2)
    with then("both sides have 45, and there was no conflict"):
        assert (account.Terms, customer.payment_terms) == ("45", 45)
        assert world.why(account).outcome == "updated"


@scenario(covers=["MAP-08"], tags=["complaint-24"])
def test_once_the_crm_knows_the_number_the_next_edit_in_finance_arrives(world: World, product: str) -> None:
    """After 60 was added to the pick list, setting it anew in finance brings it to the CRM.

    What the user can do: add the number to the CRM's list, and enter the terms again.
    """
    with given("terms of 30 days in the CRM and, unknown there, 60 in finance"):
        synced_terms(world, product)
        (account,) = world.crm.accounts.all()
        (customer,) = world[product].customers.all()
        world[product].customers.update(customer, payment_terms=60)
        world.advance(hours=2)
    with when("60 is added to the pick list, and finance sets 15 and later 60 again"):
        world.crm.accounts.set_options("Terms", "15", "30", "45", "60")
        world[product].customers.update(customer, payment_terms=15)
        world.advance(hours=2)
        assert account.Terms == "15"
        world[product].customers.update(customer, payment_terms=60)
        world.advance(hours=2)
    with then("both sides have 60"):
        assert (account.Terms, customer.payment_terms) == ("60", 60)
        assert world.integration(product).customers.history[-1].remarks == ()

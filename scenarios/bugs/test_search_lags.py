"""Complaint 29: finance's search does not know yet what was entered a moment ago."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when

LAG_MS = 30_000


def sync_accounts(world: World, product: str, duplicates: str) -> None:
    """Fetch accounts under a policy for duplicates."""
    sync = world.connect(product)
    sync.customers.configure(module="accounts", duplicates=duplicates).save_and_sync()
    world.settle()


@pytest.mark.parametrize(
    ("duplicates", "outcome", "phone"), [("overwrite", "overwritten", "111"), ("skip", "skipped", "222")]
)
@scenario(covers=["CUS-09", "CUS-28", "FLT-21"], search_lag_ms=LAG_MS, tags=["complaint-29"])
def test_a_customer_the_search_does_not_know_yet_makes_the_account_fail_until_the_next_run(
    world: World, product: str, duplicates: str, outcome: str, phone: str
) -> None:
    """Searched for in the second it was entered, the customer is not found, and the create runs into its name.

    What a client's author saw: 'there is no such contact' and, on creating it, error 3062. The sync reports the
    failure for this record with the name-taken reason; it neither waits nor adopts anything. What the author did by
    waiting and searching again, the schedule does: two hours later the policy is carried out.
    """
    with given("Acme in the CRM"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
    with when(f"accounting enters Acme too, and a sync with {duplicates!r} starts in the same second"):
        customer = world[product].customers.create(contact_name="Acme", phone="222")
        sync_accounts(world, product, duplicates)
    with then("the account failed for a name that is taken, and the run is partial"):
        assert world.why(acme).outcome == "failed"
        assert "name taken" in world.why(acme).reason
        run = world.integration(product).customers.history[-1]
        assert (run.grade, run.count("failed")) == ("partial", 1)
        assert "exists already" in run.remarks[0]
    with then("the customer is as it was typed"):
        assert world[product].customers.all() == [customer]
        assert customer.phone == "222"
    with when("the next slot comes"):
        world.advance(hours=2)
    with then("the policy was applied, and the run is done"):
        assert world.why(acme).outcome == outcome
        assert world[product].customers.all() == [customer]
        assert customer.phone == phone
        assert world.integration(product).customers.history[-1].grade == "done"


@scenario(covers=["CUS-09", "FLT-21"], search_lag_ms=LAG_MS, tags=["complaint-29"])
def test_half_a_minute_later_the_search_knows_the_customer(world: World, product: str) -> None:
    """A sync that starts when the search has caught up finds the customer at once: nothing fails.

    The same steps, with the lag waited for.
    """
    with given("Acme in the CRM, and entered in finance half a minute ago"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        customer = world[product].customers.create(contact_name="Acme", phone="222")
        world.advance(seconds=30)
    with when("a sync with 'overwrite' starts"):
        sync_accounts(world, product, "overwrite")
    with then("the customer was overwritten"):
        assert world.why(acme).outcome == "overwritten"
        assert customer.phone == "111"
        assert world.integration(product).customers.history[-1].grade == "done"


@scenario(covers=["CUS-19"], search_lag_ms=LAG_MS, tags=["complaint-29"], moments="exact")
def test_a_linked_pair_does_not_depend_on_the_search(world: World, product: str) -> None:
    """Renamed a second before the slot, a linked account still reaches its customer: links go by id.

    A lagging search only harms records that meet for the first time.
    """
    with given("Acme, synced"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.advance(minutes=1)
        sync_accounts(world, product, "overwrite")
        (customer,) = world[product].customers.all()
        world.advance(hours=1, minutes=59, seconds=59)
    with when("the account is renamed one second before the next slot"):
        world.crm.accounts.update(acme, Account_Name="Acme Group")
        world.advance(seconds=1)
    with then("the customer has the new name, and there is no second one"):
        assert world[product].customers.all() == [customer]
        assert customer.contact_name == "Acme Group"
        assert world.why(acme).outcome == "updated"

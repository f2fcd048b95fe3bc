"""Complaint 20: somebody signs up twice on a hosted page, and the CRM gets the doubles."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from zsim import World, given, scenario, then, when

KNOWN, FIRST, SECOND = "000", "111", "222"


class Case(NamedTuple):
    """A policy, whether the CRM knows the client already, and what must come of it.

    ``outcomes`` are those of the two sign-ups, ``accounts`` and ``customers`` the phones held afterwards, oldest first.
    """

    policy: str
    known: bool
    outcomes: tuple[str, str]
    accounts: tuple[str, ...]
    customers: tuple[str, ...]


TABLE = (
    Case("clone", False, ("created", "cloned"), (FIRST, SECOND), (FIRST, SECOND)),
    Case("overwrite", False, ("created", "merged"), (SECOND,), (FIRST, SECOND)),
    Case("skip", False, ("created", "skipped"), (FIRST,), (FIRST, SECOND)),
    Case("clone", True, ("excluded", "excluded"), (KNOWN,), (FIRST, SECOND, KNOWN)),
    Case("overwrite", True, ("overwritten", "merged"), (SECOND,), (KNOWN, SECOND)),
    Case("skip", True, ("skipped", "skipped"), (KNOWN,), (FIRST, SECOND)),
)


@pytest.mark.parametrize("case", TABLE, ids=lambda case: f"{case.policy}-{'known' if case.known else 'unknown'}")
@scenario(
    covers=["CUS-06", "CUS-11", "CUS-12", "CUS-13", "CUS-31", "CUS-32"], products=["billing"], tags=["complaint-20"]
)
def test_two_sign_ups_of_one_name_meet_the_crm(world: World, product: str, case: Case) -> None:
    """Clone doubles what comes second, overwrite lets both sign-ups share one, skip leaves the second in Billing alone.

    What the user saw: a customer who filled in the hosted page twice was two customers in Billing, and after the sync
    two accounts in the CRM. That is the policy clone; the others keep the CRM at one.
    """
    with given("two sign-ups of Acme in Billing with different phones, which it takes as two customers"):
        world[product].preferences.update(allow_equal_names=True)
        sign_ups = [world[product].customers.create(contact_name="Acme", phone=phone) for phone in (FIRST, SECOND)]
    if case.known:
        with given("an account of the name in the CRM"):
            world.crm.accounts.create(Account_Name="Acme", Phone=KNOWN)
    with when(f"accounts are synced both ways with {case.policy!r}"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways", duplicates=case.policy).save_and_sync()
        world.settle()
    with then("the sign-ups came to what the policy says"):
        assert tuple(world.why(each).outcome for each in sign_ups) == case.outcomes
    with then("each side holds just these records"):
        assert tuple(each.Phone for each in world.crm.accounts.all()) == case.accounts
        assert tuple(each.phone for each in world[product].customers.all()) == case.customers
    with then("later runs make no further ones"):
        before = world.snapshot()
        world.advance(hours=4)
        assert world.snapshot() == before


@scenario(covers=["CUS-09", "CUS-19"], products=["billing"], tags=["complaint-20"])
def test_a_second_sign_up_after_the_sync_does_not_touch_the_first(world: World, product: str) -> None:
    """The first sign-up is linked; a second one under 'skip' waits in Billing until somebody merges the two there.

    What the user can do: merge them in Billing. The account and its link stay with the first.
    """
    with given("a synced sign-up, and a second one of the same name later"):
        world[product].preferences.update(allow_equal_names=True)
        first = world[product].customers.create(contact_name="Acme", phone=FIRST)
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways", duplicates="skip").save_and_sync()
        world.settle()
        second = world[product].customers.create(contact_name="Acme", phone=SECOND)
        world.advance(hours=2)
        assert world.why(second).outcome == "skipped"
    with when("the two are merged in Billing, and the account is edited in the CRM"):
        world[product].customers.merge(first, second)
        (account,) = world.crm.accounts.all()
        world.crm.accounts.update(account, Phone="333")
        world.advance(hours=2)
    with then("the first follows the account, the second is inactive, and there is one account"):
        assert (first.phone, first.status) == ("333", "active")
        assert (second.phone, second.status) == (SECOND, "inactive")
        assert world.crm.accounts.all() == [account]
        assert world.why(account).outcome == "updated"

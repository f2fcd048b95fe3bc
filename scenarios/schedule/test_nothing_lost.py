"""Edits made in the second of a run, or during it: each is carried exactly once."""

from __future__ import annotations

import pytest

from scenarios.schedule._setup import names, synced
from zsim import World, given, scenario, then, when

MOMENTS = [0.1, 0.6, 1.1, 1.6, 2.1, 2.6, 3.1]
"""Seconds into a run in which every call takes a quarter of one: before the reading, between the calls, at the end."""


@scenario(covers=["SYN-15"])
def test_an_edit_in_the_second_of_a_run_before_it_is_carried_by_it(world: World, product: str) -> None:
    """Edited and synced within one second: the run carries the edit, and no later run carries it again."""
    with given("a synced account"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        synced(world, product, extent="both_ways")
        sync = world.integration(product)
    with when("its phone is edited and synced in the same second, and a day passes"):
        world.crm.accounts.update(acme, Phone="222")
        sync.customers.instant_sync()
        world.settle()
        assert world[product].customers.one(contact_name="Acme").phone == "222"
        world.advance(days=1)
    with then("that run made the one update there was"):
        assert [run.number for run in sync.customers.history if run.updated] == [2]
        assert world.why(acme).outcomes.count("updated") == 1


@scenario(covers=["SYN-15"])
def test_an_edit_in_the_second_of_a_run_after_it_is_carried_by_the_next(world: World, product: str) -> None:
    """Edited in the very second in which a run ended: the next run carries the edit, and none after it."""
    with given("a synced account"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        synced(world, product, extent="both_ways")
        sync = world.integration(product)
    with when("a run ends, the phone is edited in the same second, and a day passes"):
        sync.customers.instant_sync()
        world.settle()
        world.crm.accounts.update(acme, Phone="222")
        world.advance(days=1)
    with then("the run after it made the one update there was"):
        assert world[product].customers.one(contact_name="Acme").phone == "222"
        assert [run.number for run in sync.customers.history if run.updated] == [3]
        assert world.why(acme).outcomes.count("updated") == 1


@scenario(covers=["SYN-15"])
def test_an_edit_in_finance_in_the_second_of_a_run_is_not_lost(world: World, product: str) -> None:
    """The same holds towards the CRM: an edit in finance right after a run reaches it with the next one."""
    with given("a synced account"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        synced(world, product, extent="both_ways")
        sync = world.integration(product)
        customer = world[product].customers.one(contact_name="Acme")
    with when("a run ends, the phone is edited in finance in the same second, and a day passes"):
        sync.customers.instant_sync()
        world.settle()
        world[product].customers.update(customer, phone="222")
        world.advance(days=1)
    with then("the run after it made the one update there was"):
        assert acme.Phone == "222"
        assert [run.number for run in sync.customers.history if run.updated] == [3]
        assert world.why(customer).outcomes.count("updated") == 1


@pytest.mark.parametrize("seconds", MOMENTS)
@scenario(covers=["SYN-15"], call_ms=250)
def test_an_edit_in_the_crm_during_a_run_is_carried_once(world: World, product: str, seconds: float) -> None:
    """Whenever during a run an account is edited, that run or the next carries the edit, and only one of them."""
    with given("a synced account, and a run under way that has another account to bring"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        synced(world, product, extent="both_ways")
        sync = world.integration(product)
        world.crm.accounts.create(Account_Name="Beta")
        sync.customers.instant_sync()
        world.advance(seconds=seconds)
    with when(f"the account is edited {seconds} seconds into the run, and the day passes"):
        world.crm.accounts.update(acme, Phone="222")
        world.advance(days=1)
    with then("the customer has the new phone, by one update, made by that run or the next"):
        assert world[product].customers.one(contact_name="Acme").phone == "222"
        (carrier,) = [run.number for run in sync.customers.history if run.updated]
        assert carrier in (2, 3)
        assert world.why(acme).outcomes.count("updated") == 1


@pytest.mark.parametrize("seconds", MOMENTS)
@scenario(covers=["SYN-15"], call_ms=250)
def test_an_edit_in_finance_during_a_run_is_carried_once(world: World, product: str, seconds: float) -> None:
    """Whenever during a run a customer is edited, that run or the next carries the edit, and only one of them."""
    with given("a synced account, and a run under way that has another customer to push"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        synced(world, product, extent="both_ways")
        sync = world.integration(product)
        customer = world[product].customers.one(contact_name="Acme")
        world[product].customers.create(contact_name="Beta")
        sync.customers.instant_sync()
        world.advance(seconds=seconds)
    with when(f"the customer is edited {seconds} seconds into the run, and the day passes"):
        world[product].customers.update(customer, phone="222")
        world.advance(days=1)
    with then("the account has the new phone, by one update, made by that run or the next"):
        assert acme.Phone == "222"
        (carrier,) = [run.number for run in sync.customers.history if run.updated]
        assert carrier in (2, 3)
        assert world.why(customer).outcomes.count("updated") == 1


@pytest.mark.parametrize("seconds", MOMENTS)
@scenario(covers=["SYN-15"], call_ms=250)
def test_an_account_added_during_a_run_arrives_once(world: World, product: str, seconds: float) -> None:
    """Whenever during a run an account is added, there is one customer of its name in the end."""
    with given("a run under way that has another account to bring"):
        synced(world, product, extent="both_ways")
        sync = world.integration(product)
        world.crm.accounts.create(Account_Name="Beta")
        sync.customers.instant_sync()
        world.advance(seconds=seconds)
    with when(f"an account is added {seconds} seconds into the run, and the day passes"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.advance(days=1)
    with then("it is one customer, added by that run or the next"):
        assert sorted(names(world, product)) == ["Acme", "Beta"]
        assert len(world.crm.accounts.all()) == 2
        assert world.why(acme).outcomes.count("created") == 1
        assert sum(run.added for run in sync.customers.history[1:3]) == 2


@scenario(covers=["SYN-15"], call_ms=250)
def test_edits_of_two_fields_on_both_sides_during_a_run_both_survive(world: World, product: str) -> None:
    """During a run the phone is edited in the CRM and the fax in finance: both values reach both sides."""
    with given("a synced account, and a run under way"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111", Fax="111")
        synced(world, product, extent="both_ways")
        sync = world.integration(product)
        customer = world[product].customers.one(contact_name="Acme")
        sync.customers.instant_sync()
        world.advance(seconds=1.1)
    with when("the phone is edited in the CRM and the fax in finance, and the next runs are made"):
        world.crm.accounts.update(acme, Phone="222")
        world.advance(seconds=0.3)
        world[product].customers.update(customer, fax="333")
        world.advance(hours=5)
    with then("both sides carry both edits"):
        assert (acme.Phone, acme.Fax) == ("222", "333")
        assert (customer.phone, customer.fax) == ("222", "333")

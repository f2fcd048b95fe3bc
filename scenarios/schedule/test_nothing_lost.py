"""Edits made in the second of a run, or during it: each is carried exactly once."""

from __future__ import annotations

import pytest

from scenarios.faults._sorts import NAMES, OTHERS, modules
from scenarios.schedule._setup import (
    added,
    added_to_finance,
    all_synced,
    every,
    in_crm,
    in_finance,
    synced,
    texts,
)
from zsim import World, given, scenario, then, when

MOMENTS = [0.1, 1.1, 1.6, 2.1, 2.6, 3.1]
"""Seconds into a run in which every call takes a quarter of one: before the reading, between the calls, at the end."""


@scenario(covers=["SYN-15"])
def test_an_edit_in_the_second_of_a_run_before_it_is_carried_by_it(world: World, product: str) -> None:
    """Edited and synced within one second: the run carries the edit, and no later run carries it again."""
    with given("a synced record for every module"):
        records = added(world, product)
        sync = all_synced(world, product, extent="both_ways")
        world.advance(minutes=1)
    with when("its text is edited and synced in the same second, and a day passes"):
        for sort, record in records.items():
            sort.edit_in_crm(world, record, "222")
            sync.module(sort.module).instant_sync()
        world.settle()
        assert texts(world, product) == {"222"}
        world.advance(days=1)
    with then("that run made the one update there was"):
        for module in modules(product):
            assert [run.number for run in sync.module(module).history if run.updated] == [2]
        assert {world.why(each).outcomes.count("updated") for each in records.values()} == {1}


@scenario(covers=["SYN-15"])
def test_an_edit_in_the_second_of_a_run_after_it_is_carried_by_the_next(world: World, product: str) -> None:
    """Edited in the very second in which a run ended: the next run carries the edit, and none after it."""
    with given("a synced record for every module"):
        records = added(world, product)
        sync = all_synced(world, product, extent="both_ways")
        world.advance(minutes=1)
    with when("a run ends, the text is edited in the same second, and a day passes"):
        for sort, record in records.items():
            sync.module(sort.module).instant_sync()
            world.settle()
            sort.edit_in_crm(world, record, "222")
        world.advance(days=1)
    with then("the run after it made the one update there was"):
        assert texts(world, product) == {"222"}
        for module in modules(product):
            assert [run.number for run in sync.module(module).history if run.updated] == [3]
        assert {world.why(each).outcomes.count("updated") for each in records.values()} == {1}


@scenario(covers=["SYN-15"])
def test_an_edit_in_finance_in_the_second_of_a_run_is_not_lost(world: World, product: str) -> None:
    """The same holds towards the CRM: an edit in finance right after a run reaches it with the next one."""
    with given("a synced record for every module"):
        records = added(world, product)
        sync = all_synced(world, product, extent="both_ways")
        world.advance(minutes=1)
        twins = {sort: sort.in_finance(world, product).all()[0] for sort in records}
    with when("a run ends, the text is edited in finance in the same second, and a day passes"):
        for sort, twin in twins.items():
            sync.module(sort.module).instant_sync()
            world.settle()
            sort.edit_in_finance(world, product, twin, "222")
        world.advance(days=1)
    with then("the run after it made the one update there was"):
        assert {getattr(record, sort.crm_text) for sort, record in records.items()} == {"222"}
        for module in modules(product):
            assert [run.number for run in sync.module(module).history if run.updated] == [3]
        assert {world.why(each).outcomes.count("updated") for each in twins.values()} == {1}


@pytest.mark.parametrize("seconds", MOMENTS)
@scenario(covers=["SYN-15"], call_ms=250, moments="exact")
def test_an_edit_in_the_crm_during_a_run_is_carried_once(world: World, product: str, seconds: float) -> None:
    """Whenever during a run a record is edited, that run or the next carries the edit, and only one of them."""
    with given("a synced record for every module, and runs under way that have another to bring"):
        records = added(world, product)
        sync = all_synced(world, product, extent="both_ways")
        world.advance(minutes=1)
        added(world, product, OTHERS)
        for module in modules(product):
            sync.module(module).instant_sync()
        world.advance(seconds=seconds)
    with when(f"they are edited {seconds} seconds into the runs, and the day passes"):
        for sort, record in records.items():
            sort.edit_in_crm(world, record, "222")
        world.advance(days=1)
    with then("finance has the new text, by one update, made by that run or the next"):
        assert texts(world, product) == {"222"}
        for module in modules(product):
            (carrier,) = [run.number for run in sync.module(module).history if run.updated]
            assert carrier in (2, 3)
        assert {world.why(each).outcomes.count("updated") for each in records.values()} == {1}


@pytest.mark.parametrize("seconds", MOMENTS)
@scenario(covers=["SYN-15"], call_ms=250, moments="exact")
def test_an_edit_in_finance_during_a_run_is_carried_once(world: World, product: str, seconds: float) -> None:
    """Whenever during a run a record is edited, that run or the next carries the edit, and only one of them."""
    with given("a synced record for every module, and runs under way that have another to push"):
        records = added(world, product)
        sync = all_synced(world, product, extent="both_ways")
        world.advance(minutes=1)
        twins = {sort: sort.in_finance(world, product).all()[0] for sort in records}
        added_to_finance(world, product, OTHERS)
        for module in modules(product):
            sync.module(module).instant_sync()
        world.advance(seconds=seconds)
    with when(f"they are edited {seconds} seconds into the runs, and the day passes"):
        for sort, twin in twins.items():
            sort.edit_in_finance(world, product, twin, "222")
        world.advance(days=1)
    with then("the CRM has the new text, by one update, made by that run or the next"):
        assert {getattr(record, sort.crm_text) for sort, record in records.items()} == {"222"}
        for module in modules(product):
            (carrier,) = [run.number for run in sync.module(module).history if run.updated]
            assert carrier in (2, 3)
        assert {world.why(each).outcomes.count("updated") for each in twins.values()} == {1}


@pytest.mark.parametrize("seconds", MOMENTS)
@scenario(covers=["SYN-15"], call_ms=250, moments="exact")
def test_a_record_added_during_a_run_arrives_once(world: World, product: str, seconds: float) -> None:
    """Whenever during a run a record is added, there is one of its name in the end."""
    with given("runs under way that have a record to bring"):
        sync = all_synced(world, product, extent="both_ways")
        world.advance(minutes=1)
        added(world, product, OTHERS)
        for module in modules(product):
            sync.module(module).instant_sync()
        world.advance(seconds=seconds)
    with when(f"another is added {seconds} seconds into the runs, and the day passes"):
        records = added(world, product)
        world.advance(days=1)
    with then("it is one record of finance, added by that run or the next"):
        assert in_finance(world, product) == in_crm(world, product) == every(product, NAMES, OTHERS)
        assert {world.why(each).outcomes.count("created") for each in records.values()} == {1}
        for module in modules(product):
            assert sum(run.added for run in sync.module(module).history[1:3]) == 2


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

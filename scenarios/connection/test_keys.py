"""How a key dies, what a dead key does to a sync, and how the sync recovers."""

from __future__ import annotations

import pytest

from scenarios.faults._sorts import NAMES, OTHERS, Sort, modules
from scenarios.schedule._setup import (
    added,
    added_to_finance,
    all_synced,
    enable_invoices,
    every,
    in_crm,
    in_finance,
    outcomes,
    texts,
)
from zsim import World, given, scenario, then, when
from zsim.fakes.store.handle import Handle
from zsim.ports.errors import InvalidCredentials
from zsim.sync import Integration


def synced_both_ways(world: World, product: str) -> tuple[Integration, dict[Sort, Handle]]:
    """A record for every module, synced both ways over a key the administrator generated."""
    records = added(world, product)
    return all_synced(world, product, extent="both_ways", duplicates="overwrite"), records


def edited(world: World, records: dict[Sort, Handle]) -> None:
    """Each gets '222' in its other field."""
    for sort, record in records.items():
        sort.edit_in_crm(world, record, "222")


def grades(sync: Integration, product: str) -> list[list[str]]:
    """How the runs of each module ended; modules that fared alike are one."""
    found = [[str(run.grade) for run in sync.module(module).history] for module in modules(product)]
    return [each for number, each in enumerate(found) if each not in found[:number]]


@scenario(covers=["CON-15"], quirks=["CON-15"])
def test_every_run_over_a_dead_key_fails_whole(world: World, product: str) -> None:
    """Somebody generates a new CRM key: from then on every run fails with 'invalid key' and writes nothing."""
    with given("a synced record for every module, and work to do on both sides"):
        sync, records = synced_both_ways(world, product)
        world.advance(minutes=1)
        edited(world, records)
        theirs = added_to_finance(world, product, OTHERS)
        before = world.snapshot()
    with when("a new key is generated, and runs are made by schedule, by Instant Sync and for one record"):
        world.crm.generate_zsc_key()
        world.advance(hours=2)
        for sort, record in records.items():
            sync.module(sort.module).instant_sync()
            sync.module(sort.module).fetch(record)
        world.settle()
    with then("each run failed whole for the key, and nothing moved in either direction"):
        for module in modules(product):
            failed = sync.module(module).history[1:]
            assert [run.trigger for run in failed] == ["scheduled", "instant", "single"]
            assert [run.grade for run in failed] == ["failed", "failed", "failed"]
            assert ["invalid key" in str(run.reason) for run in failed] == [True, True, True]
        assert world.snapshot() == before
        assert outcomes(world, theirs) == {None}


@scenario(covers=["CON-15"], quirks=["CON-15"])
def test_after_a_new_key_the_next_run_carries_everything_missed(world: World, product: str) -> None:
    """Failed runs keep the checkpoint: once the new key is entered, what happened meanwhile arrives in one run."""
    with given("an edit on either side of every module missed by runs over a dead key"):
        sync, records = synced_both_ways(world, product)
        key = world.crm.generate_zsc_key()
        edited(world, records)
        added_to_finance(world, product, OTHERS)
        world.advance(hours=6)
    with when("the new key is entered and the next slot comes"):
        sync.update_credentials(key=key)
        world.advance(hours=2)
    with then("one run carried both"):
        assert grades(sync, product) == [["done", "failed", "failed", "failed", "done"]]
        assert texts(world, product) == {"222"}
        assert outcomes(world, records) == {"updated"}
        assert in_crm(world, product) == in_finance(world, product) == every(product, NAMES, OTHERS)


@scenario(covers=["CON-15"], quirks=["CON-15"], call_ms=250, moments="exact")
def test_a_run_under_way_stops_when_its_key_dies(world: World, product: str) -> None:
    """The old key is dead at once: a run that had already begun fails at its next call and writes nothing."""
    with given("a connection whose first run has begun and not yet written anything"):
        world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts").save_and_sync()
        world.advance(seconds=1)
        before = world.snapshot()
    with when("a new key is generated before the run goes on"):
        world.crm.generate_zsc_key()
        world.advance(minutes=1)
    with then("the run failed for the key and wrote nothing"):
        assert [run.grade for run in sync.customers.history] == ["failed"]
        assert "invalid key" in str(sync.customers.history[0].reason)
        assert world.snapshot() == before


@scenario(covers=["CON-15"], quirks_off=["CON-15"])
def test_without_the_oddity_the_former_key_keeps_working(world: World, product: str) -> None:
    """Were keys to live side by side, generating another one would disturb no connection."""
    with given("a synced record for every module"):
        _, records = synced_both_ways(world, product)
    with when("another key is generated and the records are edited"):
        world.crm.generate_zsc_key()
        edited(world, records)
        world.advance(hours=2)
    with then("the connection with the former key carried the edits"):
        assert outcomes(world, records) == {"updated"}
        assert texts(world, product) == {"222"}


@scenario(covers=["CON-16"])
def test_a_key_stops_working_when_its_maker_is_deactivated(world: World, product: str) -> None:
    """Rita generated the key and leaves the company: every module fails although the email is somebody else's."""
    with given("a connection with the admin's email and a key generated by Rita, another administrator"):
        rita = world.crm.users.create("Rita", admin=True)
        key = world.crm.generate_zsc_key(by=rita)
        sync = all_synced(world, product, email="admin@crm.example", key=key)
    with when("Rita is deactivated and a record for every module is added"):
        world.crm.users.deactivate(rita)
        records = added(world, product)
        world.advance(hours=2)
    with then("the runs failed for the key, and nothing arrived"):
        assert grades(sync, product) == [["done", "failed"]]
        assert all("invalid key" in str(sync.module(module).history[-1].reason) for module in modules(product))
        assert outcomes(world, records) == {None}
        assert in_finance(world, product) == every(product)


@scenario(covers=["CON-16"], products=["books"])
def test_no_invoice_shows_once_the_maker_of_the_key_is_deactivated(world: World, product: str) -> None:
    """Invoices, too, go through the door that the key opens: one made in finance is not shown in the CRM."""
    with given("a connection with a key generated by Rita, another administrator, and invoices enabled"):
        world.crm.accounts.create(Account_Name="Acme")
        rita = world.crm.users.create("Rita", admin=True)
        sync = all_synced(world, product, email="admin@crm.example", key=world.crm.generate_zsc_key(by=rita))
        enable_invoices(world, product)
        world.settle()
    with when("Rita is deactivated, and an invoice is made in finance"):
        world.crm.users.deactivate(rita)
        world[product].invoices.create(
            customer_id=world[product].customers.one(contact_name="Acme"), lines=[{"name": "Work", "rate": 100}]
        )
        world.settle()
    with then("its run failed for the key, and the CRM shows nothing"):
        assert "invalid key" in str(sync.transactions.invoices.history[-1].reason)
        assert world.crm.zoho_finance.invoices.all() == []


@scenario(covers=["CON-16"])
def test_a_dead_key_stays_dead_when_its_maker_returns(world: World, product: str) -> None:
    """Activating the maker again does not bring the key back: a new one must be generated and entered."""
    with given("a key whose maker, Rita, was deactivated and activated again"):
        rita = world.crm.users.create("Rita", admin=True)
        key = world.crm.generate_zsc_key(by=rita)
        world.crm.users.deactivate(rita)
        world.crm.users.activate(rita)
    with when("somebody connects with that key"), pytest.raises(InvalidCredentials) as refusal:
        world.connect(product, key=key)
    with then("it is refused with the reason, and a new key works"):
        assert "Rita, who generated it, was deactivated" in refusal.value.message
        assert world.connect(product, key=world.crm.generate_zsc_key()).state == "enabled"


@scenario(covers=["CON-16"])
def test_deactivating_somebody_else_does_no_harm_to_a_key(world: World, product: str) -> None:
    """Only the maker counts: a colleague of the same rights can leave without any module noticing."""
    with given("a connection with a key generated by the admin, and Rita, another administrator"):
        rita = world.crm.users.create("Rita", admin=True)
        sync = all_synced(world, product)
    with when("Rita is deactivated and a record for every module is added"):
        world.crm.users.deactivate(rita)
        records = added(world, product)
        world.advance(hours=2)
    with then("they arrived"):
        assert outcomes(world, records) == {"created"}
        assert grades(sync, product) == [["done", "done"]]

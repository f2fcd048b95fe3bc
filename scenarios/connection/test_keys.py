"""How a key dies, what a dead key does to a sync, and how the sync recovers."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.ports.errors import InvalidCredentials


def synced_both_ways(world: World, product: str) -> None:
    """Acme, synced both ways over a key the administrator generated."""
    world.crm.accounts.create(Account_Name="Acme", Phone="111")
    sync = world.connect(product)
    sync.customers.configure(module="accounts", extent="both_ways", duplicates="overwrite").save_and_sync()
    world.settle()


@scenario(covers=["CON-15"], quirks=["CON-15"])
def test_every_run_over_a_dead_key_fails_whole(world: World, product: str) -> None:
    """Somebody generates a new CRM key: from then on every run fails with 'invalid key' and writes nothing."""
    with given("a synced account, and work to do on both sides"):
        synced_both_ways(world, product)
        acme = world.crm.accounts.one(Account_Name="Acme")
        world.crm.accounts.update(acme, Phone="222")
        beta = world[product].customers.create(contact_name="Beta")
        before = world.snapshot()
    with when("a new key is generated, and runs are made by schedule, by Instant Sync and for one record"):
        world.crm.generate_zsc_key()
        sync = world.integration(product)
        world.advance(hours=2)
        sync.customers.instant_sync()
        sync.customers.fetch(acme)
        world.settle()
    with then("each run failed whole for the key, and nothing moved in either direction"):
        failed = sync.customers.history[1:]
        assert [run.trigger for run in failed] == ["scheduled", "instant", "single"]
        assert [run.grade for run in failed] == ["failed", "failed", "failed"]
        assert ["invalid key" in str(run.reason) for run in failed] == [True, True, True]
        assert world.snapshot() == before
        assert world.why(beta).outcome is None


@scenario(covers=["CON-15"], quirks=["CON-15"])
def test_after_a_new_key_the_next_run_carries_everything_missed(world: World, product: str) -> None:
    """Failed runs keep the checkpoint: once the new key is entered, what happened meanwhile arrives in one run."""
    with given("an edit on either side missed by runs over a dead key"):
        synced_both_ways(world, product)
        acme = world.crm.accounts.one(Account_Name="Acme")
        key = world.crm.generate_zsc_key()
        world.crm.accounts.update(acme, Phone="222")
        beta = world[product].customers.create(contact_name="Beta")
        world.advance(hours=6)
    with when("the new key is entered and the next slot comes"):
        sync = world.integration(product)
        sync.update_credentials(key=key)
        world.advance(hours=2)
    with then("one run carried both"):
        assert [run.grade for run in sync.customers.history] == ["done", "failed", "failed", "failed", "done"]
        assert world[product].customers.one(contact_name="Acme").phone == "222"
        assert world.why(acme).outcome == "updated"
        assert len(world.crm.accounts.find(Account_Name="Beta")) == 1
        assert world.why(beta).outcome == "created"


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
    with given("a synced account"):
        synced_both_ways(world, product)
        acme = world.crm.accounts.one(Account_Name="Acme")
    with when("another key is generated and the account is edited"):
        world.crm.generate_zsc_key()
        world.crm.accounts.update(acme, Phone="222")
        world.advance(hours=2)
    with then("the connection with the former key carried the edit"):
        assert world.why(acme).outcome == "updated"
        assert world[product].customers.one(contact_name="Acme").phone == "222"


@scenario(covers=["CON-16"])
def test_a_key_stops_working_when_its_maker_is_deactivated(world: World, product: str) -> None:
    """Rita generated the key and leaves the company: the sync fails although the email is somebody else's."""
    with given("a connection with the admin's email and a key generated by Rita, another administrator"):
        rita = world.crm.users.create("Rita", admin=True)
        sync = world.connect(product, email="admin@crm.example", key=world.crm.generate_zsc_key(by=rita))
        sync.customers.configure(module="accounts").save_and_sync()
        world.settle()
    with when("Rita is deactivated and an account is added"):
        world.crm.users.deactivate(rita)
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.advance(hours=2)
    with then("the run failed for the key, and the account did not arrive"):
        assert [run.grade for run in sync.customers.history] == ["done", "failed"]
        assert "invalid key" in str(sync.customers.history[-1].reason)
        assert world.why(acme).outcome is None
        assert world[product].customers.all() == []


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
    """Only the maker counts: a colleague of the same rights can leave without the sync noticing."""
    with given("a connection with a key generated by the admin, and Rita, another administrator"):
        rita = world.crm.users.create("Rita", admin=True)
        sync = world.connect(product)
        sync.customers.configure(module="accounts").save_and_sync()
        world.settle()
    with when("Rita is deactivated and an account is added"):
        world.crm.users.deactivate(rita)
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.advance(hours=2)
    with then("the account arrived"):
        assert world.why(acme).outcome == "created"
        assert [run.grade for run in sync.customers.history] == ["done", "done"]

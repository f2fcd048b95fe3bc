"""What fails a run whole: nothing is written, the reason is told, and the next good run carries what was missed."""

from __future__ import annotations

from scenarios.schedule._setup import names
from zsim import World, given, scenario, then, when


def synced_as_rita(world: World, product: str) -> None:
    """A first sync both ways with the email of Rita, a sales user, and after it a new record on either side."""
    world.crm.profiles.create("Sales")
    rita = world.crm.users.create("Rita", profile="Sales")
    world.connect(product, email=rita.email).customers.configure(extent="both_ways").save_and_sync()
    world.settle()
    world.crm.accounts.create(Account_Name="Acme")
    world[product].customers.create(contact_name="Beta")


@scenario(covers=["SYN-14"], products=["invoice", "books"])
def test_a_bad_key_fails_the_run_whole(world: World, product: str) -> None:
    """The key died: the run fails with that reason and writes nothing; with a new key everything follows."""
    with given("a synced organisation with something new on either side"):
        synced_as_rita(world, product)
        before = world.snapshot()
    with when("the key is regenerated and the slot comes"):
        key = world.crm.generate_zsc_key()
        world.advance(hours=2)
    with then("the run failed for the key, and nothing was written"):
        failed = world.integration(product).customers.history[-1]
        assert failed.grade == "failed"
        assert str(failed.reason).startswith("invalid key: ")
        assert failed.counts == {}
        assert world.snapshot() == before
    with when("the new key is entered and the next slot comes"):
        world.integration(product).update_credentials(key=key)
        world.advance(hours=2)
    with then("both records have crossed"):
        assert sorted(names(world, product)) == ["Acme", "Beta"]
        assert sorted(each.Account_Name for each in world.crm.accounts.all()) == ["Acme", "Beta"]


@scenario(covers=["SYN-14"])
def test_a_deactivated_connecting_user_fails_the_run_whole(world: World, product: str) -> None:
    """Rita, whose email was entered, is deactivated: no run gets in, with or without a key, until she is back."""
    with given("a synced organisation with something new on either side"):
        synced_as_rita(world, product)
        before = world.snapshot()
    with when("Rita is deactivated and the slot comes"):
        world.crm.users.deactivate("Rita")
        world.advance(hours=2)
    with then("the run failed for her, and nothing was written"):
        failed = world.integration(product).customers.history[-1]
        assert failed.grade == "failed"
        assert str(failed.reason).startswith("invalid key: Rita ")
        assert failed.counts == {}
        assert world.snapshot() == before
    with when("she is activated again and the next slot comes"):
        world.crm.users.activate("Rita")
        world.advance(hours=2)
    with then("both records have crossed"):
        assert sorted(names(world, product)) == ["Acme", "Beta"]
        assert sorted(each.Account_Name for each in world.crm.accounts.all()) == ["Acme", "Beta"]


@scenario(covers=["SYN-14"])
def test_a_missing_permission_fails_the_run_whole(world: World, product: str) -> None:
    """Accounts get hidden from the connecting user: the run fails with that reason and writes nothing."""
    with given("a synced organisation with something new on either side"):
        synced_as_rita(world, product)
        before = world.snapshot()
    with when("Accounts are hidden from Rita's profile and the slot comes"):
        world.crm.profiles.hide("Sales", "Accounts")
        world.advance(hours=2)
    with then("the run failed for the permission, and nothing was written"):
        failed = world.integration(product).customers.history[-1]
        assert failed.grade == "failed"
        assert str(failed.reason).startswith("no permission: Rita may not sync Accounts")
        assert failed.counts == {}
        assert world.snapshot() == before
    with when("they are shown again and the next slot comes"):
        world.crm.profiles.show("Sales", "Accounts")
        world.advance(hours=2)
    with then("both records have crossed"):
        assert sorted(names(world, product)) == ["Acme", "Beta"]
        assert sorted(each.Account_Name for each in world.crm.accounts.all()) == ["Acme", "Beta"]


@scenario(covers=["SYN-14"])
def test_differing_currencies_fail_the_run_whole(world: World, product: str) -> None:
    """The CRM takes another base currency: the run fails with that reason and writes nothing."""
    with given("a synced organisation with something new on either side"):
        synced_as_rita(world, product)
        before = world.snapshot()
    with when("the CRM switches multi-currency on and changes to US dollars, and the slot comes"):
        world.crm.enable_multi_currency()
        world.crm.set_base_currency("USD")
        world.advance(hours=2)
    with then("the run failed for the currencies, and nothing was written"):
        failed = world.integration(product).customers.history[-1]
        assert failed.grade == "failed"
        assert str(failed.reason).startswith("base currencies differ: ")
        assert failed.counts == {}
        assert world.snapshot() == before
    with when("the CRM is set back to rupees and the next slot comes"):
        world.crm.set_base_currency("INR")
        world.advance(hours=2)
    with then("both records have crossed"):
        assert sorted(names(world, product)) == ["Acme", "Beta"]
        assert sorted(each.Account_Name for each in world.crm.accounts.all()) == ["Acme", "Beta"]


@scenario(covers=["SYN-14"], call_ms=250, moments="exact")
def test_a_permission_lost_during_a_run_ends_it_there(world: World, product: str) -> None:
    """The right goes while a run is under way: the run fails, and what it had not carried is carried later, once."""
    with given("a synced organisation with something new on either side, and a run under way"):
        world.crm.profiles.create("Sales")
        rita = world.crm.users.create("Rita", profile="Sales")
        sync = world.connect(product, email=rita.email)
        sync.customers.configure(extent="both_ways").save_and_sync()
        world.advance(minutes=1)
        world.crm.accounts.create(Account_Name="Acme")
        world[product].customers.create(contact_name="Beta")
        sync.customers.instant_sync()
        world.advance(seconds=1.1)
    with when("Accounts are hidden from Rita's profile before the run has read them all"):
        world.crm.profiles.hide("Sales", "Accounts")
        world.advance(minutes=1)
    with then("the run failed for the permission"):
        assert sync.customers.history[-1].grade == "failed"
        assert "no permission" in str(sync.customers.history[-1].reason)
    with when("they are shown again and the next slot comes"):
        world.crm.profiles.show("Sales", "Accounts")
        world.advance(hours=2)
    with then("each record stands once on either side"):
        assert sorted(names(world, product)) == ["Acme", "Beta"]
        assert sorted(each.Account_Name for each in world.crm.accounts.all()) == ["Acme", "Beta"]

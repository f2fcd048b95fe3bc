"""What a sync tells of itself: its history, and how it stands."""

from __future__ import annotations

from scenarios.schedule._setup import HOUR_MS, names, synced
from zsim import World, given, scenario, then, when


@scenario(covers=["SYN-05"])
def test_the_history_counts_what_each_run_added_updated_and_deleted(world: World, product: str) -> None:
    """Each run is listed with its time and with how many records it added, updated and deleted."""
    with given("three accounts in the CRM"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        beta = world.crm.accounts.create(Account_Name="Beta")
        world.crm.accounts.create(Account_Name="Gamma")
    with when("they are synced; then one is added, one edited and one deleted, and the slot comes"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts").save_and_sync()
        world.settle()
        started_ms = world.clock.now_ms
        world.crm.accounts.create(Account_Name="Delta")
        world.crm.accounts.update(acme, Phone="222")
        world.crm.accounts.delete(beta)
        world.advance(hours=3)
    with then("the history lists both runs with time and numbers"):
        assert names(world, product) == ["Acme", "Gamma", "Delta"]
        first, second = sync.customers.history
        assert (first.started_ms, second.started_ms) == (started_ms, started_ms + 2 * HOUR_MS)
        assert (first.added, first.updated, first.deleted) == (3, 0, 0)
        assert (second.added, second.updated, second.deleted) == (1, 1, 1)
        assert (first.grade, second.grade) == ("done", "done")


@scenario(covers=["SYN-05"])
def test_the_history_shows_why_a_run_failed(world: World, product: str) -> None:
    """A failed run stands in the history with its time, its reason, and numbers of zero."""
    with given("a synced organisation, and an account added since"):
        synced(world, product)
        sync = world.integration(product)
        world.crm.accounts.create(Account_Name="Acme")
    with when("the CRM takes another base currency with multi-currency on, and the slot comes"):
        world.crm.enable_multi_currency()
        world.crm.set_base_currency("USD")
        world.advance(hours=2)
    with then("the failed run is listed with the reason"):
        first, failed = sync.customers.history
        assert (first.reason, failed.grade) == (None, "failed")
        assert failed.reason == f"base currencies differ: the CRM's base currency is USD, {product.title()}'s is INR"
        assert (failed.added, failed.updated, failed.deleted) == (0, 0, 0)
        assert failed.started_ms == first.ended_ms + 2 * HOUR_MS


@scenario(covers=["SYN-08"])
def test_a_sync_that_never_ran_says_so(world: World, product: str) -> None:
    """Connected and configured, even saved for later, the module has never synced."""
    with given("a connection"):
        world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
    with when("preferences are saved for later"):
        sync.customers.configure(module="accounts").save_and_sync_later()
    with then("the status is 'never synced', without a time"):
        assert sync.customers.status == ("never synced", None)


@scenario(covers=["SYN-08"], call_ms=250)
def test_a_run_under_way_shows_as_running(world: World, product: str) -> None:
    """While a run is being made the status is 'running', with the time it began; afterwards it is 'done'."""
    with given("an account, and a network on which every call takes a quarter of a second"):
        world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        world.advance(minutes=10)
    with when("a sync is started and one second passes"):
        began_ms = world.clock.now_ms
        sync.customers.configure(module="accounts").save_and_sync()
        world.advance(seconds=1)
    with then("it is running since it was started, and nothing is listed yet"):
        assert sync.customers.status == ("running", began_ms)
        assert names(world, product) == []
    with when("a minute passes"):
        world.advance(minutes=1)
    with then("it is done since it ended, a few seconds after it began"):
        state, ended_ms = sync.customers.status
        assert state == "done"
        assert ended_ms == sync.customers.history[0].ended_ms
        assert began_ms + 1000 < ended_ms < began_ms + 60_000


@scenario(covers=["SYN-08"])
def test_a_sync_without_trouble_shows_as_done(world: World, product: str) -> None:
    """After a run that carried everything the status is 'done', with the time of its end."""
    with given("an account in the CRM"):
        world.crm.accounts.create(Account_Name="Acme")
        world.advance(minutes=10)
    with when("it is synced, and a while passes"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts").save_and_sync()
        world.settle()
        ended_ms = world.clock.now_ms
        world.advance(minutes=50)
    with then("the status is 'done' since then"):
        assert sync.customers.status == ("done", ended_ms)


@scenario(covers=["SYN-08"], policies={"clone_name": "refuse"})
def test_a_sync_with_one_bad_record_shows_as_partial(world: World, product: str) -> None:
    """One account fails for its taken name and another arrives: the status is 'partial'."""
    with given("two accounts, one of whose names is taken in finance, and the policy 'clone'"):
        twin = world.crm.accounts.create(Account_Name="Acme")
        other = world.crm.accounts.create(Account_Name="Beta")
        world[product].customers.create(contact_name="Acme")
    with when("they are synced"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", duplicates="clone").save_and_sync()
        world.settle()
    with then("the status is 'partial' with the time"):
        assert sync.customers.status == ("partial", world.clock.now_ms)
        assert world.why(twin).outcome == "failed"
        assert world.why(other).outcome == "created"


@scenario(covers=["SYN-08"])
def test_a_sync_that_could_not_run_shows_as_failed(world: World, product: str) -> None:
    """After a run that failed whole the status is 'failed' with its time, until one goes well again."""
    with given("a synced organisation"):
        synced(world, product)
        sync = world.integration(product)
    with when("a slot comes while the base currencies differ"):
        world.crm.enable_multi_currency()
        world.crm.set_base_currency("USD")
        world.advance(hours=2)
    with then("the status is 'failed' since that slot"):
        assert sync.customers.status == ("failed", sync.customers.history[0].ended_ms + 2 * HOUR_MS)
    with when("the currencies are made equal and the next slot comes"):
        world[product].set_base_currency("USD")
        world.advance(hours=2)
    with then("the status is 'done' again"):
        assert world.integration(product).customers.status.state == "done"

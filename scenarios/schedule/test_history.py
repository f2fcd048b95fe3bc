"""What a sync tells of itself: its history, and how it stands."""

from __future__ import annotations

from datetime import timedelta

from scenarios.faults._sorts import NAMES, OTHERS, THIRDS, modules
from scenarios.schedule._setup import (
    HOUR,
    added,
    all_synced,
    configured,
    enable_invoices,
    every,
    in_finance,
    names,
    synced,
)
from zsim import World, given, scenario, then, when

SECOND = timedelta(seconds=1)


@scenario(covers=["SYN-05"])
def test_the_history_counts_what_each_run_added_updated_and_deleted(world: World, product: str) -> None:
    """Each run is listed with its time and with how many records it added, updated and deleted."""
    with given("two records for every module in the CRM"):
        records, others = added(world, product), added(world, product, OTHERS)
    with when("they are synced; then one is added, one edited and one deleted, and the slot comes"):
        sync = all_synced(world, product)
        added(world, product, THIRDS)
        for sort, record in records.items():
            sort.edit_in_crm(world, record, "222")
            sort.delete_in_crm(world, others[sort])
        world.advance(hours=3)
    with then("the history of each lists both runs with time and numbers"):
        assert in_finance(world, product) == every(product, NAMES, THIRDS)
        for module in modules(product):
            first, second = sync.module(module).history
            assert second.started == first.ended + 2 * HOUR
            assert (first.added, first.updated, first.deleted) == (2, 0, 0)
            assert (second.added, second.updated, second.deleted) == (1, 1, 1)
            assert (first.grade, second.grade) == ("done", "done")


@scenario(covers=["SYN-05"])
def test_the_history_shows_why_a_run_failed(world: World, product: str) -> None:
    """A failed run stands in the history with its time, its reason, and numbers of zero."""
    with given("every module synced, and a record added for each since"):
        sync = all_synced(world, product)
        added(world, product)
    with when("the CRM takes another base currency with multi-currency on, and the slot comes"):
        world.crm.enable_multi_currency()
        world.crm.set_base_currency("USD")
        world.advance(hours=2)
    with then("the failed run of each is listed with the reason"):
        for module in modules(product):
            first, failed = sync.module(module).history
            assert (first.reason, failed.grade) == (None, "failed")
            told = f"base currencies differ: the CRM's base currency is USD, {product.title()}'s is INR"
            assert failed.reason == told
            assert (failed.added, failed.updated, failed.deleted) == (0, 0, 0)
            assert failed.started == first.ended + 2 * HOUR


@scenario(covers=["SYN-05"], products=["billing"])
def test_the_history_of_invoices_lists_each_run(world: World, product: str) -> None:
    """No slot shows invoices in the CRM, but the runs that do are listed as others are: numbers, time and reason."""
    with given("Acme, synced, and invoices enabled"):
        world.crm.accounts.create(Account_Name="Acme")
        synced(world, product)
        enable_invoices(world, product)
        world.settle()
    with when("an invoice is made in finance, and marked as sent; then the CRM refuses a look, and another is made"):
        customer = world[product].customers.one(contact_name="Acme")
        invoice = world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
        moments = [world.now]
        world.advance(minutes=5)
        world[product].invoices.mark_sent(invoice)
        moments.append(world.now)
        world.advance(minutes=5)
        world.faults.refused("crm", error="NotAllowed", of="search", module="Finance_Invoices")
        world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 200}])
        moments.append(world.now)
        world.settle()
    with then("the history lists what was added, what was updated, and why the last run failed"):
        invoices = world.integration(product).transactions.invoices
        runs = [each for each in invoices.history if each.added or each.updated or each.reason]
        assert [(each.added, each.updated, each.deleted) for each in runs] == [(1, 0, 0), (0, 1, 0), (0, 0, 0)]
        assert [str(each.grade) for each in runs] == ["done", "done", "failed"]
        assert [each.started for each in runs] == moments
        assert str(runs[-1].reason).startswith("not allowed: ")


@scenario(covers=["SYN-08"], products=["billing"])
def test_the_status_of_invoices_follows_their_runs(world: World, product: str) -> None:
    """Of invoices, too, the status is asked: never synced until they are enabled, then what the last run came to."""
    with given("Acme, synced, without invoices"):
        world.crm.accounts.create(Account_Name="Acme")
        synced(world, product)
        invoices = world.integration(product).transactions.invoices
        assert [invoices.status] == [("never synced", None)]
    with when("invoices are enabled"):
        enable_invoices(world, product)
        world.settle()
    with then("they are done"):
        assert [invoices.status] == [("done", world.now)]
    with when("an hour later an invoice is made for Acme in finance, and the CRM refuses a look"):
        world.advance(hours=1)
        world.faults.refused("crm", error="NotAllowed", of="search", module="Finance_Invoices")
        customer = world[product].customers.one(contact_name="Acme")
        world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
        world.settle()
    with then("they have failed since then"):
        assert [invoices.status] == [("failed", world.now)]


@scenario(covers=["SYN-08"])
def test_a_sync_that_never_ran_says_so(world: World, product: str) -> None:
    """Connected and configured, even saved for later, a module has never synced."""
    with given("a connection, and a record for every module"):
        added(world, product)
        sync = configured(world, product)
    with when("preferences are saved for later"):
        for module in modules(product):
            sync.module(module).save_and_sync_later()
    with then("the status is 'never synced', without a time"):
        assert {sync.module(module).status for module in modules(product)} == {("never synced", None)}


@scenario(covers=["SYN-08"], call_ms=250, moments="exact")
def test_a_run_under_way_shows_as_running(world: World, product: str) -> None:
    """While a run is being made the status is 'running', with the time it began; afterwards it is 'done'."""
    with given("an account, and a network on which every call takes a quarter of a second"):
        world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        world.advance(minutes=10)
    with when("a sync is started and one second passes"):
        began = world.now
        sync.customers.configure(module="accounts").save_and_sync()
        world.advance(seconds=1)
    with then("it is running since it was started, and nothing is listed yet"):
        assert sync.customers.status == ("running", began)
        assert names(world, product) == []
    with when("a minute passes"):
        world.advance(minutes=1)
    with then("it is done since it ended, a few seconds after it began"):
        state, ended = sync.customers.status
        assert state == "done"
        assert ended == sync.customers.history[0].ended
        assert began + SECOND < ended < began + 60 * SECOND


@scenario(covers=["SYN-08"])
def test_a_sync_without_trouble_shows_as_done(world: World, product: str) -> None:
    """After a run that carried everything the status is 'done', with the time of its end."""
    with given("a record for every module in the CRM"):
        added(world, product)
    with when("each is synced, and a while passes"):
        sync = configured(world, product)
        ended = {}
        for module in modules(product):
            sync.module(module).save_and_sync()
            world.settle()
            ended[module] = world.now
        world.advance(minutes=50)
    with then("the status is 'done' since then"):
        for module in modules(product):
            assert sync.module(module).status == ("done", ended[module])


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
        assert sync.customers.status == ("partial", world.now)
        assert world.why(twin).outcome == "failed"
        assert world.why(other).outcome == "created"


@scenario(covers=["SYN-08"])
def test_a_sync_that_could_not_run_shows_as_failed(world: World, product: str) -> None:
    """After a run that failed whole the status is 'failed' with its time, until one goes well again."""
    with given("every module synced"):
        sync = all_synced(world, product)
    with when("a slot comes while the base currencies differ"):
        world.crm.enable_multi_currency()
        world.crm.set_base_currency("USD")
        world.advance(hours=2)
    with then("the status is 'failed' since that slot"):
        for module in modules(product):
            held = sync.module(module)
            assert held.status == ("failed", held.history[0].ended + 2 * HOUR)
    with when("the currencies are made equal and the next slot comes"):
        world[product].set_base_currency("USD")
        world.advance(hours=2)
    with then("the status is 'done' again"):
        assert {sync.module(module).status.state for module in modules(product)} == {"done"}


@scenario(covers=["SYN-05", "SYN-11"], zone="Asia/Kolkata")
def test_moments_are_told_as_clocks_show_them_there(world: World, product: str) -> None:
    """In Kolkata a run at nine in the morning is told so: in its history, its next slot and the journal."""
    with given("an account to be synced, at nine in the morning"):
        assert f"{world.now:%H:%M}" == "09:00"
        world.crm.accounts.create(Account_Name="Acme")
    with when("it is synced"):
        sync = world.connect(product).customers
        sync.configure(module="accounts").save_and_sync()
        world.settle()
    with then("the history says nine, the next slot eleven, and the journal nine"):
        assert f"{sync.history[-1].started:%H:%M}" == "09:00"
        assert sync.next_slot is not None
        assert f"{sync.next_slot:%H:%M}" == "11:00"
        assert {f"{line.at:%H:%M}" for line in world.lines()} == {"09:00"}


@scenario(covers=["CUS-19"])
def test_the_journal_calls_a_record_as_it_was_called_then(world: World, product: str) -> None:
    """Acme is synced and renamed Bolt: of the sync the journal speaks of Acme, and of Bolt after the renaming."""
    with given("Acme, synced"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.connect(product).customers.configure(module="accounts").save_and_sync()
        world.advance(minutes=1)
    with when("it is renamed Bolt and two hours pass"):
        world.crm.accounts.update(acme, Account_Name="Bolt")
        world.advance(hours=2)
    with then("lines about it name it as it was called"):
        lines = [line for line in world.lines() if acme.id in line.about]
        assert "Acme" in lines[0].about
        assert "Bolt" not in lines[0].about
        assert "Bolt" in lines[-1].about


@scenario(covers=["CUS-07", "CUS-29"])
def test_records_that_no_run_looked_at_are_listed(world: World, product: str) -> None:
    """A contact under Accounts, and a customer of an organisation nobody connected, are told, each with why."""
    with given("a sync of accounts"):
        world.connect(product).customers.configure(module="accounts").save_and_sync()
        world.settle()
    with when("a contact and a customer of another organisation are made, and two hours pass"):
        ada = world.crm.contacts.create(Last_Name="Hill")
        other = "books" if product == "invoice" else "invoice"
        bolt = world[other].customers.create(contact_name="Bolt")
        world.advance(hours=2)
    with then("both are listed"):
        assert {ada.id, bolt.id} <= world.overlooked().keys()

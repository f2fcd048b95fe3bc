"""Killing the engine, exporting a world and loading it, at quiet moments and in the middle of runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from zsim import World
from zsim.explore.bank.bugs import run_always
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Entry
from zsim.ports.app import App
from zsim.ports.errors import NotModelled
from zsim.ports.records import Create
from zsim.sync import Call, DecisionEntry, EngineFunctions, Failure, RunEnded, RunStarted
from zsim.sync.leads import LeadSync

NAMES = ("Account_Name", "Full_Name", "Vendor_Name", "Product_Name", "contact_name", "last_name", "name", "email")


def reloaded(world: World, **setting: Any) -> World:
    """The world that its export, written down as JSON, loads to."""
    return World.load(json.loads(json.dumps(world.export())), **setting)


def told(entries: Iterable[Entry]) -> list[tuple[object, ...]]:
    """Entries as two journals may share them: without their numbers, and so without causes."""
    return [(each.at_ms, each.actor, each.kind, each.subject, each.detail) for each in entries]


def goes_on_alike(world: World, copy: World, **length: float) -> None:
    """Let time pass in both and compare what happens from here on."""
    begun, copied = len(world.journal), len(copy.journal)
    for each in (world, copy):
        each.advance(**length)
    first, second = told(world.journal.since(begun)), told(copy.journal.since(copied))
    for number, (ours, theirs) in enumerate(zip(first, second, strict=False)):
        assert ours == theirs, f"entry {number} of {len(first)}"
    assert len(first) == len(second)
    assert world.snapshot() == copy.snapshot()
    assert kept(world) == kept(copy)
    # Loaded once more, as what a run under way goes back to has other numbers in either journal.
    assert reloaded(world).export() == reloaded(copy).export()


def kept(world: World) -> list[object]:
    """What the engine has to remember, as people can see it."""
    found: list[object] = []
    for each in world.integrations:
        found += [each.state, each.credentials, each.links, each.tombstones, each.transactions.listening]
        found += [(sync.preferences, sync.history, sync.paused, sync.next_slot, sync.status) for sync in each.modules]
    for sync in leads(world):
        found += [sync.details, sync.history, sync.mapping, sync.next_slot, sorted(sync.links)]
    return found


def leads(world: World) -> list[LeadSync]:
    """The syncs of leads."""
    try:
        return list(world.sync_services("invoice"))
    except UsageError:
        return []


def office(world: World) -> World:
    """A CRM whose accounts, contacts, vendors and products go to three products, and whose contacts become leads."""
    crm = world.crm
    accounts = [crm.accounts.create(Account_Name=name, Phone="1") for name in ("Acme", "Bolt", "Cora")]
    for number, account in enumerate(accounts):
        crm.contacts.create(First_Name="Ann", Last_Name=f"Lee {number}", Account_Name=account)
    crm.vendors.create(Vendor_Name="Steel")
    crm.products.create(Product_Name="Anvil", Product_Code="AN-1")
    for product in ("books", "invoice", "billing"):
        sync = world.connect(product)
        sync.items.configure(extent="both_ways", duplicates="overwrite").save_and_sync_later()
        sync.customers.configure(module="accounts_and_contacts", extent="both_ways").save_and_sync_later()
    world.integration("books").vendors.configure(extent="both_ways", duplicates="skip").save_and_sync_later()
    for name in ("Asha", "Ben"):
        world.invoice.customers.create(contact_name=name, email=f"{name.lower()}@example.com")
    services = world.connect_marketinghub()
    for name in ("News", "Offers"):
        mailing_list = world.marketinghub.lists.create(name)
        sync = services.new_sync(
            name, mailing_list=mailing_list, criteria=[("contact_name", "is", "Asha")], pattern="1"
        )
        sync.schedule("daily", at="11:00").retrieve("all").initiate()
    world.advance(hours=1)
    return world


def synced(world: World) -> World:
    """The office after its first scheduled runs, and edited on both sides since."""
    office(world)
    world.advance(hours=2)
    world.crm.accounts.update(world.crm.accounts.one(Account_Name="Acme"), Phone="2")
    world.books.customers.update(world.books.customers.one(contact_name="Bolt"), phone="3")
    world.crm.accounts.create(Account_Name="Dora")
    world.invoice.customers.create(contact_name="Emil", email="emil@example.com")
    return world


def nothing(world: World) -> None:
    """Leave the office as it is."""


def paused(world: World) -> None:
    """Pause two of three products."""
    world.integration("books").pause()
    world.integration("billing").pause()


def paused_in_part(world: World) -> None:
    """Pause a module of one product, and another one of another."""
    world.integration("books").customers.pause()
    world.integration("billing").items.pause()


def disabled(world: World) -> None:
    """Disable a connection, and delete another one."""
    world.integration("invoice").disable()
    world.integration("billing").disable()
    world.integration("billing").delete(convert="all")
    world.advance(minutes=5)


def dead_key(world: World) -> None:
    """Regenerate the key of the CRM, and that of the source of leads."""
    world.crm.generate_zsc_key()
    world.invoice.generate_zsc_key()


def retries(world: World) -> None:
    """Leave records to be looked at again: a name that is taken, and a contact whose account is skipped."""
    world.integration("books").customers.edit(duplicates="clone")
    world.books.customers.create(contact_name="Dora")
    world.advance(hours=2)
    world.crm.accounts.create(Account_Name="Ezra")


def invoices(world: World) -> None:
    """Enable invoices, and have one on the way."""
    sync = world.integration("books")
    sync.transactions.enable("invoices")
    world.advance(minutes=5)
    world.books.invoices.create(
        customer_id=world.books.customers.one(contact_name="Acme"), lines=[{"name": "Work", "rate": 10}]
    )
    world.advance(minutes=5)


def gone(world: World) -> None:
    """End two pairs, of a record deleted in finance and of one that finance keeps, and edit what is left of each."""
    world.advance(hours=2)
    world.books.items.delete(world.books.items.one(name="Anvil"))
    world.crm.accounts.delete(world.crm.accounts.one(Account_Name="Emil"))
    world.advance(hours=2)
    world.crm.products.update(world.crm.products.one(Product_Name="Anvil"), Unit_Price=5)
    world.invoice.customers.update(world.invoice.customers.one(contact_name="Emil"), phone="4")


QUIET = [nothing, paused, paused_in_part, disabled, dead_key, retries, invoices, gone]


@pytest.mark.parametrize("happens", QUIET)
@pytest.mark.parametrize("call_ms", [0, 200])
def test_a_loaded_world_has_the_same_journal_from_there(call_ms: int, happens: Callable[[World], None]):
    world = synced(World(call_ms=call_ms))
    happens(world)
    copy = reloaded(world)
    goes_on_alike(world, copy, hours=26)
    assert any(isinstance(each.detail, RunEnded) for each in copy.journal)


def test_contacts_of_an_account_that_came_in_a_broken_off_run_are_looked_at_in_a_loaded_world_too():
    world = World()
    world.crm.accounts.views.create("Customers", ("Account_Type", "is", "Customer"))
    bolt = world.crm.accounts.create(Account_Name="Bolt", Account_Type="Prospect")
    world.crm.contacts.create(First_Name="Cat", Last_Name="Lee", Account_Name=bolt)
    world.advance(minutes=1)
    sync = world.connect("books").customers
    sync.configure(module="accounts_and_contacts", account_view="Customers").save_and_sync()
    world.advance(minutes=30)
    world.crm.accounts.update(bolt, Account_Type="Customer")
    world.faults.refused("crm", error="NotAllowed", of="search", module="Contacts")
    world.advance(hours=2)
    assert (sync.history[-1].grade, len(world.books.customers), len(world.books.contact_persons)) == ("failed", 1, 0)
    copy = reloaded(world)
    goes_on_alike(world, copy, hours=2)
    assert copy.books.contact_persons.one(last_name="Lee").contact_id.contact_name == "Bolt"


@pytest.mark.parametrize("call_ms", [0, 200, 1000])
def test_what_is_due_in_one_instant_happens_in_the_same_order_in_a_loaded_world(call_ms: int):
    world = office(World(call_ms=call_ms))
    copy = reloaded(world)
    goes_on_alike(world, copy, hours=3)
    begun = [(each.at_ms, each.subject) for each in copy.journal if isinstance(each.detail, RunStarted)]
    assert len({at_ms for at_ms, _ in begun}) < len(begun) > 5


def test_items_that_were_armed_before_customers_go_first_in_a_loaded_world():
    world = World()
    sync = world.connect("books")
    sync.items.configure().save_and_sync_later()
    sync.customers.configure(module="accounts").save_and_sync_later()
    world.crm.accounts.create(Account_Name="Acme")
    world.crm.products.create(Product_Name="Anvil")
    copy = reloaded(world)
    goes_on_alike(world, copy, hours=3)
    begun = [each.detail.module for each in copy.journal if isinstance(each.detail, RunStarted)]
    assert begun == ["items", "customers"]


def moments_of(world: World) -> int:
    """How many things happen one after the other until no run is under way: before, between and after all calls."""
    count = 1
    while running(world):
        world.next_event()
        count += 1
    return count


def running(world: World) -> bool:
    """Whether any run is under way."""
    syncs = [sync for each in world.integrations for sync in each.modules]
    return any(str(each.status.state) == "running" for each in syncs) or any(each.running for each in leads(world))


def edited(world: World) -> None:
    """Edits, a move, a deletion and something new, on both sides; then all runs at once."""
    crm = world.crm
    acme, bolt = (crm.accounts.one(Account_Name=name) for name in ("Acme", "Bolt"))
    crm.contacts.update(crm.contacts.find(Account_Name=acme)[0], Account_Name=bolt)
    crm.accounts.delete(crm.accounts.one(Account_Name="Cora"))
    world.books.customers.create(contact_name="Typed into Books")
    world.books.items.create(name="Hammer")
    world.integration("books").customers.instant_sync()
    world.integration("books").items.instant_sync()


def fetching(world: World) -> None:
    """People come, change and go in Invoice; then two fetches, of which the second waits for the first."""
    customers = world.invoice.customers
    customers.create(contact_name="Farah", email="farah@example.com")
    customers.update(customers.one(contact_name="Asha"), first_name="Aisha")
    customers.delete(customers.one(contact_name="Ben"))
    for name in ("Once", "Again"):
        sync = world.sync_services("invoice").new_sync(name, mailing_list="News").retrieve("all")
        (sync if name == "Once" else sync.schedule("daily", at="07:00")).initiate()


def made(call_ms: int = 1000) -> World:
    """The office, synced, in which a call takes a second."""
    return synced(World(call_ms=call_ms))


def begun(begin: Callable[[World], None], steps: int = 0) -> World:
    """The office with runs under way, so many things later."""
    world = made()
    begin(world)
    for _ in range(steps):
        world.next_event()
    return world


BEGINNINGS = pytest.mark.parametrize("begin", [edited, fetching])


@BEGINNINGS
def test_a_world_exported_in_mid_run_goes_on_as_the_original_after_a_crash(begin: Callable[[World], None]):
    moments = moments_of(begun(begin))
    assert moments > 10
    for step in range(moments):
        world = begun(begin, step)
        data = json.loads(json.dumps(world.export()))
        before = len(world.journal)
        world.crash()
        copy = World.load(data)
        assert told(copy.journal) == told(world.journal.since(before)), f"step {step}"
        goes_on_alike(world, copy, hours=3)


@BEGINNINGS
def test_a_world_killed_at_any_moment_ends_as_one_that_was_not(begin: Callable[[World], None]):
    undisturbed = begun(begin)
    moments = moments_of(begun(begin))
    undisturbed.advance(hours=5)
    for step in range(moments):
        world = begun(begin, step)
        world.crash()
        world.advance(hours=5)
        assert names(world) == names(undisturbed), f"step {step}"
        assert pairs(world) == pairs(undisturbed), f"step {step}"
        assert [len(each.links) for each in leads(world)] == [len(each.links) for each in leads(undisturbed)]


def names(world: World) -> dict[tuple[str, str], list[str]]:
    """What all records are called, without their ids."""
    return {
        (app, module): sorted(map(called, records.values()))
        for app, modules in world.snapshot().items()
        for module, records in modules.items()
    }


def pairs(world: World) -> list[tuple[str, str, str]]:
    """The links of all connections, by what their records are called."""
    found: list[tuple[str, str, str]] = []
    state = world.snapshot()
    for each in world.integrations:
        for link in each.links:
            crm, finance = (state[ref.app][ref.module][ref.id] for ref in each.refs_of(link))
            found.append((link.kind, called(crm), called(finance)))
    return sorted(found)


def called(fields: Mapping[str, object]) -> str:
    """What a record is called."""
    return " ".join([str(fields[name]) for name in NAMES if fields.get(name)])


def test_the_engine_is_killed_out_of_a_notification_during_a_call_of_its_own():
    world = World()
    world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("books")
    killed: list[int] = []

    def crash_once() -> None:
        if not killed:
            killed.append(1)
            world.crash()

    world.books.port().watch("customers", crash_once)
    sync.customers.configure(module="accounts").save_and_sync()
    world.settle()
    assert [run.reason for run in sync.customers.history] == ["the engine was stopped", None]
    assert (len(world.books.customers.all()), len(sync.links)) == (1, 1)


@pytest.mark.parametrize("records", [1, 3])
@pytest.mark.parametrize("deed", ["pause", "disable"])
def test_what_stops_a_run_out_of_a_notification_during_its_own_call_is_taken(deed: str, records: int):
    world = World()
    for number in range(records):
        account = world.crm.accounts.create(Account_Name=f"Account {number}")
        world.crm.contacts.create(Last_Name="Lee", Account_Name=account)
    sync = world.connect("books")
    done: list[int] = []

    def stop_once() -> None:
        if not done:
            done.append(1)
            getattr(sync, deed)()

    world.books.port().watch("customers", stop_once)
    sync.customers.configure(module="accounts_and_contacts").save_and_sync()
    world.settle()
    (run,) = sync.customers.history
    assert (run.grade, run.added) == ("failed", records)
    assert run.reason in ("paused", "the integration was disabled")
    assert world.books.contact_persons.all() == []
    assert len(sync.links) == records


class Defective:
    """Ports through which one call breaks down in a way that no app does."""

    def __init__(self) -> None:
        self.broken = False

    def wrap(self, app: str, port: App) -> App:
        return _DefectiveApp(self, port) if app == "crm" else port

    def open(self, app: str, opening: Callable[[], App]) -> App:
        return self.wrap(app, opening())


class _DefectiveApp:
    def __init__(self, ports: Defective, app: App) -> None:
        self._ports = ports
        self._app = app

    def __getattr__(self, name: str) -> Any:
        if name == "changed" and self._ports.broken:
            raise NotModelled("not yet")
        return getattr(self._app, name)


def test_a_defect_ends_the_run_is_raised_and_lets_the_next_run_work():
    ports = Defective()
    world = World(ports=ports)
    world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("books")
    ports.broken = True
    sync.customers.configure(module="accounts").save_and_sync()
    with pytest.raises(NotModelled, match="not yet"):
        world.settle()
    assert [(run.grade, run.reason) for run in sync.customers.history] == [
        ("failed", "broken off by NotModelled: not yet")
    ]
    copy = reloaded(world)
    ports.broken = False
    for each in (world, copy):
        each.integration("books").customers.instant_sync()
        each.settle()
        assert len(each.books.customers.all()) == 1
        assert each.integration("books").customers.history[-1].grade == "done"


def test_every_attempt_is_an_entry_and_patience_ends():
    world = World()
    world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("books").customers.configure(module="accounts")
    world.faults.rate_limit("books", of="changed", module="customers", times=100)
    sync.save_and_sync()
    world.advance(days=2)
    refused = [each.detail for each in world.journal if isinstance(each.detail, Call) and each.detail.refusal]
    assert len(refused) % 10 == 0
    assert {each.refusal for each in refused} == {"rate limit: too many calls"}
    assert sync.history[0].reason == "rate limit: too many calls"
    assert len(sync.history) == len([each for each in world.journal if isinstance(each.detail, RunEnded)])


def test_a_module_is_previewed_while_other_syncs_run():
    world = World(call_ms=1000)
    world.crm.accounts.create(Account_Name="Acme")
    world.crm.products.create(Product_Name="Anvil")
    books, invoice = world.connect("books"), world.connect("invoice")
    for each in (books, invoice):
        each.items.configure(extent="both_ways", duplicates="skip").save_and_sync_later()
        each.customers.configure(module="accounts").save_and_sync_later()
    books.customers.instant_sync()
    previews = 0
    while books.customers.status.state == "running":
        previews += 1
        assert [told.outcome.value for told in invoice.customers.preview()] == ["created"]
        assert [told.kind for told in books.items.preview()] == ["item"]
        with pytest.raises(UsageError, match="a run is under way"):
            books.customers.preview()
        world.next_event()
    assert previews > 10
    assert [run.grade for run in books.customers.history] == ["done"]
    assert invoice.customers.history == ()


def test_an_outsiders_write_is_an_edit_like_any_other():
    world = World()
    world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("books")
    sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
    world.settle()
    (written,) = world.books.port().write("customers", [Create({"contact_name": "From an SDK"})])
    assert written.error is None
    world.advance(hours=2)
    assert [each.Account_Name for each in world.crm.accounts.all()] == ["Acme", "From an SDK"]
    assert sync.customers.history[-1].added == 1


@pytest.mark.parametrize("load", [False, True])
@pytest.mark.parametrize("closing", ["pause", "disable"])
def test_a_write_over_a_closed_connection_is_caught_after_loading_as_before(closing: str, load: bool):
    functions = EngineFunctions(may_run=run_always)
    world = World(functions=functions)
    acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
    sync = world.connect("books")
    sync.customers.configure(module="accounts").save_and_sync()
    world.settle()
    getattr(sync, closing)()
    if load:
        world = reloaded(world, functions=functions)
        acme = world.crm.accounts.one(Account_Name="Acme")
    world.crm.accounts.update(acme, Phone="2")
    with pytest.raises(AssertionError, match="closed-means-closed"):
        world.advance(hours=3)


def test_nothing_that_failed_is_told_twice():
    world = World()
    for number in range(150):
        world.crm.accounts.create(Account_Name=f"Account {number}")
    world.faults.answer_lost("books", module="customers")
    world.connect("books").customers.configure(module="accounts").save_and_sync()
    world.settle()
    assert [each for each in world.journal if isinstance(each.detail, Failure)] == []
    decided = [each for each in world.journal if isinstance(each.detail, DecisionEntry)]
    assert len({each.subject for each in decided}) == len(decided) == 150


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("call", [1, 2])
def test_an_engine_killed_while_a_person_waits_for_a_deletion_goes_on_by_itself(call: int, moment: str):
    world = World()
    acme = world.crm.accounts.create(Account_Name="Acme")
    world.crm.contacts.create(Last_Name="Hill", Account_Name=acme)
    sync = world.connect("books")
    sync.customers.configure(module="accounts_and_contacts").save_and_sync()
    world.settle()
    sync.disable()
    world.faults.killed("books", of="write", call=call, when=moment, times=2)
    sync.delete()
    world.settle()
    assert (sync.state, sync.links, world.faults.unfired()) == ("deleted", (), ())
    (customer,) = world.books.customers.all()
    assert customer.zcrm_account_id is None


def test_an_engine_killed_out_of_a_notification_during_a_deletion_goes_on():
    world = World()
    world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("books")
    sync.customers.configure(module="accounts").save_and_sync()
    world.settle()
    sync.disable()
    world.faults.meanwhile("books", world.crash, of="write")
    sync.delete()
    assert (sync.state, sync.links) == ("deleted", ())


def test_a_deletion_asked_for_in_the_middle_of_a_run_leaves_the_engine_at_work():
    world = World()
    world.crm.accounts.create(Account_Name="Acme")
    other, sync = world.connect("invoice"), world.connect("books")
    other.disable()

    def delete() -> None:
        other.delete()
        world.crash()  # as the run of Books is under way, it dies there, and nothing else

    world.faults.meanwhile("books", delete, of="write")
    sync.customers.configure(module="accounts").save_and_sync()
    world.settle()
    assert [run.reason for run in sync.customers.history] == ["the engine was stopped", None]
    assert (other.state, len(world.books.customers.all())) == ("deleted", 1)

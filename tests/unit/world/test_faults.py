"""Faults in a world: which calls pass through them, and what they leave in the journal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zsim.faults import EngineKilled, Fired
from zsim.kernel.errors import UsageError
from zsim.ports.app import App
from zsim.world import World


def told(world: World) -> list[str]:
    """What the journal says of faults."""
    return [each.detail.sentence for each in world.journal if isinstance(each.detail, Fired)]


def ready(world: World, product: str = "books"):
    """A sync that has not run yet, with an account to bring."""
    world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect(product)
    sync.customers.configure(module="accounts", extent="both_ways", duplicates="skip").save_and_sync()
    return sync


class Counting:
    """Ports that count what is opened."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def wrap(self, app: str, port: App) -> App:
        self.opened.append(app)
        return port

    def open(self, app: str, opening: Callable[[], App]) -> App:
        return self.wrap(app, opening())


@pytest.mark.parametrize("app", ["crm", "books"])
def test_the_calls_of_a_run_pass_through_the_faults(app: str):
    world = World()
    sync = ready(world)
    world.faults.refused(app, error="NotAllowed")
    world.settle()
    assert len(told(world)) == 1
    assert "not allowed" in str(sync.customers.history[0])


@pytest.mark.parametrize("app", ["invoice", "marketinghub"])
def test_the_calls_of_a_fetch_of_leads_pass_through_the_faults(app: str):
    world = World()
    world.invoice.customers.create(contact_name="Ada Hill", email="ada@example.com")
    newsletter = world.marketinghub.lists.create("Newsletter")
    sync = world.connect_marketinghub().new_sync("Newsletter", mailing_list=newsletter)
    sync.schedule("once", at="09:00").retrieve("all").initiate()
    world.faults.refused(app, error="NotAllowed")
    world.settle()
    assert len(told(world)) == 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_run_that_is_killed_as_it_opens_the_crm_is_done_again(when: str):
    world = World()
    sync = ready(world)
    world.faults.killed("crm", of="open", when=when)
    world.settle()
    assert [run.grade for run in sync.customers.history] == ["failed", "done"]
    assert len(told(world)) == 1


def test_a_look_meets_no_fault():
    world = World()
    sync = ready(world)
    view = world.crm.accounts.views.create("Named", ("Account_Name", "is", "Bolt"))
    sync.customers.edit(account_view=view)
    for of in ("open", "any"):
        world.faults.refused("crm", of=of)
    assert "outside the view" in world.why(world.crm.accounts.one(Account_Name="Acme").ref).reason
    assert told(world) == []


def test_a_lost_answer_is_told_in_the_words_people_use():
    world = World()
    ready(world)
    world.faults.answer_lost("books", of="write")
    world.settle()
    assert told(world) == ["the answer to the 1st write to Books was lost"]


def test_time_passes_while_an_answer_is_slow():
    world = World()
    ready(world)
    before = world.now
    world.schedule.after(1_000, lambda: world.crm.accounts.create(Account_Name="Meanwhile"))
    world.faults.slow_answer("crm", delay_ms=30_000)
    world.settle()
    assert (world.now - before).total_seconds() == 30
    assert world.crm.accounts.one(Account_Name="Meanwhile")


def test_a_record_that_drifts_is_saved_by_somebody():
    world = World()
    world.crm.accounts.create(Account_Name="Zenith")
    ready(world)
    world.faults.truncated_page("crm", module="Accounts")
    world.faults.page_drift("crm", module="Accounts")
    world.settle()
    assert world.faults.unfired() == ()
    assert [each.actor for each in world.journal if each.kind == "effect"].count("somebody") == 1
    assert len(world.books.customers.all()) == 2


def test_a_key_regenerated_in_mid_run_ends_it():
    world = World()
    sync = ready(world)
    world.faults.key_regenerated("crm", call=3)
    world.settle()
    assert "invalid key" in str(sync.customers.history[0])
    assert world.books.customers.all() == []


def test_a_right_withdrawn_in_mid_run_ends_it():
    world = World()
    rita = world.crm.users.create("Rita", profile="Standard")
    world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("books", email=rita.email)
    sync.customers.configure(module="accounts", extent="both_ways", duplicates="skip").save_and_sync()
    world.faults.right_withdrawn(hides="Accounts", of="changed")
    world.settle()
    assert "no permission" in str(sync.customers.history[0])


def test_a_late_notification_comes_by_the_worlds_clock():
    world = World()
    heard: list[int] = []
    port = world.faults.wrap("books", world.books.port())
    port.watch("customers", lambda: heard.append(world.clock.now_ms))
    world.faults.late_notification("books", delay_ms=60_000)
    made_ms = world.clock.now_ms
    world.books.customers.create(contact_name="Acme")
    world.advance(minutes=1)
    assert heard == [made_ms + 60_000]


def test_a_pause_right_after_a_call_ends_the_run_before_the_next():
    world = World()
    sync = ready(world)
    world.faults.meanwhile("crm", sync.customers.pause, of="changed", when="after")
    world.settle()
    assert "paused" in str(sync.customers.history[0])
    assert world.books.customers.all() == []


def test_nobody_hears_that_the_engine_was_killed_and_it_begins_its_run_anew():
    world = World()
    sync = ready(world)
    world.faults.killed("books", of="write", when="after")
    world.settle()
    assert [(run.grade, run.reason) for run in sync.customers.history] == [
        ("failed", "the engine was stopped"),
        ("done", None),
    ]
    assert len(world.books.customers.all()) == len(sync.links) == 1


def test_a_command_over_which_the_engine_is_killed_is_broken_off():
    world = World()
    sync = ready(world)
    world.settle()
    world.faults.killed("crm", of="search")
    with pytest.raises(EngineKilled):
        sync.customers.search("Acme")
    assert len(sync.links) == 1


def test_an_engine_killed_while_it_starts_anew_starts_once_more():
    world = World()
    sync = ready(world)
    world.settle()
    sync.triggers.configure(invoice=True)
    world.faults.killed("crm", of="watch")
    world.crash()
    acme = world.crm.accounts.one(Account_Name="Acme")
    world.crm.deals.create(Deal_Name="Fit", Stage="Closed Won", Amount=5, Account_Name=acme)
    world.settle()
    assert len(world.books.invoices.all()) == 1


def test_an_organisation_made_further_has_faults_too():
    world = World()
    world.organisation("books", "Second")
    assert world.faults.refused("books-2").app == "books-2"


def test_an_organisation_there_is_none_of_has_no_faults():
    with pytest.raises(UsageError, match="there is no organisation 'books-2'"):
        World().faults.refused("books-2")


def test_a_rehearsal_knows_no_faults():
    world = World()
    sync = ready(world)
    world.settle()
    world.faults.refused("books", times=100)
    world.crm.accounts.create(Account_Name="Second")
    assert "created" in [each.outcome.value for each in sync.customers.preview()]
    assert told(world) == []


def test_nothing_pinned_leaves_no_trace():
    bare, faulty = World(ports=Counting()), World()
    for world in (bare, faulty):
        ready(world)
        world.settle()
    assert bare.digest() == faulty.digest()


def test_other_ports_are_asked_for_every_app():
    ports = Counting()
    world = World(ports=ports)
    ready(world)
    world.settle()
    assert ports.opened[0] == "books"
    assert set(ports.opened[1:]) == {"crm"}


def test_a_loaded_world_takes_ports_as_well():
    ports = Counting()
    world = World()
    ready(world)
    world.settle()
    World.load(world.export(), ports=ports).advance(hours=2)
    assert "crm" in ports.opened


def test_a_world_with_other_ports_says_that_it_has_no_faults():
    with pytest.raises(UsageError, match="its calls pass through ports of its own, Counting"):
        _ = World(ports=Counting()).faults


def test_faults_are_no_part_of_an_export_and_what_remains_is_pinned_in_the_loaded_world():
    world = World()
    ready(world)
    world.settle()
    world.faults.refused("crm", call=2, of="changed", module="Accounts", error="NotAllowed")
    world.faults.clock_skew("books", skew_ms=1000)
    world.advance(hours=2)
    loaded = World.load(world.export())
    assert loaded.faults.remaining() == ()
    for each in world.faults.remaining():
        loaded.faults.pin(each)
    loaded.advance(hours=4)
    assert told(loaded) == [
        "the 1st page of changes of the CRM (Accounts) was refused: not allowed",
        "the clock of Books is 1000 ms ahead",
    ]

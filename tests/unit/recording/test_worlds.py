"""What is kept of a world tells all that the world itself tells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zsim import World, given, then, when
from zsim.explore.drawing import Bounds, play_seed
from zsim.explore.script import Player
from zsim.ports.errors import InvalidData
from zsim.recording.schema import ScenarioRun
from zsim.recording.worlds import kept, names_in, speaks_of, with_world, world_in, world_of
from zsim.testing.result import looks_in
from zsim.testing.running import Running


def lived(product: str = "books") -> World:
    """A world with runs, decisions, a merge, documents, a refusal, an unknown name and a fault."""
    world = World(7, zone="Asia/Kolkata", policies={"names": "exact"}, quirks_off="CON-10")
    acme = world.crm.accounts.create(Account_Name='Acme "Ltd"', Phone="=1")
    world.crm.contacts.create(Last_Name="Smith", Account_Name=acme)
    world.crm.accounts.add_field("Class", "picklist", options=("=1", "2"))
    finance = world[product]
    there = finance.customers.create(contact_name="Bolt")
    sync = world.connect(product).customers.configure(module="accounts", extent="both_ways")
    sync.save_and_sync()
    world.advance(hours=5)
    world.crm.accounts.update(acme, Account_Name="Acme Limited")
    quote = finance.estimates.create(customer=there, lines=[{"name": "Advice", "rate": Decimal("1.50")}])
    quote.mark_sent()
    with pytest.raises(InvalidData):
        finance.estimates.create(customer=there, lines=[{"name": "Advice", "rate": Decimal("Infinity")}])
    finance.customers.deactivate(there)
    world.faults.refused(app="crm", error="ServerError")
    world.crm.accounts.delete(acme)
    world.advance(hours=5)
    return world


WORLDS = {product: lived(product) for product in ("books", "invoice")}


def drawn(seed: int) -> World:
    """A random world."""
    script = play_seed(seed, Bounds(steps=40, faults=True)).script
    player = Player(script.start, faults=script.faults)
    for step in script.steps:
        player.do(step)
    return player.world


def check(world: World) -> None:
    """What is kept of the world tells what it tells itself."""
    told = world_of(kept(world))
    assert list(told.journal) == list(world.journal)
    assert told.journal.digest() == world.digest()
    assert told.lines() == tuple(world.lines())
    assert told.runs() == tuple(world.runs())


@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
def test_journal_lines_and_runs_are_those_of_the_world(world: World) -> None:
    check(world)
    assert {entry.kind for entry in world.journal} >= {
        "call",
        "command",
        "decision",
        "effect",
        "fault",
        "refusal",
        "run",
    }


def test_random_worlds_are_kept_whole() -> None:
    kinds: set[str] = set()
    for seed in range(9):
        world = drawn(seed)
        check(world)
        kinds.update(entry.kind for entry in world.journal)
    assert kinds >= {"call", "command", "decision", "effect", "failure", "fault", "refusal", "run", "state"}


def test_a_loaded_world_tells_records_by_the_names_they_had_before() -> None:
    before = lived()
    world = World.load(before.export())
    bolt = world.books.customers.one(contact_name="Bolt")
    world.books.customers.activate(bolt)
    told = world_of(kept(world)).lines()
    assert told == tuple(world.lines())
    assert told[0].text == "Administrator made customer 'Bolt' active in Books"


def test_equal_worlds_are_kept_as_equal_bytes() -> None:
    assert kept(lived()) == kept(WORLDS["books"])


def test_any_world_is_recorded_with_its_setting_and_what_came_of_it() -> None:
    world = WORLDS["books"]
    run = with_world(ScenarioRun("seed 7", "", "A world of its own."), world)
    assert (run.seed, run.digest, run.entries) == (7, world.digest(), len(world.journal))
    assert (run.policies, run.quirks_off) == ((("names", "exact"),), ("CON-10",))
    assert (run.marks, dict(run.overlooked)) == (world.quirks.fired, world.overlooked())
    assert [(move.verb, move.times) for move in run.moves] == [("mark_sent", 1)]


def test_who_is_spoken_of_is_known_before_the_journal_is_read() -> None:
    run = with_world(ScenarioRun("seed 7", "", "A world of its own."), WORLDS["books"])
    assert [speaks_of(run, each) for each in ('Acme "Ltd"', "Acme Limited", "Acme", "Nut")] == [
        True,
        True,
        False,
        False,
    ]
    assert {'Acme "Ltd"', "Acme Limited", "Bolt"} <= {*names_in(run)}


def test_a_scenario_whose_world_was_never_made_has_an_empty_journal() -> None:
    told = world_in(ScenarioRun("a", "b", "c"))
    assert (len(told.journal), told.lines(), told.runs()) == (0, (), ())
    assert not speaks_of(ScenarioRun("a", "b", "c"), "Acme")


def test_a_refused_command_is_kept_with_its_message() -> None:
    (refusal,) = [each for each in world_of(kept(WORLDS["books"])).journal if each.kind == "refusal"]
    assert "Infinity" in refusal.detail.message


def test_what_a_then_looked_at_is_kept_in_the_names_of_that_time() -> None:
    case = Running(None, "a test", 0)
    with case.telling() as fresh:
        with given("two accounts"):
            acme = fresh.crm.accounts.create(Account_Name="Acme", Phone="1")
            assert acme.Phone == "1"
        with then("they are as told"):
            assert [each.Account_Name for each in fresh.crm.accounts.all()] == ["Acme"]
            assert (acme.Phone, acme.Phone, acme.Fax, acme.alive) == ("1", "1", None, True)
        with when("it is renamed, and goes"):
            fresh.crm.accounts.update(acme, Account_Name="Bolt")
            fresh.crm.accounts.delete(acme)
        with then("it is gone"):
            assert not acme.alive
            assert str(fresh.why(acme))
            assert len(fresh.crm.accounts) == 0
    assert case.story is not None
    told = world_in(with_world(ScenarioRun("a", "b", "c"), fresh, looks_in(case.story)))
    assert told.told() == (
        tuple(fresh.lines()),
        (
            (4, "accounts found in the CRM: 1"),
            (4, "account 'Acme' in the CRM has Account Name Acme"),
            (4, "account 'Acme' in the CRM has Phone 1"),
            (4, "account 'Acme' in the CRM has no Fax"),
            (4, "account 'Acme' in the CRM is there"),
            (10, "account 'Bolt' in the CRM is gone"),
            (10, "account 'Bolt' in the CRM has no outcome"),
            (10, "accounts found in the CRM: 0"),
        ),
    )
    assert fresh.journal.on_look is None

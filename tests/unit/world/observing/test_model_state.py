"""What the model knows goes along with a world."""

from __future__ import annotations

import json
from typing import Any

import pytest

from zsim import World
from zsim.checks import InvariantViolated
from zsim.checks.model import Calendar, Memory, Records
from zsim.explore import BUGS
from zsim.kernel.errors import UsageError
from zsim.world.observing.model_state import known, told


def synced(world: World) -> World:
    """An account, synced with Books."""
    world.crm.accounts.create(Account_Name="Acme", Phone="1")
    world.connect("books").customers.configure(module="accounts", extent="both_ways").save_and_sync()
    world.settle()
    return world


def loaded(world: World, **wiring: Any) -> World:
    """The world as JSON hands it over."""
    return World.load(json.loads(json.dumps(world.export())), **wiring)


def test_what_is_told_of_the_model_is_known_again():
    world = synced(World(model=True))
    kept = world.judged.export()
    assert kept is not None
    records = known(json.loads(json.dumps(kept["records"])))
    assert isinstance(records, Records)
    assert "Acme" in str(records.live)
    assert known(told([Memory(), Calendar(2)])) == [Memory(), Calendar(2)]


def test_it_goes_on_judging_in_a_loaded_world():
    world = loaded(synced(World(model=True)), model=True)
    world.advance(minutes=1)
    world.crm.accounts.update(world.crm.accounts.one(Account_Name="Acme"), Phone="2")
    world.advance(hours=3)
    assert world.judged.judged > 0
    assert world.judged.found == []


def test_in_a_loaded_world_it_tells_of_a_planted_bug():
    bug = next(each for each in BUGS if each.name == "forget-origin")
    sound = World(model=True)
    sound.books.customers.create(contact_name="Acme")
    sound.connect("books").customers.configure(module="accounts", extent="both_ways").save_and_sync()
    sound.settle()
    world = loaded(sound, model=True, functions=bug.make())
    world.crm.accounts.delete(world.crm.accounts.one(Account_Name="Acme"))
    with pytest.raises(InvariantViolated):
        world.advance(hours=3)
    assert "it was born in finance, and stays" in str(world.judged.found[0])


def test_loaded_in_the_middle_of_a_run_it_takes_over_what_that_did():
    world = World(model=True, call_ms=1000)
    world.crm.accounts.create(Account_Name="Acme", Phone="1")
    world.connect("books").customers.configure(module="accounts", extent="both_ways").save_and_sync()
    world.advance(seconds=9)
    again = loaded(world, model=True)
    again.advance(hours=5)
    assert [each.contact_name for each in again.books.customers.all()] == ["Acme"]
    assert again.judged.found == []


def test_what_was_exported_without_the_model_cannot_be_judged():
    with pytest.raises(UsageError, match="the model did not watch it"):
        loaded(synced(World()), model=True)


def test_without_the_model_nothing_of_it_is_exported():
    assert "model" not in synced(World()).export()

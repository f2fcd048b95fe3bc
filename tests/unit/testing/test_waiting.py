"""How runs wait for apps is looked at in their calls."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pytest

from tests.unit.testing.planted import found_in, world_with
from zsim import World
from zsim.checks import InvariantViolated
from zsim.sync import EngineFunctions
from zsim.sync.runs import Patience
from zsim.testing.waiting import WAITS, check_waiting

DAY_MS = 86_400_000
DOWN = ("server_failed", {"app": "crm", "of": "changed", "times": 12})
BRIEFLY = ("server_failed", {"app": "crm", "of": "changed", "times": 3})
BUSY = ("rate_limit", {"app": "books", "call": 2, "times": 12})
PARTLY = ("partial_batch", {"app": "books", "done": 1})


def waited(fault: tuple[str, dict[str, Any]], name: str | None = None) -> World:
    """A world whose first run meets the fault."""
    world, (kind, pinned) = world_with(name), fault
    for each in ("Acme", "Bolt", "Cora"):
        world.crm.accounts.create(Account_Name=each)
    sync = world.connect("books")
    sync.customers.configure(extent="both_ways")
    getattr(world.faults, kind)(**pinned)
    sync.customers.save_and_sync()
    world.advance(hours=30)
    assert world.faults.fired
    return world


@pytest.mark.parametrize("fault", [DOWN, BRIEFLY, BUSY, PARTLY])
def test_a_sound_run_waits_as_it_may(fault: tuple[str, dict[str, Any]]):
    check_waiting(waited(fault))


def test_the_policy_says_how_often():
    world = World(policies={"patience": "brief"})
    world.crm.accounts.create(Account_Name="Acme")
    world.faults.server_failed("crm", of="changed", times=12)
    world.connect("books").customers.configure().save_and_sync()
    world.advance(hours=1)
    check_waiting(world)


class WaitsAShortWhile(Patience):
    """Waits for half as long as it may."""

    __slots__ = ()

    def wait_ms(self, attempt: int, asked_ms: int = 0) -> int:
        """How long to wait."""
        return max(self.first_ms, super().wait_ms(attempt, asked_ms) // 2)


@pytest.mark.parametrize(
    ("patience", "found"),
    [
        (Patience(10, DAY_MS), False),
        (Patience(11, DAY_MS), True),
        (Patience(9, DAY_MS), True),
        (WaitsAShortWhile(10, DAY_MS), True),
    ],
)
def test_once_too_often_once_too_seldom_and_half_as_long_are_found(patience: Patience, found: bool):
    world = World(functions=EngineFunctions(patience=lambda policy: patience))
    world.crm.accounts.create(Account_Name="Acme")
    world.faults.server_failed("crm", of="changed", times=12)
    world.connect("books").customers.configure().save_and_sync()
    world.advance(hours=1)
    with pytest.raises(InvariantViolated) if found else nullcontext():
        check_waiting(world)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        *(("endless-patience", DOWN), ("endless-patience", BUSY), ("never-longer", BRIEFLY), ("no-patience", DOWN)),
        *(("drop-the-rest", PARTLY), ("no-patience", PARTLY)),
    ],
)
def test_what_waits_otherwise_is_found(name: str, fault: tuple[str, dict[str, Any]]):
    assert found_in(check_waiting, waited(fault, name)) == {WAITS}


def test_what_is_forbidden_for_days_is_no_waiting():
    world = World()
    world.crm.users.create("Olga", email="olga@x.example")
    integration = world.connect("invoice", email="olga@x.example")
    integration.customers.configure().save_and_sync()
    world.settle()
    integration.triggers.configure(estimate=True)
    world.crm.profiles.hide("Standard", "Deals")
    world.advance(days=1)
    check_waiting(world)

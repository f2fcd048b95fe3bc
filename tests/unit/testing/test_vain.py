"""Which commands of a journal came to nothing."""

from __future__ import annotations

from contextlib import suppress

from zsim import World
from zsim.faults import EngineKilled
from zsim.kernel.journal import Command
from zsim.ports.errors import VendorError
from zsim.testing.vain import killed, refused


def commands(world: World, name: str) -> list[int]:
    """The numbers of the commands of that name."""
    return [each.number for each in world.journal if isinstance(each.detail, Command) and each.detail.name == name]


def test_a_command_that_was_refused_is_told_from_one_that_was_done() -> None:
    world = World()
    world.crm.accounts.create(Account_Name="Acme")
    with suppress(VendorError):
        world.crm.accounts.create(Phone="1")
    assert refused(world.journal) == {commands(world, "create")[1]}
    assert killed(world.journal) == frozenset()


def test_a_command_in_which_the_engine_died_is_none_that_was_refused() -> None:
    world = World()
    customers = world.connect("books").customers
    world.faults.killed("crm")
    with suppress(EngineKilled):
        customers.configure(extent="fetch")
    assert killed(world.journal) == set(commands(world, "configure"))
    assert refused(world.journal) == frozenset()

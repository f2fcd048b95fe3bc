from __future__ import annotations

from zsim import World
from zsim.kernel.journal import Command
from zsim.ports.records import Create


def test_a_write_over_a_port_that_nobody_asked_for_is_a_command_of_its_own():
    world = World()
    begun = len(world.journal)
    world.books.port().write("customers", [Create({"contact_name": "Acme"}), Create({"contact_name": "Bolt"})])
    command, *effects = world.journal.since(begun)
    assert command.detail == Command("write", {"create": 2})
    assert [each.cause for each in effects] == [command.number] * 2


def test_what_an_outsider_wrote_is_carried_by_the_next_run_like_any_edit():
    world = World()
    sync = world.connect("books").customers.configure(module="accounts", extent="both_ways")
    sync.save_and_sync()
    world.settle()
    world.books.port().write("customers", [Create({"contact_name": "From an SDK"})])
    world.advance(hours=2)
    assert [each.Account_Name for each in world.crm.accounts.all()] == ["From an SDK"]

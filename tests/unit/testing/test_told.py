"""What a world tells is compared with what happened: what is told otherwise is found."""

from __future__ import annotations

import pytest

from tests.unit.testing.planted import found_in, world_with
from zsim import World
from zsim.testing.told import TOLD, check_told


def lived(name: str | None = None) -> World:
    """A world in Kolkata of a renamed account, a conflict, a refusal, and an individual that nobody looks at."""
    world = world_with(name, zone="Asia/Kolkata")
    acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
    sync = world.connect("books")
    sync.customers.configure(module="accounts").save_and_sync()
    world.advance(minutes=1)
    world.crm.accounts.update(acme, Account_Name="Acme 2", Phone="2")
    world.books.customers.update(world.counterpart(acme, "books"), phone="3")
    world.books.customers.create(contact_name="Fern", customer_sub_type="individual")
    sync.customers.instant_sync()
    world.advance(minutes=1)
    return world


def test_a_sound_world_tells_what_happened():
    check_told(lived())


def test_what_is_decided_anew_after_no_answer_is_told_once():
    world = World()
    rope = world.crm.products.create(Product_Name="Rope")
    sync = world.connect("invoice")
    sync.items.configure(extent="both_ways").save_and_sync()
    world.settle()
    world.next_event()
    world.faults.partial_batch("crm", done=0, answered=0)
    world.invoice.items.update(world.counterpart(rope, "invoice"), name="Nail")
    world.advance(hours=2)
    assert [each for each in world.why(rope).outcomes if each == "updated"] == ["updated"]
    check_told(world)


@pytest.mark.parametrize(
    "name",
    [
        *("history-in-utc", "slot-told-in-utc", "tell-in-utc", "called-as-now", "newest-first"),
        *("no-remarks", "conflicts-uncounted", "first-answer", "last-reason-only"),
    ],
)
def test_what_is_told_otherwise_is_found(name: str):
    assert found_in(check_told, lived(name)) == {TOLD}

"""Of runs of two organisations at one time, neither is held to what the other wrote meanwhile."""

from __future__ import annotations

from zsim import World


def test_what_a_run_under_way_has_written_may_be_seen_by_another_that_begins() -> None:
    world = World(model=True)
    nail = world.billing.items.create(name="Nail")
    world.books.items.create(name="Rope")
    billing, books = world.connect("billing").items, world.connect("books").items
    for items in (billing, books):
        items.configure(extent="both_ways").save_and_sync()
        world.settle()
    world.billing.items.update(nail, sku="B-2")
    world.faults.partial_batch("billing", done=0)
    for items in (billing, books):
        items.instant_sync()
        world.settle()
    assert len([each for each in world.crm.products.all() if each.Product_Code == "B-2"]) == 1
    assert world.judged.found == []

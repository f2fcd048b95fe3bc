"""The classes of rows of leads: whatever a busy sync keeps can be loaded again."""

from __future__ import annotations

import json

import pytest

from zsim import World
from zsim.ports.criteria import Criteria
from zsim.sync.leads.state_rows import LEAD_ROWS


def test_each_class_is_named_once():
    assert len({each.__name__ for each in LEAD_ROWS}) == len(LEAD_ROWS)


@pytest.mark.parametrize("criteria", [None, [("payment_terms", "between", (0, 60)), ("contact_name", "is", "Ada")]])
@pytest.mark.parametrize("pattern", [None, "(1 or 2)"])
def test_whatever_a_sync_keeps_survives_as_json(criteria, pattern: str | None):
    if criteria is None:
        pattern = None
    world = World(call_ms=1000)
    for name in ("Ada", "Info", "Bob"):
        world.invoice.customers.create(contact_name=name, email=f"{name}@x.example".lower())
    world.marketinghub.lists.create("News")
    sync = world.connect_marketinghub().new_sync("News sync", mailing_list="News", criteria=criteria, pattern=pattern)
    sync.schedule("weekly", weekday="friday").retrieve(after="2026-01-01 00:00").initiate()
    world.advance(minutes=1)
    assert sync.history
    loaded = World.load(json.loads(json.dumps(world.export())))
    twin = loaded.sync_services()["News sync"]
    assert (twin.details, twin.history, list(twin.links)) == (sync.details, sync.history, list(sync.links))
    assert twin.runs.next_slot_ms == sync.runs.next_slot_ms
    assert Criteria in LEAD_ROWS

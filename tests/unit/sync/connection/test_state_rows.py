"""The classes of rows: whatever a busy connection keeps can be loaded again."""

from __future__ import annotations

import json

from tests.unit.invoices import enable_invoices
from tests.unit.sync.connection.stages import Stage, leaving
from zsim import World
from zsim.sync.connection.state_rows import ROWS


def test_each_class_is_named_once():
    assert len({each.__name__ for each in ROWS}) == len(ROWS)


def busy() -> Stage:
    """Runs under way and waiting, links that ended, follow-ups, a deletion begun, and mapped fields of every type."""
    stage = Stage(call_ms=1000)
    acme, bolt = stage.account(Phone="1"), stage.account("Bolt")
    stage.world.crm.contacts.create(Last_Name="Hill", Account_Name=acme)
    stage.finance.customers.create(contact_name="Corn")
    stage.chosen(module="accounts_and_contacts", duplicates="overwrite").save_and_sync()
    stage.world.advance(minutes=5)
    stage.world.crm.accounts.delete(bolt)
    enable_invoices(stage.world)
    stage.finance.invoices.create(
        customer_id=stage.finance.customers.one(contact_name="Corn"), lines=[{"name": "Work", "rate": 1}]
    )
    stage.integration.items.configure(extent="both_ways").save_and_sync_later()
    stage.world.advance(hours=1, minutes=58, seconds=4)
    stage.customers.instant_sync()
    stage.customers.fetch(acme)
    return stage


def test_whatever_a_busy_connection_keeps_survives_as_json():
    stage = busy()
    data = json.loads(json.dumps(stage.world.export()))
    loaded = World.load(data)
    for world in (stage.world, loaded):
        world.advance(hours=5)
    assert loaded.snapshot().keys() == stage.world.snapshot().keys()
    assert len(loaded.integration("books").links) == len(stage.integration.links)


def test_a_deletion_under_way_survives_as_json():
    loaded = World.load(json.loads(json.dumps(leaving("with_transactions").world.export())))
    loaded.advance(minutes=30)
    assert (loaded.integration("books").state, loaded.books.customers.all()) == ("deleted", [])

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from tests.unit.fakes.store.workshop import THING_FIELDS, Workshop
from zsim.fakes.store.codec import export_fields, export_table, load_field, load_table
from zsim.ports.schema import Field, FieldType


def test_a_table_comes_back_whole(workshop: Workshop) -> None:
    maker = workshop.makers.create(Name="Bob")
    kept = workshop.things.create(Name="Kept", Price=Decimal("1.50"), Made_On=date(2026, 1, 5), Maker=maker)
    gone, back = workshop.things.create(Name="Gone"), workshop.things.create(Name="Back")
    workshop.things.delete(gone)
    workshop.things.delete(back)
    workshop.wait(5)
    workshop.things.restore(back)
    workshop.things.merge(kept, workshop.things.create(Name="Merged"))
    other = Workshop()
    load_table(other.table, json.loads(json.dumps(export_table(workshop.table))))
    assert list(other.table) == list(workshop.table)
    assert other.table.changed(None, None, 9) == workshop.table.changed(None, None, 9)
    assert other.table.deleted(None, None, 9) == workshop.table.deleted(None, None, 9)
    assert other.table.find("Maker", maker.id) == (kept.record,)
    assert other.table.recycled(gone.id) == workshop.table.recycled(gone.id) is not None


def test_only_fields_that_differ_from_the_apps_are_exported(workshop: Workshop) -> None:
    workshop.things.add_field("Weight", "double", label="Weight", required=True)
    workshop.things.set_options("Colour", "green")
    plain = json.loads(json.dumps(export_fields(workshop.modules["Things"].schema, THING_FIELDS)))
    assert [load_field(each) for each in plain] == [
        Field("Colour", FieldType.PICK_LIST, "Colour", options=("green",)),
        Field("Weight", FieldType.DECIMAL, "Weight", required=True, custom=True),
    ]

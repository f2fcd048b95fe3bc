from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.unit.fakes.store.workshop import Workshop
from zsim.ports.errors import InvalidData, LimitExceeded, NotAllowed, NotFound


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"Nmae": "Cup"}, "did you mean Name"),
        ({"Zzz": "Cup"}, "it has Name, Maker"),
        ({"Number": "7"}, "is set by the app"),
        ({"Name": 7}, "takes text"),
        ({"Count": True}, "takes a whole number"),
        ({"Count": Decimal(1)}, "takes a whole number"),
        ({"Price": "1"}, "takes a finite Decimal or a whole number"),
        ({"Made_On": datetime(2026, 1, 5, tzinfo=UTC)}, "takes a date"),
        ({"Seen_At": "noon"}, "takes a datetime"),
        ({"Fragile": 1}, "takes True or False"),
        ({"Colour": "green"}, "its options are red, blue"),
        ({"Name": "x" * 21}, "at most 20 characters, not 21"),
        ({"Name": " "}, "the required field Name is missing"),
    ],
)
def test_a_wrong_field_is_named(workshop: Workshop, fields: dict[str, object], message: str) -> None:
    cup = workshop.things.create(Name="Cup")
    with pytest.raises(InvalidData) as refused_create:
        workshop.things.create(**{"Name": "Jug", **fields})
    with pytest.raises(InvalidData) as refused_update:
        workshop.things.update(cup, **fields)
    for refused in (refused_create.value, refused_update.value):
        assert message in refused.message
        assert refused.field == next(iter(fields))
    assert [each.fields for each in workshop.things.all()] == [{"Name": "Cup"}]


def test_an_empty_option_empties_a_pick_list(workshop: Workshop) -> None:
    assert workshop.things.create(Name="Cup", Colour="").Colour == ""


def test_an_unknown_record_is_told_from_a_deleted_one(workshop: Workshop) -> None:
    cup = workshop.things.create(Name="Cup")
    workshop.things.delete(cup)
    with pytest.raises(NotFound, match="in the recycle bin"):
        workshop.things.update(cup, Count=1)
    with pytest.raises(NotFound, match="Things holds 0 records"):
        workshop.things.get("1")
    with pytest.raises(NotFound, match="no record 1 in the recycle bin"):
        workshop.things.restore("1")


def test_custom_fields_have_a_cap_and_names_of_their_own(workshop: Workshop) -> None:
    workshop.things.add_field("One")
    with pytest.raises(InvalidData, match="has a field One already"):
        workshop.things.add_field("One")
    workshop.things.add_field("Two", "picklist", options=("a", "b"))
    with pytest.raises(LimitExceeded, match="at most 2 custom fields and has 2"):
        workshop.things.add_field("Three")


def test_a_required_custom_field_is_required_from_then_on(workshop: Workshop) -> None:
    cup = workshop.things.create(Name="Cup")
    workshop.things.add_field("Batch", required=True)
    with pytest.raises(InvalidData, match="required field Batch"):
        workshop.things.create(Name="Jug")
    with pytest.raises(InvalidData, match="required field Batch"):
        workshop.things.update(cup, Count=1)
    assert workshop.things.update(cup, Batch="b1").Batch == "b1"


def test_options_can_be_replaced(workshop: Workshop) -> None:
    cup = workshop.things.create(Name="Cup", Colour="red")
    workshop.things.set_options("Colour", "green")
    assert workshop.things.create(Name="Jug", Colour="green").Colour == "green"
    assert cup.Colour == "red"
    with pytest.raises(NotAllowed, match="no pick list"):
        workshop.things.set_options("Name", "a")
    with pytest.raises(InvalidData, match="did you mean Colour"):
        workshop.things.set_options("Color", "a")

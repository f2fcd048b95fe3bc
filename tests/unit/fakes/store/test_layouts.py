from __future__ import annotations

from tests.unit.fakes.store.workshop import Workshop


def with_hidden_count() -> Workshop:
    workshop = Workshop()
    workshop.modules["Things"].set_layout("Count", "Stock")
    return workshop


def test_a_field_beyond_the_standard_layout_is_not_told_to_integrations() -> None:
    fields = with_hidden_count().port.fields("Things")
    assert "Count" not in fields
    assert "Name" in fields


def test_its_values_are_not_delivered() -> None:
    workshop = with_hidden_count()
    cup = workshop.things.create(Name="Cup", Count=3)
    seen = {"Name": "Cup"}
    assert workshop.port.read("Things", [cup.id])[0].fields == seen
    assert workshop.port.changed("Things", None).records[0].fields == seen
    assert workshop.port.search("Things", "Name", ["Cup"])[0].fields == seen
    assert workshop.port.search("Things", "Name", ["Cup", "Jug"])[0].fields == seen


def test_people_see_it_as_before() -> None:
    cup = with_hidden_count().things.create(Name="Cup", Count=3)
    assert cup.Count == 3


def test_back_on_the_standard_layout_it_is_delivered_again() -> None:
    workshop = with_hidden_count()
    cup = workshop.things.create(Name="Cup", Count=3)
    workshop.modules["Things"].set_layout("Count", "Standard")
    assert workshop.port.read("Things", [cup.id]) == (cup.record,)

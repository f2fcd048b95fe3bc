from __future__ import annotations

import pytest

from tests.unit.fakes.store.workshop import Workshop
from zsim.fakes.store import Effect
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidData, NoPermission, NotModelled
from zsim.ports.records import Create, Delete, Merge, Update


def test_a_value_no_field_takes_is_refused_before_it_is_written_down(workshop: Workshop) -> None:
    for fields in ({"Price": 1.5}, {"Name": ["Cup"]}, {"address": {"city": 1.5}}):
        with pytest.raises(InvalidData, match="takes no"):
            workshop.things.create(**fields)
    assert [entry.kind for entry in workshop.journal] == ["refusal"] * 3


def test_an_address_is_given_as_a_mapping_and_read_as_one(workshop: Workshop) -> None:
    cup = workshop.things.create(Name="Cup", address={"city": "Pune"})
    workshop.things.update(cup, address={"code": "411001"})
    assert cup.address == {"city": "Pune", "code": "411001"}
    assert cup.fields["address.city"] == "Pune"


def test_find_compares_exactly_and_one_names_near_misses(workshop: Workshop) -> None:
    cup, jug = workshop.things.create(Name="Cup", Count=1), workshop.things.create(Name="Jug", Count=1)
    assert workshop.things.find(Count=1) == [cup, jug]
    assert workshop.things.find(Name="cup") == []
    assert workshop.things.one(Name="Cup") == cup
    with pytest.raises(UsageError, match="none; there is 'Cup'"):
        workshop.things.one(Name="Cupp")
    with pytest.raises(UsageError, match="2 of them"):
        workshop.things.one(Count=1)
    with pytest.raises(InvalidData, match="did you mean Name"):
        workshop.things.find(Nam="Cup")


def test_a_handle_reads_the_present_and_refuses_writes(workshop: Workshop) -> None:
    bob = workshop.makers.create(Name="Bob")
    cup = workshop.things.create(Name="Cup", Maker=bob)
    assert (cup.Maker, cup.Maker.Name, cup.Fragile, cup.Count) == (bob, "Bob", False, None)
    with pytest.raises(UsageError, match="a handle only reads"):
        cup.Count = 3
    with pytest.raises(AttributeError, match="did you mean Count"):
        _ = cup.Cuont
    workshop.things.delete(cup)
    assert not cup.alive
    assert "deleted" in repr(cup)
    with pytest.raises(UsageError, match="it was deleted"):
        _ = cup.Name


def test_an_action_takes_records_of_its_module(workshop: Workshop) -> None:
    bob = workshop.makers.create(Name="Bob")
    with pytest.raises(UsageError, match="a record of workshop's Things"):
        workshop.things.delete(bob)
    with pytest.raises(UsageError, match="name the records to merge"):
        workshop.things.merge(workshop.things.create(Name="Cup"))
    with pytest.raises(UsageError, match="no such type"):
        workshop.things.add_field("Colour_2", "rainbow")


def test_who_may_not_act_leaves_no_command(workshop: Workshop) -> None:
    workshop.denied = ("Things",)
    with pytest.raises(NoPermission):
        workshop.things.create(Name="Cup")
    assert [entry.kind for entry in workshop.journal] == ["refusal"]


def test_the_port_writes_with_its_own_name_and_the_traced_cause(workshop: Workshop) -> None:
    cause = workshop.journal.append("engine", "call", "x")
    results = workshop.port.write("Things", [Create({"Name": "Cup"}, cause), Create({"Name": "Jug"}, cause)])
    cup, jug = (each.id for each in results)
    assert cup is not None
    assert jug is not None
    workshop.port.write("Things", [Update(cup, {"Count": 1}, cause), Merge(cup, (jug,), cause), Delete(cup, cause)])
    effects = [each for each in workshop.journal if each.kind == "effect"]
    assert [each.detail.change for each in effects if isinstance(each.detail, Effect)] == [
        "created",
        "created",
        "updated",
        "deleted",
        "deleted",
    ]
    assert {(each.actor, each.cause) for each in effects} == {("engine", cause)}


def test_the_port_searches_indexed_fields_only(workshop: Workshop) -> None:
    with pytest.raises(NotModelled, match="cannot be searched by Count"):
        workshop.port.search("Things", "Count", ["1"])


def test_the_port_asks_before_every_call(workshop: Workshop) -> None:
    workshop.denied = ("Things", "")
    for call in (
        workshop.port.organisation,
        lambda: workshop.port.fields("Things"),
        lambda: workshop.port.views("Things"),
        lambda: workshop.port.changed("Things", None),
        lambda: workshop.port.deleted("Things", None),
        lambda: workshop.port.read("Things", []),
        lambda: workshop.port.search("Things", "Name", ["Cup"]),
        lambda: workshop.port.write("Things", []),
    ):
        with pytest.raises(NoPermission):
            call()

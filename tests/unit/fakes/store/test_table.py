from __future__ import annotations

import pytest

from tests.unit.fakes.store.workshop import NINE_MS, Workshop
from zsim.fakes.store import Table
from zsim.fakes.store.effects import Effect


def test_a_version_once_read_never_changes(workshop: Workshop) -> None:
    cup = workshop.things.create(Name="Cup")
    before = cup.record
    workshop.things.update(cup, Count=3)
    assert before.fields == {"Name": "Cup"}
    assert cup.record.fields == {"Name": "Cup", "Count": 3}


def test_times_are_cut_to_seconds(workshop: Workshop) -> None:
    assert workshop.things.create(Name="Cup").record.modified_ms == NINE_MS - 250


def test_an_index_follows_every_change(workshop: Workshop) -> None:
    cup, other = workshop.things.create(Name="Cup"), workshop.things.create(Name=" CUP ")
    assert workshop.table.find("Name", "cup") == (cup.record, other.record)
    workshop.things.update(cup, Name="Jug")
    assert workshop.table.find("Name", "cup") == (other.record,)
    workshop.things.update(cup, Name="Cup")
    assert [each.id for each in workshop.table.find("Name", "Cup")] == [cup.id, other.id]
    workshop.things.delete(other)
    assert workshop.table.find("Name", "cup") == (cup.record,)
    workshop.things.restore(other)
    assert [each.id for each in workshop.table.find("Name", "Cup")] == [cup.id, other.id]


def test_empty_values_are_not_indexed(workshop: Workshop) -> None:
    cup = workshop.things.create(Name="Cup", Maker="")
    assert workshop.table.find("Maker", "") == ()
    bob = workshop.makers.create(Name="Bob")
    workshop.things.update(cup, Maker=bob)
    assert workshop.table.find("Maker", bob.id) == (cup.record,)
    workshop.things.update(cup, Maker=None)
    assert workshop.table.find("Maker", bob.id) == ()


def test_each_change_is_an_effect_with_its_cause(workshop: Workshop) -> None:
    cup = workshop.things.create(Name="Cup")
    workshop.things.update(cup, Count=3)
    workshop.things.delete(cup)
    workshop.things.restore(cup)
    entries = list(workshop.journal)
    assert [each.kind for each in entries] == ["command", "effect"] * 4
    assert [each.detail for each in entries[1::2]] == [
        Effect("created", None, {"Name": "Cup"}),
        Effect("updated", {"Name": "Cup"}, {"Name": "Cup", "Count": 3}),
        Effect("deleted", {"Name": "Cup", "Count": 3}, None),
        Effect("restored", None, {"Name": "Cup", "Count": 3}),
    ]
    assert [each.cause for each in entries[1::2]] == [each.number for each in entries[::2]]


def test_a_record_deleted_twice_is_listed_once(workshop: Workshop) -> None:
    cup, jug = workshop.things.create(Name="Cup"), workshop.things.create(Name="Jug")
    workshop.things.delete(cup)
    workshop.things.restore(cup)
    workshop.things.delete(jug)
    workshop.wait(1)
    workshop.things.delete(cup)
    page = workshop.table.deleted(None, None, 9)
    assert [each.ref.id for each in page.deletions] == [jug.id, cup.id]
    assert [each.ref.id for each in workshop.table.deleted(workshop.clock.now_ms, None, 9).deletions] == [cup.id]


def test_a_token_of_the_deletions_survives_a_restore(workshop: Workshop) -> None:
    things = [workshop.things.create(Name=f"Thing {number}") for number in range(4)]
    for each in things:
        workshop.things.delete(each)
    first = workshop.table.deleted(None, None, 2)
    workshop.things.restore(things[0])
    rest = workshop.table.deleted(None, first.next_token, 2)
    assert [each.ref.id for each in rest.deletions] == [things[2].id, things[3].id]
    assert rest.next_token is None


def test_a_table_is_loaded_while_empty_only(workshop: Workshop) -> None:
    workshop.things.create(Name="Cup")
    with pytest.raises(AssertionError, match="holds records already"):
        workshop.table.load([], [], [])


def test_a_table_lacks_values_that_no_record_has_in_any_case(workshop: Workshop) -> None:
    cup = workshop.things.create(Name="Cup")
    workshop.things.create(Name="Jug")
    assert workshop.table.lacks_all("Name", ["pot", "can"])
    assert workshop.table.lacks_all("Name", [])
    assert not workshop.table.lacks_all("Name", ["pot", "cup"])
    workshop.things.delete(cup)
    assert workshop.table.lacks_all("Name", ["pot", "cup"])


def test_all_differ_while_each_record_has_a_value_of_its_own(workshop: Workshop) -> None:
    assert workshop.table.all_differ("Name")
    cup, jug = workshop.things.create(Name="Cup"), workshop.things.create(Name="Jug")
    assert workshop.table.all_differ("Name")
    workshop.things.update(jug, Name=" CUP ")
    assert not workshop.table.all_differ("Name")
    workshop.things.delete(cup)
    assert workshop.table.all_differ("Name")


def test_a_record_without_a_value_does_not_differ(workshop: Workshop) -> None:
    workshop.things.create(Name="Cup", Maker=workshop.makers.create(Name="Bob"))
    jug = workshop.things.create(Name="Jug")
    assert not workshop.table.all_differ("Maker")
    workshop.things.update(jug, Maker=workshop.makers.create(Name="Eve"))
    assert workshop.table.all_differ("Maker")


def test_restored_records_stand_in_their_old_places(workshop: Workshop) -> None:
    cup, jug, pot = (workshop.things.create(Name=each) for each in ("Cup", "Jug", "Pot"))
    for each in (cup, jug):
        workshop.things.delete(each)
    for each in (jug, cup):
        workshop.things.restore(each)
    tin = workshop.things.create(Name="Tin")
    assert workshop.things.all() == [cup, jug, pot, tin]
    workshop.things.delete(tin)
    workshop.things.restore(tin)
    assert workshop.things.all() == [cup, jug, pot, tin]


def test_restoring_looks_at_no_other_record(workshop: Workshop) -> None:
    class Watched(str):
        """An id that counts how often it is compared with another."""

        __slots__ = ()
        compared = 0

        def __lt__(self, other: str) -> bool:
            Watched.compared += 1
            return super().__lt__(other)

    records = workshop.table.insert_all([{"Name": f"Cup {number}"} for number in range(100)], "engine")
    table = Table("workshop", "Others", workshop.clock, workshop.journal, workshop.ids)
    refs = [each.ref._replace(id=Watched(each.id)) for each in records]
    table.load([each._replace(ref=ref) for each, ref in zip(records, refs, strict=True)], [], [])
    first = next(iter(table))
    table.remove(first, "Rita")
    Watched.compared = 0
    table.restore(first, "Rita")
    assert Watched.compared <= 1
    assert [each.id for each in table] == [each.id for each in records]

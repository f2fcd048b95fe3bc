from __future__ import annotations

import json

from tests.unit.fakes.store.workshop import Workshop
from zsim.fakes.store.codec import export_table, load_table
from zsim.fakes.store.search_lag import SWEPT_FROM, SearchLag
from zsim.kernel.clock import Clock
from zsim.ports.records import Create, RecordId
from zsim.world import World

LAG_MS = 5000


def lagging() -> Workshop:
    workshop = Workshop()
    workshop.table.lag_search(LAG_MS)
    return workshop


def ids(workshop: Workshop, name: str) -> list[str]:
    return [each.id for each in workshop.port.search("Things", "Name", [name])]


def test_what_was_just_created_is_found_once_the_lag_is_over() -> None:
    workshop = lagging()
    cup = workshop.things.create(Name="Cup")
    workshop.wait(4)
    assert ids(workshop, "Cup") == []
    workshop.wait(1)
    assert ids(workshop, "Cup") == [cup.id]


def test_a_renamed_record_is_found_by_neither_name_until_the_lag_is_over() -> None:
    workshop = lagging()
    cup = workshop.things.create(Name="Cup")
    workshop.wait(5)
    workshop.things.update(cup, Name="Jug")
    assert ids(workshop, "Cup") == []
    assert ids(workshop, "Jug") == []
    workshop.wait(5)
    assert ids(workshop, "Jug") == [cup.id]


def test_an_edit_of_another_field_hides_nothing() -> None:
    workshop = lagging()
    cup = workshop.things.create(Name="Cup")
    workshop.wait(5)
    workshop.things.update(cup, Count=3)
    assert ids(workshop, "Cup") == [cup.id]


def test_reading_and_the_feed_do_not_lag() -> None:
    workshop = lagging()
    cup = workshop.things.create(Name="Cup")
    assert workshop.port.read("Things", [cup.id]) == (cup.record,)
    assert workshop.port.changed("Things", None).records == (cup.record,)
    assert workshop.things.find(Name="Cup") == [cup]


def test_what_hangs_on_a_record_is_listed_without_lag() -> None:
    workshop = lagging()
    bob = workshop.makers.create(Name="Bob")
    cup = workshop.things.create(Name="Cup", Maker=bob)
    assert workshop.port.search("Things", "Maker", [bob.id]) == (cup.record,)


def test_the_engines_own_writes_lag_as_well() -> None:
    workshop = lagging()
    workshop.port.write("Things", [Create({"Name": "Cup"})])
    assert ids(workshop, "Cup") == []


def test_unique_names_do_not_lag() -> None:
    world = World(search_lag_ms=LAG_MS)
    world.books.customers.create(contact_name="Acme")
    port = world.books.port()
    (written,) = port.write("customers", [Create({"contact_name": "Acme"})])
    assert port.search("customers", "contact_name", ["Acme"]) == ()
    assert written.error is not None
    assert written.error.code == "3062"


def test_a_loaded_table_holds_back_what_the_former_one_did() -> None:
    workshop, other = lagging(), Workshop()
    cup = workshop.things.create(Name="Cup")
    load_table(other.table, json.loads(json.dumps(export_table(workshop.table))))
    assert ids(other, "Cup") == []
    other.wait(5)
    assert ids(other, "Cup") == [cup.id]


def test_a_loaded_world_lags_as_before() -> None:
    world = World(search_lag_ms=LAG_MS)
    world.crm.accounts.create(Account_Name="Acme")
    twin = World.load(json.loads(json.dumps(world.export())))
    twin.crm.accounts.create(Account_Name="Bolt")
    table = twin.crm.modules["Accounts"].table
    assert table.search_any("Account_Name", ["Acme"]) == []
    twin.advance(seconds=5)
    assert len(table.search_any("Account_Name", ["Acme"])) == 1
    assert len(table.search_any("Account_Name", ["Bolt"])) == 1


def test_values_that_are_found_by_now_do_not_pile_up() -> None:
    clock = Clock(0)
    lag = SearchLag(clock, LAG_MS)
    for number in range(5 * SWEPT_FROM):
        clock.move_to(number * LAG_MS)
        lag.note(RecordId(str(number)), ("Name",))
    assert len(lag) <= SWEPT_FROM
    assert lag.export() == [("Name", str(number), (number + 1) * LAG_MS)]
    assert len(lag) == 1


def test_values_held_back_are_never_forgotten() -> None:
    workshop = lagging()
    workshop.table.insert_all([{"Name": f"Cup {number}"} for number in range(3 * SWEPT_FROM)], "engine")
    names = [f"Cup {number}" for number in range(3 * SWEPT_FROM)]
    assert workshop.port.search("Things", "Name", names) == ()
    workshop.wait(5)
    assert len(workshop.port.search("Things", "Name", names)) == 3 * SWEPT_FROM

"""Many records inserted at once: a table is as after one by one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zsim.fakes.store import Effect, Table
from zsim.fakes.store.codec import export_table
from zsim.kernel.clock import Clock
from zsim.kernel.ids import IdCounter
from zsim.kernel.journal import Journal
from zsim.ports.records import Fields

NINE_MS = 1_767_603_600_250
LAG_MS = 5000
FORMER: Fields = {"Name": "Cup", "Shelves": ("s1",)}
ROWS: tuple[Fields, ...] = (
    {"Name": "Jug", "Shelves": ("s1", "s2"), "Count": 3},
    {"Name": " CUP ", "Maker": "7"},
    {"Name": "", "Shelves": ()},
)


class Store:
    """A table that holds one record, and what stands around it."""

    def __init__(self, lag_ms: int | None = None) -> None:
        self.clock = Clock(NINE_MS)
        self.journal = Journal(self.clock)
        indexed = ("Name", "Maker", "Shelves")
        self.table = Table("workshop", "Things", self.clock, self.journal, IdCounter(1_000_000), indexed)
        self.command = self.journal.append("Rita", "command", "x")
        self.table.insert(FORMER, "Rita")
        self.clock.move_to(NINE_MS + 1000)
        if lag_ms is not None:
            self.table.lag_search(lag_ms)

    def insert_each(self, rows: Sequence[Fields], causes: Sequence[int] | None = None) -> list[object]:
        """Insert the rows one by one."""
        wanted = zip(rows, causes or (None,) * len(rows), strict=True)
        return [self.table.insert(row, "engine", cause) for row, cause in wanted]

    def state(self) -> object:
        """All there is to be seen of the table and of the journal."""
        table = self.table
        found = [table.find("Name", each) for each in ("cup", "Jug", "pot", "")]
        found += [table.find("Maker", "7"), table.find("Shelves", "s1"), table.find("Shelves", "s2")]
        searched = [table.search_any("Name", [each]) for each in ("Cup", "Jug", "pot")]
        feed = table.changed(None, None, 99), table.changed(self.clock.now_ms, None, 99)
        return list(table), found, searched, feed, export_table(table), list(self.journal), self.journal.digest()


@pytest.fixture
def store() -> Store:
    return Store()


def test_each_record_has_an_id_of_its_own_and_the_second_it_was_made_in(store: Store) -> None:
    records = store.table.insert_all(ROWS, "engine")
    assert [each.fields for each in records] == list(ROWS)
    assert [each.ref.id for each in records] == [f"10000000000000000{number}" for number in (2, 3, 4)]
    assert {(each.ref.app, each.ref.module) for each in records} == {("workshop", "Things")}
    assert {(each.created_ms, each.modified_ms) for each in records} == {(NINE_MS + 750, NINE_MS + 750)}


def test_the_records_are_live_found_and_in_the_feed(store: Store) -> None:
    jug, cup, nameless = store.table.insert_all(ROWS, "engine")
    former = next(iter(store.table))
    assert list(store.table) == [former, jug, cup, nameless]
    assert store.table.find("Name", "cup") == (former, cup)
    assert store.table.find("Shelves", "s1") == (former, jug)
    assert store.table.changed(store.clock.now_ms, None, 9).records == (jug, cup, nameless)


def test_each_record_is_an_effect_with_the_cause_that_is_given(store: Store) -> None:
    records = store.table.insert_all(ROWS[:2], "engine", [store.command, 2])
    entries = store.journal.since(2)
    assert [(each.actor, each.kind, each.subject, each.cause) for each in entries] == [
        ("engine", "effect", records[0].ref, store.command),
        ("engine", "effect", records[1].ref, 2),
    ]
    assert [each.detail for each in entries] == [Effect("created", None, each) for each in ROWS[:2]]


def test_without_causes_each_has_the_one_in_force(store: Store) -> None:
    with store.journal.because(store.command):
        store.table.insert_all(ROWS, "engine")
    assert {each.cause for each in store.journal.since(2)} == {store.command}


@pytest.mark.parametrize("lag_ms", [None, LAG_MS])
@pytest.mark.parametrize("causes", [None, (1, 2, 1)])
def test_many_at_once_are_those_of_one_by_one(causes: tuple[int, ...] | None, lag_ms: int | None) -> None:
    together, singly = Store(lag_ms), Store(lag_ms)
    assert together.table.insert_all(ROWS, "engine", causes) == singly.insert_each(ROWS, causes)
    assert together.state() == singly.state()
    for each in (together, singly):
        each.clock.move_to(each.clock.now_ms + LAG_MS)
    assert together.state() == singly.state()


def test_searches_that_lag_find_many_at_once_when_the_lag_is_over() -> None:
    store = Store(LAG_MS)
    (jug, _, _) = store.table.insert_all(ROWS, "engine")
    store.clock.move_to(store.clock.now_ms + LAG_MS - 1)
    assert store.table.search_any("Name", ["Jug"]) == []
    store.clock.move_to(store.clock.now_ms + 1)
    assert store.table.search_any("Name", ["Jug"]) == [jug]


def test_who_watches_is_told_of_many_at_once(store: Store) -> None:
    counts: list[int] = []
    store.table.watch(lambda: counts.append(len(store.table)))
    store.table.insert_all(ROWS, "engine")
    assert counts == [4]


def test_one_more_goes_on_where_many_ended(store: Store) -> None:
    store.table.insert_all(ROWS, "engine")
    pot = store.table.insert({"Name": "Pot", "Shelves": ("s1", "s2")}, "engine")
    assert pot.ref.id == "100000000000000005"
    assert [each.ref.id[-1] for each in store.table.find("Shelves", "s2")] == ["2", "5"]


def test_those_made_at_once_change_and_go_like_any_other(store: Store) -> None:
    jug, cup, _ = store.table.insert_all(ROWS, "engine")
    renamed = store.table.replace(jug, {**jug.fields, "Name": "Pot", "Shelves": ("s2",)}, "Rita")
    store.table.remove(cup, "Rita")
    former = next(iter(store.table))
    assert (store.table.find("Name", "jug"), store.table.find("Name", "pot")) == ((), (renamed,))
    assert (store.table.find("Shelves", "s1"), store.table.find("Name", "cup")) == ((former,), (former,))


ROW = st.fixed_dictionaries(
    {},
    optional={
        "Name": st.sampled_from(["Cup", "cup ", "Jug", "Pot", "", " "]) | st.none(),
        "Maker": st.sampled_from(["7", ""]),
        "Shelves": st.sampled_from([(), ("s1",), ("s1", "s2"), ("s2", "s1")]),
    },
)


@given(st.lists(st.lists(ROW, min_size=1, max_size=4), max_size=3), st.sampled_from([None, LAG_MS]))
def test_any_rows_at_once_are_those_of_one_by_one(batches: list[list[Fields]], lag_ms: int | None) -> None:
    together, singly = Store(lag_ms), Store(lag_ms)
    for rows in batches:
        assert together.table.insert_all(rows, "engine") == singly.insert_each(rows)
        assert together.state() == singly.state()
        for each in (together, singly):
            each.clock.move_to(each.clock.now_ms + LAG_MS // 2)

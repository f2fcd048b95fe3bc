"""Writes of one call: carried out in order, creates in a row at once where the module knows how."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.unit.fakes.store.workshop import THING_FIELDS, Things, Workshop
from zsim.fakes.store import Effect, Table
from zsim.ports.errors import InvalidData, NotFound
from zsim.ports.records import Create, Delete, Fields, Merge, RecordId, Update, Value, Write, Written


class Crates(Things):
    """Things of which those that hold a name and nothing else may be made at once; ``at_once`` counts them."""

    def __init__(self, table: Table) -> None:
        super().__init__(table, THING_FIELDS)
        self.at_once: list[int] = []

    def _unhindered(self, wanted: Sequence[Fields]) -> list[dict[str, Value]] | None:
        if any(set(each) != {"Name"} for each in wanted):
            return None
        self.at_once.append(len(wanted))
        return [dict(each) for each in wanted]


class Depot(Workshop):
    """A workshop that makes crates, too."""

    def __init__(self) -> None:
        super().__init__()
        self.crates = Crates(self._table("Crates", ("Name",)))
        self.modules["Crates"] = self.crates

    def names(self, module: str) -> list[Value]:
        """What the records of a module are called, oldest first."""
        return [each.fields["Name"] for each in self.modules[module].table]


@pytest.fixture
def depot() -> Depot:
    return Depot()


def errors(results: Sequence[Written]) -> list[type | None]:
    return [None if each.error is None else type(each.error) for each in results]


def names(*names: str) -> list[Create]:
    return [Create({"Name": name}) for name in names]


@pytest.mark.parametrize("module", ["Things", "Crates"])
def test_writes_of_all_kinds_have_their_results_in_their_order(depot: Depot, module: str) -> None:
    cup, jug, lid = (each.id or RecordId("") for each in depot.port.write(module, names("Cup", "Jug", "Lid")))
    writes: list[Write] = [
        *names("Pot", "Can"),
        Update(cup, {"Name": "Mug"}),
        *names("Tin"),
        Delete(jug),
        Merge(cup, (lid,)),
        *names("Pan"),
    ]
    results = depot.port.write(module, writes)
    table = depot.modules[module].table
    assert errors(results) == [None] * 7
    assert [each.id for each in results[2:6:2]] == [cup, jug]
    told = [record.fields["Name"] if (record := table.get(RecordId(str(each.id)))) else None for each in results]
    assert told == ["Pot", "Can", "Mug", "Tin", None, "Mug", "Pan"]
    assert depot.names(module) == ["Mug", "Pot", "Can", "Tin", "Pan"]


@pytest.mark.parametrize("module", ["Things", "Crates"])
def test_writes_are_carried_out_in_their_order(depot: Depot, module: str) -> None:
    made = RecordId("100000000000000001")
    change, gone = Update(made, {"Name": "Mug"}), Delete(made)
    results = depot.port.write(module, [change, *names("Cup"), change, gone, change, *names("Jug")])
    assert errors(results) == [NotFound, None, None, None, NotFound, None]
    assert [each.id for each in results[1:4]] == [made, made, made]
    changes = [each.detail.change for each in depot.journal if isinstance(each.detail, Effect)]
    assert changes == ["created", "updated", "deleted", "created"]


@pytest.mark.parametrize("module", ["Things", "Crates"])
def test_a_refused_write_among_others_has_its_error_at_its_place(depot: Depot, module: str) -> None:
    bad = Create({"Name": "Jug", "Count": "many"})
    results = depot.port.write(module, [*names("Cup"), bad, *names("Pot"), Delete(RecordId("1")), *names("Can")])
    assert errors(results) == [None, InvalidData, None, NotFound, None]
    assert [each.id is None for each in results] == [False, True, False, True, False]
    assert depot.names(module) == ["Cup", "Pot", "Can"]


def test_no_writes_have_no_results(depot: Depot) -> None:
    assert depot.port.write("Things", []) == depot.port.write("Crates", []) == ()


def test_creates_in_a_row_are_made_at_once(depot: Depot) -> None:
    cup, *_ = depot.port.write("Crates", names("Cup", "Jug", "Pot"))
    depot.port.write("Crates", [*names("Can", "Tin"), Delete(cup.id or RecordId("")), *names("Pan")])
    assert depot.crates.at_once == [3, 2, 1]


def test_many_made_at_once_are_those_of_a_module_that_looks_at_each(depot: Depot) -> None:
    other = Depot()
    decision = depot.journal.append("engine", "decision", None)
    other.journal.append("engine", "decision", None)
    traced = [each._replace(trace=decision) for each in names("Cup", "Jug", "Cup")]
    assert depot.port.write("Crates", traced) == other.port.write("Things", traced)
    assert [(each.actor, each.cause, each.detail) for each in depot.journal] == [
        (each.actor, each.cause, each.detail) for each in other.journal
    ]
    assert depot.crates.at_once == [3]


def test_a_module_without_a_way_to_tell_looks_at_each(depot: Depot) -> None:
    writes = [*names("Cup", ""), Create({"Nmae": "Jug"}), *names("x" * 21, "Pot")]
    assert errors(depot.port.write("Things", writes)) == [None, InvalidData, InvalidData, InvalidData, None]
    assert depot.names("Things") == ["Cup", "Pot"]


def test_each_is_looked_at_where_one_may_need_it(depot: Depot) -> None:
    results = depot.port.write("Crates", [*names("Cup"), Create({"Name": "Jug", "Count": "many"}), *names("Pot")])
    assert errors(results) == [None, InvalidData, None]
    assert depot.crates.at_once == []


def test_traces_are_the_causes_of_many_made_at_once(depot: Depot) -> None:
    causes = [depot.journal.append("engine", "decision", None) for _ in range(3)]
    depot.port.write("Crates", [Create({"Name": str(cause)}, cause) for cause in reversed(causes)])
    assert [each.cause for each in depot.journal.since(3)] == [3, 2, 1]
    assert depot.crates.at_once == [3]


@pytest.mark.parametrize("module", ["Things", "Crates"])
def test_creates_without_trace_have_the_cause_in_force(depot: Depot, module: str) -> None:
    decision = depot.journal.append("engine", "decision", None)
    with depot.journal.because(decision):
        depot.port.write(module, names("Cup", "Jug"))
    assert [each.cause for each in depot.journal.since(decision)] == [decision, decision]


@pytest.mark.parametrize("module", ["Things", "Crates"])
def test_creates_with_and_without_trace_have_each_its_own_cause(depot: Depot, module: str) -> None:
    decision, force = (depot.journal.append("engine", "decision", None) for _ in range(2))
    with depot.journal.because(force):
        depot.port.write(module, [Create({"Name": "Cup"}, decision), *names("Jug"), Create({"Name": "Pot"}, decision)])
    assert [each.cause for each in depot.journal.since(force)] == [decision, force, decision]

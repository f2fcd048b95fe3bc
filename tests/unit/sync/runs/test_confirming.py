"""Whether writes without an answer were carried out: the app is asked."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.unit.sync.samples import customer
from tests.unit.sync.stages import Desk, gone, journal
from zsim.ports.errors import InvalidData, NoAnswer, ServerError
from zsim.ports.records import Create, Delete, Merge, Record, RecordId, Update, Write, Written
from zsim.sync import System
from zsim.sync.runs.calls import Calls, at_once
from zsim.sync.runs.confirming import WriteStep, confirmed

FINANCE = System.FINANCE
ACME, BOLT, CORN = customer(21), customer(22, "Bolt"), customer(23, "Corn")
LOST = Written(None, NoAnswer("nothing came", code="timeout"))
SINCE_MS = 5000
BROKEN = Written(None, ServerError("broke down", code="1000"))


class Names:
    """Knows records by their name; those of ``others`` were made by somebody else."""

    def __init__(self, *others: Record) -> None:
        self.others = {each.ref for each in others}

    def mark(self, step: WriteStep) -> tuple[str, str] | None:
        name = step.write.fields.get("contact_name")
        return None if name is None else ("contact_name", str(name))

    def is_made_by(self, step: WriteStep, record: Record) -> bool:
        return record.ref not in self.others

    def holds(self, step: WriteStep, record: Record) -> bool:
        return all(record.fields.get(name) == value for name, value in step.write.fields.items())


class Stage:
    """Customers as they are after a call whose answer was lost."""

    def __init__(self, *records: Record, others: Sequence[Record] = ()) -> None:
        self.desk = Desk.of(*records, *others, key="books")
        self.names = Names(*others)

    def ask(self, writes: Sequence[Write], done: Sequence[Written] | None = None) -> list[Written]:
        calls = Calls({FINANCE: self.desk}, journal(), "sync")
        steps = [WriteStep(FINANCE, "customers", each) for each in writes]
        return at_once(confirmed(calls, self.names, steps, done or [LOST] * len(steps), SINCE_MS))


def yes(record: Record) -> list[Written]:
    return [Written(record.id)]


@pytest.mark.parametrize(
    ("records", "write", "carried_out"),
    [
        ([ACME], Create({"contact_name": " acme "}), ACME),
        ([BOLT], Create({"contact_name": "Acme"}), None),
        ([ACME], Create({}), None),
        ([customer(21, phone="1")], Update(ACME.id, {"phone": "1"}), ACME),
        ([ACME], Update(ACME.id, {"phone": "1"}), None),
        ([], Update(ACME.id, {"phone": "1"}), None),
        ([], Delete(ACME.id), ACME),
        ([ACME], Delete(ACME.id), None),
        ([ACME], Merge(ACME.id, (BOLT.id, CORN.id)), ACME),
        ([ACME, customer(22, status="inactive")], Merge(ACME.id, (BOLT.id, CORN.id)), ACME),
        ([ACME, CORN], Merge(ACME.id, (BOLT.id, CORN.id)), None),
        ([], Merge(ACME.id, (BOLT.id,)), None),
    ],
    ids=[
        "made",
        "not made",
        "made without a mark",
        "changed",
        "not changed",
        "changed and gone",
        "gone",
        "still there",
        "merged",
        "merged and put aside",
        "half merged",
        "the master is gone",
    ],
)
def test_a_write_was_carried_out_where_the_app_shows_it(records, write: Write, carried_out: Record | None):
    assert Stage(*records).ask([write]) == ([LOST] if carried_out is None else yes(carried_out))


def test_what_somebody_else_made_under_the_mark_is_not_taken_for_ones_own():
    stage = Stage(CORN, others=[ACME])
    assert stage.ask([Create({"contact_name": "Acme"})]) == [LOST]
    own = customer(29)
    assert Stage(own, others=[ACME]).ask([Create({"contact_name": "Acme"})]) == yes(own)


@pytest.mark.parametrize("unknown", [LOST, BROKEN], ids=["no answer", "broke down"])
def test_only_writes_of_which_nobody_knows_are_asked_about(unknown: Written):
    stage = Stage(BOLT)
    refused, missing = Written(BOLT.id, InvalidData("wrong", code="4")), Written(CORN.id, gone())
    done = [Written(RecordId("7")), refused, unknown, missing]
    writes = [Create({"contact_name": "Zed"}), Update(BOLT.id, {}), Delete(ACME.id), Update(CORN.id, {})]
    assert stage.ask(writes, done) == [Written(RecordId("7")), refused, Written(ACME.id), missing]
    assert stage.desk.asked == [("read", "customers")]


def test_all_are_asked_about_together():
    stage = Stage(ACME, BOLT, customer(23, "Corn", phone="1"))
    writes = [
        Create({"contact_name": "Acme"}),
        Create({"contact_name": "Bolt"}),
        Update(CORN.id, {"phone": "1"}),
        Delete(RecordId("29")),
    ]
    assert [each.id for each in stage.ask(writes)] == [ACME.id, BOLT.id, CORN.id, "29"]
    assert stage.desk.asked == [("read", "customers"), ("search", "customers")]


def test_with_every_answer_known_nobody_is_asked():
    stage = Stage()
    assert stage.ask([Update(ACME.id, {})], yes(ACME)) == yes(ACME)
    assert stage.desk.asked == []


class Lagging(Desk):
    """An app whose searches know nothing yet."""

    def search(self, module: str, field: str, values: Sequence[str]) -> tuple[Record, ...]:
        super().search(module, field, values)
        return ()


@pytest.mark.parametrize(
    ("modified_ms", "found"), [(SINCE_MS, True), (SINCE_MS - 1000, True), (SINCE_MS - 1001, False)]
)
def test_what_a_search_does_not_know_yet_is_found_among_what_changed_since(modified_ms: int, found: bool):
    stage = Stage()
    made = ACME._replace(modified_ms=modified_ms)
    stage.desk = Lagging.of(made, BOLT._replace(modified_ms=SINCE_MS), key="books")
    assert stage.ask([Create({"contact_name": "Acme"})]) == (yes(made) if found else [LOST])
    assert stage.desk.asked == [("search", "customers"), ("changed", "customers")]


def test_what_the_search_finds_is_not_looked_for_once_more():
    stage = Stage(ACME)
    stage.ask([Create({"contact_name": "Acme"})])
    assert stage.desk.asked == [("search", "customers")]


def test_what_is_found_twice_counts_once():
    stage = Stage(ACME)
    stage.desk.records[ACME.ref] = ACME._replace(modified_ms=SINCE_MS)
    writes = [Create({"contact_name": "Acme"}), Create({"contact_name": "Bolt"})]
    assert stage.ask(writes) == [*yes(ACME), LOST]


class HalfLagging(Desk):
    """An app whose searches know Acme alone yet."""

    def search(self, module: str, field: str, values: Sequence[str]) -> tuple[Record, ...]:
        return tuple([each for each in super().search(module, field, values) if each.ref == ACME.ref])


def test_what_the_search_knows_does_not_hide_what_it_does_not_know_yet():
    stage = Stage()
    stage.desk = HalfLagging.of(*[each._replace(modified_ms=SINCE_MS) for each in (ACME, BOLT)], key="books")
    writes = [Create({"contact_name": "Acme"}), Create({"contact_name": "Bolt"})]
    assert stage.ask(writes) == [*yes(ACME), *yes(BOLT)]


def test_an_older_one_of_the_mark_does_not_hide_what_the_search_does_not_know_yet():
    older, made = ACME, customer(24)._replace(modified_ms=SINCE_MS)
    stage = Stage(others=[older])
    stage.desk = HalfLagging.of(older, made, key="books")
    assert stage.ask([Create({"contact_name": "Acme"})]) == yes(made)

"""Records that did not arrive are counted by reason, and a page names no more of them than it may."""

from __future__ import annotations

from zsim.recording.schema import ScenarioRun
from zsim.report.records.arrivals import Arrival
from zsim.report.records.hints import Hint
from zsim.report.records.tally import NotArrived, ReasonTally, shared_out

SKIP, TAKEN, LATE = Hint("decision skip", "Skipped."), Hint("failure taken", "Taken."), Hint("never due", "Due.")


def run(name: str, entries: int = 10) -> ScenarioRun:
    return ScenarioRun(f"folder/{name}", "a.py", "Told.", entries=entries)


def arrival(name: str, hint: Hint = SKIP, product: str = "books", *, lasting: bool = True) -> Arrival:
    return Arrival(product, hint, "skipped", "account", name, f"{name} was skipped", ("CUS-13",), lasting)


def tallies(*found: tuple[Arrival, ScenarioRun]) -> tuple[ReasonTally, ...]:
    not_arrived = NotArrived()
    for each, of in found:
        not_arrived.take_in([each], of)
    return not_arrived.of("books")


def test_records_of_one_name_are_one_row() -> None:
    (skip,) = tallies((arrival("Acme"), run("a[books]")), (arrival("Acme"), run("b[books]")))
    assert [(each.called, each.times) for each in skip.records.values()] == [("Acme", 2)]
    assert (skip.times, len(skip.scenarios)) == (2, 2)


def test_variants_of_a_scenario_count_once() -> None:
    (skip,) = tallies((arrival("Acme"), run("a[books-x]")), (arrival("Acme"), run("a[books-y]")))
    assert len(skip.scenarios) == 1


def test_the_example_is_the_smallest_run() -> None:
    (skip,) = tallies((arrival("Acme"), run("large", 90)), (arrival("Bolt"), run("small", 5)))
    assert skip.example.id == "folder/small"
    assert skip.records["Acme"].example.id == "folder/large"


def test_what_arrived_later_is_counted_apart() -> None:
    (skip,) = tallies((arrival("Acme", lasting=False), run("a")), (arrival("Bolt"), run("a")))
    assert (skip.times, skip.lasting) == (2, 1)


def test_what_nobody_read_comes_last_however_often() -> None:
    found = tallies(
        (arrival("A", LATE), run("a")),
        (arrival("B", LATE), run("a")),
        (arrival("C", TAKEN), run("a")),
    )
    assert [each.hint.key for each in found] == ["failure taken", "never due"]


def test_what_is_of_no_product_is_left_out() -> None:
    assert tallies((arrival("Acme", product=""), run("a"))) == ()


def test_over_all_products_a_reason_stands_once() -> None:
    not_arrived = NotArrived()
    not_arrived.take_in([arrival("Acme"), arrival("Acme", product="invoice")], run("a"))
    ((hint, by_product),) = not_arrived.over_all(["invoice", "books"])
    assert (hint, list(by_product)) == (SKIP, ["invoice", "books"])


def test_reasons_of_many_records_give_way_to_those_of_few() -> None:
    many = [(arrival(f"Many {number}"), run("a")) for number in range(20)]
    found = tallies(*many, (arrival("Few", TAKEN), run("a")))
    shown = {tally.hint.key: len(records) for tally, records in shared_out(found, rows_max=6)}
    assert shown == {"decision skip": 5, "failure taken": 1}


def test_where_there_is_room_all_are_named() -> None:
    found = tallies((arrival("Acme"), run("a")), (arrival("Bolt"), run("a")))
    assert [len(records) for _, records in shared_out(found)] == [2]

"""Runs that failed whole are counted by reason and product."""

from __future__ import annotations

from zsim.recording.schema import ScenarioRun
from zsim.report.records.arrivals import FailedWhole
from zsim.report.records.failed_runs import FailedRuns
from zsim.report.records.hints import Hint

KEY, RIGHT = Hint("run invalid key", "Dead key."), Hint("run no permission", "No right.")


def failed(hint: Hint, product: str = "books", says: str = "it failed") -> FailedWhole:
    return FailedWhole(product, "sync of customers, Books", hint, says)


def test_the_most_frequent_reason_comes_first() -> None:
    runs = FailedRuns()
    runs.take_in([failed(RIGHT), failed(KEY), failed(KEY, "invoice")], ScenarioRun("a", "a.py", "Told."))
    assert [(each.hint, each.times, dict(each.by_product)) for each in runs.all()] == [
        (KEY, 2, {"books": 1, "invoice": 1}),
        (RIGHT, 1, {"books": 1}),
    ]


def test_what_is_said_is_that_of_the_smallest_scenario() -> None:
    runs = FailedRuns()
    runs.take_in([failed(KEY, says="large")], ScenarioRun("a", "a.py", "Told.", entries=9))
    runs.take_in([failed(KEY, says="small")], ScenarioRun("b", "a.py", "Told.", entries=2))
    (key,) = runs.all()
    assert (key.says, key.example.id) == ("small", "b")

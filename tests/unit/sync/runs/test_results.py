"""What a run keeps of the records it answered."""

from __future__ import annotations

from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.results import ResultsSoFar, RunResults


def test_remarks_are_told_in_the_order_of_the_decisions_whenever_they_were_made():
    results = RunResults()
    results.remark(9, "third")
    results.remark(2, "first")
    results.remark(5, "second")
    assert results.remarks == ("first", "second", "third")


def test_two_remarks_on_one_decision_keep_their_order():
    results = RunResults()
    results.remark(2, "b")
    results.remark(2, "a")
    assert results.remarks == ("b", "a")


def test_a_run_begins_with_nothing():
    results = RunResults()
    assert (results.counts, results.retry, results.remarks) == ({}, {}, ())


def test_what_it_came_to_so_far_stays_as_it_was():
    results = RunResults()
    results.counts[Outcome.CREATED] += 1
    results.remark(2, "a")
    so_far = results.so_far
    results.counts[Outcome.CREATED] += 1
    results.remark(3, "b")
    assert so_far == ResultsSoFar({"created": 1}, ((2, "a"),))

"""What a run keeps of the records it answered."""

from __future__ import annotations

from zsim.sync.runs.results import RunResults


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

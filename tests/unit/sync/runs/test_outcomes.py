"""Counts of outcomes in words."""

from __future__ import annotations

from collections import Counter

from zsim.sync.runs.outcomes import Outcome, counts_in_words


def test_counts_are_told_in_the_order_of_the_outcomes_without_zeros():
    counts = Counter({Outcome.FAILED: 1, Outcome.CREATED: 2, Outcome.SKIPPED: 0})
    assert list(counts_in_words(counts).items()) == [("created", 2), ("failed", 1)]


def test_an_outcome_may_be_counted_by_its_word():
    counts = Counter({Outcome.CREATED: 1})
    counts["created"] += 1
    assert counts_in_words(counts) == {"created": 2}

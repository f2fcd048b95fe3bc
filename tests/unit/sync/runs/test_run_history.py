"""What a sync tells of its runs."""

from __future__ import annotations

import pytest

from tests.unit.sync.runs.samples import run_of
from zsim.sync.runs.run_history import Grade, ModuleState, RunEnded, RunStarted, Trigger

COUNTS = {
    "created": 1,
    "updated": 2,
    "unchanged": 4,
    "cloned": 8,
    "overwritten": 16,
    "merged": 32,
    "skipped": 64,
    "deleted": 128,
    "deactivated": 256,
    "conflict": 512,
}


def test_added_are_those_made_on_either_side():
    assert run_of(counts=COUNTS).added == 1 + 8


def test_updated_are_those_whose_values_changed():
    assert run_of(counts=COUNTS).updated == 2 + 16 + 32 + 512


def test_deleted_are_those_deleted_or_made_inactive():
    assert run_of(counts=COUNTS).deleted == 128 + 256


def test_an_outcome_nobody_had_counts_zero_and_an_unknown_one_is_refused():
    assert (run_of(counts=COUNTS).count("skipped"), run_of().count("skipped")) == (64, 0)
    with pytest.raises(ValueError, match="skiped"):
        run_of().count("skiped")


@pytest.mark.parametrize(
    ("run", "told"),
    [
        (run_of(), "1970-01-01 00:00 customers initial: nothing to do (done)"),
        (run_of(counts={"created": 2, "failed": 1}), "1970-01-01 00:00 customers initial: 2 created, 1 failed (done)"),
        (run_of(grade=Grade.FAILED, reason="paused"), "1970-01-01 00:00 customers initial: paused (failed)"),
    ],
)
def test_a_run_in_words(run, told):
    assert str(run) == told


def test_the_entries_of_a_run_in_words():
    assert RunStarted(3, "books", "items", Trigger.SCHEDULED).sentence == "scheduled run 3 of books's items began"
    ended = RunEnded(3, "items", Grade.PARTIAL, None, {"created": 1, "failed": 2})
    assert ended.sentence == "run 3 of items ended partial: 1 created, 2 failed"
    failed = RunEnded(4, "items", Grade.FAILED, "paused", {})
    assert failed.sentence == "run 4 of items ended failed (paused)"


@pytest.mark.parametrize("grade", Grade)
def test_a_module_stands_as_its_last_run_ended(grade: Grade):
    assert ModuleState(grade.value).value == grade.value

"""The checks of how runs end, on the smallest runs that keep and break them."""

from __future__ import annotations

import pytest

from tests.unit.checks.histories import ACME, run
from tests.unit.checks.test_invariants import broken


def test_a_run_without_an_end_is_told_and_nothing_else_is_asked_of_it():
    assert broken(run(ended=False, finished=False)) == ["every-run-ends"]
    assert broken(run(ended=False, outcomes=[(ACME, "created"), (ACME, "failed")])) == ["every-run-ends"]


def test_the_history_grades_a_run_as_it_ended():
    failed = [(ACME, "failed")]
    assert not broken(run(outcomes=failed, grade="partial", history_grade="partial"))
    assert not broken(run(outcomes=[(ACME, "created")], grade="done", history_grade="done"))
    assert broken(run(outcomes=failed, grade="partial", history_grade="done")) == ["graded-as-it-ended"]
    assert broken(run(outcomes=failed, grade="done", history_grade="done")) == ["graded-as-it-ended"]
    assert broken(run(grade="failed", history_grade="done")) == ["graded-as-it-ended"]


@pytest.mark.parametrize("finished", [True, False])
def test_the_checkpoint_is_that_of_the_last_run_that_went_well(finished: bool):
    assert not broken(run(finished=finished, checkpoint_ms=5, done_ms=5))
    assert broken(run(finished=finished, checkpoint_ms=9, done_ms=5)) == ["failure-keeps-checkpoint"]
    assert broken(run(finished=finished, checkpoint_ms=9, done_ms=None)) == ["failure-keeps-checkpoint"]

"""Driving a run: step by step, to its end or until it is stopped."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from tests.unit.sync.stages import HandTiming, gone, journal, told
from zsim.sync.runs.driver import RunDriver, RunSpec
from zsim.sync.runs.engine_state import EngineState
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.results import ResultsSoFar, RunResults
from zsim.sync.runs.run_history import Grade, Run, Trigger


class Killed(BaseException):
    """What ends a process."""


class Stage:
    """A run of three turns that counts how far it came in the engine's state."""

    def __init__(self, *, alone: bool = False) -> None:
        self.timing = HandTiming(5000, alone=alone)
        self.journal = journal()
        self.state = EngineState()
        self.results = RunResults()
        self.turns: list[int | BaseException] = [0, 0, 0]
        self.ended: list[tuple[Run, str | None]] = []
        self.kept: list[ResultsSoFar] = []
        self.driver: RunDriver[str] | None = None
        self.while_stepping: list[object] = []

    def begin(self, *turns: int | BaseException) -> Stage:
        self.turns = list(turns) or self.turns
        spec = RunSpec(7, "books", "customers", Trigger.INSTANT, "sync books customers")
        shared = self.steps(), self.results, self.timing, self.journal, self.state
        self.driver = RunDriver(spec, *shared, self.kept.append, self.done)
        return self

    def done(self, run: Run, left: str | None) -> None:
        self.ended.append((run, left))
        self.state.table("history").put(run.number, run.grade)

    def steps(self) -> Generator[int, None, str]:
        for number, turn in enumerate(self.turns, 1):
            self.state.table("steps").put("done", number)
            self.journal.append("sync", "call", f"call {number}")
            for each in self.while_stepping:
                each()
            if isinstance(turn, BaseException):
                raise turn
            yield turn
        return "left"

    @property
    def grade(self) -> Grade:
        ((run, _),) = self.ended
        return run.grade

    def reached(self) -> int | None:
        """How far the run came as far as is committed."""
        self.state.roll_back()
        return self.state.table("steps").get("done")


def test_a_run_begins_at_its_first_turn_and_not_before():
    stage = Stage().begin()
    assert (stage.reached(), stage.timing.waits) == (None, [0])
    stage.timing.step()
    assert stage.reached() == 1


def test_what_a_run_did_is_committed_whenever_it_lets_others_have_their_turn():
    stage = Stage().begin(0, 0)
    stage.timing.step()
    assert stage.reached() == 1
    stage.timing.step()
    assert stage.reached() == 2


def test_what_a_killed_run_did_since_its_last_turn_is_not_committed():
    stage = Stage().begin(0, Killed())
    stage.timing.step()
    with pytest.raises(Killed):
        stage.timing.step()
    assert (stage.reached(), stage.ended) == (1, [])


def test_what_a_run_came_to_is_kept_where_it_has_changed_and_as_it_was_then():
    stage = Stage()
    results = stage.results
    stage.while_stepping = [lambda: results.counts.update({Outcome.CREATED: 2} if len(stage.kept) < 2 else {})]
    stage.begin(0, 0, 0)
    results.remark(9, "Acme was fused")
    for _ in range(3):
        stage.timing.step()
    assert stage.kept == [ResultsSoFar({"created": count}, ((9, "Acme was fused"),)) for count in (2, 4)]


def test_a_run_waits_as_long_as_it_says():
    stage = Stage().begin(30_000, 0)
    stage.timing.step()
    assert stage.timing.waits == [30_000]


def test_with_nobody_else_due_a_run_goes_on_at_once():
    stage = Stage(alone=True).begin(0, 0, 0)
    stage.timing.step()
    assert (stage.grade, stage.timing.waits) == (Grade.DONE, [])


def test_with_nobody_else_due_a_wait_is_waited_all_the_same():
    stage = Stage(alone=True).begin(0, 30_000, 0)
    stage.timing.step()
    assert (stage.ended, stage.timing.waits) == ([], [30_000])


def test_a_run_that_comes_to_its_end_is_done_and_tells_what_it_left():
    stage = Stage().begin()
    stage.timing.now_ms = 9000
    stage.timing.settle()
    ((run, left),) = stage.ended
    assert (run.grade, run.reason, left) == (Grade.DONE, None, "left")
    assert (run.number, run.module, run.trigger) == (7, "customers", Trigger.INSTANT)
    assert (run.started_ms, run.ended_ms) == (5000, 9000)


def test_a_run_with_a_failed_record_is_partial():
    stage = Stage().begin()
    stage.results.counts[Outcome.FAILED] = 1
    stage.timing.settle()
    ((run, left),) = stage.ended
    assert (run.grade, run.counts, left) == (Grade.PARTIAL, {"failed": 1}, "left")


def test_a_run_tells_the_remarks_of_its_records():
    stage = Stage().begin()
    stage.results.remark(4, "Acme was fused")
    stage.timing.settle()
    assert stage.ended[0][0].remarks == ("Acme was fused",)


def test_a_refusal_ends_the_run_as_failed_with_its_reason_and_leaves_nothing():
    stage = Stage().begin(0, gone())
    stage.timing.settle()
    ((run, left),) = stage.ended
    assert (run.grade, run.reason, left) == (Grade.FAILED, "record not found: there is none", None)


def test_a_defect_ends_the_run_as_failed_and_is_told_to_whoever_is_there():
    stage = Stage().begin(0, KeyError("x"))
    stage.timing.step()
    with pytest.raises(KeyError):
        stage.timing.step()
    assert stage.ended[0][0].reason == "broken off by KeyError: 'x'"


def test_the_end_is_committed_with_what_is_made_of_it():
    stage = Stage().begin()
    stage.timing.settle()
    stage.state.roll_back()
    assert stage.state.table("history").get(7) is Grade.DONE


def test_a_run_that_is_stopped_makes_no_further_call_and_keeps_what_it_did():
    stage = Stage().begin()
    stage.timing.step()
    stage.driver.stop("paused")
    ((run, left),) = stage.ended
    assert (run.grade, run.reason, left) == (Grade.FAILED, "paused", None)
    assert (stage.timing.waits, stage.reached()) == ([], 1)


def test_a_run_stopped_during_its_own_call_ends_once_that_is_answered():
    stage, heard = Stage(alone=True).begin(), []
    stage.while_stepping = [lambda: stage.driver.stop("disabled"), lambda: heard.append(list(stage.ended))]
    stage.timing.step()
    assert heard == [[]], "not in the middle of the call"
    assert (stage.ended[0][0].reason, stage.reached()) == ("disabled", 1)
    assert len(stage.ended) == 1


def test_a_run_that_is_let_go_of_ends_without_a_word():
    stage = Stage().begin()
    stage.timing.step()
    entries = len(stage.journal)
    stage.driver.forget()
    stage.timing.settle()
    assert (stage.ended, len(stage.journal)) == ([], entries)


def test_begin_and_end_stand_in_the_journal_and_what_is_done_between_is_caused_by_the_beginning():
    stage = Stage().begin()
    stage.timing.settle()
    began, ended = told(stage.journal, "run")
    assert began.number == stage.driver.entry == ended.cause
    assert {each.cause for each in told(stage.journal, "call")} == {began.number}
    assert began.detail.sentence == "instant run 7 of books's customers began"
    assert ended.detail.sentence == "run 7 of customers ended done: nothing to do"

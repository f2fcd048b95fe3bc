"""Errands: work that somebody asked for, gone through step by step."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from tests.unit.sync.stages import HandTiming, gone
from zsim.ports.errors import NotFound, VendorError
from zsim.sync.runs.engine_state import EngineState
from zsim.sync.runs.errand import drive


class Killed(BaseException):
    """What ends a process."""


class Stage:
    """An errand of several steps, each of which puts a row."""

    def __init__(self, *turns: int | BaseException, alone: bool = True) -> None:
        self.timing, self.state, self.turns = HandTiming(alone=alone), EngineState(), turns
        self.heard: list[str] = []
        self.told: list[VendorError] = []

    def go(self) -> Stage:
        drive(self.steps(), self.timing, self.state, self.told.append)
        return self

    def hear(self, what: str) -> None:
        self.heard.append(what)
        self.state.table("end").put("end", what)

    def steps(self) -> Generator[int, None, None]:
        try:
            for number, turn in enumerate(self.turns, 1):
                self.state.table("steps").put("done", number)
                if isinstance(turn, BaseException):
                    raise turn
                yield turn
        except NotFound:
            self.hear("failed")
            raise
        self.hear("done")

    @property
    def kept(self) -> int | None:
        """The last step that was committed."""
        self.state.roll_back()
        return self.state.table("steps").get("done")


def test_with_nobody_else_due_an_errand_is_done_before_its_asker_goes_on():
    stage = Stage(0, 0, 0).go()
    assert (stage.heard, stage.timing.waits) == (["done"], [])


def test_with_others_due_its_steps_are_taken_in_turn():
    stage = Stage(0, 0, alone=False).go()
    assert (stage.heard, stage.timing.waits, stage.kept) == ([], [0], 1)
    stage.timing.step()
    assert stage.kept == 2
    stage.timing.step()
    assert (stage.heard, stage.timing.waits) == (["done"], [])


def test_an_app_that_asks_to_wait_is_waited_for():
    stage = Stage(0, 30_000, 0).go()
    assert (stage.heard, stage.timing.waits) == ([], [30_000])
    stage.timing.settle()
    assert stage.heard == ["done"]


def test_a_refusal_is_raised_to_the_one_who_asked_and_ends_the_errand():
    stage = Stage(0, gone(), 0)
    with pytest.raises(NotFound):
        stage.go()
    assert (stage.heard, stage.timing.waits) == (["failed"], [])


def test_a_refusal_that_comes_later_is_told_and_not_raised_to_whoever_lets_time_pass():
    stage = Stage(0, 30_000, gone()).go()
    assert stage.told == []
    stage.timing.settle()
    assert stage.heard == ["failed"]
    assert [type(each) for each in stage.told] == [NotFound]


def test_a_defect_that_comes_later_is_raised():
    stage = Stage(0, 30_000, ValueError("ours")).go()
    with pytest.raises(ValueError, match="ours"):
        stage.timing.settle()
    assert stage.told == []


def test_what_was_done_before_a_refusal_and_what_was_heard_of_it_is_committed():
    stage = Stage(0, gone())
    with pytest.raises(NotFound):
        stage.go()
    assert stage.kept == 2
    assert stage.state.table("end").get("end") == "failed"


def test_the_end_is_committed_with_what_is_made_of_it():
    stage = Stage(0).go()
    assert stage.kept == 1
    assert stage.state.table("end").get("end") == "done"


def test_a_killed_errand_is_neither_done_nor_refused_and_goes_no_further():
    stage = Stage(0, Killed(), 0)
    with pytest.raises(Killed):
        stage.go()
    assert (stage.heard, stage.timing.waits) == ([], [])


def test_what_a_killed_errand_did_since_its_last_turn_is_not_committed():
    stage = Stage(0, Killed())
    with pytest.raises(Killed):
        stage.go()
    assert stage.kept == 1


def test_of_steps_taken_in_a_row_each_is_committed_before_the_next():
    stage = Stage(0, 0, Killed())
    with pytest.raises(Killed):
        stage.go()
    assert stage.kept == 2

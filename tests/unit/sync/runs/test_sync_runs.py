"""The runs of one sync: what each leaves for the next, its history, and how it stands."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from tests.unit.sync.runs.samples import INITIAL, INSTANT, SCHEDULED, run_of
from tests.unit.sync.stages import HandTiming, gone, journal, told
from zsim.kernel.clock import to_datetime
from zsim.ports.errors import VendorError
from zsim.sync.runs.engine_state import EngineState
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.results import RunResults
from zsim.sync.runs.run_history import Grade, ModuleState, Run, Trigger
from zsim.sync.runs.run_queue import RunQueue, RunRequest, UnderWay
from zsim.sync.runs.sync_runs import INTERRUPTED, StartedRun, SyncRuns, state_after

KEY = ("books", "customers")


class Stage:
    """A sync that leaves how often it ran; ``choices`` are what a run begins with, ``refusal`` what it ends with."""

    def __init__(self, state: EngineState | None = None, **more) -> None:
        self.timing, self.journal, self.state = HandTiming(1000), journal(), state or EngineState()
        self.queue = RunQueue("customers", self.timing, self.journal, self.state)
        self.choices, self.open = "first", True
        self.refusal: VendorError | None = None
        self.results = RunResults()
        self.ended: list[tuple[Run, UnderWay | None, int]] = []
        self.runs: SyncRuns[str, int] = SyncRuns(
            KEY,
            "sync books customers",
            self.queue,
            self.timing,
            self.journal,
            self.state,
            first=0,
            is_open=lambda: self.open,
            begin=self.begin,
            on_end=self.on_end,
            **more,
        )

    def begin(self, request: RunRequest) -> StartedRun[str, int]:
        self.results = RunResults()
        return StartedRun(self.choices, self.steps(self.runs.left), self.results)

    def on_end(self, run: Run, under_way: UnderWay | None) -> None:
        self.ended.append((run, under_way, len(self.runs.history)))

    def steps(self, left: int) -> Generator[int, None, int]:
        self.results.counts[Outcome.CREATED] += 1
        self.results.remark(9, "Bolt was fused")
        self.results.remark(2, "Acme was fused")
        yield 0
        if self.refusal is not None:
            raise self.refusal
        return left + 1

    def ran(self, *requests: RunRequest) -> Stage:
        for request in requests:
            self.runs.ask(request)
        self.timing.settle()
        return self


def test_each_run_begins_with_what_the_one_before_left():
    assert Stage().ran(INITIAL, INSTANT, SCHEDULED).runs.left == 3


def test_a_failed_run_leaves_what_was_left_before():
    stage = Stage().ran(INITIAL)
    stage.refusal = gone()
    assert stage.ran(INSTANT).runs.left == 1
    stage.refusal = None
    assert stage.ran(INSTANT).runs.left == 2


@pytest.mark.parametrize(("left", "kept"), [("new", "new"), (None, "former")])
def test_what_a_run_left_is_kept_unless_it_failed(left, kept):
    assert state_after("former", left, run_of()) == kept


def test_what_to_keep_can_be_told_otherwise():
    stage = Stage(remember=lambda former, left, run: former + 10 * run.number)
    assert stage.ran(INITIAL, INSTANT).runs.left == 30


def test_finished_runs_are_history_by_their_numbers():
    stage = Stage().ran(INITIAL, INSTANT)
    assert [(run.number, run.trigger) for run in stage.runs.history] == [(1, Trigger.INITIAL), (2, Trigger.INSTANT)]
    assert stage.runs.next_number == 3


def test_whoever_hears_of_the_end_of_a_run_hears_it_before_it_is_history():
    assert Stage().ran(INITIAL).ended[0][1:] == (None, 0)


def test_a_sync_that_never_ran_stands_as_that():
    assert Stage().runs.status == (ModuleState.NEVER_SYNCED, None)


def test_a_sync_stands_as_running_since_its_run_began():
    stage = Stage()
    stage.runs.ask(INITIAL)
    stage.timing.now_ms = 4000
    assert (stage.runs.status, stage.runs.running) == ((ModuleState.RUNNING, to_datetime(1000)), True)


def test_a_sync_stands_as_its_last_run_ended():
    stage = Stage().ran(INITIAL)
    stage.refusal = gone()
    stage.timing.now_ms = 7000
    stage.ran(INSTANT)
    assert (stage.runs.status, stage.runs.running) == ((ModuleState.FAILED, to_datetime(7000)), False)


def test_a_run_is_known_by_the_choices_it_began_with_until_the_second_after_it_began():
    stage = Stage().ran(INITIAL)
    stage.choices = "second"
    stage.ran(INSTANT)
    assert (stage.runs.choices_in(1), stage.runs.choices_in(2)) == ("first", "second")
    stage.ran(INSTANT)
    assert (stage.runs.choices_in(1), stage.runs.choices_in(3)) == (None, "second")


def test_a_sync_can_be_told_to_begin_with_something_else():
    stage = Stage()
    stage.runs.leave(40)
    assert stage.ran(INITIAL).runs.left == 41


def test_what_waits_of_a_closed_sync_does_not_begin():
    stage = Stage()
    stage.runs.ask(INITIAL)
    stage.runs.ask(INSTANT)
    stage.open = False
    stage.timing.settle()
    assert [run.trigger for run in stage.runs.history] == [Trigger.INITIAL]


def test_a_stopped_run_is_told_as_failed_and_what_waits_is_forgotten():
    stage = Stage()
    stage.runs.ask(INITIAL)
    stage.runs.ask(INSTANT)
    stage.runs.stop("paused")
    stage.timing.settle()
    assert [(run.grade, run.reason) for run in stage.runs.history] == [(Grade.FAILED, "paused")]


def interrupted() -> Stage:
    """A process that takes over after another stopped in its second run, a little later."""
    stage = Stage().ran(INITIAL)
    stage.runs.ask(INSTANT)
    anew = Stage(stage.state)
    anew.timing.now_ms = 9000
    anew.queue.recover()
    return anew


def test_a_run_that_was_interrupted_is_history_as_failed_with_what_was_left_before():
    stage = interrupted()
    run = stage.runs.history[-1]
    assert (run.number, run.grade, run.reason, run.counts) == (2, Grade.FAILED, INTERRUPTED, {})
    assert (run.started_ms, run.ended_ms, run.trigger) == (1000, 9000, Trigger.INSTANT)
    assert stage.runs.left == 1


def test_a_run_that_was_interrupted_is_told_with_what_is_known_of_it():
    ((run, under_way, _),) = interrupted().ended
    assert (under_way.number, under_way.request) == (run.number, INSTANT)


def test_a_run_that_was_interrupted_tells_what_it_did_as_far_as_that_is_committed():
    stage = Stage()
    stage.runs.ask(INITIAL)
    stage.timing.step()
    stage.results.counts[Outcome.UPDATED] += 1
    anew = Stage(stage.state)
    anew.queue.recover()
    (run,) = anew.runs.history
    assert (run.counts, run.remarks) == ({"created": 1}, ("Acme was fused", "Bolt was fused"))
    (ended,) = told(anew.journal, "run")
    assert ended.detail.sentence == "run 1 of customers ended failed (the engine was stopped): 1 created"


def test_the_run_after_one_that_was_interrupted_counts_for_itself():
    stage = Stage()
    stage.runs.ask(INITIAL)
    stage.timing.step()
    anew = Stage(stage.state)
    anew.queue.recover()
    anew.queue.go_on()
    anew.queue.recover()
    assert [run.counts for run in anew.runs.history] == [{"created": 1}, {}]


def test_the_end_of_an_interrupted_run_is_in_the_journal_and_caused_by_its_beginning():
    stage = Stage()
    stage.runs.ask(INITIAL)
    stage.queue.recover()
    began, ended = told(stage.journal, "run")
    assert ended.cause == began.number
    assert ended.detail.sentence == "run 1 of customers ended failed (the engine was stopped)"


def test_a_run_that_was_interrupted_is_done_again_under_the_next_number():
    stage = interrupted()
    stage.queue.go_on()
    stage.timing.settle()
    assert [(run.number, run.grade) for run in stage.runs.history[1:]] == [(2, Grade.FAILED), (3, Grade.DONE)]
    assert stage.runs.left == 2


def test_a_module_and_an_organisation_together_tell_two_syncs_apart():
    state = EngineState()
    Stage(state).ran(INITIAL)
    other: SyncRuns[str, int] = SyncRuns(
        ("invoice", "customers"),
        "sync",
        RunQueue("other", HandTiming(), journal(), state),
        HandTiming(),
        journal(),
        state,
        first=0,
        is_open=lambda: True,
        begin=lambda request: StartedRun("", iter(()), RunResults()),
        on_end=lambda run, under_way: None,
    )
    assert (other.history, other.left) == ((), 0)

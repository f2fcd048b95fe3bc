"""One run at a time: what waits, in which order, and what becomes of it when the engine stops."""

from __future__ import annotations

import pytest

from tests.unit.sync.runs.samples import CUSTOMERS, INITIAL, INSTANT, ITEMS, SCHEDULED, SINGLE, Waiting
from tests.unit.sync.stages import HandTiming, journal, told
from zsim.kernel.journal import ROOT
from zsim.sync.runs.engine_state import EngineState
from zsim.sync.runs.run_history import Grade, Trigger
from zsim.sync.runs.run_queue import QueueRow, RunQueue, RunRequest


class Stage:
    """One queue, and two syncs whose runs must not overlap."""

    def __init__(self, state: EngineState | None = None) -> None:
        self.timing, self.journal, self.state = HandTiming(), journal(), state or EngineState()
        self.customers, self.items = Waiting(CUSTOMERS), Waiting(ITEMS)
        self.queue = RunQueue("all", self.timing, self.journal, self.state)
        self.queue.join(self.customers)
        self.queue.join(self.items)

    def asked(self, *requests: tuple[tuple[str, str], RunRequest]) -> Stage:
        for key, request in requests:
            self.queue.ask(key, request)
        return self

    def end_one(self) -> None:
        """Let the run under way come to its end."""
        ended = self.count
        while self.count == ended:
            assert self.timing.step()

    @property
    def row(self) -> QueueRow:
        """What of the queue is not forgotten."""
        return self.state.table("queues").rows["all"]

    @property
    def count(self) -> int:
        return len(self.customers.finished) + len(self.items.finished)


def test_a_run_starts_at_once_where_none_is_under_way():
    stage = Stage().asked((CUSTOMERS, INITIAL))
    assert stage.customers.begun == [INITIAL]
    held = stage.queue.under_way(CUSTOMERS)
    assert (held.request, held.number, held.started_ms) == (INITIAL, 1, 0)
    assert stage.queue.under_way(ITEMS) is None


def test_runs_of_all_syncs_go_in_the_order_they_were_asked_for():
    stage = Stage().asked((CUSTOMERS, INITIAL), (ITEMS, INITIAL), (CUSTOMERS, INSTANT))
    assert (stage.customers.begun, stage.items.begun) == ([INITIAL], [])
    stage.end_one()
    assert (stage.customers.begun, stage.items.begun) == ([INITIAL], [INITIAL])
    stage.end_one()
    assert stage.customers.begun == [INITIAL, INSTANT]


@pytest.mark.parametrize("trigger", [Trigger.SCHEDULED, Trigger.NOTIFIED])
def test_of_repeatable_requests_of_a_sync_one_waits_at_most(trigger: Trigger):
    again = RunRequest(trigger, 0)
    stage = Stage().asked((CUSTOMERS, INITIAL), (ITEMS, again), (ITEMS, again), (CUSTOMERS, again))
    stage.timing.settle()
    assert (stage.items.begun, stage.customers.begun) == ([again], [INITIAL, again])


def test_a_scheduled_and_a_notified_run_may_both_wait():
    notified = RunRequest(Trigger.NOTIFIED, 0)
    stage = Stage().asked((CUSTOMERS, INITIAL), (CUSTOMERS, SCHEDULED), (CUSTOMERS, notified))
    stage.timing.settle()
    assert stage.customers.begun == [INITIAL, SCHEDULED, notified]


def test_every_single_fetch_waits_for_itself():
    stage = Stage().asked((CUSTOMERS, INITIAL), (CUSTOMERS, SINGLE), (CUSTOMERS, SINGLE))
    stage.timing.settle()
    assert stage.customers.begun == [INITIAL, SINGLE, SINGLE]


def test_who_asks_between_two_runs_does_not_overtake_who_waits():
    stage = Stage().asked((CUSTOMERS, INITIAL), (ITEMS, INITIAL))
    ended = stage.customers.ended

    def ended_and_asked(run, left):
        ended(run, left)
        stage.queue.ask(CUSTOMERS, INSTANT)

    stage.customers.ended = ended_and_asked
    stage.end_one()
    assert (stage.items.begun, stage.customers.begun) == ([INITIAL], [INITIAL])


def test_what_waits_of_a_closed_sync_is_forgotten_when_its_turn_comes():
    stage = Stage().asked((CUSTOMERS, INITIAL), (ITEMS, INITIAL), (CUSTOMERS, INSTANT))
    stage.items.open = False
    stage.timing.settle()
    assert (stage.items.begun, stage.customers.begun) == ([], [INITIAL, INSTANT])


def test_a_forgotten_sync_waits_for_nothing_and_the_others_do():
    stage = Stage().asked((CUSTOMERS, INITIAL), (ITEMS, INITIAL), (CUSTOMERS, INSTANT))
    stage.queue.forget(ITEMS)
    stage.timing.settle()
    assert (stage.items.begun, stage.customers.begun) == ([], [INITIAL, INSTANT])


def test_stopping_a_sync_ends_its_run_and_forgets_what_waits_of_it_alone():
    stage = Stage().asked((CUSTOMERS, INITIAL), (ITEMS, INITIAL), (CUSTOMERS, SCHEDULED))
    stage.queue.stop(CUSTOMERS, "paused")
    ((run, left),) = stage.customers.finished
    assert (run.grade, run.reason, left) == (Grade.FAILED, "paused", None)
    stage.timing.settle()
    assert (stage.items.begun, stage.customers.begun) == ([INITIAL], [INITIAL])


def test_stopping_a_sync_that_only_waits_leaves_the_run_of_another_alone():
    stage = Stage().asked((CUSTOMERS, INITIAL), (ITEMS, INITIAL))
    stage.queue.stop(ITEMS, "paused")
    stage.timing.settle()
    assert stage.customers.finished[0][0].grade is Grade.DONE
    assert stage.items.begun == []


def test_runs_of_the_trigger_to_spare_go_on():
    stage = Stage().asked((CUSTOMERS, SINGLE), (CUSTOMERS, SCHEDULED), (CUSTOMERS, SINGLE))
    stage.queue.stop(CUSTOMERS, "paused", spare=Trigger.SINGLE)
    stage.timing.settle()
    assert stage.customers.begun == [SINGLE, SINGLE]
    assert [run.grade for run, _ in stage.customers.finished] == [Grade.DONE, Grade.DONE]


def test_a_run_hands_over_what_it_left():
    stage = Stage().asked((CUSTOMERS, INITIAL))
    stage.timing.settle()
    assert stage.customers.finished[0][1] == "left"


def test_a_run_is_caused_by_what_asked_for_it_however_long_it_waited():
    stage = Stage()
    causes = [stage.journal.append("somebody", "command", "sync") for _ in range(2)]
    stage.asked((CUSTOMERS, RunRequest(Trigger.INITIAL, causes[0])), (ITEMS, RunRequest(Trigger.INITIAL, causes[1])))
    stage.timing.settle()
    began = [each for each in told(stage.journal, "run") if hasattr(each.detail, "trigger")]
    assert [each.cause for each in began] == causes


@pytest.mark.parametrize("verb", ["ask", "stop"])
def test_what_is_asked_for_and_stopped_outlives_a_roll_back(verb: str):
    stage = Stage().asked((CUSTOMERS, INITIAL), (ITEMS, INITIAL))
    if verb == "stop":
        stage.queue.stop(ITEMS, "paused")
    before = stage.row
    stage.state.roll_back()
    assert stage.row == before


def restarted(stage: Stage) -> Stage:
    """Another process over the same state, told what was under way."""
    anew = Stage(stage.state)
    anew.queue.recover()
    return anew


def test_after_a_stop_the_run_under_way_is_told_as_broken_off_and_is_first_again():
    stage = Stage().asked((CUSTOMERS, INITIAL), (ITEMS, INITIAL))
    held = stage.queue.under_way(CUSTOMERS)
    anew = restarted(stage)
    assert anew.customers.broken_off == [held]
    assert anew.row == QueueRow(None, ((CUSTOMERS, INITIAL), (ITEMS, INITIAL)))
    anew.queue.go_on()
    assert (anew.customers.begun, anew.items.begun) == ([INITIAL], [])
    assert anew.queue.under_way(CUSTOMERS).number == 2


def test_after_a_stop_the_run_of_the_dead_process_does_nothing_more():
    stage = Stage().asked((CUSTOMERS, INITIAL))
    stage.queue.recover()
    stage.timing.settle()
    assert (stage.customers.finished, len(stage.customers.broken_off)) == ([], 1)


def test_after_a_stop_with_nothing_under_way_nothing_is_broken_off():
    stage = Stage().asked((CUSTOMERS, INITIAL))
    stage.timing.settle()
    anew = restarted(stage)
    anew.queue.go_on()
    assert (anew.customers.broken_off, anew.customers.begun) == ([], [])


def test_going_on_starts_nothing_while_a_run_is_under_way():
    stage = Stage().asked((CUSTOMERS, INITIAL), (ITEMS, INITIAL))
    stage.queue.go_on()
    assert stage.items.begun == []


def test_in_another_journal_what_waits_and_what_is_under_way_has_no_cause():
    stage = Stage().asked((CUSTOMERS, RunRequest(Trigger.INITIAL, 5)), (ITEMS, RunRequest(Trigger.INITIAL, 6)))
    anew = Stage(stage.state)
    anew.queue.forget_causes()
    row = anew.row
    assert (row.under_way.entry, row.under_way.request.cause) == (ROOT, ROOT)
    assert [request.cause for _, request in row.waiting] == [ROOT]
    assert row.under_way.request.trigger is Trigger.INITIAL


def test_queues_of_two_names_do_not_wait_for_each_other():
    state = EngineState()
    first, second = Stage(state), Stage(state)
    second.queue = RunQueue("other", second.timing, second.journal, state)
    second.queue.join(second.customers)
    first.asked((CUSTOMERS, INITIAL))
    second.asked((CUSTOMERS, INITIAL))
    assert second.customers.begun == [INITIAL]

"""The slots of a module by themselves."""

from __future__ import annotations

import pytest

from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
from zsim.kernel.schedule import Schedule
from zsim.sync.runs.engine_state import EngineState
from zsim.sync.runs.slots import Slots, may_run
from zsim.world.timing import WorldTiming

HOUR = 3_600_000
NOON = 12 * HOUR


class Stage:
    """Slots two hours apart at noon, and when each of them came."""

    def __init__(self, state: EngineState | None = None, name: str = "customers") -> None:
        self.clock = Clock(NOON)
        self.schedule = Schedule(self.clock)
        self.period_ms = 2 * HOUR
        self.came: list[int] = []
        timing = WorldTiming(self.clock, self.schedule, Journal(self.clock), 0, lambda: None)
        self.state = state or EngineState()
        self.due = lambda: self.came.append(self.clock.now_ms)
        self.slots = Slots(name, timing, self.state, lambda: self.period_ms, self.strike)

    def strike(self) -> None:
        self.due()

    def wait(self, hours: int) -> None:
        self.schedule.run_until(self.clock.now_ms + hours * HOUR)


def test_without_a_base_there_is_no_slot():
    stage = Stage()
    stage.slots.reset()
    stage.wait(5)
    assert stage.slots.next_ms is None
    assert stage.came == []


def test_slots_come_a_period_apart_from_the_base():
    stage = Stage()
    stage.slots.count_from(NOON)
    stage.wait(5)
    assert stage.came == [NOON + 2 * HOUR, NOON + 4 * HOUR]
    assert stage.slots.next_ms == NOON + 6 * HOUR


def test_a_base_long_past_keeps_its_slots():
    stage = Stage()
    stage.slots.count_from(NOON - 5 * HOUR)
    stage.wait(2)
    assert stage.came == [NOON + HOUR]


def test_resetting_does_not_shift_the_slots():
    stage = Stage()
    stage.slots.count_from(NOON)
    stage.wait(1)
    stage.slots.reset()
    stage.wait(2)
    assert stage.came == [NOON + 2 * HOUR]


def test_without_a_period_the_slots_end_until_there_is_one_again():
    stage = Stage()
    stage.slots.count_from(NOON)
    stage.period_ms = 0
    stage.slots.reset()
    stage.wait(3)
    stage.period_ms = 2 * HOUR
    stage.slots.reset()
    stage.wait(2)
    assert stage.came == [NOON + 4 * HOUR]


def test_a_lost_base_ends_the_slots():
    stage = Stage()
    stage.slots.count_from(NOON)
    stage.slots.count_from(None)
    stage.wait(5)
    assert stage.came == []


@pytest.mark.parametrize(
    ("open", "paused", "runs"), [(True, False, True), (True, True, False), (False, False, False), (False, True, False)]
)
def test_a_slot_runs_over_an_open_connection_that_is_not_paused(open, paused, runs):
    assert may_run(open, paused) is runs


def test_a_slot_comes_later_than_now_even_right_at_one():
    stage = Stage()
    stage.slots.count_from(NOON)
    assert stage.slots.next_ms == NOON + 2 * HOUR
    stage.wait(2)
    assert stage.slots.next_ms == NOON + 4 * HOUR


def test_the_base_and_the_next_slot_outlive_a_roll_back():
    stage = Stage()
    stage.slots.count_from(NOON)
    stage.state.roll_back()
    assert (stage.slots.base_ms, stage.slots.alarm.armed.at_ms) == (NOON, NOON + 2 * HOUR)


def test_another_process_wakes_up_when_the_stopped_one_would_have():
    stage = Stage()
    stage.slots.count_from(NOON)
    anew = Stage(stage.state)
    anew.wait(3)
    assert anew.came == [], "nothing is set before it is told to"
    again = Stage(stage.state)
    again.slots.alarm.rearm()
    again.wait(3)
    assert again.came == [NOON + 2 * HOUR]


def test_setting_the_timer_again_does_not_wake_up_twice():
    stage = Stage()
    stage.slots.count_from(NOON)
    stage.slots.alarm.rearm()
    stage.wait(3)
    assert stage.came == [NOON + 2 * HOUR]


def test_alarms_are_numbered_in_the_order_in_which_they_were_set():
    stage = Stage()
    other = Stage(stage.state, "items")
    stage.slots.count_from(NOON)
    other.slots.count_from(NOON)
    first = stage.slots.alarm.armed.number
    assert other.slots.alarm.armed.number > first
    stage.slots.reset()
    assert stage.slots.alarm.armed.number > other.slots.alarm.armed.number


def test_when_a_slot_comes_the_next_one_is_set_before_anything_is_done():
    stage = Stage()
    set_then: list[int] = []
    stage.slots.count_from(NOON)
    stage.due = lambda: set_then.append(stage.slots.alarm.armed.at_ms)
    stage.wait(2)
    assert set_then == [NOON + 4 * HOUR]

"""The engine's time over the world's schedule."""

from __future__ import annotations

import pytest

from zsim.faults import EngineKilled
from zsim.kernel.clock import Clock
from zsim.kernel.journal import ROOT, Journal
from zsim.kernel.schedule import Schedule
from zsim.world.timing import WorldTiming

NOON = 12 * 3_600_000


class Stage:
    """A clock, a schedule and a journal with the timing over them."""

    def __init__(self, call_ms: int = 0) -> None:
        self.clock = Clock(NOON)
        self.schedule = Schedule(self.clock)
        self.journal = Journal(self.clock)
        self.done = 0
        self.timing = WorldTiming(self.clock, self.schedule, self.journal, call_ms, self.count)

    def count(self) -> None:
        self.done += 1

    def note(self) -> None:
        self.journal.append("somebody", "deed", None)


def test_a_call_set_for_later_happens_at_its_time():
    stage = Stage()
    stage.timing.call_at(NOON + 5, stage.note)
    stage.schedule.run_until(NOON + 4)
    assert len(stage.journal) == 0
    stage.schedule.run_until(NOON + 5)
    assert stage.journal[1].at_ms == NOON + 5


def test_what_happens_later_keeps_the_cause_in_force_when_it_was_set():
    stage = Stage()
    cause = stage.journal.append("Rita", "command", None)
    with stage.journal.because(cause):
        stage.timing.call_at(NOON + 5, stage.note)
    stage.schedule.run_until(NOON + 5)
    assert stage.journal[2].cause == cause


def test_the_cause_of_a_timer_ends_with_it_even_when_it_fails():
    stage = Stage()
    with stage.journal.because(7):
        stage.timing.call_at(NOON, lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        stage.schedule.settle()
    assert stage.journal.cause == ROOT


def test_without_network_a_breath_takes_no_time():
    stage = Stage()
    stage.timing.yield_for(0, stage.note)
    stage.schedule.settle()
    assert stage.journal[1].at_ms == NOON


def test_with_network_every_breath_takes_a_call():
    stage = Stage(call_ms=40)
    stage.timing.yield_for(2, stage.note)
    stage.schedule.next_event()
    assert stage.timing.now_ms == NOON + 42


def test_a_cancelled_call_never_happens():
    stage = Stage()
    stage.timing.call_at(NOON + 5, stage.note).cancel()
    stage.schedule.run_until(NOON + 9)
    assert len(stage.journal) == 0


def test_whoever_asked_is_told_after_each_call():
    stage = Stage()
    stage.timing.call_at(NOON, stage.note)
    stage.timing.call_at(NOON + 1, stage.note)
    stage.schedule.run_until(NOON + 1)
    assert stage.done == 2


def test_a_breath_that_takes_no_time_while_nothing_is_due_need_not_be_taken():
    assert Stage().timing.nothing_else_due(0)


def test_a_breath_that_takes_time_is_taken():
    assert not Stage().timing.nothing_else_due(2)
    assert not Stage(call_ms=5).timing.nothing_else_due(0)


def test_a_breath_is_taken_while_something_else_is_due_now():
    stage = Stage()
    stage.timing.call_at(stage.clock.now_ms, stage.note)
    assert not stage.timing.nothing_else_due(0)


def killed() -> None:
    raise EngineKilled("the 1st call")


def test_whoever_hooks_into_the_end_of_the_engine_is_told_and_time_goes_on():
    stage = Stage()
    ends: list[int] = []
    timing = WorldTiming(
        stage.clock, stage.schedule, stage.journal, 0, stage.count, lambda: ends.append(stage.clock.now_ms)
    )
    timing.call_at(NOON, killed)
    timing.call_at(NOON + 1, stage.note)
    stage.schedule.run_until(NOON + 1)
    assert ends == [NOON]
    assert stage.done == 2


def test_killed_over_what_falls_due_in_the_midst_of_its_call_the_engine_dies_as_a_whole():
    """Somebody lets time pass while the engine waits for an answer, and it is killed over what falls due then."""
    stage = Stage()
    told: list[str] = []
    timing = WorldTiming(stage.clock, stage.schedule, stage.journal, 0, stage.count, lambda: told.append("started"))

    def call() -> None:
        timing.call_at(NOON, stage.note)
        stage.schedule.settle()
        told.append("at work" if timing.acting else "idle")
        timing.call_at(NOON, killed)
        stage.schedule.settle()
        told.append("answered")

    timing.call_at(NOON, call)
    stage.schedule.settle()
    assert told == ["at work", "started"]


def test_without_a_hook_the_end_of_the_engine_is_raised():
    stage = Stage()
    stage.timing.call_at(NOON, killed)
    with stage.journal.because(7), pytest.raises(EngineKilled):
        stage.schedule.settle()

"""The schedule: what fires, when, and in which order."""

from __future__ import annotations

from functools import partial

import pytest

from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.kernel.schedule import SWEPT_EVERY, Schedule


@pytest.fixture
def clock() -> Clock:
    """A clock at zero."""
    return Clock(0)


@pytest.fixture
def schedule(clock: Clock) -> Schedule:
    """A schedule without timers."""
    return Schedule(clock)


def test_timers_fire_by_time_then_number(schedule: Schedule) -> None:
    fired: list[str] = []
    schedule.at(20, partial(fired.append, "later"))
    schedule.at(10, partial(fired.append, "first"))
    schedule.at(10, partial(fired.append, "second"))
    schedule.run_until(20)
    assert fired == ["first", "second", "later"]


def test_an_action_sees_the_time_it_was_due(clock: Clock, schedule: Schedule) -> None:
    seen: list[int] = []
    schedule.at(7, lambda: seen.append(clock.now_ms))
    schedule.run_until(100)
    assert seen == [7]


def test_afterwards_the_clock_stands_at_the_end(clock: Clock, schedule: Schedule) -> None:
    schedule.run_until(100)
    assert clock.now_ms == 100


def test_what_an_action_makes_due_before_the_end_fires_too(schedule: Schedule) -> None:
    fired: list[str] = []

    def make() -> None:
        schedule.after(1, partial(fired.append, "made"))

    schedule.at(1, make)
    schedule.run_until(2)
    assert fired == ["made"]


def test_a_cancelled_timer_never_fires(schedule: Schedule) -> None:
    fired: list[str] = []
    schedule.at(1, partial(fired.append, "cancelled")).cancel()
    schedule.run_until(2)
    assert fired == []


def test_a_timer_is_pending_until_it_fires(schedule: Schedule) -> None:
    timer = schedule.at(1, lambda: None)
    assert timer.action is not None
    schedule.run_until(1)
    assert timer.action is None


def test_a_timer_in_the_past_is_refused(clock: Clock, schedule: Schedule) -> None:
    clock.move_to(10)
    with pytest.raises(UsageError, match="now or later"):
        schedule.at(9, lambda: None)


def test_a_negative_delay_is_refused(schedule: Schedule) -> None:
    with pytest.raises(UsageError, match="now or later"):
        schedule.after(-1, lambda: None)


def test_running_into_the_past_is_refused(clock: Clock, schedule: Schedule) -> None:
    clock.move_to(10)
    with pytest.raises(UsageError, match="forward only"):
        schedule.run_until(9)


def test_settling_fires_what_is_due_now_and_moves_nothing(clock: Clock, schedule: Schedule) -> None:
    fired: list[str] = []

    def make() -> None:
        schedule.after(0, partial(fired.append, "made"))

    schedule.after(0, make)
    schedule.after(1, partial(fired.append, "later"))
    schedule.settle()
    assert (fired, clock.now_ms) == (["made"], 0)


def test_the_next_event_fires_all_that_is_due_with_it(clock: Clock, schedule: Schedule) -> None:
    fired: list[str] = []
    for at_ms, name in ((5, "a"), (5, "b"), (6, "c")):
        schedule.at(at_ms, partial(fired.append, name))
    assert schedule.next_event()
    assert (fired, clock.now_ms) == (["a", "b"], 5)


def test_there_is_no_next_event_without_a_pending_timer(clock: Clock, schedule: Schedule) -> None:
    schedule.at(5, lambda: None).cancel()
    assert not schedule.next_event()
    assert clock.now_ms == 0


def test_the_next_time_skips_cancelled_timers(schedule: Schedule) -> None:
    schedule.at(5, lambda: None).cancel()
    schedule.at(8, lambda: None)
    assert schedule.next_at_ms() == 8


def test_a_timer_made_late_by_an_action_that_took_time_fires_at_once(clock: Clock, schedule: Schedule) -> None:
    seen: list[int] = []
    schedule.at(1, lambda: clock.move_to(50))
    schedule.at(2, lambda: seen.append(clock.now_ms))
    schedule.run_until(10)
    assert (seen, clock.now_ms) == ([50], 50)


def test_the_next_event_may_be_late(clock: Clock, schedule: Schedule) -> None:
    fired: list[str] = []
    schedule.at(2, partial(fired.append, "late"))
    clock.move_to(50)
    assert schedule.next_event()
    assert (fired, clock.now_ms) == (["late"], 50)


def test_cancelled_timers_do_not_pile_up(schedule: Schedule) -> None:
    for _ in range(10 * SWEPT_EVERY):
        schedule.after(10**9, lambda: None).cancel()
    assert len(schedule) <= SWEPT_EVERY


def test_cancelled_timers_are_swept_out_among_many_that_are_pending(schedule: Schedule) -> None:
    for _ in range(2 * SWEPT_EVERY):
        schedule.after(10**9, lambda: None)
    for _ in range(20 * SWEPT_EVERY):
        schedule.after(10**9, lambda: None).cancel()
    assert len(schedule) <= 5 * 2 * SWEPT_EVERY


def test_pending_timers_are_never_swept_out(schedule: Schedule) -> None:
    fired: list[int] = []
    for number in range(3 * SWEPT_EVERY):
        schedule.at(number // 2, partial(fired.append, number))
    assert len(schedule) == 3 * SWEPT_EVERY
    schedule.run_until(3 * SWEPT_EVERY)
    assert fired == list(range(3 * SWEPT_EVERY))


def test_timers_fire_in_their_order_though_others_are_swept_out_meanwhile(schedule: Schedule) -> None:
    fired: list[tuple[int, int]] = []

    def act(due: tuple[int, int]) -> None:
        """Fire, and set more timers than bring a sweep, each cancelled at once."""
        fired.append(due)
        for _ in range(SWEPT_EVERY):
            schedule.after(10**9, lambda: None).cancel()

    wanted = [(number * 7 % 5, number) for number in range(12)]
    timers = [schedule.at(due[0], partial(act, due)) for due in wanted]
    for each in timers[::4]:
        each.cancel()
    schedule.run_until(10)
    assert fired == sorted([each for number, each in enumerate(wanted) if number % 4])


def test_it_tells_whether_something_that_fell_due_is_being_done(schedule: Schedule) -> None:
    seen: list[bool] = []
    schedule.at(10, lambda: seen.append(schedule.firing))
    schedule.at(20, lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        schedule.run_for(30)
    assert (seen, schedule.firing) == ([True], False)

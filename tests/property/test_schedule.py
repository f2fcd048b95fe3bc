"""What holds of the schedule and of recurrences whatever is asked of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from itertools import count, pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zsim.kernel.clock import Clock, to_datetime, to_ms
from zsim.kernel.recurrence import Daily, Every, Monthly, Recurrence, Weekly
from zsim.kernel.schedule import Schedule, Timer
from zsim.kernel.zones import zone


class Plan(NamedTuple):
    """A timer to be set, and those its action sets: when (from then), and whether cancelled."""

    delay_ms: int
    cancelled: bool
    then: tuple[Plan, ...] = ()


Due = tuple[int, int]


class Fired(NamedTuple):
    """What was seen of a timer that fired: what it was due by, what should have fired then, and the clock."""

    due: Due
    expected: Due
    now_ms: int


def plans(then: st.SearchStrategy[tuple[Plan, ...]]) -> st.SearchStrategy[tuple[Plan, ...]]:
    """A few timers; short delays, so that many fall due together."""
    one = st.builds(Plan, st.integers(0, 5), st.booleans(), then)
    return st.lists(one, max_size=4).map(tuple)


PLANS = plans(plans(plans(st.just(()))))
STEPS = st.lists(st.integers(0, 6), max_size=6)
ZONES = st.sampled_from(
    [
        "UTC",
        "Africa/Cairo",
        "America/New_York",
        "America/Nuuk",
        "America/Sao_Paulo",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "Europe/Berlin",
        "Pacific/Apia",
    ]
)
TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
STARTS = st.integers(to_ms(datetime(2010, 1, 1, tzinfo=UTC)), to_ms(datetime(2037, 1, 1, tzinfo=UTC)))
NEAR_CHANGES = st.sampled_from(
    [
        to_ms(datetime.fromisoformat(f"{day}T00:00Z"))
        for day in ("2011-12-28", "2017-10-13", "2024-03-08", "2024-03-28", "2024-04-24", "2024-10-25", "2024-11-01")
    ]
)
LOCAL: st.SearchStrategy[Recurrence] = st.one_of(
    st.builds(Daily, TIMES, ZONES),
    st.builds(Weekly, st.integers(0, 6), TIMES, ZONES),
    st.builds(Monthly, st.integers(1, 31), TIMES, ZONES),
)
RECURRENCES: st.SearchStrategy[Recurrence] = LOCAL | st.builds(Every, st.integers(1, 48), STARTS)


def fire(schedule: Schedule, clock: Clock, plan: tuple[Plan, ...], steps: list[int]) -> list[Fired]:
    """Set the timers of a plan, move time by the steps, then to the end, and tell what fired."""
    fired: list[Fired] = []
    pending: list[Due] = []
    numbers = count()

    def set_timers(some: tuple[Plan, ...]) -> None:
        for each in some:
            due = (clock.now_ms + each.delay_ms, next(numbers))
            timer = schedule.at(due[0], act(each, due))
            if each.cancelled:
                timer.cancel()
            else:
                pending.append(due)

    def act(each: Plan, due: Due) -> Callable[[], None]:
        def action() -> None:
            fired.append(Fired(due, min(pending), clock.now_ms))
            if due in pending:
                pending.remove(due)
            set_timers(each.then)

        return action

    set_timers(plan)
    for step in steps:
        schedule.run_until(clock.now_ms + step)
    while schedule.next_event():
        pass
    assert pending == []
    return fired


def check_firing(fired: list[Fired]) -> None:
    """Each timer that fired was the first of those pending by (time, number), and it was its time."""
    assert [each.due for each in fired] == [each.expected for each in fired]
    assert [each.now_ms for each in fired] == [each.due[0] for each in fired]


@given(PLANS, STEPS)
def test_timers_fire_in_order_of_time_and_number(plan: tuple[Plan, ...], steps: list[int]) -> None:
    clock = Clock(0)
    check_firing(fire(Schedule(clock), clock, plan, steps))


@given(PLANS, STEPS)
def test_the_clock_only_moves_forwards(plan: tuple[Plan, ...], steps: list[int]) -> None:
    shown: list[int] = []
    clock = Clock(0, shown.append)
    fire(Schedule(clock), clock, plan, steps)
    assert shown == sorted(set(shown))


@given(plans(st.just(())), STEPS)
def test_a_cancelled_timer_never_fires(plan: tuple[Plan, ...], steps: list[int]) -> None:
    clock = Clock(0)
    fired = fire(Schedule(clock), clock, plan, steps)
    assert {each.due[1] for each in fired} == {number for number, each in enumerate(plan) if not each.cancelled}


class NewestFirst(Schedule):
    """A planted bug: of timers due at once, the one set last goes first."""

    __slots__ = ()

    def at(self, at_ms: int, action: Callable[[], None]) -> Timer:
        """Count downwards."""
        self._number -= 2
        return super().at(at_ms, action)


class FiresCancelled(Schedule):
    """A planted bug: cancelling does nothing."""

    __slots__ = ()

    def at(self, at_ms: int, action: Callable[[], None]) -> Timer:
        """Hand out a timer that is not the one scheduled."""
        super().at(at_ms, action)
        return Timer(at_ms, action)


@pytest.mark.parametrize("planted", [NewestFirst, FiresCancelled])
def test_a_planted_bug_is_noticed(planted: type[Schedule]) -> None:
    clock = Clock(0)
    plan = (Plan(1, cancelled=False), Plan(1, cancelled=False), Plan(0, cancelled=True))
    with pytest.raises(AssertionError):
        check_firing(fire(planted(clock), clock, plan, []))


def instants(recurrence: Recurrence, start_ms: int, number: int) -> list[int]:
    """The next instants of a recurrence."""
    found = []
    for _ in range(number):
        start_ms = recurrence.next_after(start_ms)
        found.append(start_ms)
    return found


def check_one_per_local_date(found: list[int], key: str) -> None:
    """No local date has two of the instants."""
    dates = [to_datetime(each).astimezone(zone(key)).date() for each in found]
    assert len(set(dates)) == len(dates)


@given(RECURRENCES, STARTS | NEAR_CHANGES)
def test_a_recurrence_strictly_increases(recurrence: Recurrence, start_ms: int) -> None:
    found = [start_ms, *instants(recurrence, start_ms, 8)]
    assert all(before < after for before, after in pairwise(found))


@given(RECURRENCES, STARTS | NEAR_CHANGES, st.integers(0, 10**9))
def test_a_recurrence_leaves_nothing_out(recurrence: Recurrence, start_ms: int, later_ms: int) -> None:
    """Whoever asks later is told the same next instant, until it is there."""
    following = recurrence.next_after(start_ms)
    assert recurrence.next_after(min(start_ms + later_ms, following - 1)) == following


@given(LOCAL, STARTS | NEAR_CHANGES)
def test_a_local_recurrence_comes_at_most_once_per_local_date(recurrence: Recurrence, start_ms: int) -> None:
    assert not isinstance(recurrence, Every)
    check_one_per_local_date(instants(recurrence, start_ms, 8), recurrence.zone)


@given(st.builds(Daily, TIMES, ZONES), STARTS | NEAR_CHANGES)
def test_a_daily_slot_never_waits_longer_than_two_days(daily: Daily, start_ms: int) -> None:
    """24 hours as a rule; up to twice that around a date without such a time."""
    found = instants(daily, start_ms, 8)
    assert all(after - before <= 48 * 3_600_000 for before, after in pairwise(found))


def test_adding_24_hours_is_noticed() -> None:
    """What a schedule that adds a day's length would do at the end of summer time, at half past midnight."""
    first = to_ms(datetime.fromisoformat("2024-10-27T00:30+02:00"))
    with pytest.raises(AssertionError):
        check_one_per_local_date([first, first + 24 * 3_600_000], "Europe/Berlin")

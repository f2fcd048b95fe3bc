"""When runs are due."""

from __future__ import annotations

from zsim.checks.model import Calendar

HOUR = 3_600_000


def begun(calendar: Calendar, at_ms: int) -> str | None:
    """A scheduled run begins and ends at once."""
    wrong = calendar.begin(at_ms, scheduled=True)
    calendar.end(at_ms)
    return wrong


def first(hours: int = 2) -> Calendar:
    """A module whose first run ended at zero."""
    calendar = Calendar(hours)
    calendar.ask(0)
    assert calendar.begin(0) is None
    calendar.end(0)
    return calendar


def test_slots_are_counted_from_the_end_of_the_first_run() -> None:
    calendar = first()
    assert begun(calendar, 2 * HOUR) is None
    assert begun(calendar, 4 * HOUR) is None
    assert "no slot asks for" in (begun(calendar, 5 * HOUR) or "")


def test_a_slot_that_is_passed_over_is_told() -> None:
    calendar = first()
    assert calendar.pass_time(2 * HOUR) is None
    assert "did not begin" in (calendar.pass_time(2 * HOUR + 1) or "")


def test_a_run_nobody_asked_for_is_told() -> None:
    assert "nobody asked for" in (first().begin(HOUR) or "")


def test_an_instant_sync_does_not_shift_the_slots() -> None:
    calendar = first()
    calendar.ask(HOUR)
    assert calendar.begin(HOUR) is None
    calendar.end(HOUR)
    assert begun(calendar, 2 * HOUR) is None


def test_paused_slots_pass_and_the_next_one_makes_one_run() -> None:
    calendar = first()
    calendar.close("paused")
    assert calendar.pass_time(5 * HOUR) is None
    calendar.reopen("paused", 5 * HOUR)
    assert begun(calendar, 6 * HOUR) is None


def test_a_run_while_paused_is_told() -> None:
    calendar = first()
    calendar.close("paused")
    assert "paused" in (calendar.begin(2 * HOUR, scheduled=True) or "")


def test_a_slot_during_a_run_begins_when_it_ends() -> None:
    calendar = first()
    calendar.ask(HOUR)
    assert calendar.begin(HOUR) is None
    calendar.end(3 * HOUR)
    assert begun(calendar, 3 * HOUR) is None
    assert begun(calendar, 4 * HOUR) is None


def test_runs_of_one_module_do_not_overlap() -> None:
    calendar = first()
    calendar.ask(HOUR)
    assert calendar.begin(HOUR) is None
    assert "under way" in (calendar.begin(HOUR) or "")


def test_where_nothing_repeats_there_is_no_slot() -> None:
    assert "no slot" in (begun(first(hours=0), 12 * HOUR) or "")


def test_a_run_that_was_asked_for_and_does_not_begin_is_told() -> None:
    calendar = first()
    calendar.ask(HOUR)
    assert calendar.pass_time(HOUR) is None
    assert "asked for did not begin" in (calendar.pass_time(HOUR + 1) or "")


def test_a_single_fetch_needs_no_slot_and_passes_a_pause() -> None:
    calendar = first()
    calendar.close("paused")
    assert calendar.begin(HOUR, single=True) is None


def test_saved_for_later_the_first_run_comes_a_period_later() -> None:
    calendar = Calendar(2)
    calendar.save(HOUR)
    assert begun(calendar, 3 * HOUR) is None
    assert begun(calendar, 5 * HOUR) is None


def test_ticked_later_it_repeats_from_then_on() -> None:
    calendar = first(hours=0)
    assert calendar.pass_time(30 * HOUR) is None
    calendar.repeat(12, 30 * HOUR)
    assert begun(calendar, 36 * HOUR) is None


def test_what_was_paused_before_it_was_disabled_stays_paused() -> None:
    calendar = first()
    calendar.close("paused")
    calendar.close("disabled")
    calendar.reopen("disabled", HOUR)
    assert calendar.pass_time(3 * HOUR) is None
    assert "paused" in (calendar.begin(4 * HOUR, scheduled=True) or "")

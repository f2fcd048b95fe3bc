"""Exploration alone."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.explore.selftest.samples import ENDLESS, HARMLESS, KNOWN, WRITE_AGAIN
from zsim.explore.selftest.exploring import in_cases, in_worlds


def test_random_worlds_catch_a_bug_and_say_by_which_seed_and_checks():
    attempt = in_worlds(KNOWN["forget-unchanged"], 30)
    assert attempt.found.startswith("seed ")
    assert f"seed {attempt.executions - 1}" in attempt.found
    assert "one-outcome" in attempt.checks


def test_the_same_seed_catches_it_each_time():
    first, second = in_worlds(WRITE_AGAIN, 30), in_worlds(WRITE_AGAIN, 30)
    assert replace(first, seconds=0) == replace(second, seconds=0)


def test_no_more_is_played_than_shows_that_a_bug_is_caught_unless_it_is_asked_for():
    assert len(in_worlds(KNOWN["forget-unchanged"], 30, further=False).checks) == 1


def test_without_a_bug_nothing_is_caught_until_time_is_up():
    attempt = in_worlds(HARMLESS, 0.5)
    assert (attempt.found, attempt.executions > 1) == ("", True)


def test_a_world_that_does_not_end_is_ended_and_told_so():
    assert in_worlds(ENDLESS, 30, 0.5).checks == ("does not end",)


def test_interruptions_catch_a_bug_and_say_in_which_case():
    attempt = in_cases(WRITE_AGAIN, 30, caught=False)
    assert ", " in attempt.found
    assert attempt.executions > 0


def test_interruptions_catch_nothing_without_a_bug_and_stop_early_where_worlds_did():
    attempt = in_cases(HARMLESS, 30, caught=True)
    assert (attempt.found, attempt.executions) == ("", 30)

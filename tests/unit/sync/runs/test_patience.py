"""How long an app that does not serve is asked again."""

from __future__ import annotations

import pytest

from zsim.catalogue import catalogue
from zsim.sync.runs.patience import AT_ONCE, DAY_MS, MINUTE_MS, PATIENCE, SECOND_MS, Patience


def test_an_app_that_names_no_time_is_asked_after_a_second_then_two_then_four():
    assert [Patience(9, DAY_MS).wait_ms(attempt) for attempt in (1, 2, 3)] == [1000, 2000, 4000]


def test_an_app_that_names_a_time_is_asked_then():
    assert Patience(9, DAY_MS).wait_ms(3, MINUTE_MS) == MINUTE_MS


@pytest.mark.parametrize(("asked_ms", "wait_ms"), [(0, 2000), (SECOND_MS - 1, 2000), (SECOND_MS, SECOND_MS)])
def test_a_time_that_is_not_worth_waiting_for_counts_as_none(asked_ms, wait_ms):
    assert Patience(9, DAY_MS).wait_ms(2, asked_ms) == wait_ms


def test_each_option_of_the_policy_is_a_patience():
    assert {each.value for each in catalogue().policy("patience").options} == set(PATIENCE)


def test_the_patient_wait_for_a_days_limit_and_the_brief_do_not():
    assert PATIENCE["patient"].total_ms >= DAY_MS > PATIENCE["brief"].total_ms
    assert PATIENCE["patient"].attempts > PATIENCE["brief"].attempts > 1


def test_at_once_is_one_attempt():
    assert AT_ONCE.attempts == 1

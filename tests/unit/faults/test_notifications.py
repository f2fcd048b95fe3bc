"""Notifications that come late, or more than once."""

from __future__ import annotations

import pytest

from tests.unit.faults.stage import Stage


@pytest.fixture
def heard(stage: Stage) -> list[int]:
    """When notifications came, in milliseconds since the start."""
    times: list[int] = []
    start_ms = stage.now_ms
    stage.crm.watch("Accounts", lambda: times.append(stage.now_ms - start_ms))
    return times


def test_a_notification_comes_once_and_at_once(stage: Stage, heard: list[int]):
    stage.accounts("Acme")
    assert heard == [0]


def test_a_notification_may_come_twice(stage: Stage, heard: list[int]):
    stage.faults.duplicate_notification("crm")
    stage.accounts("Acme")
    assert heard == [0, 0]
    assert stage.told == ["the 1st notification from the CRM came 2 times"]


def test_a_notification_may_come_late(stage: Stage, heard: list[int]):
    stage.faults.late_notification("crm", delay_ms=60_000)
    stage.accounts("Acme")
    assert heard == []
    stage.pass_time(60_000)
    assert heard == [60_000]
    assert stage.told == ["the 1st notification from the CRM came 60 s late"]


def test_a_notification_may_come_late_and_twice(stage: Stage, heard: list[int]):
    stage.faults.late_notification("crm", delay_ms=1_000)
    stage.faults.duplicate_notification("crm")
    stage.accounts("Acme")
    stage.pass_time(1_000)
    assert heard == [1_000, 1_000]


def test_two_delays_of_a_notification_add_up(stage: Stage, heard: list[int]):
    stage.faults.late_notification("crm", delay_ms=1_000)
    stage.faults.late_notification("crm", delay_ms=2_000)
    stage.accounts("Acme")
    stage.pass_time(5_000)
    assert heard == [3_000]


def test_only_the_notification_pinned_is_late(stage: Stage, heard: list[int]):
    stage.faults.late_notification("crm", call=2)
    stage.accounts("One", "Two", "Three")
    assert heard == [0, 0]


def test_a_channel_that_was_closed_stays_closed(stage: Stage):
    times: list[int] = []
    channel = stage.crm.watch("Accounts", lambda: times.append(1))
    channel.cancel()
    stage.accounts("Acme")
    assert times == []


def test_a_notification_is_no_call(stage: Stage, heard: list[int]):
    stage.faults.refused("crm", of="any")
    stage.accounts("Acme")
    assert heard == [0]

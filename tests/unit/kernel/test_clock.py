"""The clock: forward only, and told to whoever shows it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from zsim.kernel.clock import Clock, to_datetime, to_ms
from zsim.kernel.errors import UsageError


def test_the_surface_is_an_aware_datetime() -> None:
    assert Clock(1_500).now == datetime(1970, 1, 1, 0, 0, 1, 500_000, tzinfo=UTC)


def test_milliseconds_survive_the_way_to_a_datetime_and_back() -> None:
    assert to_ms(to_datetime(1_767_603_600_123)) == 1_767_603_600_123


def test_the_clock_moves_forward() -> None:
    clock = Clock(0)
    clock.move_to(10)
    assert clock.now_ms == 10


def test_moving_back_is_refused_and_changes_nothing() -> None:
    clock = Clock(10)
    with pytest.raises(UsageError, match="forward only"):
        clock.move_to(9)
    assert clock.now_ms == 10


def test_each_new_time_is_told_the_first_included() -> None:
    told: list[int] = []
    Clock(5, told.append).move_to(7)
    assert told == [5, 7]

"""Notification channels: all or none, and opened anew after the engine stopped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.sync.stages import Alarm, HandTiming, gone, journal
from zsim.ports.app import Cancellable
from zsim.ports.errors import VendorError
from zsim.sync.runs.channels import LISTEN_AGAIN_MS, Channels


class Bench:
    """Two channels, of which the second is refused ``refusals`` times."""

    def __init__(self, refusals: int = 0) -> None:
        self.refusals = refusals
        self.opened: list[Alarm] = []
        self.missed: list[int] = []
        self.timing = HandTiming()
        self.channels = Channels(self.timing, journal(), self._opening, lambda: True, self.missed.append)

    def _opening(self) -> Iterator[Cancellable]:
        for number in range(2):
            if number and self.refusals:
                self.refusals -= 1
                raise gone()
            self.opened.append(Alarm(0, lambda: None))
            yield self.opened[-1]

    @property
    def listening(self) -> int:
        return sum(each.pending for each in self.opened)


def test_they_are_open_until_they_are_closed():
    bench = Bench()
    bench.channels.open()
    bench.channels.open()
    assert bench.listening == 2
    bench.channels.close()
    assert bench.listening == 0


def test_after_a_restart_they_are_opened_anew_and_nothing_was_missed():
    bench = Bench()
    bench.channels.open()
    bench.channels.restart()
    assert (bench.listening, bench.missed) == (2, [])


def test_where_one_is_refused_they_are_tried_again_in_a_minute_and_the_missed_is_made_good():
    bench = Bench(refusals=1)
    bench.channels.restart()
    assert (bench.timing.waits, len(bench.missed)) == ([LISTEN_AGAIN_MS], 0)
    bench.timing.settle()
    assert (bench.listening, len(bench.missed)) == (2, 1)


def test_where_somebody_asks_a_refusal_is_raised_and_none_is_open():
    bench = Bench(refusals=1)
    with pytest.raises(VendorError):
        bench.channels.open()
    assert sum(each.pending for each in bench.opened) == 0

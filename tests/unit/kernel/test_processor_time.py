"""The processor's time."""

from __future__ import annotations

import signal

import pytest

from zsim.kernel.processor_time import DoesNotEnd, no_longer_than, processor_time


def test_time_goes_on_while_something_is_done():
    time = processor_time()
    first = time.seconds
    while time.seconds < 0.01:
        pass
    assert 0 <= first < time.seconds


def go_on(ended_max: int) -> int:
    """Go on until that is ended so often."""
    ended = 0
    while True:
        try:
            while True:
                pass
        except DoesNotEnd:
            ended += 1
            if ended == ended_max:
                raise


def test_what_takes_too_long_is_ended():
    with no_longer_than(0.05), pytest.raises(DoesNotEnd, match=r"more than 0\.05 seconds"):
        go_on(1)


def test_what_goes_on_all_the_same_is_ended_again():
    with no_longer_than(0.05), pytest.raises(DoesNotEnd):
        go_on(2)


def test_what_ends_in_time_is_left_alone_and_nothing_follows():
    former = signal.getsignal(signal.SIGPROF)
    with no_longer_than(60):
        pass
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGPROF) is former

"""The line before MarketingHub: one fetch at a time."""

from __future__ import annotations

from collections.abc import Callable

from zsim.sync.leads import FetchLine
from zsim.sync.runs.queue import RunRequest
from zsim.sync.runs.run_history import Trigger

INITIAL, SCHEDULED = RunRequest(Trigger.INITIAL, 1), RunRequest(Trigger.SCHEDULED, 2)


class Taking:
    """Keeps the wishes it was let in with."""

    def __init__(self) -> None:
        self.wishes: list[RunRequest] = []

    def ask(self, request: RunRequest) -> None:
        self.wishes.append(request)


def at_once(enter: Callable[[], None]) -> None:
    enter()


def test_the_second_waits_until_the_first_has_ended():
    line, first, second = FetchLine(), Taking(), Taking()
    line.ask(first, INITIAL)
    line.ask(second, INITIAL)
    line.ask(first, SCHEDULED)
    assert (first.wishes, second.wishes) == ([INITIAL], [])
    line.ended(at_once)
    assert (first.wishes, second.wishes) == ([INITIAL], [INITIAL])
    line.ended(at_once)
    line.ended(at_once)
    assert first.wishes == [INITIAL, SCHEDULED]


def test_of_the_scheduled_ones_of_a_sync_one_waits():
    line, first, second = FetchLine(), Taking(), Taking()
    line.ask(first, INITIAL)
    for _ in range(2):
        line.ask(second, SCHEDULED)
    line.ask(second, INITIAL)
    for _ in range(4):
        line.ended(at_once)
    assert second.wishes == [SCHEDULED, INITIAL]


def test_what_was_switched_off_does_not_wait():
    line, first, second, third = FetchLine(), Taking(), Taking(), Taking()
    for each in (first, second, third):
        line.ask(each, INITIAL)
    line.leave(second)
    line.ended(at_once)
    assert (second.wishes, third.wishes) == ([], [INITIAL])


def test_who_comes_between_two_fetches_does_not_overtake_who_waits():
    line, first, second, third = FetchLine(), Taking(), Taking(), Taking()
    line.ask(first, INITIAL)
    line.ask(second, INITIAL)
    later: list[Callable[[], None]] = []
    line.ended(later.append)
    line.ask(third, INITIAL)
    assert (second.wishes, third.wishes) == ([], [])
    later[0]()
    assert (second.wishes, third.wishes) == ([INITIAL], [])

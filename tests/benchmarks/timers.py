"""Timers fired per second: so many actors, each setting its next timer when the last one fires."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Generator, Iterator
from heapq import heappop, heappush

from tests.benchmarks.table import Measured, at_least, best_seconds
from zsim.kernel.clock import Clock
from zsim.kernel.schedule import Schedule

ACTORS = 1_000
TIMERS = 20_000
REPEATS = 60
END_MS = 10**12

# Delays that neither repeat soon nor come sorted; prime, so that actors do not fall into step.
DELAYS = [1 + number * 7919 % 100_003 for number in range(1_009)]


def measure() -> Iterator[Measured]:
    """Against a bare loop over a heap, and against SimPy with a process for each actor."""
    if importlib.util.find_spec("simpy") is None:
        ours, bare = best_seconds(REPEATS, our_schedule, bare_loop)
        simpys, note = None, "simpy not installed"
    else:
        ours, bare, simpys = best_seconds(REPEATS, our_schedule, bare_loop, simpy_processes)
        note = ""
    rate = f"{TIMERS / ours:,.0f} per second"
    yield Measured("timers fired per second", "a bare heapq loop", bare / ours, at_least(0.5, "of it"), rate)
    ratio = None if simpys is None else simpys / ours
    yield Measured("timers fired per second", "SimPy", ratio, at_least(1.2, "times as many"), note)


def our_schedule() -> Callable[[], object]:
    """The actors on a schedule."""
    clock = Clock(0)
    schedule = Schedule(clock)
    left = TIMERS

    def act() -> None:
        nonlocal left
        left -= 1
        if left >= ACTORS:
            schedule.after(DELAYS[left % 1_009], act)

    for actor in range(ACTORS):
        schedule.after(actor, act)
    return lambda: schedule.run_until(END_MS)


def bare_loop() -> Callable[[], object]:
    """The actors on a heap of (time, number, action), with nothing around it."""
    heap: list[tuple[int, int, Callable[[], None]]] = []
    left = TIMERS
    now = number = 0

    def act() -> None:
        nonlocal left, number
        left -= 1
        if left >= ACTORS:
            number += 1
            heappush(heap, (now + DELAYS[left % 1_009], number, act))

    def run() -> None:
        nonlocal now
        while heap:
            now, _, action = heappop(heap)
            action()

    for number in range(ACTORS):
        heappush(heap, (number, number, act))
    return run


def simpy_processes() -> Callable[[], object]:
    """The actors as processes of SimPy, the way its guide writes them."""
    import simpy

    environment = simpy.Environment()
    left = TIMERS

    def actor(delay: int) -> Generator[simpy.Event, object, None]:
        nonlocal left
        yield environment.timeout(delay)
        left -= 1
        while left >= ACTORS:
            yield environment.timeout(DELAYS[left % 1_009])
            left -= 1

    for delay in range(ACTORS):
        environment.process(actor(delay))
    return environment.run

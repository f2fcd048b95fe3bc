"""A campaign of random worlds by two processes against the same by one; needs two cores that nobody else uses."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

from tests.benchmarks.table import Measured, at_least, best_seconds
from zsim.explore.campaigns import Campaign, Here, Processes, Workers

WORLDS = 800
REPEATS = 5


def measure() -> Iterator[Measured]:
    """The same seeds, in real time; the note tells how many steps a second, and the start of the processes counts."""
    campaign = Campaign(1)
    one, two = best_seconds(
        REPEATS, partial(playing, Here(), campaign), partial(playing, Processes(2), campaign), clock=time.perf_counter
    )
    steps = campaign.tally.steps / campaign.tally.worlds * WORLDS
    note = f"{steps / one:,.0f} steps a second by one, {steps / two:,.0f} by two"
    yield Measured(f"{WORLDS:,} worlds by two workers", "one worker", one / two, at_least(1.6, "times as fast"), note)


def playing(workers: Workers, all_of_them: Campaign) -> Callable[[], object]:
    """A campaign; what it met is added to all of them."""

    def run() -> None:
        campaign = Campaign(1)
        for _ in campaign.go_on(workers, WORLDS):
            pass
        all_of_them.tally.add(campaign.tally)

    return run

"""A simulated year of scheduled runs, with people editing all day long."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.benchmarks.synced import SyncedWorld
from tests.benchmarks.table import Measured, at_most, best_seconds

DAYS = 365
EDITS_A_DAY = 20
RECORDS = 1_000
REPEATS = 3


def measure() -> Iterator[Measured]:
    """Against real time."""
    (seconds,) = best_seconds(REPEATS, year)
    what, note = "a simulated year of two-hourly runs", f"{RECORDS:,} records, {EDITS_A_DAY} edits a day"
    yield Measured(what, "real time", seconds, at_most(2, "s"), note)


def year() -> Callable[[], object]:
    """Edits at even intervals; the runs fall due by themselves."""
    synced = SyncedWorld(RECORDS)
    handles, world = synced.accounts, synced.world

    def run() -> None:
        for number in range(DAYS * EDITS_A_DAY):
            world.advance(minutes=24 * 60 / EDITS_A_DAY)
            world.crm.accounts.update(handles[number * 7 % RECORDS], Phone=f"edit {number}")

    return run

"""The first sync of many accounts: how long it takes, and how much memory it takes at most."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial

from tests.benchmarks.fields import MAPPED, account_fields
from tests.benchmarks.synced import initial_sync
from tests.benchmarks.table import Measured, Prepare, at_most, best_seconds

ACCOUNTS = 100_000
REPEATS = 2
MEMORY_ACCOUNTS = 20_000


def measure() -> Iterator[Measured]:
    """Against a loop that maps as many dicts of as many fields, and stores what comes out by id.

    Memory is in proportion to the accounts, and watching it makes everything slower: fewer tell as much.
    """
    what, against = f"initial sync of {ACCOUNTS:,} accounts", "a loop that maps and stores"
    ours, loop = best_seconds(REPEATS, partial(initial_sync, ACCOUNTS), partial(mapping_loop, ACCOUNTS))
    yield Measured(what, against, ours / loop, at_most(20, "times"), f"{ours / ACCOUNTS * 1e6:.1f} us each")
    peak, dicts = (peak_bytes(partial(each, MEMORY_ACCOUNTS)) for each in (initial_sync, mapping_loop))
    what, told = f"its memory at most, of {MEMORY_ACCOUNTS:,}", f"{peak / MEMORY_ACCOUNTS:,.0f} bytes each"
    yield Measured(what, "the loop's dicts", peak / dicts, at_most(6, "times"), told)


def mapping_loop(count: int) -> Callable[[], object]:
    """Map each account to the fields of a customer, blanks left out, and store it under a new id."""
    accounts = [account_fields(number) for number in range(count)]

    def run() -> object:
        customers: dict[str, dict[str, str]] = {}
        for number, fields in enumerate(accounts):
            customers[str(10**17 + number)] = {
                target: value for source, target in MAPPED if (value := fields.get(source))
            }
        return customers

    return run


def peak_bytes(prepare: Prepare) -> int:
    """How much memory the action holds at most beside what was there before, by tracemalloc; nothing is timed."""
    action = prepare()
    gc.collect()
    tracemalloc.start()
    try:
        kept = action()
        _, peak = tracemalloc.get_traced_memory()
        del kept
    finally:
        tracemalloc.stop()
    return peak

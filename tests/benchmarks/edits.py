"""Some edits among many links: what a run costs should be what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from tests.benchmarks.synced import SyncedWorld
from tests.benchmarks.table import Measured, at_most, best_seconds

EDITS = 1_000
MANY = 100_000
FEW = 10_000
REPEATS = 8


def measure() -> Iterator[Measured]:
    """Against the same among fewer links."""
    large, small = SyncedWorld(MANY), SyncedWorld(FEW)
    many, few = best_seconds(REPEATS, partial(edited, large), partial(edited, small))
    what, note = f"{EDITS:,} edits synced among {MANY:,} links", f"{many / EDITS * 1e6:.0f} us an edit"
    yield Measured(what, f"among {FEW:,} links", many / few, at_most(1.3, "times"), note)


def edited(synced: SyncedWorld) -> Callable[[], object]:
    """The edits made, a minute after the last run; the run that carries them."""
    synced.world.advance(minutes=1)
    synced.edit(EDITS)
    return synced.run

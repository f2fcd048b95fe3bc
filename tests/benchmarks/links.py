"""Many links: a run for which nothing changed, and one that carries some edits, should cost what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from tests.benchmarks.synced import SyncedWorld
from tests.benchmarks.table import Measured, at_most, best_run_seconds, best_seconds

MANY = 100_000
FEW_QUIET = 1_000
QUIET_REPEATS = 25
QUIET_RUNS = 40
EDITS = 1_000
FEW_EDITED = 10_000
EDITED_REPEATS = 5


def measure() -> Iterator[Measured]:
    """Each against the same over fewer links, the quiet run against an absolute bound as well."""
    large = SyncedWorld(MANY)
    yield from quiet(large)
    yield edits(large)


def quiet(large: SyncedWorld) -> Iterator[Measured]:
    """A run for which nothing changed: it should not matter how many links there are."""
    small = SyncedWorld(FEW_QUIET)
    many, few = best_run_seconds(QUIET_REPEATS, QUIET_RUNS, large.run, small.run)
    what = f"a quiet run over {MANY:,} links"
    yield Measured(what, f"over {FEW_QUIET:,} links", many / few, at_most(1.5, "times"))
    yield Measured(what, "", many * 1000, at_most(0.2, "ms"))


def edits(large: SyncedWorld) -> Measured:
    """A run that carries some edits."""
    small = SyncedWorld(FEW_EDITED)
    many, few = best_seconds(EDITED_REPEATS, partial(edited, large), partial(edited, small))
    what, note = f"{EDITS:,} edits synced among {MANY:,} links", f"{many / EDITS * 1e6:.0f} us an edit"
    return Measured(what, f"among {FEW_EDITED:,} links", many / few, at_most(1.3, "times"), note)


def edited(synced: SyncedWorld) -> Callable[[], object]:
    """The edits made, a minute after the last run; the run that carries them."""
    synced.world.advance(minutes=1)
    synced.edit(EDITS)
    return synced.run

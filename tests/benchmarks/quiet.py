"""A run for which nothing changed: it should not matter how many links there are."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.synced import SyncedWorld
from tests.benchmarks.table import Measured, at_most, best_seconds

MANY = 100_000
FEW = 1_000
REPEATS = 200


def measure() -> Iterator[Measured]:
    """Against the same over few links, and against an absolute bound."""
    large, small = SyncedWorld(MANY), SyncedWorld(FEW)
    many, few = best_seconds(REPEATS, lambda: large.run, lambda: small.run)
    what = f"a quiet run over {MANY:,} links"
    yield Measured(what, f"over {FEW:,} links", many / few, at_most(1.5, "times"))
    yield Measured(what, "", many * 1000, at_most(0.2, "ms"))

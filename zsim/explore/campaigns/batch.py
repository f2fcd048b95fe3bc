"""A batch: neighbouring seeds that one process plays in a row; all that a worker is handed and hands back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from zsim.explore.campaigns.tally import Tally
from zsim.explore.drawing import Bounds, play_seed
from zsim.world import Functions

MakeFunctions = Callable[[], Functions]


@dataclass(frozen=True, slots=True)
class Batch:
    """Seeds from ``first`` on, so many, within bounds.

    ``make`` gives the functions that replace pieces of a world, by which bugs are planted. It is called in the process
    that plays, so it must be one that pickle can name.
    """

    first: int
    count: int
    bounds: Bounds = field(default_factory=Bounds)
    make: MakeFunctions | None = None

    def __str__(self) -> str:
        return f"seeds {self.first} to {self.first + self.count - 1}"


def play_batch(batch: Batch) -> Tally:
    """Play the seeds of a batch, one after the other."""
    tally = Tally()
    functions = None if batch.make is None else batch.make()
    for seed in range(batch.first, batch.first + batch.count):
        tally.count(play_seed(seed, batch.bounds, functions))
    return tally

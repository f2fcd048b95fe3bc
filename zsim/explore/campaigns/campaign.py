"""A campaign: neighbouring seeds from one on, played by whatever workers, and all that was met in them.

>>> from zsim.explore.campaigns import Campaign, Here
>>> from zsim.explore.drawing import Bounds
>>> campaign = Campaign(seed=1, bounds=Bounds(steps=5))
>>> for _ in campaign.go_on(Here(), worlds=3):
...     pass
>>> campaign.tally.worlds, campaign.next_seed
(3, 4)
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from zsim.explore.campaigns.batch import Batch, MakeFunctions
from zsim.explore.campaigns.tally import CampaignFinding, Tally
from zsim.explore.campaigns.workers import Workers
from zsim.explore.drawing import Bounds


@dataclass(slots=True)
class Campaign:
    """Seeds from ``seed`` on within bounds; ``tally`` is what those already played met."""

    seed: int
    bounds: Bounds = field(default_factory=Bounds)
    tally: Tally = field(default_factory=Tally)

    @property
    def next_seed(self) -> int:
        """The first seed that was not played."""
        return self.seed + self.tally.worlds

    def go_on(
        self,
        workers: Workers,
        worlds: int | None = None,
        enough: Callable[[], bool] = lambda: False,
        make: MakeFunctions | None = None,
    ) -> Generator[tuple[CampaignFinding, ...]]:
        """Play on until there are so many worlds, or it is ``enough``; after each batch, what it found first.

        ``make`` gives functions that replace pieces of the worlds: a planted bug.
        """
        with closing(workers.play(self._batches(workers.batch_seeds, worlds, enough, make))) as playing:
            for tally in playing:
                yield self.tally.add(tally)

    def _batches(
        self, seeds: int, worlds: int | None, enough: Callable[[], bool], make: MakeFunctions | None
    ) -> Iterator[Batch]:
        first = self.next_seed
        end = None if worlds is None else self.seed + worlds
        while (end is None or first < end) and not enough():
            count = seeds if end is None else min(seeds, end - first)
            yield Batch(first, count, self.bounds, make)
            first += count

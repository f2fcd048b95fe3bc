"""Planted bugs that random worlds come upon, and campaigns played over them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from zsim.explore.campaigns import Batch, Campaign, Workers, play_batch
from zsim.explore.drawing import Bounds
from zsim.sync import EngineFunctions, Links
from zsim.sync.planning import Decision, DeletionInput, plan_deletions
from zsim.world import Functions

BOOKS = Bounds(("books",), steps=10, model=False)


def kept_links(links: Links, gone: DeletionInput) -> tuple[Decision, ...]:
    return tuple([each._replace(endings=()) for each in plan_deletions(links, gone)])


def keeping() -> Functions:
    """An engine that keeps the links of what was deleted."""
    return EngineFunctions(plan_deletions=kept_links)


class Stopped:
    """Workers that somebody breaks off after so many batches."""

    batch_seeds = 5

    def __init__(self, batches: int) -> None:
        self._left = batches

    def play(self, batches: Iterable[Batch]):
        for each in batches:
            if not self._left:
                raise KeyboardInterrupt
            self._left -= 1
            yield play_batch(each)


def played(workers: Workers, worlds: int, make=keeping, seed: int = 1) -> Campaign:
    campaign = Campaign(seed, BOOKS)
    for _ in campaign.go_on(workers, worlds, make=make):
        pass
    return campaign


def deadly() -> Functions:
    """Ends the first process that plays with it, and no other."""
    marker = Path(os.environ["ZSIM_TEST_MARKER"])
    if not marker.exists():
        marker.touch()
        os._exit(1)
    return keeping()


def deadly_always() -> Functions:
    os._exit(1)

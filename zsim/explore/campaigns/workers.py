"""Who plays batches: this process, or several of this machine; what comes of it is the same.

Batches are handed out in the order of their seeds, a few ahead, and their tallies taken in that order. So what was
played when somebody breaks off is every seed up to one.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context, parent_process
from types import FrameType
from typing import Protocol

from zsim.explore.campaigns.batch import Batch, play_batch
from zsim.explore.campaigns.tally import Tally
from zsim.kernel.collector import GarbageCollector
from zsim.kernel.errors import UsageError

AHEAD = 2
"""So many batches are handed out for each worker, that none waits for its next one."""
LOST_MAX = 3
LOOK_S = 2.0


class PendingTally(Protocol):
    """A tally that somebody else is to give."""

    def result(self) -> Tally:
        """Wait for it."""


class Workers(Protocol):
    """Plays batches; ``batch_seeds`` is how many seeds are best handed over at once."""

    @property
    def batch_seeds(self) -> int:
        """How many."""

    def play(self, batches: Iterable[Batch]) -> Generator[Tally]:
        """The tally of each batch, in their order; closed, it leaves nothing at work."""


class Here:
    """This process."""

    batch_seeds = 5

    def play(self, batches: Iterable[Batch]) -> Generator[Tally]:
        """Play each batch when its tally is asked for."""
        yield from map(play_batch, batches)


@dataclass(frozen=True, slots=True)
class Processes:
    """So many processes of this machine; a batch is some two thirds of a second of work."""

    count: int
    batch_seeds: int = 20

    def play(self, batches: Iterable[Batch]) -> Generator[Tally]:
        """Play in all of them; what was handed to a process that was lost is handed out again.

        Where they are lost again and again over one batch, ``UsageError`` tells which.
        """
        out: deque[Batch] = deque()
        lost = 0
        while True:
            pool = ProcessPoolExecutor(self.count, get_context("spawn"), initializer=_begin)
            try:
                for tally in in_order(batches, pool, self.count * AHEAD, out):
                    lost = 0
                    yield tally
            except BrokenProcessPool:
                lost += 1
                if lost == LOST_MAX:
                    raise UsageError(
                        asked=f"play {out[0]}",
                        found=f"the processes that play were ended, {lost} times in a row",
                        right="'--workers 1' plays them in this one",
                    ) from None
                batches = chain(tuple(out), batches)
                out.clear()
            else:
                return
            finally:
                pool.shutdown(cancel_futures=True)


class Pool(Protocol):
    """Takes a function and what it is given, and gives what will be its result."""

    def submit(self, function: Callable[[Batch], Tally], batch: Batch, /) -> PendingTally:
        """Hand out."""


def in_order(batches: Iterable[Batch], pool: Pool, ahead: int, out: deque[Batch]) -> Iterator[Tally]:
    """Hand out batches, so many ahead, and give their tallies in their order; ``out`` holds those not answered."""
    pending: deque[PendingTally] = deque()

    def answer() -> Tally:
        tally = pending[0].result()
        pending.popleft()
        out.popleft()
        return tally

    for batch in batches:
        out.append(batch)
        pending.append(pool.submit(play_batch, batch))
        if len(pending) > ahead:
            yield answer()
    while pending:
        yield answer()


def _begin() -> None:
    """Make a process a worker: it leaves breaking off to its parent, and ends when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _end_without_parent)
        signal.setitimer(signal.ITIMER_REAL, LOOK_S, LOOK_S)
    GarbageCollector().enter()


def _end_without_parent(_signal: int, _frame: FrameType | None) -> None:
    parent = parent_process()
    if parent is not None and not parent.is_alive():
        os._exit(1)  # nobody waits for what is under way

"""A Dask cluster that plays batches, for campaigns that outgrow one machine; needs the extra ``cluster``."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

from zsim.explore.campaigns.batch import Batch
from zsim.explore.campaigns.tally import Tally
from zsim.explore.campaigns.workers import AHEAD, in_order
from zsim.kernel.errors import UsageError

ANSWER_S = 5
"""How long an address is given to answer, and its workers to come."""
OURS = "zsim"


class _Tasks:
    """Hands batches to a cluster as tasks; each is one of its own, even if an equal one was handed out before."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def submit(self, function: Any, batch: Batch, /) -> Any:
        """A future of Dask."""
        return self._client.submit(function, batch, pure=False)


class Cluster:
    """The workers of a cluster. Dask itself hands out anew what a worker had that was lost."""

    batch_seeds = 100

    def __init__(self, address: str, client: Any) -> None:
        self._address = address
        self._client = client

    def play(self, batches: Iterable[Batch]) -> Generator[Tally]:
        """Play wherever there is room; a cluster that is gone, or cannot keep a worker, raises ``UsageError``."""
        from distributed.scheduler import KilledWorker

        ahead = AHEAD * sum(self._client.nthreads().values())
        out: deque[Batch] = deque()
        try:
            yield from in_order(batches, _Tasks(self._client), ahead, out)
        except KilledWorker:
            raise _refused(f"play {out[0]}", "each worker that plays them is lost", "'--workers 1' tells why") from None
        except (CancelledError, OSError):
            asked = f"play {out[0]} at {self._address}"
            raise _refused(asked, "the cluster answers no more", "'--resume' goes on with what was saved") from None


@contextmanager
def cluster_at(address: str) -> Iterator[Cluster]:
    """The cluster whose scheduler has that address, such as ``tcp://10.0.0.1:8786``.

    Raises ``UsageError`` within seconds where the extra is not installed, none answers, it has no workers, or another
    version of zsim is installed there.
    """
    asked = f"--dask {address}"
    if find_spec("distributed") is None:
        raise _refused(asked, "dask.distributed is not installed", "pip install 'zsim[cluster]'")
    from distributed import Client

    try:
        asyncio.run(_greet(address))
    except (OSError, ValueError, MemoryError) as error:  # what is no Dask is read as frames of any length
        told = f" ({error})" if str(error) else ""
        raise _refused(asked, f"no cluster answers there{told}", "the address of a scheduler that runs") from None
    with Client(address, timeout=ANSWER_S, set_as_default=False) as client:
        _require_same(client, asked)
        yield Cluster(address, client)


async def _greet(address: str) -> None:
    """Connect once: a client that cannot would go on trying, and wait for that when it is closed."""
    from distributed.comm import connect

    greeting = await asyncio.wait_for(connect(address, timeout=ANSWER_S - 1), ANSWER_S)
    await greeting.close()


def _require_same(client: Any, asked: str) -> None:
    """Refuse a cluster that could not play, or not the same."""
    try:
        client.wait_for_workers(1, timeout=ANSWER_S)
    except TimeoutError:
        raise _refused(asked, "it has no workers", "a cluster in which 'dask worker' runs") from None
    there = {"the scheduler": _version_at_scheduler(client), **client.run(version, OURS, on_error="return")}
    for place, found in there.items():
        if found != version(OURS):
            told = f"zsim {found}" if isinstance(found, str) else "no zsim"
            raise _refused(asked, f"{place} has {told}", f"zsim {version(OURS)} everywhere, as here")


def _version_at_scheduler(client: Any) -> str | None:
    try:
        found: str = client.run_on_scheduler(version, OURS)
    except PackageNotFoundError:
        return None
    return found


def _refused(asked: str, found: str, right: str) -> UsageError:
    return UsageError(asked=asked, found=found, right=right)

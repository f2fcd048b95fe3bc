"""Campaigns on a Dask cluster: a local one on loopback, and addresses where none answers."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterator

import pytest

from tests.unit.explore.campaigns.samples import BOOKS, keeping, played
from zsim.explore.campaigns import Campaign, Here, cluster_at
from zsim.kernel.errors import UsageError
from zsim.kernel.stopwatch import Stopwatch

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's own, as processes and sockets end


@pytest.fixture(scope="module")
def local() -> Iterator[object]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster


def test_a_cluster_meets_what_one_process_does_though_a_worker_is_lost(local: object) -> None:
    campaign = Campaign(1, BOOKS)
    with cluster_at(local.scheduler_address) as cluster:
        first, *_ = [each.pid for each in local.workers.values()]
        for number, _ in enumerate(campaign.go_on(cluster, 250, make=keeping)):
            if number == 0:
                os.kill(first, signal.SIGKILL)
    assert campaign.tally == played(Here(), 250).tally
    assert campaign.tally.findings


def test_a_task_has_at_least_a_hundred_seeds(local: object) -> None:
    with cluster_at(local.scheduler_address) as cluster:
        assert cluster.batch_seeds >= 100


def test_a_cluster_without_workers_is_refused() -> None:
    with (
        distributed.LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=None, silence_logs=50) as empty,
        pytest.raises(UsageError, match="it has no workers; a cluster in which 'dask worker' runs"),
        cluster_at(empty.scheduler_address),
    ):
        pass


@pytest.mark.parametrize("silent", [False, True])
def test_an_address_where_no_cluster_answers_is_told_within_seconds(silent: bool) -> None:
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        if silent:
            somebody.listen()
        watch = Stopwatch()
        with (
            pytest.raises(UsageError, match="no cluster answers there"),
            cluster_at(f"tcp://127.0.0.1:{somebody.getsockname()[1]}"),
        ):
            pass
        assert watch.seconds < 10


def test_what_is_no_address_is_told() -> None:
    with pytest.raises(UsageError, match="missing port number"), cluster_at("nonsense"):
        pass


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(UsageError, match=r"dask.distributed is not installed; pip install 'zsim\[cluster\]'"),
        cluster_at("x"),
    ):
        pass

"""How often Python looks for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from zsim.kernel.collector import THRESHOLDS, GarbageCollector

OTHERS = (500, 5, 5)


@pytest.fixture(autouse=True)
def _put_back() -> Iterator[None]:
    former = gc.get_threshold()
    gc.set_threshold(*OTHERS)
    yield
    gc.set_threshold(*former)


def test_it_looks_seldom_until_it_is_left() -> None:
    collector = GarbageCollector()
    collector.enter()
    assert gc.get_threshold() == THRESHOLDS
    collector.leave()
    assert gc.get_threshold() == OTHERS


def test_entering_twice_and_leaving_twice_is_once() -> None:
    collector = GarbageCollector()
    collector.leave()
    assert gc.get_threshold() == OTHERS
    collector.enter()
    collector.enter()
    collector.leave()
    gc.set_threshold(*THRESHOLDS)
    collector.leave()
    assert gc.get_threshold() == THRESHOLDS


def test_what_somebody_else_sets_stays() -> None:
    collector = GarbageCollector()
    collector.enter()
    gc.set_threshold(600, 6, 6)
    collector.leave()
    assert gc.get_threshold() == (600, 6, 6)

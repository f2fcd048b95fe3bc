"""A pytest plugin that runs so many tests only, taken evenly of all: ``-p zsim.cli.sampling --zsim-sample=N``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import pytest

Item = TypeVar("Item")
OPTION = "--zsim-sample"


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many."""
    parser.getgroup("zsim").addoption(OPTION, type=int, required=True, metavar="N", help="run N tests only")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the others."""
    count: int = config.getoption(OPTION)
    kept = evenly(items, count)
    config.hook.pytest_deselected(items=[each for each in items if each not in kept])
    items[:] = kept


def evenly(items: Sequence[Item], most: int) -> list[Item]:
    """No more than so many, taken evenly, in their order.

    >>> evenly("abcdefg", 3)
    ['a', 'c', 'e']
    """
    count = min(most, len(items))
    return [items[number * len(items) // count] for number in range(count)]

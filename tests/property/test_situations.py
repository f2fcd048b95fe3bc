"""Random worlds meet each common situation: green cannot mean that nothing happened."""

from __future__ import annotations

from collections import Counter
from functools import cache

from zsim.explore.drawing import Bounds, play_seed
from zsim.explore.situations import situations

SEEDS = range(600, 1050)
"""As many as take half a minute; what one world in a hundred meets, a hundredth of such campaigns misses."""


@cache
def met() -> Counter[str]:
    """The worlds that met each situation, every other one drawn with faults."""
    return Counter([name for seed in SEEDS for name in play_seed(seed, Bounds(faults=seed % 2 == 1, model=False)).met])


def test_each_common_situation_is_met() -> None:
    missed = [f"{each.group}: {each.name}" for each in situations() if each.common and not met()[each.name]]
    assert missed == []

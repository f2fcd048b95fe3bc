"""Dice: all that is drawn for one seed, from a stream of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TypeVar

from zsim.kernel.streams import Streams

Thing = TypeVar("Thing")

HOT = 2
"""How many of the things there are get half of all that happens."""


class Dice:
    """Draws what is drawn in the world of one seed; the same seed draws the same in any process."""

    def __init__(self, seed: int, name: str = "drawing") -> None:
        self._random = Streams(seed)[name]

    def number(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self._random.random() * (most - least + 1))

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of them."""
        return things[int(self._random.random() * len(things))]

    def hot(self, things: Sequence[Thing]) -> Thing:
        """One of them, every other time one of the first two: the same few meet often, and all meet at times."""
        return self.pick(things[:HOT] if self.chance(50) else things)

    def chance(self, percent: int) -> bool:
        """Whether something happens that does in so many of a hundred cases."""
        return self._random.random() * 100 < percent

    def some(self, things: Sequence[Thing], percent: int) -> tuple[Thing, ...]:
        """Those of them that are drawn when each is with that chance, in their order."""
        return tuple([each for each in things if self.chance(percent)])

    def weighted(self, weights: Mapping[Thing, int]) -> Thing:
        """One of the keys, as often as its weight says."""
        sums = list(accumulate(weights.values()))
        at = self._random.random() * sums[-1]
        return next(thing for thing, end in zip(weights, sums, strict=True) if at < end)

"""What a run keeps of the records it answered, and what its history is to say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from zsim.ports.records import Ref
from zsim.sync.runs.outcomes import counts_in_words


class ResultsSoFar(NamedTuple):
    """What a run under way came to so far, for its history should the engine be stopped. Source: FLT-16.

    ``remarks`` and ``others``, which only some sorts of runs have, each come with the entry of their decision.
    """

    counts: Mapping[str, int] = MappingProxyType({})
    remarks: tuple[tuple[int, str], ...] = ()
    others: tuple[tuple[int, Any], ...] = ()


class RunResults:
    """Counts by outcome, what the history tells of single records, and what the next run is to look at again."""

    __slots__ = ("_remarks", "counts", "retry")

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.retry: dict[Ref, None] = {}
        self._remarks: list[tuple[int, str]] = []

    def remark(self, entry: int, told: str) -> None:
        """Have the history tell something of the decision of that entry, which is counted in the same step."""
        self._remarks.append((entry, told))

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the history tells, in the order of the decisions."""
        return in_order(self._remarks)

    @property
    def so_far(self) -> ResultsSoFar:
        """What it has come to by now."""
        return ResultsSoFar(counts_in_words(self.counts), tuple(self._remarks))


def in_order(told: Iterable[tuple[int, Any]]) -> tuple[Any, ...]:
    """What is told of decisions, in the order of their entries."""
    return tuple([each for _, each in sorted(told, key=itemgetter(0))])

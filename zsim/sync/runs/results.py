"""What a run keeps of the records it answered, and what its history is to say of them."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter

from zsim.ports.records import Ref


class RunResults:
    """Counts by outcome, what the history tells of single records, and what the next run is to look at again."""

    __slots__ = ("_remarks", "counts", "retry")

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.retry: dict[Ref, None] = {}
        self._remarks: list[tuple[int, str]] = []

    def remark(self, entry: int, told: str) -> None:
        """Have the history tell something of the decision of that entry."""
        self._remarks.append((entry, told))

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the history tells, in the order of the decisions."""
        return tuple([told for _, told in sorted(self._remarks, key=itemgetter(0))])

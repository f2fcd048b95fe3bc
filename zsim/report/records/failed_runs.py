"""The runs that failed as a whole, by reason: nothing of theirs arrived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from zsim.recording.schema import ScenarioRun, smallest
from zsim.report.records.arrivals import FailedWhole
from zsim.report.records.hints import Hint


@dataclass(slots=True)
class FailedRunTally:
    """All runs that failed for one reason: how many by product, and the smallest scenario with what was said there."""

    hint: Hint
    says: str
    example: ScenarioRun
    by_product: Counter[str] = field(default_factory=Counter)

    @property
    def times(self) -> int:
        """How many."""
        return self.by_product.total()


class FailedRuns:
    """The runs that failed, by reason."""

    def __init__(self) -> None:
        self._found: dict[str, FailedRunTally] = {}

    def take_in(self, failed: Iterable[FailedWhole], run: ScenarioRun) -> None:
        """Take in those of a scenario."""
        for each in failed:
            known = self._found.setdefault(each.hint.key, FailedRunTally(each.hint, each.says, run))
            known.by_product[each.product] += 1
            if smallest((known.example, run)) is run:
                known.example, known.says = run, each.says

    def all(self) -> tuple[FailedRunTally, ...]:
        """All reasons, the most frequent first."""
        return tuple(sorted(self._found.values(), key=lambda each: (-each.times, each.hint.key)))

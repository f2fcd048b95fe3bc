"""What did not arrive, over all runs: by product and reason, each with its records and its smallest example."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from zsim.recording.schema import ScenarioRun, smallest
from zsim.report.records.arrivals import Arrival
from zsim.report.records.hints import UNREAD, Hint

ROWS_MAX = 640
"""How many records a page names at most: all there are, and some 320 KB."""


EVERYWHERE = "everywhere"
"""Stands for all apps where records are those of any."""


@dataclass(slots=True)
class MissingRecord:
    """Records of one name that did not arrive for one reason.

    ``says`` is what is told of it in ``example``, the smallest run, ``answer`` what an app answered word for word;
    ``lasting`` how many never arrived in theirs.
    """

    called: str
    says: str
    example: ScenarioRun
    times: int = 0
    lasting: int = 0
    answer: str = ""
    runs: set[str] = field(default_factory=set)

    def take_in(self, arrival: Arrival, run: ScenarioRun) -> None:
        """Take in one more."""
        self.times += 1
        self.lasting += arrival.lasting
        self.runs.add(run.id)
        if smallest((self.example, run)) is run:
            self.example, self.says, self.answer = run, arrival.says, arrival.answer


@dataclass(slots=True)
class ReasonTally:
    """All records that did not arrive in one product for one reason."""

    hint: Hint
    outcome: str
    example: ScenarioRun
    rules: dict[str, None] = field(default_factory=dict)
    kinds: dict[str, None] = field(default_factory=dict)
    scenarios: set[str] = field(default_factory=set)
    records: dict[str, MissingRecord] = field(default_factory=dict)

    @property
    def times(self) -> int:
        """How many records."""
        return sum(each.times for each in self.records.values())

    @property
    def lasting(self) -> int:
        """How many of them had not arrived at the end of their run."""
        return sum(each.lasting for each in self.records.values())

    def take_in(self, arrival: Arrival, run: ScenarioRun) -> None:
        """Take in one more."""
        self.rules.update(dict.fromkeys(arrival.rules or arrival.hint.rules))
        self.kinds[arrival.kind] = None
        self.scenarios.add(run.id.partition("[")[0])
        self.example = smallest((self.example, run))
        known = self.records.setdefault(
            arrival.called, MissingRecord(arrival.called, arrival.says, run, answer=arrival.answer)
        )
        known.take_in(arrival, run)


class NotArrived:
    """What did not arrive, by product, and by the app that it is a record of."""

    def __init__(self) -> None:
        self._found: defaultdict[tuple[str, str], dict[str, ReasonTally]] = defaultdict(dict)

    def take_in(self, arrivals: Iterable[Arrival], run: ScenarioRun) -> None:
        """Take in those of a run."""
        for each in arrivals:
            for home in (EVERYWHERE, each.home) if each.product else ():
                tallies = self._found[each.product, home]
                known = tallies.setdefault(each.hint.key, ReasonTally(each.hint, each.outcome, run))
                known.take_in(each, run)

    def of(self, product: str, home: str = EVERYWHERE) -> tuple[ReasonTally, ...]:
        """The reasons of a product, those of most records first; of records of one app, where it is given."""
        found = self._found.get((product, home), {}).values()
        return tuple(sorted(found, key=_rank))

    def homes(self, product: str) -> tuple[str, ...]:
        """The apps whose records did not arrive for a product, the product itself last."""
        found = [home for key, home in self._found if key == product and home != EVERYWHERE]
        return tuple(sorted(found, key=lambda home: (home == product, home)))

    def over_all(self, products: Iterable[str]) -> tuple[tuple[Hint, dict[str, ReasonTally]], ...]:
        """Each reason with its tally by product, those of most records first."""
        found: dict[str, tuple[Hint, dict[str, ReasonTally]]] = {}
        for product in products:
            for each in self.of(product):
                found.setdefault(each.hint.key, (each.hint, {}))[1][product] = each
        return tuple(
            sorted(
                found.values(),
                key=lambda each: (_unread(each[0]), -sum(one.times for one in each[1].values()), each[0].key),
            )
        )


def shared_out(
    tallies: Iterable[ReasonTally], rows_max: int = ROWS_MAX
) -> Iterator[tuple[ReasonTally, tuple[MissingRecord, ...]]]:
    """Each reason with the records a page names of it, so that all together are no more than it may name.

    Reasons of few records are told whole; those of many give way, all to the same number.
    """
    found = [(each, _in_order(each)) for each in tallies]
    most = max([len(records) for _, records in found], default=0)
    while most and sum(min(most, len(records)) for _, records in found) > rows_max:
        most -= 1
    for each, records in found:
        yield each, records[:most]


def _rank(tally: ReasonTally) -> tuple[bool, int, str]:
    """What was decided comes before what no run read, and the most frequent first."""
    return _unread(tally.hint), -tally.times, tally.hint.key


def _unread(hint: Hint) -> bool:
    return hint.key.startswith(UNREAD)


def _in_order(tally: ReasonTally) -> tuple[MissingRecord, ...]:
    """The records of a reason, those that came most often first."""
    return tuple(sorted(tally.records.values(), key=lambda each: (-each.times, each.called)))

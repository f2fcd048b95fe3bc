"""How often scenarios made each legal move of finance's documents, by type and product. Source: TXN-15."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from zsim.catalogue import Product
from zsim.catalogue.life_cycles import LifeCycle, Move, MovedBy, life_cycles
from zsim.recording.schema import RecordedMove, Result, ScenarioRun, smallest
from zsim.report.evidence import Evidence
from zsim.report.phrases import counted, in_series

AREA = "TXN"
TITLE = "Life cycles of documents"
LEAD = (
    "The states of finance's documents, the moves that are legal between them, and how often scenarios made each. "
    "Only scenarios that passed count. A trigger makes moves that a person could make, too."
)
Made = Mapping[tuple[str, ...], list[tuple[RecordedMove, ScenarioRun]]]
"""What was made and in which run, by product, type, verb and the states before and after."""
BY = {
    MovedBy.PERSON: "a person",
    MovedBy.CLOCK: "the clock",
    MovedBy.PAYMENT: "a payment",
    MovedBy.CONVERSION: "a conversion",
    MovedBy.EDIT: "an edit",
}


@dataclass(frozen=True, slots=True)
class MoveTally:
    """A legal move of a product's documents and how often it was made, ``triggered`` of these times by triggers."""

    move: Move
    times: int
    triggered: int
    runs: tuple[ScenarioRun, ...]

    @property
    def verb(self) -> str:
        """The move in words."""
        return in_words(self.move.verb)

    @property
    def ends(self) -> str:
        """The states it leads between, such as "draft → sent"."""
        return f"{in_words(self.move.before)} → {in_words(self.move.after)}"

    @property
    def by_triggers(self) -> str:
        """How often triggers had it made, in words; empty where they never had."""
        return f"{self.triggered:,} by triggers" if self.triggered else ""

    @property
    def count(self) -> str:
        """How often it was made, in words: "12", "12, 1 by triggers" or "never"."""
        return ", ".join(filter(None, [often(self.times), self.by_triggers]))

    @property
    def example(self) -> ScenarioRun | None:
        """The run with the shortest journal that made it."""
        return smallest(self.runs) if self.runs else None


@dataclass(frozen=True, slots=True)
class ProductCycle:
    """The life cycle of a type of documents in a product; ``steps`` says how far each state is from the first."""

    cycle: LifeCycle
    product: Product
    steps: dict[str, int]
    tallies: tuple[MoveTally, ...]

    @property
    def key(self) -> str:
        """What sets it apart from the others, fit for an address."""
        return f"{self.cycle.type}-{self.product.key}"

    @property
    def called(self) -> str:
        """What the product's screens call one of the documents."""
        return self.cycle.called(self.product.key)

    @property
    def told(self) -> str:
        """The picture in words."""
        layers = groupby(self.steps, key=self.steps.__getitem__)
        away = [f"{counted(step, 'move')} away: {in_series(map(in_words, states))}." for step, states in layers if step]
        return f"It begins as {in_words(self.cycle.initial)}. {' '.join(away)} The table below has every move."

    @property
    def never(self) -> tuple[MoveTally, ...]:
        """The moves that no scenario made."""
        return tuple(each for each in self.tallies if not each.times)


class MovesMade:
    """The moves that a recording's scenarios made: ``by_type``, and ``others``, which no life cycle has.

    Both are empty where no document moved, and where only part of the suite ran: it says nothing of the rest.
    """

    def __init__(self, evidence: Evidence) -> None:
        made: defaultdict[tuple[str, ...], list[tuple[RecordedMove, ScenarioRun]]] = defaultdict(list)
        for run in evidence.recording.scenarios:
            for move in run.moves if run.result is Result.PASSED and not evidence.recording.selection else ():
                made[move[:5]].append((move, run))
        products = {each.key: each for each in evidence.catalogue.products}
        self.by_type = tuple(
            tuple(_product_cycle(cycle, products[key], made) for key in cycle.products if key in products)
            for cycle in life_cycles().values()
            if cycle.moves and made
        )
        legal = {(each.product.key, *_ends(each.cycle, tally.move)) for each in self for tally in each.tallies}
        self.others = tuple(sorted(made.keys() - legal))

    def __iter__(self) -> Iterator[ProductCycle]:
        return (each for cycles in self.by_type for each in cycles)


def _product_cycle(cycle: LifeCycle, product: Product, made: Made) -> ProductCycle:
    tallies = [_tally(each, made.get((product.key, *_ends(cycle, each)), [])) for each in cycle.moves_in(product.key)]
    return ProductCycle(cycle, product, cycle.steps(product.key), tuple(tallies))


def _tally(move: Move, made: list[tuple[RecordedMove, ScenarioRun]]) -> MoveTally:
    triggered = sum(each.times for each, _ in made if each.triggered)
    runs = {run.id: run for _, run in made}
    return MoveTally(move, sum(each.times for each, _ in made), triggered, tuple(runs.values()))


def often(times: int) -> str:
    """A number of times in words; none is "never"."""
    return f"{times:,}" if times else "never"


def in_words(name: str) -> str:
    """A state, a verb or a type as a person would write it."""
    return name.replace("_", " ")


def _ends(cycle: LifeCycle, move: Move) -> tuple[str, str, str, str]:
    return cycle.type, move.verb, move.before, move.after

"""The same scenarios for two products: how many are decided otherwise, and for what reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from zsim.catalogue import Behaviour, Catalogue, Product
from zsim.recording.schema import ScenarioRun
from zsim.report.comparing.difference import ComparedRun, RunDifference, difference
from zsim.report.comparing.reasons import DifferenceReason, Weight, in_words, reason_of, reasons_of
from zsim.report.site import COMPARE
from zsim.report.stories import variant_of
from zsim.report.telling import ToldStory

ROWS_MAX = 200
"""How many pairs of runs a page shows."""
ROWS_A_REASON = 12


@dataclass(frozen=True, slots=True)
class PairRow:
    """A story in which two products differ, the variant, and the sentences of both; either may be empty."""

    heading: str
    variant: str
    path: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """Pairs of runs that differ for one reason before all others: how many, and some of them.

    ``tells`` says whether the rows hold sentences of their own; otherwise the heading says all.
    """

    heading: str
    count: int
    rows: tuple[PairRow, ...]
    tells: bool
    one: str
    other: str

    @property
    def more(self) -> int:
        """How many pairs are not shown."""
        return self.count - len(self.rows)


@dataclass(slots=True)
class _Found:
    """What was found of one reason so far."""

    count: int = 0
    rows: list[PairRow] = field(default_factory=list)


class ProductPair:
    """Two products that share stories."""

    def __init__(self, one: Product, other: Product) -> None:
        self.one = one
        self.other = other
        self.compared = 0
        self.differing = 0
        self._found: defaultdict[DifferenceReason, _Found] = defaultdict(_Found)

    @property
    def names(self) -> tuple[str, str]:
        """What the two are called."""
        return self.one.name, self.other.name

    @property
    def title(self) -> str:
        """Both names."""
        return f"{self.one.name} and {self.other.name}"

    @property
    def path(self) -> str:
        """The page that compares them."""
        return f"{COMPARE}/{self.one.key}-{self.other.key}.html"

    @property
    def decided(self) -> int:
        """In how many pairs of runs a record is decided otherwise, or for one product only."""
        return sum(found.count for reason, found in self._found.items() if reason.weight <= Weight.KIND_ALONE)

    def add(self, one: ComparedRun, other: ComparedRun, heading: str, path: str) -> None:
        """Take in a pair of runs of one story."""
        self.compared += 1
        found = difference(one, other)
        if not found:
            return
        self.differing += 1
        reason = reasons_of(found)[0]
        group = self._found[reason]
        group.count += 1
        if len(group.rows) < ROWS_A_REASON:
            group.rows.append(PairRow(heading, variant_of(one.told.run), path, *_sentences(found, reason)))

    def groups(self) -> Iterator[ReasonGroup]:
        """The reasons, the one with the most pairs first; as many pairs as a page holds."""
        left = ROWS_MAX
        for reason, found in sorted(self._found.items(), key=lambda each: (-each[1].count, each[0])):
            rows = tuple(found.rows[:left])
            left -= len(rows)
            tells = reason.weight in (Weight.DECIDED, Weight.DECIDED_ONCE)
            sides = (reason.one, reason.other) if tells else ("", "")
            yield ReasonGroup(in_words(reason, self.names), found.count, rows, tells, *sides)

    def rules(self, catalogue: Catalogue, *, of_one: bool) -> tuple[Behaviour, ...]:
        """The rules that hold for one of the two only."""
        holds, lacks = (self.one.key, self.other.key) if of_one else (self.other.key, self.one.key)
        return tuple([each for each in catalogue.behaviours if each.holds_for(holds) and not each.holds_for(lacks)])


class ProductPairs:
    """All pairs of products of a catalogue that share stories."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._products = {each.key: each for each in catalogue.products}
        pairs = combinations(catalogue.products, 2)
        self._pairs = {(one.key, other.key): ProductPair(one, other) for one, other in pairs}

    def add(self, told: ToldStory, path_of: Callable[[ScenarioRun], str]) -> None:
        """Take in the runs of a story, each pair of one variant."""
        variants: defaultdict[str, dict[str, ComparedRun]] = defaultdict(dict)
        for each in told.runs:
            if each.run.product in self._products:
                compared = ComparedRun(each, self._products[each.run.product])
                variants[variant_of(each.run)][each.run.product] = compared
        for by_product in variants.values():
            present = [key for key in self._products if key in by_product]
            for keys in combinations(present, 2):
                one, other = [by_product[key] for key in keys]
                self._pairs[keys].add(one, other, told.story.heading, path_of(one.told.run))

    def shared(self) -> tuple[ProductPair, ...]:
        """The pairs that share a story."""
        return tuple([each for each in self._pairs.values() if each.compared])


def _sentences(found: RunDifference, reason: DifferenceReason) -> tuple[str, str]:
    """What the two runs tell of the first record that gives the reason."""
    for each in found.decided:
        if reason_of(each) == reason:
            return each.one.line.text if each.one else "", each.other.line.text if each.other else ""
    return "", ""

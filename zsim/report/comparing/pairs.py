"""The same scenarios for two products: how many are decided otherwise, and for what reasons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from zsim.catalogue import Behaviour, Catalogue, Product
from zsim.recording.schema import ScenarioRun
from zsim.report.comparing.difference import ComparedRun, RunDifference, difference
from zsim.report.comparing.reasons import (
    DifferenceReason,
    Weight,
    in_words,
    lines_of,
    reason_of,
    reason_of_line,
    reasons_of,
)
from zsim.report.records import in_users_words
from zsim.report.site import COMPARE
from zsim.report.stories import variant_of
from zsim.report.telling import ToldStory

ROWS_MAX = 200
"""How many pairs of runs a page shows."""
ROWS_A_REASON = 12
WAYS_MAX = 4
"""How many ways of setting up a page names."""
DECISIONS = frozenset({Weight.DECIDED, Weight.DECIDED_ONCE, Weight.OTHER_REASON})
TELLING = DECISIONS | {Weight.REFUSED, Weight.DONE}
"""The weights of reasons whose pairs have sentences of their own."""


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

    ``tells`` says whether the rows hold sentences of their own; otherwise the heading says all. ``set_up`` says that
    they differ in nothing but how the connection is set up.
    """

    heading: str
    count: int
    rows: tuple[PairRow, ...]
    tells: bool
    one: str
    other: str
    set_up: bool = False

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
        self._ways: Counter[tuple[str, str]] = Counter()
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
        """In how many pairs of runs a record is decided otherwise, or in one of the two runs only."""
        return self._counted(Weight.DECIDED, Weight.DECIDED_ONCE)

    @property
    def otherwise_reasoned(self) -> int:
        """In how many more a record is decided the same way for another reason."""
        return self._counted(Weight.OTHER_REASON, Weight.OTHER_REASON)

    @property
    def kind_alone(self) -> int:
        """In how many more a kind of records takes part for one product only."""
        return self._counted(Weight.KIND_ALONE, Weight.KIND_ALONE)

    @property
    def set_up(self) -> int:
        """How many differ in nothing but how the connection is set up."""
        return self._counted(Weight.SET_UP, Weight.SET_UP)

    @property
    def done(self) -> int:
        """In how many no decision differs, but what somebody did, was refused or came to."""
        return self.differing - self.decided - self.otherwise_reasoned - self.kind_alone - self.set_up

    @property
    def ways(self) -> tuple[str, ...]:
        """How the two are set up otherwise, each in a sentence."""
        return tuple([f"For {name}: {text}." for (name, text), _ in self._ways.most_common(WAYS_MAX)])

    def add(self, one: ComparedRun, other: ComparedRun, heading: str, path: str) -> None:
        """Take in a pair of runs of one story."""
        self.compared += 1
        found = difference(one, other)
        if not found:
            return
        self.differing += 1
        reason = reasons_of(found)[0]
        if reason.weight is Weight.SET_UP:
            self._ways.update(
                [(self.names[0 if of_one else 1], each.general) for each, of_one in lines_of(found) if each.set_up]
            )
        group = self._found[reason]
        group.count += 1
        if len(group.rows) < ROWS_A_REASON:
            texts = zip(_sentences(found, reason), (one.told, other.told), strict=True)
            words = [in_users_words(text, told) for text, told in texts]
            group.rows.append(PairRow(heading, variant_of(one.told.run), path, *words))

    def groups(self) -> Iterator[ReasonGroup]:
        """The reasons, those that tell most first, then those of most pairs; as many pairs as a page holds.

        Of pairs that differ in their set-up alone none is shown.
        """
        left = ROWS_MAX
        for reason, found in sorted(self._found.items(), key=_rank):
            rows = tuple(found.rows[:left]) if reason.weight is not Weight.SET_UP else ()
            left -= len(rows)
            tells = reason.weight in TELLING
            sides = (reason.one, reason.other) if reason.weight in DECISIONS else ("", "")
            yield ReasonGroup(
                in_words(reason, self.names), found.count, rows, tells, *sides, reason.weight is Weight.SET_UP
            )

    def _counted(self, first: Weight, last: Weight) -> int:
        return sum(found.count for reason, found in self._found.items() if first <= reason.weight <= last)

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


def _rank(found: tuple[DifferenceReason, _Found]) -> tuple[Weight, int, DifferenceReason]:
    """What decides a record otherwise is of one rank, whether in both runs or in one."""
    reason, group = found
    rank = Weight.DECIDED if reason.weight <= Weight.DECIDED_ONCE else reason.weight
    return rank, -group.count, reason


def _sentences(found: RunDifference, reason: DifferenceReason) -> tuple[str, str]:
    """What the two runs tell of the first record, or in the first line, that gives the reason."""
    for each in found.decided:
        if reason_of(each) == reason:
            return each.one.line.text if each.one else "", each.other.line.text if each.other else ""
    for line, of_one in lines_of(found):
        if reason_of_line(line, of_one=of_one) == reason:
            return (line.line.text, "") if of_one else ("", line.line.text)
    return "", ""

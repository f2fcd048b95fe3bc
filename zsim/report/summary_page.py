"""What the first page of the HTML site shows, put in order for its template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from zsim.catalogue import Area, Behaviour, Policy, Product
from zsim.recording.schema import BAD, Result, ScenarioRun, results_of
from zsim.report.evidence import AreaTally, State
from zsim.report.phrases import as_sentence, product_names
from zsim.report.site import Site
from zsim.report.stories import ReportedStory

ALWAYS_SHOWN = (State.PROVEN, State.PARTLY, State.FAILING, State.MISSING)


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One behaviour for one product; ``state`` is ``None`` where it does not hold."""

    product: Product
    state: State | None
    runs: tuple[ScenarioRun, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One behaviour over all products."""

    behaviour: Behaviour
    state: State
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class MatrixSection:
    """One area of the matrix."""

    tally: AreaTally
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Oddity:
    """A deliberate peculiarity, for which products, and in how many runs it showed."""

    behaviour: Behaviour
    products: str
    fired: int


@dataclass(frozen=True, slots=True)
class Folder:
    """The stories whose scripts stand in one folder, and how their runs ended."""

    name: str
    stories: tuple[ReportedStory, ...]
    results: Mapping[Result, int]


class SummaryPage:
    """The summary, the matrix, the scenarios, the policies and the oddities.

    A page of ``partial`` evidence speaks only of what was touched: of the rest it knows nothing.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._evidence = site.evidence
        self.partial = bool(site.recording.selection)
        self.behaviours = tuple(each for each in site.catalogue.behaviours if not self.partial or self._touched(each))
        tallies = (self._tally(area) for area in site.catalogue.areas)
        self.tallies = tuple(each for each in tallies if each.behaviours or not self.partial)
        self.states = tuple(
            state
            for state in State
            if (state in ALWAYS_SHOWN and not self.partial) or any(each.count(state) for each in self.tallies)
        )

    @property
    def total(self) -> Mapping[State, int]:
        """How many behaviours stand in each state shown."""
        return {state: sum(each.count(state) for each in self.tallies) for state in self.states}

    @property
    def results(self) -> Mapping[Result, int]:
        """How many runs ended with each result."""
        return results_of(self._site.recording.scenarios)

    @property
    def failing(self) -> tuple[ScenarioRun, ...]:
        """The runs that did not end as they should."""
        return tuple(run for run in self._site.recording.scenarios if run.result in BAD)

    @property
    def sections(self) -> tuple[MatrixSection, ...]:
        """The areas that have a scenario, with all their behaviours."""
        return tuple(self._section(each) for each in self.tallies if self.partial or not each.untouched)

    @property
    def untouched(self) -> tuple[MatrixSection, ...]:
        """The areas that have none."""
        return tuple(self._section(each) for each in self.tallies if each.untouched and not self.partial)

    @property
    def folders(self) -> tuple[Folder, ...]:
        """The stories by the folder their scripts stand in."""
        grouped = groupby(self._site.stories, key=lambda story: story.folder)
        return tuple(_folder(name, tuple(told)) for name, told in grouped)

    @property
    def policies(self) -> tuple[Policy, ...]:
        """The points the documents leave open."""
        return () if self.partial else self._site.catalogue.policies

    @property
    def oddities(self) -> tuple[Oddity, ...]:
        """The deliberate peculiarities."""
        catalogue = self._site.catalogue
        return tuple(
            Oddity(each, " · ".join(product_names(catalogue, each.products)), self._evidence.fired(each))
            for each in catalogue.quirks
            if each in self.behaviours
        )

    def _section(self, tally: AreaTally) -> MatrixSection:
        return MatrixSection(tally, tuple(self._row(each) for each in self._in_area(tally.area)))

    def _in_area(self, area: Area) -> tuple[Behaviour, ...]:
        return tuple(each for each in self.behaviours if each.area == area.code)

    def _tally(self, area: Area) -> AreaTally:
        behaviours = self._in_area(area)
        states = self._evidence.counted(behaviours)
        if self.partial:
            states = tuple((state, count) for state, count in states if state is not State.MISSING)
        return AreaTally(area, len(behaviours), states)

    def _touched(self, behaviour: Behaviour) -> bool:
        """Whether a run covers a behaviour, or its oddity showed in one."""
        return self._evidence.overall(behaviour) is not State.MISSING or self._evidence.fired(behaviour) > 0

    def _row(self, behaviour: Behaviour) -> MatrixRow:
        cells = tuple(self._cell(behaviour, product) for product in self._site.products)
        return MatrixRow(behaviour, self._evidence.overall(behaviour), cells)

    def _cell(self, behaviour: Behaviour, product: Product) -> MatrixCell:
        if product.key not in behaviour.products:
            return MatrixCell(product, None, ())
        state = self._evidence.state(behaviour, product.key)
        return MatrixCell(product, state, self._evidence.scenarios(behaviour, product.key))


def _folder(name: str, told: tuple[ReportedStory, ...]) -> Folder:
    return Folder(as_sentence(name) or "Elsewhere", told, results_of([run for story in told for run in story.runs]))

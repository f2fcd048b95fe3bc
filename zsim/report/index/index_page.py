"""What the first page shows: the verdict, the products, the areas, what did not pass, and doors to everything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from zsim.catalogue import Area, Basis, Behaviour, Product
from zsim.recording.schema import BAD, Result, ScenarioRun, results_of
from zsim.report.evidence import AreaTally, State
from zsim.report.lists.gap_list import reason_of
from zsim.report.parts import Door
from zsim.report.phrases import counted
from zsim.report.site import COMPARE, LISTS, RECORDS, RULES, Site
from zsim.report.standing import told_of, told_of_product

CHANGES = f"{COMPARE}/changes.html"
RULINGS = f"{LISTS}/rulings.html"
RULED = "the documents leave that open; each has its alternative and the question to ask the vendor"
FAILING_MAX = 50
"""How many runs that did not pass the first page names; all of them stand among the gaps."""
GROUPS = (
    ("Records and comparisons", (RECORDS, COMPARE)),
    ("Lists", (LISTS,)),
)


class ProductTally(NamedTuple):
    """A product: how many rules it has, how many are proven, how many of these are rulings, and where that stands."""

    product: Product
    rules: int
    proven: int
    ruled: int
    path: str

    @property
    def open(self) -> int:
        """How many are not proven."""
        return self.rules - self.proven

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """The bar."""
        return ("proven", self.proven), ("no scenario", self.open)


class DoorGroup(NamedTuple):
    """Doors of one kind."""

    title: str
    doors: tuple[Door, ...]


class IndexPage:
    """The first page; of ``partial`` evidence it speaks only of what was touched."""

    def __init__(self, site: Site, doors: Iterable[Door]) -> None:
        self._site = site
        self.partial = bool(site.recording.selection)
        self.behaviours = tuple(told_of(site.evidence, site.catalogue.behaviours))
        self._doors = tuple(doors)
        tallies = [self._tally(area) for area in site.catalogue.areas]
        self.tallies = tuple([each for each in tallies if each.behaviours])

    @property
    def verdict(self) -> str:
        """Whether all is well, in a sentence."""
        all_of_them, proven = len(self.behaviours), self.count(State.PROVEN)
        if self.partial:
            stories = counted(len(self._site.stories), "story", "stories")
            return f"Part of the suite only: {stories}, {counted(len(self._site.recording.scenarios), 'run')}."
        if proven == all_of_them:
            return f"All {all_of_them} rules are proven, for every product they hold for."
        return f"{proven} of {counted(all_of_them, 'rule')} are proven for every product they hold for."

    @property
    def trouble(self) -> str:
        """What did not pass, in words; empty where all did."""
        return f"{counted(sum(run.result in BAD for run in self._site.recording.scenarios), 'run')} did not pass."

    @property
    def failing(self) -> tuple[tuple[ScenarioRun, str], ...]:
        """The first runs that did not end as they should, each with its reason."""
        found = [run for run in self._site.recording.scenarios if run.result in BAD]
        return tuple([(run, reason_of(run)) for run in found[:FAILING_MAX]])

    @property
    def results(self) -> Mapping[Result, int]:
        """How many runs ended with each result."""
        return results_of(self._site.recording.scenarios)

    @property
    def total(self) -> tuple[tuple[State, int], ...]:
        """How many rules stand in each state."""
        return self._site.evidence.counted(self.behaviours)

    @property
    def rulings(self) -> Door | None:
        """How many of the rules rest on rulings of ours, and where these stand; ``None`` where none does."""
        ruled = sum(each.basis is Basis.RULING for each in self.behaviours)
        if not ruled:
            return None
        rest = "rests on a ruling" if ruled == 1 else "rest on rulings"
        return Door(f"{counted(ruled, 'rule')} {rest} of ours", RULINGS, RULED)

    @property
    def products(self) -> tuple[ProductTally, ...]:
        """The products that have rules here."""
        found = [self._product(each) for each in self._site.products]
        return tuple([each for each in found if each.rules])

    @property
    def changes(self) -> Door | None:
        """What changed since the baseline."""
        return next((each for each in self._doors if each.path == CHANGES), None)

    @property
    def groups(self) -> tuple[DoorGroup, ...]:
        """All other doors, but for products, which have a table of their own."""
        listed = {each.path for each in self.products} | {CHANGES}
        found = [DoorGroup(title, tuple(self._of(folders, listed))) for title, folders in GROUPS]
        known = {each.path for group in found for each in group.doors} | listed
        others = tuple([each for each in self._doors if each.path not in known])
        return tuple([each for each in (*found, DoorGroup("More", others)) if each.doors])

    def count(self, state: State) -> int:
        """How many rules stand in a state."""
        return dict(self.total).get(state, 0)

    def area_path(self, area: Area) -> str:
        """The page of an area's rules."""
        return f"{RULES}/{area.code}.html"

    def _of(self, folders: tuple[str, ...], listed: set[str]) -> Iterator[Door]:
        return (each for each in self._doors if each.path.startswith(folders) and each.path not in listed)

    def _tally(self, area: Area) -> AreaTally:
        behaviours = [each for each in self.behaviours if each.area == area.code]
        return AreaTally(area, len(behaviours), self._site.evidence.counted(behaviours))

    def _product(self, product: Product) -> ProductTally:
        rules = list(told_of_product(self._site.evidence, self.behaviours, product))
        proven = [each for each in rules if self._is_proven(each, product)]
        ruled = sum(each.basis is Basis.RULING for each in proven)
        return ProductTally(product, len(rules), len(proven), ruled, f"{LISTS}/{product.key}.html")

    def _is_proven(self, behaviour: Behaviour, product: Product) -> bool:
        return self._site.evidence.state(behaviour, product.key) is State.PROVEN

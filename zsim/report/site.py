"""Where everything stands on the HTML site, and the names things have on every page of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from zsim.catalogue import Behaviour, Product
from zsim.recording.schema import Recording, ScenarioRun
from zsim.report.evidence import Evidence
from zsim.report.life_cycles import MovesMade
from zsim.report.releases import Release
from zsim.report.stories import ReportedStory, named, stories, told_for

SCENARIOS = "scenarios"
RULES = "rules"
COMPARE = "compare"
RECORDS = "records"
LISTS = "lists"
RUN = "run"


class Site:
    """The pages of one recording, and how they link to each other; ``baseline`` is what it is compared with."""

    def __init__(self, evidence: Evidence, baseline: Release | None = None) -> None:
        self.evidence = evidence
        self.baseline = baseline
        self.catalogue = evidence.catalogue
        self.moves = MovesMade(evidence)
        self.stories = stories(evidence.catalogue, evidence.recording)
        self._story_of = {run.id: story for story in self.stories for run in story.runs}
        self._numbers = {story.heading: number for number, story in enumerate(self.stories)}
        self._paths = _paths(self.stories)

    @property
    def recording(self) -> Recording:
        """The recording the site tells of."""
        return self.evidence.recording

    @property
    def products(self) -> tuple[Product, ...]:
        """All products, in the catalogue's order."""
        return self.catalogue.products

    def path_of(self, run: ScenarioRun) -> str:
        """Where a run is told under the site's root: the page of its scenario, and the place on it."""
        return f"{self.story_path(self._story_of[run.id])}#{self.anchor(run)}"

    def story_path(self, story: ReportedStory) -> str:
        """The path of a scenario's page under the site's root."""
        return self._paths[story.heading]

    def anchor(self, run: ScenarioRun) -> str:
        """The place of a run on the page of its scenario, such as "books-clone"."""
        _, bracket, parameters = run.id.partition("[")
        return _file_name(parameters.removesuffix("]")) if bracket else RUN

    def rule_path(self, behaviour_id: str) -> str:
        """Where a behaviour's rule stands under the site's root, such as "rules/CUS.html#CUS-09"."""
        return f"{RULES}/{self.behaviour(behaviour_id).area}.html#{behaviour_id}"

    def twin_path(self, switched: str) -> str:
        """The page of a run that was played switched, such as "compare/twin-without-con-02.html"."""
        return f"{COMPARE}/twin-{_file_name(switched).lower()}.html"

    def story_of(self, run: ScenarioRun) -> ReportedStory:
        """The story a run tells."""
        return self._story_of[run.id]

    def label(self, run: ScenarioRun) -> str:
        """What sets a run apart from others of its story: product and variant; empty when there is neither."""
        return told_for(self.catalogue, (run,))

    def neighbours(self, story: ReportedStory) -> tuple[ReportedStory | None, ReportedStory | None]:
        """The stories before and after one."""
        number = self._numbers[story.heading]
        after = self.stories[number + 1 : number + 2]
        return self.stories[number - 1] if number else None, after[0] if after else None

    def by_product(self, story: ReportedStory) -> tuple[tuple[str, tuple[ScenarioRun, ...]], ...]:
        """The runs of a story by the name of their product, in the catalogue's order."""
        grouped = groupby(story.runs, key=lambda run: run.product)
        return tuple((self.catalogue.product(key).name if key else "", tuple(runs)) for key, runs in grouped)

    def behaviour(self, behaviour_id: str) -> Behaviour:
        """The behaviour of that id."""
        return self.catalogue.behaviour(behaviour_id)


def _paths(told: Iterable[ReportedStory]) -> dict[str, str]:
    """A file name for each story, by its heading; two names that would share one are numbered."""
    paths: dict[str, str] = {}
    taken: set[str] = set()
    for each in told:
        stem = _file_name("-".join(named(each.runs[0])))
        name, number = stem, 1
        while name.lower() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.lower())
        paths[each.heading] = f"{SCENARIOS}/{name}.html"
    return paths


def _file_name(text: str) -> str:
    """A text as part of an address."""
    return re.sub(r"[^\w]+", "-", text).strip("-") or RUN

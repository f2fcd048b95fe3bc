"""What the page of an area shows: its rules, each with its standing, its example, its twins and its stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from zsim.catalogue import Area, Basis, Behaviour, Policy
from zsim.recording.schema import Result, ScenarioRun, results_of, smallest
from zsim.report.evidence import State
from zsim.report.filters import FilterFacts, facts_of
from zsim.report.phrases import as_sentence
from zsim.report.rules.examples import RuleExample
from zsim.report.rules.twins import RuleTwin, Twins, deciding
from zsim.report.site import Site
from zsim.report.standing import RuleStanding, standings, told_of
from zsim.report.stories import ReportedStory

Examples = Mapping[str, RuleExample]
"""The examples that were kept, by the ids of their runs."""


class CoveringStory(NamedTuple):
    """A story that covers a rule, and how those of its runs ended that do not only pass."""

    story: ReportedStory
    results: tuple[Result, ...]


class StoryFamily(NamedTuple):
    """Stories of one folder."""

    name: str
    stories: tuple[CoveringStory, ...]


class RuleEntry(NamedTuple):
    """A rule with all that is told of it.

    ``twins`` stand beside the example; ``example`` is ``None`` where a twin has it already, or no run covers the rule.
    """

    behaviour: Behaviour
    state: State
    standings: tuple[RuleStanding, ...]
    policies: tuple[Policy, ...]
    example: RuleExample | None
    twins: tuple[RuleTwin, ...]
    families: tuple[StoryFamily, ...]
    fired: int

    @property
    def covered(self) -> int:
        """How many stories cover it."""
        return sum(len(each.stories) for each in self.families)

    @property
    def facts(self) -> FilterFacts:
        """What it can be found by."""
        return facts_of(self.standings, self.behaviour.basis)

    @property
    def ruling(self) -> bool:
        """Whether it is a ruling of ours."""
        return self.behaviour.basis is Basis.RULING


class RulePages:
    """The rules of all areas, with their stories."""

    def __init__(self, site: Site, twins: Twins) -> None:
        self._site = site
        self._twins = twins
        self.shown = tuple(told_of(site.evidence, site.catalogue.behaviours))
        self.smallest = {each.id: run for each in self.shown if (run := smallest_of(site, each)) is not None}

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas of which a rule is shown."""
        codes = {each.area for each in self.shown}
        return tuple([each for each in self._site.catalogue.areas if each.code in codes])

    def entries(self, area: Area, examples: Examples) -> tuple[RuleEntry, ...]:
        """The rules of an area."""
        return tuple([self._entry(each, examples) for each in self.shown if each.area == area.code])

    def _entry(self, behaviour: Behaviour, examples: Examples) -> RuleEntry:
        run, twins = self.smallest.get(behaviour.id), tuple(self._twins.of_rule(behaviour))
        shown = any(each.ruled and (behaviour.quirk or behaviour.id in each.usual.run.covers) for each in twins)
        return RuleEntry(
            behaviour,
            self._site.evidence.overall(behaviour),
            standings(self._site.evidence, behaviour),
            deciding(self._site.catalogue, behaviour),
            None if run is None or shown else examples.get(run.id),
            twins,
            tuple(_families(self._covering[behaviour.id])),
            self._site.evidence.fired(behaviour) if behaviour.quirk else 0,
        )

    @cached_property
    def _covering(self) -> Mapping[str, list[ReportedStory]]:
        covering: defaultdict[str, list[ReportedStory]] = defaultdict(list)
        for story in self._site.stories:
            for behaviour_id in story.covers:
                covering[self._site.behaviour(behaviour_id).id].append(story)
        return covering


def smallest_of(site: Site, behaviour: Behaviour) -> ScenarioRun | None:
    """The smallest passing run that covers a rule, in a world that is as usual if there is one; ``None`` for none."""
    runs = [run for key in behaviour.products for run in site.evidence.scenarios(behaviour, key)]
    passed = [run for run in runs if run.result is Result.PASSED]
    usual = [run for run in passed if is_usual(run)]
    return smallest(usual or passed) if passed else None


def is_usual(run: ScenarioRun) -> bool:
    """Whether nothing is decided otherwise in a run's world, and no oddity switched off."""
    return not run.policies and not run.quirks_off


def _families(stories: list[ReportedStory]) -> Iterator[StoryFamily]:
    for folder, group in groupby(stories, key=lambda story: story.folder):
        covering = [CoveringStory(each, _troubles(each)) for each in group]
        yield StoryFamily(as_sentence(folder) or "Elsewhere", tuple(covering))


def _troubles(story: ReportedStory) -> tuple[Result, ...]:
    return tuple([each for each in results_of(story.runs) if each is not Result.PASSED])

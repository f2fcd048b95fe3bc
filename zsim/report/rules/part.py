"""The pages of rules, one for each area."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment

from zsim.report.filters import filters
from zsim.report.life_cycles import AREA as CYCLES_AREA
from zsim.report.parts import Door, SitePage
from zsim.report.phrases import counted, passages
from zsim.report.rules.examples import RuleExample, example_of
from zsim.report.rules.rule_page import RulePages
from zsim.report.rules.twins import Twins
from zsim.report.site import LISTS, RULES, Site
from zsim.report.telling import ToldStory

TRIGGERS_AREA = "TRG"


class RulesPart:
    """A page for each area; of the stories, only the smallest example of each rule is kept."""

    def __init__(self, site: Site, templates: Environment) -> None:
        self._site = site
        self._page = templates.get_template("rules.html")
        self._rules = RulePages(site, Twins(site))
        self._wanted = frozenset([run.id for run in self._rules.smallest.values()])
        self._examples: dict[str, RuleExample] = {}

    def story(self, told: ToldStory) -> Iterator[SitePage]:
        """No page of its own; what an example needs is kept."""
        for each in told.runs:
            if each.run.id in self._wanted:
                self._examples[each.run.id] = example_of(each.run, each.looks)
        yield from ()

    def pages(self) -> Iterator[SitePage]:
        """A page for each area."""
        site = self._site
        for number, area in enumerate(self._rules.areas):
            entries = self._rules.entries(area, self._examples)
            text = self._page.render(
                area=area,
                entries=entries,
                filters=filters([each.facts for each in entries], site.catalogue),
                lists=tuple(self._lists(area.code)),
                site=site,
                passages=lambda behaviour: passages(behaviour, site.catalogue),
                before=self._rules.areas[number - 1] if number else None,
                after=next(iter(self._rules.areas[number + 1 :]), None),
                up="../",
            )
            yield SitePage(f"{RULES}/{area.code}.html", text)

    def doors(self) -> tuple[Door, ...]:
        """None of its own: the index has all areas."""
        return ()

    def _lists(self, code: str) -> Iterator[Door]:
        """The lists that belong to an area."""
        moves = self._site.moves.by_type
        if code == CYCLES_AREA and moves:
            says = f"each legal move of {counted(len(moves), 'type')} of documents, and how often it was made"
            yield Door("Life cycles of documents", f"{LISTS}/life-cycles.html", says)
        if code == TRIGGERS_AREA:
            says = "what a deal's move does to its document, by the state that is in"
            yield Door("Triggers as a table", f"{LISTS}/triggers.html", says)

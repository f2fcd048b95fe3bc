"""The pages that compare: two products, a run and its twin, two releases, and the page that leads to them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from jinja2 import Environment
from markupsafe import Markup, escape

from zsim.recording.schema import ScenarioRun
from zsim.report.comparing.changes import TABLE_ONLY, shown_changes, totals
from zsim.report.comparing.changes_text import changes_text
from zsim.report.comparing.pairs import ProductPairs
from zsim.report.comparing.switching import Switched, switch_told
from zsim.report.comparing.twins import TwinPage
from zsim.report.parts import Door, SitePage
from zsim.report.phrases import counted, in_series
from zsim.report.releases import ReleaseChange, ReleaseDifference, compared, release_of
from zsim.report.site import COMPARE, Site
from zsim.report.stories import ReportedStory
from zsim.report.telling import ToldRun, ToldStory

UP = "../"
HUB = f"{COMPARE}/index.html"
CHANGES = f"{COMPARE}/changes.html"
CHANGES_TEXT = f"{COMPARE}/changes.md"
TITLE = "Comparisons"
COUNTED = {
    Switched.ODDITY: ("oddity and its twin", "oddities and their twins"),
    Switched.RULING: ("ruling and its alternative", "rulings and their alternatives"),
    Switched.FAULT: ("fault and the same without it", "faults and the same without them"),
}
RULE_ID = re.compile(r"\b[A-Z]{3}-\d{2}\b")


class TwinLink(NamedTuple):
    """A page about a run and its twin: what was switched, where it stands, and how much differs."""

    title: str
    note: str
    path: str
    says: str


class ComparePart:
    """The pages under ``compare/``."""

    def __init__(self, site: Site, templates: Environment) -> None:
        self._site = site
        self._templates = templates
        self._pairs = ProductPairs(site.catalogue)
        self._switched: defaultdict[str, list[ScenarioRun]] = defaultdict(list)
        for run in site.recording.switched:
            self._switched[run.id].append(run)
        self._twins: defaultdict[Switched, list[TwinLink]] = defaultdict(list)
        self._products = {each.key: each for each in site.catalogue.products}

    def story(self, told: ToldStory) -> Iterator[SitePage]:
        """The pages about its runs that were played switched as well."""
        self._pairs.add(told, self._site.path_of)
        for usual in told.runs:
            for twin in self._switched.get(usual.run.id, ()):
                yield self._twin(told.story, usual, twin)

    def pages(self) -> Iterator[SitePage]:
        """The pages of two products each, and the one that leads to all."""
        pairs, catalogue = self._pairs.shared(), self._site.catalogue
        for each in pairs:
            rules = (each.rules(catalogue, of_one=True), each.rules(catalogue, of_one=False))
            text = self._render("compare.html", pair=each, groups=tuple(each.groups()), rules=rules, hub=HUB)
            yield SitePage(each.path, text)
        twins = [(kind, sorted(self._twins[kind])) for kind in Switched if kind in self._twins]
        yield SitePage(HUB, self._render("compare_index.html", pairs=pairs, twins=twins, changes=self._changes))
        found = self._differing
        sections = tuple(shown_changes(found)) if found is not None else ()
        told = {"found": found, "sections": sections, "totals": self._changes.says, "path_of": self._path_of}
        told["table_only"] = TABLE_ONLY
        yield SitePage(CHANGES, self._render("compare_changes.html", hub=HUB, text=CHANGES_TEXT, **told))
        yield SitePage(CHANGES_TEXT, changes_text(found))

    def doors(self) -> tuple[Door, ...]:
        """The ways to all comparisons, and to what changed."""
        pairs = self._pairs.shared()
        told = [counted(len(pairs), "pair of products", "pairs of products")] if pairs else []
        told += [counted(len(self._twins[kind]), *COUNTED[kind]) for kind in Switched if kind in self._twins]
        return Door(TITLE, HUB, in_series(told) if told else "none yet"), self._changes

    @cached_property
    def _differing(self) -> ReleaseDifference | None:
        """What changed since the baseline; ``None`` where there is none."""
        baseline = self._site.baseline
        return compared(baseline, release_of("this run", self._site.evidence)) if baseline is not None else None

    @cached_property
    def _changes(self) -> Door:
        found = self._differing
        return Door("What changed", CHANGES, totals(found) if found is not None else "there is no baseline")

    def _path_of(self, change: ReleaseChange) -> str:
        """Where that stands now which changed; empty for what is gone."""
        if change.rule:
            known = change.rule in {each.id for each in self._site.catalogue.behaviours}
            return self._site.rule_path(change.rule) if known else ""
        story = next((each for each in self._site.stories if each.heading == change.name), None)
        return self._site.story_path(story) if story is not None else ""

    def _twin(self, story: ReportedStory, usual: ToldRun, run: ScenarioRun) -> SitePage:
        product = self._products.get(run.product or "")
        twin = ToldRun(run, product.name if product is not None else "")
        page = TwinPage(switch_told(usual.run, run.switched, self._site.catalogue), usual, twin, product)
        path = self._site.twin_path(run.switched)
        says = "it comes to the same" if page.in_vain else _amount(page)
        self._twins[page.switch.kind].append(TwinLink(page.switch.title, page.switch.note, path, says))
        return SitePage(path, self._render("compare_twin.html", page=page, story=story, hub=HUB))

    def _render(self, template: str, **named: object) -> str:
        return self._templates.get_template(template).render(up=UP, site=self._site, ruled=self._ruled, **named)

    def _ruled(self, text: str) -> Markup:
        """A sentence in which each rule leads to where it stands."""
        known = {each.id for each in self._site.catalogue.behaviours}

        def link(found: re.Match[str]) -> str:
            rule = found[0]
            return f'<a href="{UP}{self._site.rule_path(rule)}">{rule}</a>' if rule in known else rule

        return Markup(RULE_ID.sub(link, str(escape(text))))  # noqa: S704  all but the links is escaped


def _amount(page: TwinPage) -> str:
    told = []
    if page.decided:
        told.append(f"{counted(len(page.decided), 'record')} decided otherwise")
    if page.ends:
        told.append(f"{counted(len(page.ends), 'record')} not the same at the end")
    return ", ".join(told) or "the story does not hold"

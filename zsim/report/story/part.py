"""The pages of scenarios as a part of the site, and one of them as a file of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Environment

from zsim.report.parts import Door, SitePage
from zsim.report.site import Site
from zsim.report.story.journal_rows import rest_of_journal
from zsim.report.story.marking import marked
from zsim.report.story.page import StoryPage
from zsim.report.story.reading import StoryReading
from zsim.report.story.script import source_of
from zsim.report.story.telling_page import PageLimits
from zsim.report.telling import ToldStory
from zsim.testing.project import project_here

TEMPLATE = "story.html"
BYTES_MAX = 40_000
"""How large a page is to be; one that would be larger tells less of each run, as far as that goes."""
SINGLE_MAX = 400_000
"""How large one may be that is a file of its own."""


class StoryPart:
    """A page for each scenario, and beside it the journals that are longer than a page shows."""

    def __init__(self, site: Site, templates: Environment, project: Path | None = None) -> None:
        self._site = site
        self._templates = templates
        self._project = project if project is not None else project_here()
        self._rules = {each.id: site.rule_path(each.id) for each in site.catalogue.behaviours}

    def story(self, told: ToldStory) -> Iterator[SitePage]:
        """The page of a story, and its long journals."""
        page, text = _rendered(self._site, self._templates, told, self._project, self._rules)
        yield SitePage(self._site.story_path(told.story), text)
        for each in page.tellings:
            if each.other is None and each.journal.cut:
                yield SitePage(each.file, rest_of_journal(each.reading, each.journal))

    def pages(self) -> Iterator[SitePage]:
        """No other."""
        yield from ()

    def doors(self) -> tuple[Door, ...]:
        """None: the index lists the scenarios by itself."""
        return ()


def page_of_its_own(site: Site, templates: Environment, told: ToldStory, project: Path) -> str:
    """The page of a story that links to no other; the templates hold its style and its script."""
    return _rendered(site, templates, told, project, {}, single=True)[1]


def _rendered(
    site: Site,
    templates: Environment,
    told: ToldStory,
    project: Path,
    rules: Mapping[str, str],
    *,
    single: bool = False,
) -> tuple[StoryPage, str]:
    """The page of a story and its text, no larger than a page may be."""
    script = source_of(told.story.runs[0], project)
    readings = [StoryReading(each.told) for each in told.tellings]
    limits, template, most = PageLimits(), templates.get_template(TEMPLATE), SINGLE_MAX if single else BYTES_MAX
    while True:
        page = StoryPage(site, told, readings, script, limits, rules, whole=single)
        text = template.render(page=page, site=site, up="../", marked=marked, single=single)
        if len(text.encode()) <= most or limits.none:
            return page, text
        limits = limits.halved()

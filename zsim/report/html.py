"""The HTML site: kinds of pages that are each shown every story once, one style sheet and one script.

The pages need no network, and no script to be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from zsim.report.comparing import ComparePart
from zsim.report.evidence import Evidence
from zsim.report.index import IndexPart
from zsim.report.life_cycles import in_words, often
from zsim.report.lists import ListsPart
from zsim.report.parts import Part, SitePage
from zsim.report.phrases import RESULT_SYMBOLS, STATE_MEANINGS, STATE_SYMBOLS, counted, evidence_in_words, in_series
from zsim.report.records import RecordsPart
from zsim.report.releases import Release
from zsim.report.rules import RulesPart
from zsim.report.site import Site
from zsim.report.stories import ReportedStory, variant_of
from zsim.report.story import StoryPart, page_of_its_own
from zsim.report.telling import told_story

TEMPLATES = Path(__file__).with_name("templates")
STYLE, SCRIPT = "style.css", "site.js"
KINDS = {"command": "action", "effect": "change", "mark": "oddity", "refusal": "refused"}


def html_pages(evidence: Evidence, baseline: Release | None = None) -> Iterator[SitePage]:
    """Each file of the site, by its path under ``reports/html``; the same recording gives the same bytes."""
    site = Site(evidence, baseline)
    templates = environment(evidence)
    templates.globals["baseline"] = baseline.name if baseline is not None else ""
    parts = _parts(site, templates)
    for story in site.stories:
        told = told_story(story, site.catalogue)
        for part in parts:
            yield from part.story(told)
    for part in parts:
        yield from part.pages()
    yield SitePage(STYLE, joined(STYLE, "*.css"))
    yield SitePage(SCRIPT, joined(SCRIPT, "*.js"))


def single_page(site: Site, story: ReportedStory, project: Path) -> str:
    """The page of one story as a file to be sent around, with style and script inside."""
    templates = environment(site.evidence)
    templates.globals.update(style=joined(STYLE, "*.css"), script=joined(SCRIPT, "*.js"))
    return page_of_its_own(site, templates, told_story(story, site.catalogue), project)


def environment(evidence: Evidence) -> Environment:
    """The templates, with what they may call."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.globals.update(
        made=evidence.recording.made,
        single=False,
        baseline="",
        state_symbols=STATE_SYMBOLS,
        result_symbols=RESULT_SYMBOLS,
        meanings=STATE_MEANINGS,
        kinds=KINDS,
        variant=variant_of,
    )
    templates.filters.update(counted=counted, series=in_series, evidence=evidence_in_words, words=in_words, times=often)
    return templates


def joined(first: str, pattern: str) -> str:
    """The files of a kind beside the templates as one, ``first`` before the others."""
    files = sorted(TEMPLATES.glob(pattern), key=lambda path: (path.name != first, path.name))
    return "".join([path.read_text(encoding="utf-8") for path in files])


def _parts(site: Site, templates: Environment) -> tuple[Part, ...]:
    kinds = (StoryPart, RulesPart, ComparePart, RecordsPart, ListsPart)
    parts = tuple([kind(site, templates) for kind in kinds])
    return (*parts, IndexPart(site, templates, parts))

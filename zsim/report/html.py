"""The HTML reports: one page with the summary and the matrix, and one page per scenario.

The pages need no script and no network. A page is one file with its style inside, so it can be sent around alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from zsim.report.decisions import HEADS, LEAD, sections
from zsim.report.drawing import drawing_of
from zsim.report.evidence import Evidence
from zsim.report.life_cycles import AREA, BY, TITLE, in_words, often
from zsim.report.life_cycles import LEAD as CYCLES
from zsim.report.phrases import RESULT_SYMBOLS, STATE_MEANINGS, STATE_SYMBOLS, counted, evidence_in_words, in_series
from zsim.report.planted import planted_page
from zsim.report.scenario_page import ScenarioPage
from zsim.report.site import Site
from zsim.report.stories import variant_of
from zsim.report.summary_page import SummaryPage

INDEX = "index.html"
DECISIONS = "decisions.html"
LIFE_CYCLES = "life_cycles.html"
PLANTED = "selftest.html"
KINDS = {"command": "action", "effect": "change", "mark": "oddity", "refusal": "refused"}


def html_pages(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Each page's path under ``reports/html`` and its text; the same recording gives the same bytes."""
    environment = _environment()
    environment.globals["made"] = evidence.recording.made
    site = Site(evidence)
    index = environment.get_template(INDEX)
    yield INDEX, index.render(page=SummaryPage(site), site=site, up="")
    if evidence.decisions:
        shown = sections(evidence.decisions, evidence.catalogue)
        yield DECISIONS, environment.get_template(DECISIONS).render(sections=shown, heads=HEADS, lead=LEAD)
    if site.moves.by_type:
        page = environment.get_template(LIFE_CYCLES)
        yield LIFE_CYCLES, page.render(moves=site.moves, site=site, drawing=drawing_of, by=BY, title=TITLE, lead=CYCLES)
    if evidence.verdicts:
        yield PLANTED, environment.get_template(PLANTED).render(**planted_page(evidence.verdicts))
    scenario = environment.get_template("scenario.html")
    for run in evidence.recording.scenarios:
        yield site.path_of(run), scenario.render(page=ScenarioPage(site, run), site=site, up="../")


def _environment() -> Environment:
    folder = Path(__file__).with_name("templates")
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        style=(folder / "style.css").read_text(encoding="utf-8"),
        state_symbols=STATE_SYMBOLS,
        result_symbols=RESULT_SYMBOLS,
        meanings=STATE_MEANINGS,
        kinds=KINDS,
        variant=variant_of,
        cycles_area=AREA,
    )
    environment.filters.update(
        counted=counted, series=in_series, evidence=evidence_in_words, words=in_words, times=often
    )
    return environment

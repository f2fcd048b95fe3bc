"""The HTML pages: sound, linked, readable without a script and without colours."""

from __future__ import annotations

import itertools
from html.parser import HTMLParser
from posixpath import dirname, join, normpath

import pytest

from tests.report.made_up import (
    Data,
    overwritten,
    result,
    small_evidence,
)
from zsim.report import Evidence
from zsim.report.html import html_pages
from zsim.report.markdown import markdown_pages

EMPTY = {"meta", "link", "br", "img", "input", "hr"}
FILES = dict(html_pages(small_evidence()))
PAGES = {path: text for path, text in FILES.items() if path.endswith(".html")}
RULES = PAGES["rules/CUS.html"]
OWN = {"style.css", "site.js"}
SELF_CLOSED = {"path", "circle", "rect", "polygon"}
IN_HEAD = "col, by its place"
IMPLIED = {"li", "td", "th", "tr", "thead", "tbody", "dt", "dd"}
"""The elements whose end need not be told."""


class Outline(HTMLParser):
    """Notes the elements of a page, and asserts that they are closed in order, where they must be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {"scope": IN_HEAD} if tag == "th" and self._in_head() else {}
        self.elements.append((tag, {**given, **dict(attrs)}))
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in EMPTY | SELF_CLOSED
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while (closed := self._open.pop()) != tag:
            assert closed in IMPLIED

    def _in_head(self) -> bool:
        """Whether this is the head of a table, where HTML takes a heading for that of its column."""
        tables = [number for number, tag in enumerate(self._open) if tag == "table"]
        return bool(tables) and "thead" in self._open[tables[-1] :] and "tbody" not in self._open[tables[-1] :]

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def ids(self) -> list[str]:
        return [str(attributes["id"]) for _, attributes in self.elements if "id" in attributes]

    def levels(self) -> list[int]:
        return [int(name[1]) for name, _ in self.elements if len(name) == 2 and name[0] == "h" and name[1].isdigit()]


OUTLINES = {path: Outline(text) for path, text in PAGES.items() if path.endswith(".html")}


@pytest.fixture(params=sorted(OUTLINES))
def outline(request: pytest.FixtureRequest) -> Outline:
    return OUTLINES[request.param]


def page_of(scenario: Data) -> str:
    """The page of the only scenario there is."""
    (text,) = [page.text for page in html_pages(small_evidence(scenarios=[scenario])) if "scenarios/" in page.path]
    return text


def test_there_is_a_page_for_every_story() -> None:
    assert len([each for each in PAGES if each.startswith("scenarios/")]) == 8


def test_every_link_leads_to_a_page_and_a_place_on_it() -> None:
    for path, outline in OUTLINES.items():
        for link in outline.all("a"):
            page, _, place = str(link["href"]).partition("#")
            target = normpath(join(dirname(path), page)) if page else path
            assert target in OUTLINES, f"{path} links to {link['href']}"
            assert not place or place in OUTLINES[target].ids(), f"{path} links to {link['href']}"


def test_every_label_names_something_on_the_page(outline: Outline) -> None:
    labels = [attributes["aria-labelledby"] for _, attributes in outline.elements if "aria-labelledby" in attributes]
    assert set(labels) <= set(outline.ids())


def test_no_id_comes_twice(outline: Outline) -> None:
    assert len(outline.ids()) == len(set(outline.ids()))


def test_no_page_needs_another_file_than_the_sites_own_style_and_script(outline: Outline) -> None:
    assert not [name for name, _ in outline.elements if name in ("img", "iframe")]
    needed = [
        str(each.get("href") or each.get("src"))
        for each in (*outline.all("link"), *outline.all("script"))
        if "type" not in each
    ]
    assert {each.removeprefix("../") for each in needed} == OWN


def test_every_table_has_a_caption_and_every_heading_cell_a_scope(outline: Outline) -> None:
    assert len(outline.all("caption")) == len(outline.all("table"))
    assert all(cell.get("scope") in ("row", "col", "rowgroup", IN_HEAD) for cell in outline.all("th"))


def test_headings_begin_with_one_title_and_skip_no_level(outline: Outline) -> None:
    levels = outline.levels()
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_a_state_is_a_word_and_a_symbol() -> None:
    for state in (
        "✓ proven",
        "✗ failing",
        "△ known gap",
        "↷ not run",
        "○ no scenario",
    ):
        assert state in RULES


def test_words_of_a_script_are_never_markup() -> None:
    assert "has no &lt;b&gt;other&lt;/b&gt; &amp; no *second* one" in page_of(overwritten("books"))


def test_every_page_says_what_made_it_and_the_markdown_does_not() -> None:
    made = {"version": "1.2.3", "commit": "0badc0ffee12", "date": "2026-11-27"}
    evidence = small_evidence(made=made)
    for text in [text for path, text in html_pages(evidence) if path.endswith(".html")]:
        assert "Made by zsim 1.2.3 from one recorded run of 2026-11-27 at commit 0badc0ffee12 and" in text
    assert markdown_pages(evidence) == markdown_pages(small_evidence())


def test_scenarios_whose_ids_differ_in_signs_only_have_pages_of_their_own() -> None:
    scenarios = [result("a/b_c_d[books]", ()), result("a/b_c_d-books", ())]
    pages = dict(html_pages(small_evidence(scenarios=scenarios)))
    assert len([path for path in pages if path.startswith("scenarios/")]) == 2


def test_the_same_recording_gives_the_same_bytes() -> None:
    again: Evidence = small_evidence()
    assert dict(html_pages(again)) == FILES


def test_a_scenario_without_a_docstring_has_its_pages() -> None:
    untold = result("customers/one_is_told[books]", ("CUS-09",), doc="", title="")
    assert "<h1>One is told</h1>" in page_of(untold)

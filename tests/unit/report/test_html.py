"""The HTML pages: sound, linked, readable without a script and without colours."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser
from posixpath import dirname, join, normpath

import pytest

from tests.report.made_up import (
    Data,
    entry,
    move,
    overwritten,
    recording,
    result,
    small_evidence,
    small_run,
    with_refusal,
)
from zsim.catalogue import catalogue
from zsim.report import Evidence
from zsim.report.html import html_pages
from zsim.report.markdown import markdown_pages

EMPTY = {"meta", "link", "br", "img", "input", "hr"}
PAGES = dict(html_pages(small_evidence()))
INDEX = PAGES["index.html"]


class Outline(HTMLParser):
    """Notes the elements of a page, and asserts that they are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def ids(self) -> list[str]:
        return [str(attributes["id"]) for _, attributes in self.elements if "id" in attributes]

    def levels(self) -> list[int]:
        return [int(name[1]) for name, _ in self.elements if len(name) == 2 and name[0] == "h" and name[1].isdigit()]


OUTLINES = {path: Outline(text) for path, text in PAGES.items()}


@pytest.fixture(params=sorted(PAGES))
def outline(request: pytest.FixtureRequest) -> Outline:
    return OUTLINES[request.param]


def page_of(scenario: Data) -> str:
    """The page of the only scenario there is."""
    _, (_, text) = html_pages(small_evidence(scenarios=[scenario]))
    return text


def steps_of(text: str) -> list[str]:
    """The steps of a scenario's page."""
    (story,) = re.findall(r'<ol class="story">.*?</ol>', text, re.DOTALL)
    return story.split("<li")[1:]


def test_there_is_a_page_for_every_run() -> None:
    assert len([each for each in PAGES if each.startswith("scenarios/")]) == 10


def test_every_link_leads_to_a_page_and_a_place_on_it() -> None:
    for path, outline in OUTLINES.items():
        for link in outline.all("a"):
            page, _, place = str(link["href"]).partition("#")
            target = normpath(join(dirname(path), page)) if page else path
            assert target in OUTLINES, f"{path} links to {link['href']}"
            assert not place or place in OUTLINES[target].ids(), f"{path} links to {link['href']}"


def test_the_area_of_documents_and_the_top_lead_to_their_life_cycles() -> None:
    runs = [result("documents/one[books]", ("TXN-15",), moves=[move("books", "invoices", "void", "draft", "void")])]
    held = recording({**small_run(), "scenarios": runs})
    index = dict(html_pages(Evidence(catalogue(), held)))["index.html"]
    link = '<a href="life_cycles.html">Life cycles of documents</a>'
    assert link in index.split("</nav>")[0]
    assert link in index.split('<h3 id="TXN">')[1].split("<h3 ")[0]
    assert index.count(link) == 2
    assert "life_cycles.html" not in dict(html_pages(small_evidence(scenarios=[with_refusal()])))["index.html"]


def test_every_label_names_something_on_the_page(outline: Outline) -> None:
    labels = [attributes["aria-labelledby"] for _, attributes in outline.elements if "aria-labelledby" in attributes]
    assert set(labels) <= set(outline.ids())


def test_no_id_comes_twice(outline: Outline) -> None:
    assert len(outline.ids()) == len(set(outline.ids()))


def test_no_page_needs_a_script_or_another_file(outline: Outline) -> None:
    assert not [name for name, _ in outline.elements if name in ("script", "link", "img", "iframe")]


def test_every_table_has_a_caption_and_every_heading_cell_a_scope(outline: Outline) -> None:
    assert len(outline.all("caption")) == len(outline.all("table"))
    assert all(cell.get("scope") in ("row", "col") for cell in outline.all("th"))


def test_headings_begin_with_one_title_and_skip_no_level(outline: Outline) -> None:
    levels = outline.levels()
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_a_state_is_a_word_and_a_symbol() -> None:
    for state in (
        "✓</span> proven",
        "✗</span> failing",
        "△</span> known gap",
        "↷</span> not run",
        "○</span> no scenario",
    ):
        assert state in INDEX


def test_words_of_a_script_are_never_markup() -> None:
    assert "has no &lt;b&gt;other&lt;/b&gt; &amp; no *second* one" in page_of(overwritten("books"))


def test_a_part_of_the_suite_leads_with_what_ran_and_is_silent_on_the_rest() -> None:
    runs = [overwritten("books"), result("customers/the_501st_person_fails[books]", ("CUS-27",))]
    part = dict(html_pages(small_evidence(selection=["-k", "acme"], scenarios=runs)))["index.html"]
    assert "Part of the suite only: 2 scenarios, 2 runs. None failed." in part
    assert "behaviours are proven" not in part
    assert "no scenario" not in part
    assert 'id="CUS-13"' not in part
    assert "Part of the suite only" not in INDEX


def test_every_page_says_what_made_it_and_the_markdown_does_not() -> None:
    made = {"version": "1.2.3", "commit": "0badc0ffee12", "date": "2026-11-27"}
    evidence = small_evidence(made=made)
    for text in dict(html_pages(evidence)).values():
        assert "Made by zsim 1.2.3 from one recorded run of 2026-11-27 at commit 0badc0ffee12 and" in text
    assert markdown_pages(evidence) == markdown_pages(small_evidence())


def test_what_is_empty_says_none() -> None:
    (_, index), *_ = html_pages(small_evidence(scenarios=[]))
    assert index.count("<p>None.</p>") == 2
    (_, part), _ = html_pages(small_evidence(selection=["-k x"], scenarios=[result("bugs/nothing_is_shown", ())]))
    assert part.count("<p>None.</p>") == 3
    bare = page_of(result("customers/nothing_is_in_it[books]", ()))
    assert "<p>None of the behaviours.</p>" in bare
    assert "<li>None.</li>" in bare
    for page in (part, bare):
        assert "<table" not in page  # an empty one would scroll by itself on a small screen


@pytest.mark.parametrize(
    ("ended", "lead"),
    [("passed", "None fails."), ("failed", '<strong class="bad">2 fail.</strong>')],
)
def test_the_first_sentence_says_how_things_stand(ended: str, lead: str) -> None:
    (_, text), *_ = html_pages(small_evidence(scenarios=[overwritten("books", result=ended)]))
    assert f"0 of 8 behaviours are proven. {lead}" in text


def test_a_failing_scenario_shows_where_it_ended_and_why() -> None:
    text = PAGES["scenarios/customers-overwrite_replaces_what_the_crm_knows-billing.html"]
    assert text.count("it ended here") == 1
    assert "Failed</strong>: something it says does not hold (at the step “And billing has no" in text
    assert "assert &#39;999&#39; == &#39;111&#39;" in text


def test_a_failure_is_told_in_red_and_in_words_on_the_first_page() -> None:
    assert '<p class="reason">It ended at: then billing has no &lt;b&gt;other' in INDEX
    assert '<pre class="reason">assert &#39;999&#39; == &#39;111&#39;</pre>' in INDEX
    assert re.search(r"\.reason {[^}]*color: var\(--bad\)", INDEX)


def test_a_failure_leads_with_the_statement_and_what_concerns_the_records_it_names() -> None:
    text = PAGES["scenarios/customers-overwrite_replaces_what_the_crm_knows-billing.html"]
    why = text[text.index("Why it did not pass") : text.index('<ol class="story">')]
    statement = why.index('<pre class="bad">assert acme.phone == &#39;111&#39;</pre>')
    assert statement < why.index('<pre class="bad">assert &#39;999&#39; == &#39;111&#39;</pre>')
    assert re.findall(r'<a href="#e(\d+)">\1</a></td><td class="time">', why) == ["2", "3", "6", "7"]
    assert '<pre class="reason">assert acme.phone == &#39;111&#39;</pre>' in INDEX


def test_of_many_entries_about_the_records_named_the_last_are_shown() -> None:
    journal = [entry(number, "command", "it was edited") for number in range(1, 41)]
    error = {"message": "no", "where": "", "statement": "assert no", "about": list(range(1, 41))}
    text = page_of(result("a/b_c_d[books]", (), journal=journal, result="failed", error=error))
    assert "The last 15 of 40 entries" in text
    assert text.count('<td class="number"><a href="#e') == 15


def test_what_happened_opens_within_its_step() -> None:
    given, when, *then = steps_of(page_of(overwritten("books")))
    assert "what happened" in given
    assert 'id="e3"' in given
    assert "5 entries" in when
    assert [each.count("<details") for each in then] == [0, 0]


def test_a_refused_command_is_shown_with_its_message() -> None:
    text = page_of(with_refusal())
    assert "deleted customer &#39;Acme&#39; in Books <strong>(refused)</strong>" in text
    assert '<span class="tag">refused</span></td><td>Administrator was refused: &#39;Acme&#39; has trans' in text


def test_the_step_that_failed_is_open() -> None:
    steps = [{"keyword": "when", "text": f"it happens {number}", "first": number, "last": number} for number in (1, 2)]
    journal = [entry(1, "call", "x"), entry(2, "call", "y")]
    text = page_of(result("a/b_c_d[books]", (), steps=steps, journal=journal, result="failed"))
    assert re.findall(r"<details[^>]*>", text) == ['<details class="chapter">', '<details class="chapter" open>']


def test_a_very_long_step_is_told_in_parts() -> None:
    steps = [{"keyword": "when", "text": "much happens", "first": 1, "last": 2500}]
    journal = [entry(number, "call", "read one page") for number in range(1, 2501)]
    text = page_of(result("customers/much_happens[books]", (), steps=steps, journal=journal))
    assert text.count("<details") == 3
    assert "part 3 of 3, 500 entries" in text


def test_a_step_inside_another_takes_its_entries_out_of_it() -> None:
    journal = [
        entry(1, "step", "x"),
        entry(2, "call", "a"),
        entry(3, "step", "y"),
        entry(4, "call", "b"),
        entry(5, "call", "c"),
    ]
    steps = [
        {"keyword": "given", "text": "outer", "first": 1, "last": 5},
        {"keyword": "given", "text": "inner", "first": 3, "last": 4},
    ]
    text = page_of(result("customers/one_in_another[books]", (), steps=steps, journal=journal))
    outer, inner = steps_of(text)
    assert [f'id="e{number}"' in outer for number in (2, 4, 5)] == [True, False, True]
    assert [f'id="e{number}"' in inner for number in (2, 4, 5)] == [False, True, False]


def test_scenarios_whose_ids_differ_in_signs_only_have_pages_of_their_own() -> None:
    scenarios = [result("a/b_c_d[books]", ()), result("a/b_c_d-books", ())]
    assert len(dict(html_pages(small_evidence(scenarios=scenarios)))) == 3


def test_the_same_recording_gives_the_same_bytes() -> None:
    again: Evidence = small_evidence()
    assert dict(html_pages(again)) == PAGES


def test_a_scenario_without_a_docstring_has_its_pages() -> None:
    untold = result("customers/one_is_told[books]", ("CUS-09",), doc="", title="")
    assert len(dict(html_pages(small_evidence(scenarios=[untold])))) == 2

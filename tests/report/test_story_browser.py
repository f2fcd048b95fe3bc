"""The page of a scenario in Chromium: its slider, its layout with names of every sort, its print, and its links."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pypdf
import pytest

from tests.report.made_up import small_evidence, small_run
from tests.report.played_names import ARABIC, LONG, MARKUP, in_order, played, played_run, played_story
from zsim.report import write_html
from zsim.report.html import environment, joined, single_page
from zsim.report.story import StoryPart
from zsim.report.story.slider import ShownRecord

sync_api = pytest.importorskip("playwright.sync_api")
axe_run = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"
OUTSIDE = """() => [...document.querySelectorAll('body *')]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('.unseen'))
    .map(each => each.outerHTML.slice(0, 90))"""
STATE = "(entry) => document.querySelector('.slide').stateAt(entry)"
LABELS = "JSON.parse(document.querySelector('.slide script').textContent).labels"
OVERLAPS = """() => {
    const boxes = [...document.querySelectorAll('svg.seq text')]
        .map(each => [each.textContent, each.getBoundingClientRect()]);
    const edge = document.querySelector('svg.seq').getBoundingClientRect();
    const found = boxes
        .filter(([, box]) => box.right > edge.right + 1 || box.left < edge.left - 1).map(([text]) => text);
    for (const [i, [one, a]] of boxes.entries())
        for (const [other, b] of boxes.slice(i + 1))
            if (a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom)
                found.push(one + ' / ' + other);
    return found;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a scenario that passed, one with a failure and another telling, and one as a file of its own."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "scenarios").mkdir()
    (folder / "style.css").write_text(joined("style.css", "*.css"), encoding="utf-8")
    (folder / "site.js").write_text(joined("site.js", "*.js"), encoding="utf-8")
    stories = {
        "passed": (played_run("books"), played_run("billing")),
        "failed": (played_run("books", failed=True), played_run("books", "with more", 4)),
    }
    for name, runs in stories.items():
        site, told = played_story(*runs)
        page = next(StoryPart(site, environment(site.evidence), folder).story(told))
        (folder / f"scenarios/{name}.html").write_text(page.text, encoding="utf-8")
        (folder / f"{name}-alone.html").write_text(single_page(site, told.story, folder), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


LOOKS = [(width, scheme) for width in (1280, 320) for scheme in ("light", "dark")]
KINDS = ("scenarios/passed.html", "scenarios/failed.html", "failed-alone.html")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [1280, 320])
def test_nothing_is_wider_than_the_screen_whatever_the_names(
    browser: sync_api.Browser, folder: Path, kind: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((folder / kind).as_uri())
    for _ in ("as it comes", "with all of it open"):
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(OUTSIDE) == []
        page.evaluate(OPEN_ALL)
    page.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_no_fault(browser: sync_api.Browser, folder: Path, kind: str, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto((folder / kind).as_uri())
    page.evaluate(OPEN_ALL)
    found = axe_run.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_the_state_under_the_slider_is_the_worlds_own(browser: sync_api.Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / "scenarios/passed.html").as_uri())
    labels = page.evaluate(LABELS)
    moments = played("books").moments
    assert len(moments) == 4
    for number, state in moments:
        shown = [
            ShownRecord(
                each["app"],
                each["kind"],
                each["name"],
                tuple((labels[label], text) for label, text in each["fields"]),
            )
            for each in page.evaluate(STATE, number)
        ]
        assert in_order(tuple(shown)) == state
    page.close()


def test_the_slider_is_moved_by_the_keyboard_alone_and_says_where_it_is(
    browser: sync_api.Browser, folder: Path
) -> None:
    page = browser.new_page()
    page.goto((folder / "scenarios/passed.html").as_uri())
    _tab_to(page, page.get_by_label("Both sides after any entry"))
    page.keyboard.press("Home")
    slider, said = page.get_by_label("Both sides after any entry"), page.locator(".slide output")
    assert str(said.text_content()).startswith("After entry 1, 2026-01-05 09:00:00: Administrator created account")
    assert page.locator(".sides h5").count() == 0
    page.keyboard.press("ArrowRight")
    assert str(said.text_content()).startswith("After entry 2, ")
    assert page.locator(".sides h5").all_text_contents() == [f"account {MARKUP} ← by this entry"]
    assert re.fullmatch(r"2 of \d+, entry 2", str(slider.get_attribute("aria-valuetext")))
    page.keyboard.press("End")
    names = page.locator(".sides h5 bdi").all_text_contents()
    assert sorted(names) == sorted([MARKUP, LONG, ARABIC] * 2)
    page.close()


def test_from_the_index_of_a_part_to_what_failed_and_its_slider_by_the_keyboard_alone(
    browser: sync_api.Browser, tmp_path: Path
) -> None:
    failed = small_run()["scenarios"][2]
    write_html(small_evidence(selection=["--product billing"], scenarios=[failed]), tmp_path)
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((tmp_path / "part/index.html").as_uri())
    _tab_to(page, page.locator(".failures a"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/part/scenarios/customers-overwrite_replaces_what_the_crm_knows.html*")
    slider = page.get_by_label("Both sides after any entry").first
    _tab_to(page, slider)
    page.keyboard.press("Home")
    assert page.locator(".slide output").first.text_content() == "Before the first entry"
    page.keyboard.press("End")
    assert str(page.locator(".slide output").first.text_content()).startswith("After entry ")
    assert "Acme" in page.locator(".sides h5").all_text_contents()[0]
    context.close()


def _tab_to(page: sync_api.Page, wanted: sync_api.Locator) -> None:
    """Press the tabulator until that has the focus."""
    for _ in range(80):
        if wanted.first.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("the keyboard does not lead there")


def test_without_scripts_the_slider_is_not_there_and_all_else_is(browser: sync_api.Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "scenarios/passed.html").as_uri())
    assert not page.locator(".slide").is_visible()
    assert page.locator(".moments").first.is_visible()
    assert page.locator("svg.seq").is_visible()
    context.close()


def test_no_label_of_the_picture_lies_on_another_or_outside(browser: sync_api.Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / "scenarios/passed.html").as_uri())
    assert page.evaluate(OVERLAPS) == []
    page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_each_arrow_of_the_picture_is_drawn_in_the_colour_of_its_row(
    browser: sync_api.Browser, folder: Path, kind: str
) -> None:
    page = browser.new_page()
    page.goto((folder / kind).as_uri())
    page.evaluate(OPEN_ALL)
    arrows = page.locator(".seq svg :is(path, use)")
    drawn = arrows.evaluate_all("all => all.map(each => [getComputedStyle(each).stroke, getComputedStyle(each).color])")
    assert page.locator(".seq use").count(), "no arrow comes again"
    assert all(stroke == colour for stroke, colour in drawn)
    page.close()


def test_who_said_what_to_whom_can_be_read_where_no_picture_is_shown(browser: sync_api.Browser, folder: Path) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto((folder / "scenarios/passed.html").as_uri())
    assert not page.locator(".seq").first.is_visible()
    page.locator(".said summary").first.click()
    rows = page.locator(".said").first.locator("tbody tr")
    assert rows.count() == page.locator(".seq").first.locator("svg").count()
    assert any(told.startswith("run 1 of customers") for told in rows.all_inner_texts())
    page.close()


def test_a_refusal_a_fault_and_a_failure_are_told_apart_by_colour(browser: sync_api.Browser, folder: Path) -> None:
    page = browser.new_page(color_scheme="light")
    page.goto((folder / "scenarios/failed.html").as_uri())
    colour = "each => getComputedStyle(each).color"
    red = page.locator(".verdict .bad").evaluate(colour)
    assert re.match(r"rgb\(1[0-9]{2}, [0-9]{2}, [0-9]{2}\)", red)
    assert page.locator(".seq .b").first.evaluate(colour) == red
    assert page.locator(".journal .b td").first.evaluate(colour) == red
    assert page.locator(".seq .f").first.evaluate(colour) not in (
        red,
        page.locator(".seq svg:not([class])").first.evaluate(colour),
    )
    page.close()


def test_a_cause_leads_to_its_entry(browser: sync_api.Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / "scenarios/passed.html").as_uri())
    page.evaluate(OPEN_ALL)
    page.locator(".journal td:nth-child(4) a").first.click()
    target = page.locator(".journal tr:target")
    assert target.locator("td").first.text_content() == page.locator(".journal td:nth-child(4) a").first.text_content()
    page.close()


def test_a_link_to_a_telling_that_is_folded_opens_it(browser: sync_api.Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / "scenarios/failed.html").as_uri())
    assert not page.locator(".telling table").first.is_visible()
    page.locator('.examples a[href="#t2"]').click()
    page.locator(".telling table").first.wait_for(state="visible")
    page.close()


def test_a_page_needs_the_style_and_the_script_of_the_site_and_nothing_else(
    browser: sync_api.Browser, folder: Path
) -> None:
    for kind, files in (("scenarios/passed.html", ["passed.html", "site.js", "style.css"]), (KINDS[2], [KINDS[2]])):
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url.rpartition("/")[2]))
        page.goto((folder / kind).as_uri())
        assert sorted(asked) == files
        page.close()


def test_the_print_has_the_evidence_of_all_tellings_and_no_slider(browser: sync_api.Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / "scenarios/failed.html").as_uri())
    page.emulate_media(media="print")
    assert not page.locator(".slide").first.is_visible()
    for evidence in (".story", ".saw", ".moments", ".outcomes", ".telling .moments", ".telling .outcomes"):
        assert page.locator(evidence).first.is_visible(), evidence
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    assert 1 < len(sheets) < 12
    printed = _run_together("".join([sheet.extract_text() for sheet in sheets]))
    told = page.locator("main h2, main h3, .verdict, .saw, .outcomes td, .telling h4").all()
    texts = [each.inner_text() for each in told if each.is_visible()]
    plain = [each for each in texts if each.isascii()]  # of a PDF, names from right to left are read in other orders
    assert len(plain) > 20
    assert [each for each in plain if _run_together(each)[:60] not in printed] == []
    page.close()


def _run_together(text: str) -> str:
    """The text without blanks and ligatures, which a PDF has at other places."""
    return "".join(normalize("NFKC", text).split())

"""Pages of rules, lists and the index in Chromium: read, filtered, sorted, searched and printed."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from tests.report.deals import WON_AND_LOST, played
from tests.report.made_up import recording, result, run, small_run
from tests.report.twinned import twice_twinned_evidence, twinned_evidence
from zsim.catalogue import catalogue
from zsim.explore.decision_table import decision_table
from zsim.report import Evidence
from zsim.report.html import html_pages

sync_api = pytest.importorskip("playwright.sync_api")
axe_run = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

LISTS = ("rulings", "quirks", "gaps", "billing", "rules", "stories", "policies", "faults", "always", "decisions")
SMALL = ("index.html", "rules/CUS.html", "rules/CON.html", *[f"lists/{each}.html" for each in LISTS])
WHOLE = tuple([f"whole/lists/{each}.html" for each in ("triggers", "complaints")])
LONG = tuple([f"whole/lists/{each}.html" for each in ("situations", "bank")])
DRAWN = "whole/lists/life-cycles.html"
"""It is held to axe in ``test_browser.py``."""
WIDTHS = (1280, 320)
LOOKS = ((1280, "light"), (1280, "dark"), (320, "light"))
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"
OUTSIDE = """() => [...document.querySelectorAll('main *, nav *, footer *')]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('.wide, .unseen'))
    .filter(each => !each.closest('thead'))
    .map(each => each.outerHTML.slice(0, 80))"""
PANNING = """() => [...document.querySelectorAll('.wide')]
    .filter(each => each.scrollWidth > each.clientWidth).map(each => each.className)"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up site with twins, and one of the whole catalogue."""
    folder = tmp_path_factory.mktemp("site")
    small = twice_twinned_evidence()
    _write(folder, replace_decisions(small))
    held = recording({**small_run(), "scenarios": small_run()["scenarios"]})
    _write(
        folder / "whole", Evidence(catalogue(), replace(held, scenarios=(*held.scenarios, run(played(*WON_AND_LOST)))))
    )
    return folder


def replace_decisions(evidence: Evidence) -> Evidence:
    """The same with a decision table."""
    return Evidence(evidence.catalogue, evidence.recording, decision_table()[:40])


def _write(folder: Path, evidence: Evidence) -> None:
    for path, text in html_pages(evidence):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: sync_api.Browser) -> Iterator[sync_api.Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", [*SMALL, *WHOLE, *LONG, DRAWN])
def test_no_page_pans(browser: sync_api.Browser, site: Path, path: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((site / path).as_uri())
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(OUTSIDE) == []
    if width < 400:
        assert page.evaluate(PANNING) == []
    page.close()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@pytest.mark.parametrize("path", [*SMALL, *WHOLE, *LONG])
def test_axe_finds_no_fault(browser: sync_api.Browser, site: Path, path: str, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto((site / path).as_uri())
    page.evaluate(OPEN_ALL)
    found = axe_run.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_a_page_asks_for_nothing_but_its_style_and_its_script(page: sync_api.Page, site: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto((site / "rules/CUS.html").as_uri())
    assert sorted(asked) == ["CUS.html", "site.js", "style.css"]


def test_the_data_of_the_search_is_loaded_once_somebody_searches(page: sync_api.Page, site: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto((site / "index.html").as_uri())
    assert "search.js" not in asked
    page.locator("#search").focus()
    page.wait_for_function("window.zsimFound")
    page.locator("#search").fill("skip")
    page.wait_for_function("document.querySelectorAll('#found a').length")
    assert asked.count("search.js") == 1


def test_a_rule_is_found_and_opened_by_the_keyboard_alone(page: sync_api.Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "search":
            break
    page.keyboard.type("overwrite rule")
    page.locator("#found a").first.wait_for()
    assert page.locator("#search-told").inner_text() == "1 found"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/rules/CUS.html#CUS-12")
    assert page.locator("#CUS-12 h2").is_visible()


def test_a_search_that_finds_nothing_says_so(page: sync_api.Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.locator("#search").fill("no such thing")
    page.wait_for_function("document.querySelector('#search-told').textContent")
    assert page.locator("#search-told").inner_text() == "Nothing is called so."


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("state", "failing", ["CUS-09", "CUS-12"]),
        ("basis", "ruling", ["CUS-21"]),
        ("product", "billing", ["CUS-09", "CUS-12", "CUS-13"]),
    ],
)
def test_rules_are_filtered(page: sync_api.Page, site: Path, name: str, value: str, left: list[str]) -> None:
    page.goto((site / "rules/CUS.html").as_uri())
    page.locator(f"select[name={name}]").select_option(value)
    assert [each.get_attribute("id") for each in page.locator(".rule-entry:visible").all()] == left
    assert page.locator(".filters output").inner_text() == f"{len(left)} of 5 rules"


def test_rules_are_filtered_by_their_words(page: sync_api.Page, site: Path) -> None:
    page.goto((site / "rules/CUS.html").as_uri())
    page.locator("input[name=text]").fill("at most")
    assert [each.get_attribute("id") for each in page.locator(".rule-entry:visible").all()] == ["CUS-27"]


def test_a_part_of_a_list_without_anything_left_goes_with_it(page: sync_api.Page, site: Path) -> None:
    page.goto((site / "lists/rules.html").as_uri())
    page.locator("select[name=state]").select_option("failing")
    assert [each.inner_text() for each in page.locator("h2:visible").all()] == ["CUS Customers"]


def test_a_table_is_sorted_by_a_button_in_its_head(page: sync_api.Page, site: Path) -> None:
    page.goto((site / "whole/lists/faults.html").as_uri())
    first = "() => document.querySelector('tbody tr th').textContent.trim()"
    button = page.get_by_role("button", name="What goes wrong")
    button.focus()
    page.keyboard.press("Enter")
    head = page.locator("thead th").first
    assert head.get_attribute("aria-sort") == "ascending"
    smallest = page.evaluate(first)
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert smallest < page.evaluate(first)


def test_a_wide_table_scrolls_by_the_keyboard(page: sync_api.Page, site: Path) -> None:
    page.set_viewport_size({"width": 800, "height": 900})
    page.goto((site / "whole/lists/triggers.html").as_uri())
    table = page.locator(".wide").first
    assert table.evaluate("each => each.scrollLeft") == 0
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    assert table.evaluate("each => each.scrollLeft") > 0


def test_without_scripts_all_is_read_and_nothing_asks_to_be_used(browser: sync_api.Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "rules/CUS.html").as_uri())
    assert page.locator(".rule-entry:visible").count() == 5
    assert page.locator("form:visible, button:visible").count() == 0
    page.goto((site / "index.html").as_uri())
    assert page.locator("form:visible").count() == 0
    assert page.locator("a[href='lists/stories.html']").first.is_visible()
    context.close()


def clicked(page: sync_api.Page, site: Path, *names: str) -> sync_api.Page:
    """The page that is reached from the index by links of those names."""
    page.goto((site / "index.html").as_uri())
    for each in names:
        page.get_by_role("link", name=each, exact=True).first.click()
    return page


def test_what_is_proven_for_billing_is_one_click_away_and_its_rule_two(page: sync_api.Page, site: Path) -> None:
    assert clicked(page, site, "Billing").locator("h1").inner_text() == "What is proven for Billing"
    assert clicked(page, site, "Billing", "Overwrite").locator("#CUS-12").is_visible()


def test_rulings_and_their_alternatives_are_one_click_away(page: sync_api.Page, site: Path) -> None:
    assert "The last edit wins." in clicked(page, site, "Rulings").locator("main").inner_text()


def test_an_oddity_and_its_twin_are_two_clicks_away(page: sync_api.Page, site: Path) -> None:
    told = clicked(page, site, "Oddities", "side by side").locator("#CON-02").inner_text()
    assert "Smallest example" in told
    assert "Without the oddity CON-02" in told


def test_gaps_are_one_click_away(page: sync_api.Page, site: Path) -> None:
    assert "not settled yet" in clicked(page, site, "Gaps").locator("main").inner_text()


@pytest.mark.parametrize(
    ("path", "evidence"),
    [
        ("index.html", "Overwrite replaces what the CRM knows"),
        ("rules/CON.html", "Here it ends."),
        ("lists/gaps.html", "not settled yet"),
    ],
)
def test_what_is_printed_has_its_evidence(page: sync_api.Page, site: Path, path: str, evidence: str) -> None:
    page.goto((site / path).as_uri())
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    assert len(sheets) <= 3
    assert evidence in " ".join(" ".join(sheet.extract_text().split()) for sheet in sheets)


def test_names_with_markup_and_from_right_to_left_leave_the_layout_whole(
    browser: sync_api.Browser, tmp_path: Path
) -> None:
    title = f"<script>alert(1)</script> שלום {'w' * 200}"
    step = {"keyword": "then", "text": title, "first": 1, "last": 1}
    scenarios = [result("customers/odd_words[books]", ("CUS-12",), steps=[step], doc=title)]
    small = twinned_evidence()
    _write(tmp_path, Evidence(small.catalogue, recording({"scenarios": scenarios})))
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto((tmp_path / "rules/CUS.html").as_uri())
    assert title in page.locator("#CUS-12").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.close()

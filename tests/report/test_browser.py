"""The HTML pages in Chromium: nothing pans, what scrolls is reached by the keyboard, and axe finds no fault."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.report.made_up import small_evidence, small_run, with_refusal
from zsim.explore.decision_table import decision_table
from zsim.report import write_html

sync_api = pytest.importorskip("playwright.sync_api")
axe_run = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

PASSED = "html/scenarios/connection-a_key_opens_one_product.html"
CYCLES = "html/lists/life-cycles.html"
FAILED = "html/scenarios/customers-overwrite_replaces_what_the_crm_knows.html"
REFUSED = "html/scenarios/bugs-it_is_refused.html"
BARE = "html/scenarios/bugs-nothing_in_particular_is_shown.html"
PART = "part/scenarios/customers-overwrite_replaces_what_the_crm_knows.html"
KINDS = ("html/index.html", CYCLES, PASSED, FAILED, REFUSED, BARE, "part/index.html", PART)
WIDTHS = (1280, 320)

OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"
OUTSIDE = """() => [...document.querySelectorAll('main *, nav *, footer *')]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('.wide'))
    .map(each => each.outerHTML.slice(0, 80))"""
CUT_OFF = """() => [...document.querySelectorAll('.wide')]
    .filter(each => each.scrollWidth > each.clientWidth && each.tabIndex !== 0).length"""

OVERLAPS = """() => {
    const found = {labels: 0, overlaps: []};
    for (const picture of document.querySelectorAll('svg[role=img]')) {
        const edge = picture.getBoundingClientRect();
        const marks = [...picture.querySelectorAll('g:not(.state-box) > text, rect:first-of-type')]
            .map(each => [each, each.getBoundingClientRect()]);
        found.labels += marks.length;
        for (const [i, [one, a]] of marks.entries()) {
            if (a.right > edge.right + 1 || a.left < edge.left || a.bottom > edge.bottom)
                found.overlaps.push(one.textContent);
            for (const [other, b] of marks.slice(i + 1))
                if (a.left < b.right && b.left < a.right && a.top + 1 < b.bottom && b.top + 1 < a.bottom)
                    found.overlaps.push(one.textContent + ' / ' + other.textContent);
        }
    }
    return found;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every kind of page, as files."""
    folder = tmp_path_factory.mktemp("reports")
    runs = small_run()["scenarios"]
    assert isinstance(runs, list)
    made = {"version": "1.2.3", "commit": "0badc0ffee12 with changes", "date": "2026-11-27"}
    write_html(small_evidence(decision_table()[:40], scenarios=[*runs, with_refusal()], made=made), folder)
    write_html(small_evidence(selection=["--product billing"], scenarios=[runs[2]], made=made), folder)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=KINDS)
def address(site: Path, request: pytest.FixtureRequest) -> str:
    return (site / request.param).as_uri()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_pans_and_wide_tables_scroll_by_themselves(browser: sync_api.Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    for _ in ("as it comes", "with all of it open"):
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(OUTSIDE) == []
        assert page.evaluate(CUT_OFF) == 0
        page.evaluate(OPEN_ALL)
    page.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_axe_finds_no_fault(browser: sync_api.Browser, address: str, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(address)
    page.evaluate(OPEN_ALL)
    found = axe_run.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_a_move_never_made_is_red_and_the_clocks_are_dashed(browser: sync_api.Browser, site: Path) -> None:
    page = browser.new_page(color_scheme="light")
    page.goto((site / CYCLES).as_uri())
    page.evaluate(OPEN_ALL)
    looks = "each => [getComputedStyle(each).stroke, getComputedStyle(each).strokeDasharray]"
    red, ink, clock = [
        page.locator(f"#{within} .{look} .line").first.evaluate(looks)
        for within, look in [
            ("sales_orders-books", "never"),
            ("sales_orders-books", "person"),
            ("estimates-billing", "clock"),
        ]
    ]
    assert re.match(r"rgb\(1[0-9]{2}, [0-9]{2}, [0-9]{2}\)", red[0])
    assert (red[1], ink[1]) == ("none", "none")
    assert len({red[0], ink[0], clock[0]}) == 3
    assert clock[1] == "8px, 4px"
    page.close()


def test_labels_of_a_picture_lie_on_no_box_and_no_other_label(browser: sync_api.Browser, site: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((site / CYCLES).as_uri())
    page.evaluate(OPEN_ALL)
    met = page.evaluate(OVERLAPS)
    assert met["labels"] > 100
    assert met["overlaps"] == []
    page.close()


def test_a_failure_and_a_refusal_are_red(browser: sync_api.Browser, site: Path) -> None:
    page = browser.new_page(color_scheme="light")
    page.goto((site / "html/index.html").as_uri())
    red = page.locator(".lead .bad").evaluate("each => getComputedStyle(each).color")
    assert re.match(r"rgb\(1[0-9]{2}, [0-9]{2}, [0-9]{2}\)", red)
    assert {each.evaluate("each => getComputedStyle(each).color") for each in page.locator(".reason").all()} == {red}
    page.goto((site / REFUSED).as_uri())
    page.evaluate(OPEN_ALL)
    refused = page.locator(".journal .b td").first
    assert refused.evaluate("each => getComputedStyle(each).color") == red
    page.close()


@pytest.mark.parametrize(("path", "sheets"), [("html/index.html", 2), (FAILED, 3), (BARE, 1)])
def test_what_is_printed_fills_its_sheets(browser: sync_api.Browser, site: Path, path: str, sheets: int) -> None:
    page = browser.new_page()
    page.goto((site / path).as_uri())
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= sheets
    page.close()

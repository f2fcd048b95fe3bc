"""The pages of records in Chromium: how they are reached, filtered and read, at any width and in any light."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.report.played import evidence
from zsim.report.html import SCRIPT, STYLE, environment, joined
from zsim.report.records import RecordsPart
from zsim.report.site import Site
from zsim.report.telling import told_story

sync_api = pytest.importorskip("playwright.sync_api")
axe_run = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

NOT_ARRIVED, REASONS = "not-arrived-books.html", "reasons.html"
CONSEQUENCES, KEY = "consequences.html", "consequence-invoice-key.html"
PARTIES, PARTY = "parties.html", "party-consequences-account-deleted.html"
KINDS = (NOT_ARRIVED, REASONS, CONSEQUENCES, KEY, "consequence-account-deleted.html", PARTIES, PARTY)
OUTSIDE = """() => [...document.querySelectorAll('main *, nav *, footer *')]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('.wide, .unseen'))
    .map(each => each.outerHTML.slice(0, 120))"""
OUT_OF_ITS_BOX = """() => [...document.querySelectorAll('.party g')].filter(each => {
    const box = each.querySelector('rect').getBoundingClientRect();
    return [...each.querySelectorAll('text')].some(one => one.getBoundingClientRect().right > box.right + 1);
}).map(each => each.textContent)"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of records as files, with a page of the doors that lead to them."""
    folder = tmp_path_factory.mktemp("site")
    told = Site(evidence())
    part = RecordsPart(told, environment(evidence()))
    for story in told.stories:
        list(part.story(told_story(story, told.catalogue)))
    files = {page.path: page.text for page in part.pages()}
    doors = "".join(f'<li><a href="{each.path}">{each.title}</a> {each.says}</li>' for each in part.doors())
    index = f"<!doctype html><html lang='en'><title>Index</title><ul>{doors}</ul></html>"
    files |= {STYLE: joined(STYLE, "*.css"), SCRIPT: joined(SCRIPT, "*.js"), "index.html": index}
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(browser: sync_api.Browser, site: Path, name: str, **settings: object) -> sync_api.Page:
    page = browser.new_page(**{"viewport": {"width": 1280, "height": 900}, **settings})
    page.goto((site / name).as_uri())
    return page


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("width", [1280, 320])
def test_nothing_pans(browser: sync_api.Browser, site: Path, name: str, width: int) -> None:
    page = opened(browser, site, f"records/{name}", viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(OUTSIDE) == []
    page.close()


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_axe_finds_no_fault(browser: sync_api.Browser, site: Path, name: str, width: int, scheme: str) -> None:
    page = opened(browser, site, f"records/{name}", viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = axe_run.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_why_a_customer_did_not_arrive_in_books_is_three_clicks_away(browser: sync_api.Browser, site: Path) -> None:
    page = opened(browser, site, "index.html")
    page.get_by_role("link", name="Not arrived in Books").click()
    page.get_by_role("link", name=re.compile("A record of the same name stands")).click()
    row = page.locator("tr", has_text="account 'Acme' in the CRM").filter(has_text="policy skip")
    assert "CUS-13" in row.inner_text()
    target = row.get_by_role("link", name="A namesake is skipped").get_attribute("href")
    assert target == "../scenarios/customers-a_namesake_is_skipped.html#books"
    page.close()


def test_what_follows_from_a_new_key_is_two_clicks_away(browser: sync_api.Browser, site: Path) -> None:
    page = opened(browser, site, "index.html")
    page.get_by_role("link", name="What follows from an event").click()
    page.get_by_role("link", name="Invoice's key is regenerated").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Invoice's key is regenerated"
    assert page.get_by_text("the sync 'Invoice to Newsletter' is inactive now").is_visible()
    page.close()


def test_words_leave_only_the_records_that_have_them(browser: sync_api.Browser, site: Path) -> None:
    page = opened(browser, site, f"records/{NOT_ARRIVED}")
    page.get_by_role("searchbox").fill("account 'late'")
    shown = [each.inner_text() for each in page.locator("tr.findable th").all() if each.is_visible()]
    assert shown == ["account 'Late' in the CRM"]
    assert page.locator("output").inner_text() == "1 found"
    page.get_by_role("searchbox").fill("")
    assert page.locator("tr.findable:visible").count() == page.locator("tr.findable").count() > 3
    page.close()


def test_words_of_a_reason_leave_all_its_records(browser: sync_api.Browser, site: Path) -> None:
    page = opened(browser, site, f"records/{NOT_ARRIVED}")
    page.get_by_role("searchbox").fill("duplicates are skipped")
    assert page.locator("section.reason-of:visible").count() == page.locator(".in-page li:visible").count() == 1
    assert page.locator("tr.findable:visible").count() == 2
    page.close()


def test_without_scripts_all_is_there_and_no_field_that_does_nothing(browser: sync_api.Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "records" / NOT_ARRIVED).as_uri())
    assert page.locator("input").count() == 0
    assert page.locator("tr.findable").first.is_visible()
    context.close()


def test_no_page_asks_for_anything_but_the_site_s_own_files(browser: sync_api.Browser, site: Path) -> None:
    for name in KINDS:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto((site / "records" / name).as_uri())
        assert len(asked) == 3
        assert all(each.startswith(site.as_uri()) for each in asked)
        page.close()


def test_what_is_written_on_a_box_stays_inside(browser: sync_api.Browser, site: Path) -> None:
    page = opened(browser, site, f"records/{PARTY}")
    assert page.locator(".party g").count() > 10
    assert page.evaluate(OUT_OF_ITS_BOX) == []
    page.close()


def test_on_a_narrow_screen_the_tables_stand_for_the_picture(browser: sync_api.Browser, site: Path) -> None:
    page = opened(browser, site, f"records/{PARTY}", viewport={"width": 320, "height": 900})
    assert not page.locator(".party").is_visible()
    assert page.get_by_text("all it shows follows").is_visible()
    page.close()


def test_the_picture_scrolls_by_the_keyboard(browser: sync_api.Browser, site: Path) -> None:
    page = opened(browser, site, f"records/{PARTY}", viewport={"width": 700, "height": 900})
    picture = page.locator(".wide").first
    picture.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    assert picture.evaluate("each => each.scrollLeft") > 0
    page.close()


def test_printed_it_has_its_facts_and_no_field(browser: sync_api.Browser, site: Path) -> None:
    page = opened(browser, site, f"records/{NOT_ARRIVED}")
    page.emulate_media(media="print")
    assert not page.locator(".words").is_visible()
    assert page.locator("tr.findable").first.is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.close()

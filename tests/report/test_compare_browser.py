"""The pages that compare, in Chromium: reached by links, nothing pans, and axe finds no fault in light or dark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.report.made_up import recording, small_catalogue, small_evidence, small_run
from tests.unit.report.comparing.played import run_of, synced_account, synced_item, synced_vendor
from zsim.catalogue import catalogue
from zsim.recording.schema import Recording, Result
from zsim.report import Evidence
from zsim.report.comparing import ComparePart
from zsim.report.html import environment, joined
from zsim.report.releases import release_of
from zsim.report.site import Site
from zsim.report.telling import told_story
from zsim.world import World

sync_api = pytest.importorskip("playwright.sync_api")
axe_run = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

MARKUP = "<b>Bolt</b> & \u05d1\u05d5\u05e8\u05d2 " + "very" * 40
KINDS = (
    "index",
    "books-billing",
    "twin-without-cus-14",
    "twin-names-exact",
    "twin-without-fault-slow-answer",
    "changes",
)
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"
OUTSIDE = """() => [...document.querySelectorAll('main *, nav *, footer *')]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('.unseen, .rows thead'))
    .map(each => each.outerHTML.slice(0, 80))"""


def overwriting(world: World, key: str) -> None:
    world.crm.accounts.create(Account_Name=MARKUP)
    synced_account(world, key, "overwrite")


def played() -> Recording:
    """Three stories for two products, and one of them with three things switched."""
    deeds = (synced_account, synced_item, synced_vendor)
    runs = [run_of(key, each, f"items/it_is_{each.__name__}") for key in ("books", "billing") for each in deeds]
    other = run_of("books", overwriting, "items/it_is_synced_account", Result.FAILED)
    names = ("without CUS-14", "names = exact", "without fault slow answer")
    return Recording(tuple(runs), tuple([replace(other, switched=each) for each in names]))


def write(folder: Path, evidence: Evidence, former: Evidence) -> None:
    site = Site(evidence, release_of("the committed reports", former))
    part = ComparePart(site, environment(evidence))
    pages = [page for story in site.stories for page in part.story(told_story(story, site.catalogue))]
    for path, text in [*pages, *part.pages(), ("style.css", joined("style.css", "*.css")), ("site.js", "")]:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write(folder, Evidence(catalogue(), played()), Evidence(catalogue(), Recording()))
    fewer = Evidence(small_catalogue(), recording({"scenarios": small_run()["scenarios"][:1]}))
    write(folder / "changed", small_evidence(), fewer)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def address(site: Path, name: str) -> str:
    return (site / ("changed/compare" if name == "changes" else "compare") / f"{name}.html").as_uri()


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_axe_finds_no_fault_and_nothing_pans(
    browser: sync_api.Browser, site: Path, name: str, width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(address(site, name))
    for _ in ("as it comes", "with all of it open"):
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(OUTSIDE) == []
        page.evaluate(OPEN_ALL)
    found = axe_run.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_from_all_comparisons_one_click_leads_to_books_against_billing(browser: sync_api.Browser, site: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address(site, "index"))
    page.get_by_role("link", name="Books and Billing").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Books and Billing"
    page.get_by_role("link", name="CRM product created, for another reason").click()
    assert page.url.endswith("#reason-1")
    page.close()


def test_from_all_comparisons_one_click_leads_to_the_twin_of_an_oddity(browser: sync_api.Browser, site: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address(site, "index"))
    page.get_by_role("link", name=catalogue().behaviour("CUS-14").title).click()
    assert page.get_by_text("Without CUS-14").first.is_visible()
    assert page.locator("#decided + table tbody tr").count() > 1
    page.close()


def test_markup_in_a_name_is_text(browser: sync_api.Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto(address(site, "twin-without-cus-14"))
    assert page.get_by_text("<b>Bolt</b>").count() > 0
    assert page.locator("main b").count() == 0
    page.close()


def test_a_page_asks_for_nothing_but_its_style_and_its_script(browser: sync_api.Browser, site: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    for name in KINDS:
        asked.clear()
        page.goto(address(site, name))
        assert sorted(asked) == sorted([f"{name}.html", "site.js", "style.css"])
    page.close()

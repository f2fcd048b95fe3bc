"""Ten questions of a product owner, each answered from the index by following links, in so many clicks.

The site is that of a small suite, played as ``zsim run`` plays it: scenarios of this project, some of them switched
once more, and events.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.unit.cli.suite import ALONE, own_scripts
from zsim.cli import main

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

PROJECT = Path(__file__).parents[2]
SCRIPTS = (
    "bugs/test_connected_again.py",
    "connection/test_keys.py",
    "customers/test_failures.py",
    "keys/test_key_regenerated.py",
    "deletions/test_merging_in_books_and_billing.py",
    "views/test_choosing_a_view.py",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small suite."""
    folder = tmp_path_factory.mktemp("project")
    shared = [path.relative_to(PROJECT / "scenarios").as_posix() for path in PROJECT.glob("scenarios/*/_*.py")]
    for script in (*SCRIPTS, *shared):
        (folder / "scenarios" / script).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / "scenarios" / script, folder / "scenarios" / script)
    settings = '[tool.pytest.ini_options]\ntestpaths = ["scenarios"]\naddopts = ["--import-mode=importlib"]\n'
    (folder / "pyproject.toml").write_text(settings)
    with chdir(folder), own_scripts():
        assert main(("run", *ALONE)) == 0
    return folder / "reports" / "html"


class Reader:
    """Somebody with the index open and the network off, who clicks links and counts the clicks."""

    def __init__(self, page: sync_api.Page, site: Path) -> None:
        self.page = page
        self.clicks = 0
        page.goto((site / "index.html").as_uri())

    def click(self, link: sync_api.Locator) -> None:
        """Follow a link that can be seen."""
        link.click(timeout=5000)
        self.page.wait_for_load_state()
        self.clicks += 1

    def follow(self, text: str, within: str = "main") -> None:
        """Follow the link of that text."""
        self.click(self.page.locator(within).get_by_role("link", name=text, exact=True).first)

    @property
    def place(self) -> str:
        """The file that is open."""
        return Path(unquote(urlsplit(self.page.url).path)).name

    def reads(self, text: str) -> bool:
        """Whether somebody sees these words."""
        return self.page.locator("main").get_by_text(text).first.is_visible()


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def reader(browser: sync_api.Browser, site: Path) -> Iterator[Reader]:
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    yield Reader(context.new_page(), site)
    context.close()


def test_what_is_proven_for_billing(reader: Reader) -> None:
    reader.follow("Billing")
    assert reader.page.locator("tr.found:visible", has_text="proven").count() > 0
    assert reader.clicks <= 2


def test_why_a_customer_did_not_arrive_in_books(reader: Reader) -> None:
    reader.follow("Not arrived in Books")
    row = reader.page.locator("main tbody tr:visible").first
    assert row.text_content()
    reader.click(row.get_by_role("link").first)
    assert reader.place != "index.html"
    assert reader.clicks <= 3


def test_books_against_billing(reader: Reader) -> None:
    reader.follow("Comparisons")
    reader.follow("Books and Billing")
    assert reader.place == "books-billing.html"
    assert reader.clicks <= 2


def test_what_follows_when_a_key_is_regenerated(reader: Reader) -> None:
    reader.follow("What follows from an event")
    reader.follow("Invoice's key is regenerated")
    assert reader.page.locator("main h2").count() > 0
    assert reader.clicks <= 2


def test_what_changed_since_the_baseline(reader: Reader) -> None:
    reader.follow("What changed")
    assert reader.place == "changes.html"
    assert reader.clicks <= 1


def test_rulings_and_their_alternatives(reader: Reader) -> None:
    reader.follow("Rulings")
    assert reader.page.locator("main").get_by_text("alternative").first.is_visible()
    assert reader.clicks <= 1


def test_the_smallest_example_of_an_oddity_and_its_twin(reader: Reader) -> None:
    reader.follow("Oddities")
    reader.click(reader.page.locator("main a[href*='compare/twin-without-']:visible").first)
    assert reader.page.locator("main .steps, main .story, main table").first.is_visible()
    assert reader.clicks <= 2


def test_gaps(reader: Reader) -> None:
    reader.follow("Gaps")
    assert reader.place == "gaps.html"
    assert reader.clicks <= 1


@pytest.mark.parametrize("heading", ["Who said what to whom", "Records by moments"])
def test_the_messages_of_a_scenario_and_its_records_at_each_moment(reader: Reader, heading: str) -> None:
    reader.follow("Stories")
    reader.click(reader.page.locator("main a[href*='scenarios/']:visible").first)
    assert reader.page.get_by_role("heading", name=heading).first.is_visible()
    assert reader.clicks <= 2

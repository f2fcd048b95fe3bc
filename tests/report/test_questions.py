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
    "items/test_item_edits.py",
)


RULE = "turns all existing syncs from that organisation inactive at once"
FORMERLY = "leaves all syncs as they are"
"""What a rule says, and what it says in the baseline."""


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
        # What is on disk is the baseline of what is written next.
        page = next((folder / "reports/areas").glob("KEY-*.md"))
        page.write_text(page.read_text(encoding="utf-8").replace(RULE, FORMERLY), encoding="utf-8")
        assert main(("report",)) == 0
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
    row = reader.page.locator("main tbody tr:visible", has_text="Initech").filter(has_text="name taken").first
    assert "a customer named 'Initech' exists already; choose another name" in str(row.text_content())
    reader.click(row.get_by_role("link").first)
    assert reader.page.locator("h1").inner_text() == "A failed update loses none of its edits"
    assert reader.page.locator(".outcomes tr:visible", has_text="Initech").filter(has_text="failed").count() > 0
    assert reader.clicks <= 3


def test_books_against_billing(reader: Reader) -> None:
    reader.follow("Comparisons")
    reader.follow("Books and Billing")
    assert reader.place == "books-billing.html"
    reason = reader.page.locator("#otherwise ~ table tr", has_text="CRM product created, for another reason").first
    assert (
        "Books: sync created item … from product …: nothing on the other side carries its name" in reason.inner_text()
    )
    assert "Billing: sync created item … from product …: none has its SKU" in reason.inner_text()
    assert reader.clicks <= 2


def test_what_follows_when_a_key_is_regenerated(reader: Reader) -> None:
    reader.follow("What follows from an event")
    reader.follow("Invoice's key is regenerated")
    assert reader.reads("is inactive now: the ZSC key of Invoice was regenerated")
    assert reader.clicks <= 2


def test_what_changed_since_the_baseline(reader: Reader) -> None:
    reader.follow("What changed")
    row = reader.page.locator("#rules ~ table tr", has_text="KEY-01")
    assert row.locator("del").all_inner_texts()[0].startswith(FORMERLY.split()[0])
    assert row.locator("ins").all_inner_texts()[0].startswith(RULE.split()[0])
    assert reader.clicks <= 1


def test_rulings_and_their_alternatives(reader: Reader) -> None:
    reader.follow("Rulings")
    row = reader.page.locator("main tbody tr", has_text="CON-19").first
    assert row.get_by_text("Any organisation connects").first.is_visible()
    assert row.get_by_text("In Books and Billing, which is so?").first.is_visible()
    assert reader.clicks <= 1


def test_the_smallest_example_of_an_oddity_and_its_twin(reader: Reader) -> None:
    reader.follow("Oddities")
    reader.click(reader.page.locator("main a[href*='compare/twin-without-']:visible").first)
    assert reader.page.locator("h1").inner_text() == "A regenerated CRM key kills the old one"
    assert reader.reads("Without CON-15")
    assert reader.reads("the run failed for the key and wrote nothing")
    assert reader.clicks <= 2


def test_gaps(reader: Reader) -> None:
    reader.follow("Gaps")
    assert "no scenario" in reader.page.locator("main tr", has_text="CON-02").first.inner_text()
    assert reader.reads("syncs of vendors, syncs of leads, sales orders, purchase orders, bills")
    assert reader.clicks <= 1


@pytest.mark.parametrize("heading", ["Who said what to whom", "Records by moments"])
def test_the_messages_of_a_scenario_and_its_records_at_each_moment(reader: Reader, heading: str) -> None:
    reader.follow("Stories")
    reader.click(reader.page.locator("main a[href*='scenarios/']:visible").first)
    assert reader.page.get_by_role("heading", name=heading).first.is_visible()
    assert reader.clicks <= 2

"""The golden files: the pages of the made-up recording as they should be.

``python -m tests.report.golden`` writes them anew; look at the difference before committing it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from tests.report.made_up import small_evidence
from zsim.report.html import html_pages
from zsim.report.markdown import markdown_pages

GOLDEN = Path(__file__).with_name("golden")
LIFE_CYCLES = "lists/life-cycles.html"
SHOWN = {
    "index.html": "index.html",
    "scenario.html": "scenarios/customers-overwrite_replaces_what_the_crm_knows.html",
    "rules.html": "rules/CUS.html",
    "rulings.html": "lists/rulings.html",
    "gaps.html": "lists/gaps.html",
}


def pages() -> Mapping[str, str]:
    """All Markdown pages, an HTML page of each kind, that of one scenario which has everything, and one life cycle."""
    evidence = small_evidence()
    html = dict(html_pages(evidence))
    shown = {name: html[path] for name, path in SHOWN.items()}
    cycle = re.search(r'<section aria-labelledby="sales_orders">.*?</section>\n', html[LIFE_CYCLES], re.DOTALL)
    assert cycle is not None
    return {**markdown_pages(evidence), **shown, "sales_orders.html": cycle[0]}


def main() -> None:
    """Write the golden files."""
    for path, text in pages().items():
        file = GOLDEN / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

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
FULL_PAGE = "scenarios/customers-overwrite_replaces_what_the_crm_knows-billing.html"


def pages() -> Mapping[str, str]:
    """All Markdown pages, the first HTML page, that of one scenario which has everything, and one life cycle.

    The style is left out.
    """
    evidence = small_evidence()
    html = dict(html_pages(evidence))
    shown = {"index.html": html["index.html"], "scenario.html": html[FULL_PAGE]}
    cycle = re.search(r'<section aria-labelledby="sales_orders">.*?</section>\n', html["life_cycles.html"], re.DOTALL)
    assert cycle is not None
    whole = {name: _without_style(text) for name, text in shown.items()}
    return {**markdown_pages(evidence), **whole, "sales_orders.html": cycle[0]}


def _without_style(text: str) -> str:
    before, _, rest = text.partition("<style>\n")
    return before + "<style>\n" + rest[rest.index("</style>") :]


def main() -> None:
    """Write the golden files."""
    for path, text in pages().items():
        file = GOLDEN / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

"""What the committed reports leave unproven: that deleting an integration reaches other finance apps."""

from __future__ import annotations

import re

from tests.repo.tree import TOP
from zsim.catalogue import catalogue

OPEN = ("DIS-08",)
PAGES = "".join(each.read_text(encoding="utf-8") for each in sorted((TOP / "reports" / "areas").glob("*.md")))


def test_nothing_is_unproven_but_what_is_named_here() -> None:
    sections = re.findall(r"^### ([A-Z]{3}-\d\d) .*\n([^#]*)", PAGES, re.MULTILINE)
    proven = {found for found, text in sections if re.search(r"^✓ proven for [^○△✗]*$", text, re.MULTILINE)}
    open_ = [each.id for each in catalogue().behaviours if each.id not in proven]
    assert proven
    assert tuple(open_) == OPEN

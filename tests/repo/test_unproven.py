"""The committed reports leave nothing unproven."""

from __future__ import annotations

import re

from tests.repo.tree import TOP
from zsim.catalogue import catalogue

PAGES = "".join(each.read_text(encoding="utf-8") for each in sorted((TOP / "reports" / "areas").glob("*.md")))


def test_nothing_is_unproven() -> None:
    sections = re.findall(r"^### ([A-Z]{3}-\d\d) .*\n([^#]*)", PAGES, re.MULTILINE)
    proven = {found for found, text in sections if re.search(r"^✓ proven for [^○△✗]*$", text, re.MULTILINE)}
    assert proven
    assert [each.id for each in catalogue().behaviours if each.id not in proven] == []

"""The style sheets of the report's parts are joined: none may mean another thing by a class that two of them have."""

from __future__ import annotations

import re
from collections import defaultdict

from zsim.report.html import TEMPLATES

SHARED = {"style.css"}
OF_SEVERAL = {"group", "notice", "rows", "search"}
"""The classes that several parts have on purpose, for one thing."""
LEADING = re.compile(r"(?:^|[},{])\s*\.([A-Za-z][\w-]*)")


def test_no_two_parts_of_the_report_use_one_class_for_two_things() -> None:
    of: defaultdict[str, set[str]] = defaultdict(set)
    for sheet in sorted(TEMPLATES.glob("*.css")):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        for name in LEADING.findall(text) if sheet.name not in SHARED else ():
            of[name].add(sheet.name)
    assert {name: sheets for name, sheets in of.items() if len(sheets) > 1 and name not in OF_SEVERAL} == {}

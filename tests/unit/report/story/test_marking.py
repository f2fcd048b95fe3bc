"""Texts of a world as markup."""

from __future__ import annotations

import pytest

from zsim.report.story.marking import LONG, cut, marked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Acme", "Acme"),
        ("<b>\"A\" & 'B'</b>", "&lt;b&gt;\"A\" &amp; 'B'&lt;/b&gt;"),
        ("one\ntwo", "one<br>two"),
        ("Name شركة is new", "Name <bdi>شركة</bdi> is new"),
        ("\u202egnp.exe", "gnp.exe"),
    ],
    ids=["plain", "markup", "line break", "right to left", "override"],
)
def test_a_text_is_shown_as_it_is_and_turns_nothing_around(text: str, shown: str) -> None:
    assert marked(text) == shown


def test_a_very_long_text_is_cut_and_says_how_long_it_is() -> None:
    assert cut("x" * LONG) == "x" * LONG
    assert cut("x" * (LONG + 1)) == "x" * LONG + f"… ({LONG + 1} letters)"

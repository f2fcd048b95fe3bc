"""Tight pages tell the same."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from tests.report.made_up import small_evidence
from zsim.report.html import html_pages
from zsim.report.tightening import tightened

PAGES = {path: text for path, text in html_pages(small_evidence()) if path.endswith(".html")}


class Read(HTMLParser):
    """What a page opens and says, without how often a space is a space."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[object] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.words += data.split()


@pytest.mark.parametrize("path", PAGES)
def test_elements_attributes_and_words_are_the_same_in_fewer_bytes(path: str) -> None:
    loose, tight = Read(PAGES[path]), Read(tightened(PAGES[path]))
    assert (tight.tags, tight.words) == (loose.tags, loose.words)
    assert len(tightened(PAGES[path])) <= len(PAGES[path])


@pytest.mark.parametrize("text", ['a="b" c', "<p title=\"a='b'\">", '<a href="?a=b">x</a>', 'x <a title="">'])
def test_what_needs_its_quotes_keeps_them(text: str) -> None:
    assert tightened(text) == text


def test_what_ends_a_row_or_a_list_stays() -> None:
    assert re.findall("</[a-z]+>", tightened("<table><tr><td>1</td></tr></table><ul><li>2</li></ul>")) == [
        "</table>",
        "</ul>",
    ]

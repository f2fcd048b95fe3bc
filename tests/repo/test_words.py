"""The page of words is what zsim says of itself, and the README leads to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from zsim.cli.words import words_page

SETTING_UP = """
generate_zsc_key update_credentials enable disable delete edit map views add_field organisation as_user
"""
ROOT = Path(__file__).parents[2]


def test_the_committed_page_is_the_generated_one() -> None:
    committed = (ROOT / "zsim/WORDS.md").read_text(encoding="utf-8")
    assert committed == words_page(), "zsim list words > zsim/WORDS.md"


@pytest.mark.parametrize("word", SETTING_UP.split())
def test_the_words_of_setting_up_are_on_it(word: str) -> None:
    page = words_page()
    assert f"- `{word}" in page or f".{word}`" in page


def test_every_word_says_what_it_does() -> None:
    assert [line for line in words_page().splitlines() if line.startswith("- ") and line.endswith("`")] == []

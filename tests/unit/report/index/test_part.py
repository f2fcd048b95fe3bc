"""The first page as it is read."""

from __future__ import annotations

import pytest

from tests.report.made_up import Data, move, overwritten, recording, result, small_evidence, small_run
from zsim.catalogue import catalogue
from zsim.report import Evidence
from zsim.report.html import html_pages

BUDGET = 80_000


def index(**data: object) -> str:
    return dict(html_pages(small_evidence(**data)))["index.html"]


@pytest.mark.parametrize(
    ("ended", "lead"),
    [("passed", "No run failed."), ("failed", '<strong class="bad">1 run did not pass.</strong>')],
)
def test_the_first_sentence_says_how_things_stand(ended, lead):
    text = index(scenarios=[overwritten("books", result=ended)])
    assert f"0 of 8 rules are proven for every product they hold for. {lead}" in text


def test_a_part_of_the_suite_is_silent_on_the_rest():
    runs = [overwritten("books"), result("customers/the_501st_person_fails[books]", ("CUS-27",))]
    part = index(selection=["-k", "acme"], scenarios=runs)
    assert "Part of the suite only: 2 stories, 2 runs. None failed." in part
    assert "This run was narrowed to <code>-k acme</code>" in part
    assert "rules are proven" not in part
    assert "DEL.html" not in part
    assert "lists/bank.html" not in part


def test_documents_lead_to_their_life_cycles():
    runs: list[Data] = [
        result("documents/one[books]", ("TXN-15",), moves=[move("books", "invoices", "void", "draft", "void")])
    ]
    pages = dict(html_pages(Evidence(catalogue(), recording({**small_run(), "scenarios": runs}))))
    assert '<a href="lists/life-cycles.html">Life cycles of documents</a>' in pages["index.html"]
    assert '<a href="../lists/life-cycles.html">Life cycles of documents</a>' in pages["rules/TXN.html"]


def test_it_is_small_and_its_search_is_apart():
    text = index()
    assert len(text.encode()) < BUDGET
    assert '<script src="search.js"' not in text
    assert 'data-search="search.js"' in text


def test_without_a_script_there_are_lists_to_look_through():
    assert '<a href="lists/stories.html">' in index()
    assert '<a href="lists/rules.html">' in index()


def test_what_is_empty_says_none():
    part = index(selection=["-k x"], scenarios=[result("bugs/nothing_is_shown", ())])
    assert part.count("<p>None.</p>") == 1

"""The lists as pages of a site."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath

import pytest

from tests.report.deals import WON_AND_LOST, played
from tests.report.made_up import Data, recording, result, small_run
from zsim.catalogue import catalogue
from zsim.report import Evidence
from zsim.report.html import html_pages


def pages_of(scenarios: list[Data], *selection: str) -> dict[str, str]:
    """The pages of a site but for those of scenarios, under the whole catalogue."""
    held = recording({**small_run(), "scenarios": scenarios, "selection": list(selection)})
    pages = html_pages(Evidence(catalogue(), held))
    return {path: text for path, text in pages if path.endswith(".html") and not path.startswith("scenarios/")}


@pytest.mark.parametrize("covers", [("TRG-04",), ("FLT-01", "CUS-10"), ()])
def test_a_part_of_the_suite_links_to_nothing_that_it_does_not_tell_of(covers: tuple[str, ...]) -> None:
    pages = pages_of([{**played(*WON_AND_LOST), "covers": list(covers)}], "-k x")
    ids = {path: re.findall(r'\bid="([^"]+)"', text) for path, text in pages.items()}
    for path, text in pages.items():
        for link in re.findall(r'<a [^>]*href="([^"]+)"', text):
            page, _, place = link.partition("#")
            target = normpath(join(dirname(path), page)) if page else path
            if not target.startswith("scenarios/"):
                assert target in pages, f"{path} links to {link}"
                assert place in ("", *ids[target]), f"{path} links to {link}"


def test_triggers_are_told_where_their_rules_are() -> None:
    assert "lists/triggers.html" in pages_of([played(*WON_AND_LOST)])
    assert "lists/triggers.html" not in pages_of([result("a/b[books]", ("CUS-10",))], "-k x")


def test_what_is_not_of_the_run_is_told_of_the_whole_suite_alone() -> None:
    whole, part = pages_of([result("a/b[books]", ("CUS-10",))]), pages_of([result("a/b[books]", ("CUS-10",))], "-k x")
    assert {*whole} - {*part} >= {f"lists/{each}.html" for each in ("always", "bank", "policies", "situations")}


def test_of_a_part_of_the_suite_the_index_has_no_door_to_a_list_that_is_empty() -> None:
    whole, part = pages_of([result("a/b[books]", ("CUS-10",))]), pages_of([result("a/b[books]", ("CUS-10",))], "-k x")
    assert '<a href="lists/complaints.html">' in whole["index.html"]
    for name in re.findall(r'<a href="(lists/[^"]+)">', part["index.html"]):
        assert "<tbody>" in part[name], name
    assert '<a href="lists/complaints.html">' not in part["index.html"]

"""The Markdown pages: every link leads somewhere, and nothing in them depends on the machine."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath

from tests.report.made_up import result, small_evidence, small_run
from zsim.report.markdown import markdown_pages
from zsim.report.phrases import slug

LINK = re.compile(r"\[[^\]]*\]\(([^)]*)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def test_every_link_leads_to_a_page_and_a_heading() -> None:
    pages = markdown_pages(small_evidence())
    anchors = {path: {slug(heading) for heading in HEADING.findall(text)} for path, text in pages.items()}
    for path, text in pages.items():
        for target in LINK.findall(text):
            page, _, anchor = target.partition("#")
            page = normpath(join(dirname(path), page)) if page else path
            assert page in pages, f"{path} links to {target}"
            assert not anchor or anchor in anchors[page], f"{path} links to {target}"


def test_no_heading_of_a_page_comes_twice() -> None:
    for text in markdown_pages(small_evidence()).values():
        headings = HEADING.findall(text)
        assert len(headings) == len(set(headings))


def test_neither_the_order_of_scenarios_nor_seed_digest_or_file_changes_a_page() -> None:
    told = small_run()["scenarios"]
    assert isinstance(told, list)
    elsewhere = [{**each, "seed": 99, "digest": "ff", "file": "x.py"} for each in reversed(told)]
    assert markdown_pages(small_evidence(scenarios=elsewhere)) == markdown_pages(small_evidence())


def test_words_of_a_script_are_never_markup() -> None:
    story = result("customers/one_is_told[books]", ("CUS-09",), doc="a * b <i> [x](y) | z")
    pages = markdown_pages(small_evidence(scenarios=[story]))
    assert "\na \\* b \\<i> \\[x\\](y) \\| z\n" in pages["areas/CUS-customers.md"]


def test_an_area_without_scenario_has_no_page_but_stands_in_the_summary() -> None:
    pages = markdown_pages(small_evidence())
    assert not [path for path in pages if "DEL" in path]
    assert "Areas without any scenario: DEL Deletions, merging." in pages["behaviours.md"]


def test_products_for_which_a_behaviour_stands_alike_share_a_line() -> None:
    page = markdown_pages(small_evidence())["areas/CUS-customers.md"]
    link = "[Overwrite replaces what the CRM knows](#overwrite-replaces-what-the-crm-knows)"
    assert "\n✓ proven for Invoice · Books; ✗ failing for Billing.\n" in page
    assert f"\n- {link}: Invoice · Books\n- {link} (failed): Billing\n" in page


def test_an_empty_table_says_none() -> None:
    summary = markdown_pages(small_evidence(scenarios=[]))["behaviours.md"]
    assert "| Result | Runs |\n|---|---:|\n| none |  |\n" in summary


def test_no_line_but_a_row_of_a_table_has_two_links() -> None:
    for path, text in markdown_pages(small_evidence()).items():
        assert not [line for line in text.splitlines() if len(LINK.findall(line)) > 1], path


def test_life_cycles_have_a_picture_for_each_type_of_document() -> None:
    page = markdown_pages(small_evidence())["life_cycles.md"]
    assert page.count("```mermaid\nstateDiagram-v2\n") == len(re.findall("^## ", page, re.MULTILINE))

"""The list of gaps."""

from __future__ import annotations

from tests.report.made_up import result, small_evidence
from zsim.catalogue import catalogue
from zsim.report.evidence import Evidence
from zsim.report.lists.gap_list import gaps, reason_of
from zsim.report.site import Site

SITE = Site(small_evidence())


def section(site, title):
    return next(each for each in gaps(site).sections if each.title == title)


def reasons(rows):
    return ["".join(piece.text for piece in row.cells[-1]) for row in rows]


def test_a_run_that_did_not_pass_says_at_which_step_it_ended():
    assert reasons(section(SITE, "What did not pass").rows) == [
        "It ended at: then billing has no <b>other</b> & no *second* one"
    ]


def test_a_known_gap_has_its_reason():
    assert reasons(section(SITE, "Known gaps").rows) == ["not settled yet"]


def test_rules_that_are_not_proven_are_listed_with_their_products():
    rows = section(SITE, "Rules that are not proven").rows
    assert [row.cells[0][0].text for row in rows] == ["CUS-09", "CUS-12", "CUS-13", "CUS-21", "CUS-27", "DEL-01"]


def test_where_there_is_no_gap_it_says_so_plainly():
    site = Site(small_evidence(selection=["-k x"], scenarios=[result("a/b[books]", ("DEL-01",))]))
    page = gaps(site)
    assert page.lead == "None: every rule is proven, and nothing is expected to fail."
    assert page.door == "none"


def test_what_is_not_modelled_is_told_product_by_product():
    site = Site(Evidence(catalogue(), small_evidence().recording))
    rows = {row.cells[0][0].text: row.cells[2][0].text for row in section(site, "What is not modelled").rows}
    assert rows["Books"] == "syncs of leads"
    assert "sales orders" in rows["Billing"]


def test_a_skipped_run_has_its_reason_or_that_it_did_not_run():
    skipped = [run for run in SITE.recording.scenarios if run.result == "skipped"]
    assert [reason_of(run) for run in skipped] == ["it did not run"]


def test_a_part_of_the_suite_has_no_gap_where_it_did_not_look():
    part = Site(small_evidence(selection=["-k x"], scenarios=[result("a/b[books]", ("CUS-12",))]))
    assert section(part, "Rules that are not proven").rows == ()

"""What the first page says."""

from __future__ import annotations

import pytest

from tests.report.made_up import overwritten, result, small_evidence
from zsim.report.index.index_page import IndexPage
from zsim.report.parts import Door
from zsim.report.site import Site

CHANGES = Door("What changed", "compare/changes.html", "nothing")
RECORD = Door("Records", "records/index.html", "1,204 records")
LIST = Door("Gaps", "lists/gaps.html", "none")
BILLING = Door("What is proven for Billing", "lists/billing.html", "0 of 3 rules proven")


def page(doors=(), **data):
    return IndexPage(Site(small_evidence(**data)), doors)


def test_it_leads_with_how_many_rules_are_proven():
    assert page().verdict == "2 of 8 rules are proven for every product they hold for."


def test_it_says_so_when_all_are():
    proven = page(scenarios=[result(f"a/b[{key}]", each) for key, each in EVERYTHING.items()])
    assert proven.verdict == "All 8 rules are proven, for every product they hold for."


EVERYTHING = {
    "invoice": ("CON-01", "CUS-09", "CUS-12", "CUS-13"),
    "books": ("CON-01", "CON-02", "CUS-09", "CUS-12", "CUS-13", "CUS-21", "CUS-27", "DEL-01"),
    "billing": ("CUS-09", "CUS-12", "CUS-13"),
}


def test_it_says_how_many_rules_rest_on_rulings_and_leads_there():
    assert page().rulings is not None
    assert page().rulings.title == "1 rule rests on a ruling of ours"
    assert page().rulings.path == "lists/rulings.html"


def test_where_no_rule_rests_on_a_ruling_it_says_nothing_of_them():
    assert page(selection=["-k acme"], scenarios=[overwritten("books")]).rulings is None


def test_a_part_of_the_suite_is_called_so():
    part = page(selection=["-k acme"], scenarios=[overwritten("books")])
    assert part.verdict == "Part of the suite only: 1 story, 1 run."
    assert [each.area.code for each in part.tallies] == ["CON", "CUS"]
    assert [each.product.key for each in part.products] == ["books"]


def test_a_run_that_did_not_pass_is_named_with_its_reason():
    ((run, reason),) = page().failing
    assert run.product == "billing"
    assert reason == "It ended at: then billing has no <b>other</b> & no *second* one"
    assert page().trouble == "1 run did not pass."


def test_products_have_their_totals():
    told = [(each.product.name, each.rules, each.proven, each.ruled, each.open, each.path) for each in page().products]
    assert told[2] == ("Billing", 3, 0, 0, 3, "lists/billing.html")


def test_what_changed_has_a_place_of_its_own():
    assert page([LIST, CHANGES]).changes == CHANGES
    assert page([LIST]).changes is None


def test_doors_are_grouped_by_what_they_lead_to():
    shown = page([LIST, RECORD, CHANGES, BILLING]).groups
    assert [(group.title, group.doors) for group in shown] == [
        ("Records and comparisons", (RECORD,)),
        ("Lists", (LIST,)),
    ]


@pytest.mark.parametrize("path", ["elsewhere.html", "other/page.html"])
def test_a_door_to_anything_else_is_not_lost(path):
    (group,) = page([Door("Else", path, "")]).groups
    assert (group.title, group.doors[0].path) == ("More", path)

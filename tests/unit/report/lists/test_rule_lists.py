"""Lists of rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.report.made_up import result, small_catalogue, small_evidence, small_run
from tests.report.twinned import twinned_evidence
from zsim.catalogue import Complaint, catalogue
from zsim.report.evidence import Evidence
from zsim.report.lists.rule_lists import all_rules, complaints, of_product, policies, question, quirks, rulings
from zsim.report.rules.twins import Twins
from zsim.report.site import Site

SITE = Site(twinned_evidence())
TWINS = Twins(SITE)


def texts(row):
    """The words of each cell of a row."""
    return [" ".join(piece.text for piece in cell) for cell in row.cells]


def paths(row):
    return [piece.path for cell in row.cells for piece in cell if piece.path]


def test_all_rules_stand_area_by_area():
    page = all_rules(SITE)
    assert [section.title for section in page.sections] == [
        "CON Connection and keys",
        "CUS Customers",
        "DEL Deletions, merging",
    ]
    assert texts(page.sections[1].rows[1])[:2] == ["CUS-12 Overwrite", "proven Invoice · Books failing Billing"]


def test_a_products_list_has_its_rules_each_with_its_state_and_its_example():
    page = of_product(SITE, SITE.catalogue.product("billing"))
    assert page.path == "lists/billing.html"
    assert [texts(row)[:2] for row in page.rows] == [
        ["CUS-09 The duplicate key of a customer", "failing"],
        ["CUS-12 Overwrite", "failing"],
        ["CUS-13 Skip", "no scenario"],
    ]
    assert page.lead == "0 of 3 rules proven for Billing, 0 rulings of ours among them."


def test_a_ruling_has_its_alternative_the_question_and_its_comparison():
    (row,) = rulings(SITE, TWINS).rows
    assert texts(row)[1] == "The last edit wins. compare the two"
    assert "compare/twin-conflicts-first_reader.html" in paths(row)
    assert texts(row)[2].endswith("(b) The last edit wins.")


def test_a_question_names_the_products_and_both_readings():
    asked = question(small_catalogue().behaviour("CUS-21"), "Books")
    assert asked == "In Books, which is so? (a) Both sides edited: who wins?, says the rule. (b) The last edit wins."


def test_an_oddity_has_its_smallest_example_and_its_twin():
    (row,) = quirks(SITE, TWINS).rows
    assert texts(row)[2] == "3 in stories of customers"
    assert paths(row)[1:] == [
        "scenarios/customers-overwrite_replaces_what_the_crm_knows.html#billing",
        "compare/twin-without-con-02.html",
        "rules/CON.html#CON-02",
    ]


def test_an_open_point_has_its_options_and_what_they_decide():
    (row,) = policies(SITE, TWINS).rows
    assert texts(row) == [
        "No document names a winner.",
        "The side read first wins.",
        "The last edit wins.",
        "CUS-21 DEL-01",
        "compare the two",
    ]


@pytest.mark.parametrize(
    ("verdict", "told"),
    [("Right as it is: names count. Rename it.", "Right as it is Names count. Rename it."), ("A bug.", "A bug.")],
)
def test_a_complaint_has_its_verdict_and_the_stories_that_tell_it(verdict, told):
    runs = [result("bugs/it_is_doubled[books]", ("CUS-12",), tags=["complaint-1"])]
    plain = small_evidence(scenarios=runs)
    known = catalogue()
    told_of = type(known)(
        areas=known.areas,
        behaviours=known.behaviours,
        products=known.products,
        policies=(),
        invariants=(),
        documents=known.documents,
        complaints=(Complaint(1, "It is doubled.", verdict, ("CUS-12",)),),
    )
    (row,) = complaints(Site(Evidence(told_of, plain.recording))).rows
    assert texts(row) == ["1 It is doubled.", told, "CUS-12", "passed 1 It is doubled"]


def test_a_complaint_that_no_story_tells_says_so_but_not_in_a_part_of_the_suite():
    plain = small_evidence(**small_run())
    whole = Evidence(catalogue(), plain.recording)
    part = Evidence(catalogue(), replace(plain.recording, selection=("-k x",)))
    assert texts(complaints(Site(whole)).rows[0])[-1] == "no story"
    assert complaints(Site(part)).rows == ()

"""What the page of an area shows of its rules."""

from __future__ import annotations

from tests.report.made_up import overwritten, result, small_evidence
from tests.report.twinned import twinned_evidence
from zsim.report.rules.examples import example_of
from zsim.report.rules.rule_page import RulePages, smallest_of
from zsim.report.rules.twins import Twins
from zsim.report.site import Site

SITE = Site(twinned_evidence())
PAGES = RulePages(SITE, Twins(SITE))
EXAMPLES = {run.id: example_of(run, ()) for run in PAGES.smallest.values()}


def entry(behaviour_id):
    area = SITE.catalogue.area(behaviour_id.partition("-")[0])
    return next(each for each in PAGES.entries(area, EXAMPLES) if each.behaviour.id == behaviour_id)


def test_an_example_is_the_smallest_run_that_passes():
    assert entry("CON-01").example.run.id == "bugs/skip_leaves_both_alone[invoice-both_ways]"
    assert entry("CUS-27").example is None


def test_an_example_is_of_a_world_that_is_as_usual_if_there_is_one():
    chosen = result("a/chosen_otherwise[books]", ("CUS-12",), policies=[["conflicts", "last"]])
    site = Site(small_evidence(scenarios=[chosen, overwritten("books")]))
    assert smallest_of(site, site.behaviour("CUS-12")).policies == ()


def test_an_oddity_has_its_example_beside_its_twin():
    oddity = entry("CON-02")
    assert (oddity.example, len(oddity.twins), oddity.fired) == (None, 1, 3)


def test_a_ruling_that_no_usual_run_shows_is_shown_by_what_there_is():
    ruling = entry("CUS-21")
    assert ruling.ruling
    assert [each.name for each in ruling.policies] == ["conflicts"]
    assert ruling.example.run.id == "customers/the_last_edit_wins[books]"


def test_stories_are_told_by_family_with_what_did_not_pass():
    (family,) = entry("CUS-12").families
    assert family.name == "Customers"
    assert [(each.story.heading, each.results) for each in family.stories] == [
        ("Overwrite replaces what the CRM knows", ("failed",))
    ]


def test_a_part_of_the_suite_shows_the_areas_it_touched():
    part = Site(small_evidence(selection=["-k x"], scenarios=[result("a/b[books]", ("CUS-12",))]))
    assert [each.code for each in RulePages(part, Twins(part)).areas] == ["CUS"]

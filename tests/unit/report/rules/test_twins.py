"""Runs and their twins, side by side."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.report.twinned import twinned_evidence
from tests.unit.report.comparing.played import run_of, synced_item
from zsim import World
from zsim.catalogue import catalogue
from zsim.recording.schema import RecordedFailure, Recording, Result
from zsim.report import Evidence
from zsim.report.rules.twins import Twins, came_of, deciding
from zsim.report.site import Site

SITE = Site(twinned_evidence())
TWINS = Twins(SITE)


def twin_of(behaviour_id):
    (twin,) = TWINS.of_rule(SITE.behaviour(behaviour_id))
    return twin


def test_an_oddity_has_the_run_without_it_as_its_twin():
    twin = twin_of("CON-02")
    assert (twin.told, twin.switched) == ("", "Without the oddity CON-02")
    assert twin.usual.run.id == twin.other.run.id
    assert twin.path == "compare/twin-without-con-02.html"


def test_a_twin_says_where_it_ended():
    assert [step.ended for step in twin_of("CON-02").other.steps] == [False, False, True]


def test_a_story_under_another_option_is_told_as_decided_otherwise():
    twin = twin_of("CUS-21")
    assert not twin.ruled
    assert twin.told == "Decided otherwise: the last edit wins"
    assert twin.switched == "As it is unless told otherwise: the side read first wins"


def test_policies_are_asked_which_rules_they_decide():
    assert [each.name for each in deciding(SITE.catalogue, SITE.behaviour("CUS-21"))] == ["conflicts"]
    assert deciding(SITE.catalogue, SITE.behaviour("CUS-12")) == ()


def test_what_happened_in_the_twin_alone_is_told():
    assert twin_of("CON-02").instead == ("Customer 'Acme' in Books changed: phone 999 -> 222",)


@pytest.mark.parametrize(
    ("message", "came"),
    [
        ("AssertionError: assert 1 == 2", "Then this does not hold."),
        ("ValueError: not enough values to unpack (expected 1, got 0)", "Then this does not hold."),
        ("Failed: DID NOT RAISE NotAllowed", "Then nothing is refused."),
        ("NotAllowed: it was not set up\nand more", "It is refused: it was not set up"),
    ],
)
def test_what_came_of_a_twin_is_told_without_the_words_of_the_script(message, came):
    failed = replace(SITE.recording.switched[0], error=RecordedFailure(message))
    assert came_of(failed) == came


def test_a_twin_that_passes_shows_no_difference():
    passed = replace(SITE.recording.switched[0], result=Result.PASSED, error=None)
    assert came_of(passed) == "All that the story says holds all the same."


def test_what_happened_in_the_twin_alone_is_told_without_ids() -> None:
    usual = run_of("books", _without_sync)
    twin = replace(run_of("books", synced_item), switched="without DEL-01")
    site = Site(Evidence(catalogue(), Recording((usual,), (twin,))))
    (found,) = Twins(site).of_rule(catalogue().behaviour("DEL-01"))
    assert any("CRM Product ID" in text for text in found.instead)
    assert not any(re.search(r"[0-9]{15,}", text) for text in found.instead)


def _without_sync(world: World, key: str) -> None:
    """A product of the CRM that nobody syncs."""
    world.crm.products.create(Product_Name="Bolt")

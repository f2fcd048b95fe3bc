"""What was switched, as a reader is told."""

from __future__ import annotations

from zsim.catalogue import catalogue
from zsim.recording.schema import ScenarioRun
from zsim.report.comparing.switching import Switched, SwitchTold, switch_told


def switch(name: str, **more: object) -> SwitchTold:
    run = ScenarioRun("customers/it_is[books]", "scenarios/test_it.py", "It is.", **more)
    return switch_told(run, name, catalogue())


def test_an_oddity_is_told_by_its_rule() -> None:
    told = switch("without DEL-01")
    rule = catalogue().behaviour("DEL-01")
    assert (told.kind, told.title, told.says) == (Switched.ODDITY, rule.title, rule.rule)
    assert (told.usual, told.twin, told.rules) == ("With DEL-01", "Without DEL-01", ("DEL-01",))


def test_a_policy_is_told_by_what_either_choice_makes_happen() -> None:
    told = switch("conflicts = last_modified")
    policy = catalogue().policy("conflicts")
    assert (told.kind, told.rules) == (Switched.RULING, policy.decides)
    assert (told.usual, told.twin) == ("As it was ruled", "Ruled otherwise")
    assert told.means == (policy.option(policy.default).meaning, policy.option("last_modified").meaning)


def test_what_a_scenario_chose_is_the_usual_choice() -> None:
    told = switch("names = fold", policies=(("names", "exact"),))
    assert (told.usual, told.twin) == ("Ruled otherwise", "As it was ruled")
    assert told.means == tuple([catalogue().policy("names").option(each).meaning for each in ("exact", "fold")])


def test_the_title_of_a_ruling_says_it_in_words_with_its_alternative_whichever_was_played() -> None:
    told = switch("names = fold", policies=(("names", "exact"),))
    assert told.title == "Blanks at either end and upper or lower case do not count"
    assert told.heading == f"{told.title}, or every character counts"
    assert switch("names = exact").heading == told.heading


def test_a_fault_is_told_by_what_goes_wrong() -> None:
    told = switch("without fault slow answer")
    assert (told.kind, told.rules) == (Switched.FAULT, ("FLT-05",))
    assert told.title == "An answer takes its time, and others act meanwhile"
    assert told.says == catalogue().behaviour("FLT-05").rule

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
    assert told.twin == "Conflicts: last modified"
    assert told.means == (policy.option(policy.default).meaning, policy.option("last_modified").meaning)


def test_what_a_scenario_chose_is_the_usual_choice() -> None:
    told = switch("names = fold", policies=(("names", "exact"),))
    assert (told.usual, told.twin) == ("Names: exact", "Names: fold")


def test_a_fault_is_told_by_what_goes_wrong() -> None:
    told = switch("without fault slow answer")
    assert (told.kind, told.rules) == (Switched.FAULT, ("FLT-05",))
    assert told.title == "An answer takes its time, and others act meanwhile"
    assert told.says == catalogue().behaviour("FLT-05").rule

"""Each invariant can fail: for each there is a planted bug that it catches, and that nothing else is needed to show."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.catalogue import catalogue
from zsim.checks import InvariantViolated
from zsim.explore import BUGS, Bug

SHOWN = [bug for bug in BUGS if bug.script is not None]
each_bug = pytest.mark.parametrize("bug", SHOWN, ids=[bug.name for bug in SHOWN])


def test_every_invariant_has_a_planted_bug() -> None:
    assert {bug.invariant for bug in SHOWN} == {each.name for each in catalogue().invariants}


def test_no_two_bugs_share_a_name() -> None:
    assert len({bug.name for bug in BUGS}) == len(BUGS)


def test_every_bug_breaks_rules_of_the_catalogue() -> None:
    known = {each.id for each in catalogue().behaviours}
    assert [bug.name for bug in BUGS if not bug.behaviours or not known.issuperset(bug.behaviours)] == []


@each_bug
def test_a_planted_bug_is_caught_by_its_invariant(bug: Bug) -> None:
    with pytest.raises(InvariantViolated) as caught:
        bug.script(World(functions=bug.make()))
    assert {each.invariant for each in caught.value.violations} == {bug.invariant, *bug.also}


@each_bug
def test_the_script_of_a_bug_is_clean_without_it(bug: Bug) -> None:
    world = World()
    bug.script(world)
    grades = [run.grade for run in world.runs()]
    assert grades == [*["done"] * (len(grades) - 1), bug.grade][: len(grades)], "some bugs need no run"

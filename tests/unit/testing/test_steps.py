"""Steps: the story of a world, and what they cause."""

from __future__ import annotations

import pytest

from zsim import World, given, then, when
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import ROOT
from zsim.testing import telling


def test_a_step_causes_what_happens_in_it():
    world = World()
    with telling(world), given("Acme stands in the CRM"):
        world.crm.accounts.create(Account_Name="Acme")
    step, command, effect = world.journal
    assert (step.kind, step.detail, step.cause) == ("step", ("given", "Acme stands in the CRM"), ROOT)
    assert (command.cause, effect.cause) == (step.number, command.number)
    assert world.journal.cause == ROOT


def test_the_story_knows_which_entries_belong_to_which_step():
    world = World()
    with telling(world) as story:
        with given("one account"):
            world.crm.accounts.create(Account_Name="Acme")
        with when("nothing happens"):
            pass
    assert [(span.keyword, span.first, span.last) for span in story.spans] == [("given", 1, 3), ("when", 4, 4)]


def test_a_step_inside_a_step_is_caused_by_it():
    world = World()
    with telling(world), when("something happens"), then("something else does"):
        pass
    assert world.journal[2].cause == 1


def test_the_innermost_step_an_error_leaves_is_remembered():
    with telling(World()) as story, pytest.raises(ZeroDivisionError), when("it starts"), then("it breaks"):
        raise ZeroDivisionError
    assert story.failed_in == "then"


def test_a_step_outside_any_story_is_refused():
    with pytest.raises(UsageError, match=r"given\(\"x\"\): no world is being told about; take the `world` fixture"):
        given("x").__enter__()


def test_two_stories_at_once_are_told_apart():
    outer, inner = World(), World()
    with telling(outer):
        with telling(inner), given("inside"):
            pass
        with given("outside"):
            pass
    assert [entry.detail for entry in outer.journal] == [("given", "outside")]
    assert [entry.detail for entry in inner.journal] == [("given", "inside")]

"""Journals without their story."""

from __future__ import annotations

from zsim import World, when
from zsim.explore.traces.entries import digest_of, without_story
from zsim.testing import telling


def act(world: World) -> None:
    """Something that leaves a command and its effect."""
    world.crm.accounts.create(Account_Name="Acme")


def test_a_story_makes_no_difference():
    bare, told = World(), World()
    act(bare)
    with telling(told), when("somebody acts"):
        act(told)
    assert bare.digest() != told.digest()
    assert list(map(digest_of, without_story(bare.journal))) == list(map(digest_of, without_story(told.journal)))


def test_what_a_step_caused_nobody_did():
    world = World()
    with telling(world), when("somebody acts"):
        act(world)
    assert [each.cause for each in without_story(world.journal)] == [0, 1]


def test_another_value_makes_one():
    one, other = World(), World()
    one.crm.accounts.create(Account_Name="Acme")
    other.crm.accounts.create(Account_Name="Bolt")
    assert list(map(digest_of, without_story(one.journal))) != list(map(digest_of, without_story(other.journal)))

"""Which seconds a fetch of what changed after a moment reads: never the moment's, and again the last fetch's."""

from __future__ import annotations

import pytest

from tests.unit.sync.leads.test_syncs import Stage
from zsim.sync import Grade

EARLIER = "2026-01-05 08:00"


def totals(sync) -> list[int]:
    return [each.total for each in sync.history]


@pytest.mark.parametrize("passed", [0, 0.3, 0.999])
def test_the_second_of_the_moment_is_read_neither_first_nor_later(passed):
    stage = Stage()
    stage.contact("Old")
    stage.world.advance(seconds=passed)
    sync = stage.started(after=stage.world.now)
    stage.world.advance(days=2)
    assert (totals(sync), stage.on()) == ([0, 0, 0], [])


def test_the_second_of_the_moment_is_not_read_by_a_fetch_after_it():
    stage = Stage()
    stage.contact("Old")
    moment = stage.world.now
    stage.world.advance(seconds=1)
    sync = stage.started(after=moment)
    stage.world.advance(days=2)
    assert (totals(sync), stage.on()) == ([0, 0, 0], [])


def test_what_comes_later_in_the_second_of_moment_and_fetch_is_never_read():
    stage = Stage()
    sync = stage.started(after=stage.world.now)
    stage.world.advance(seconds=0.5)
    stage.contact("Late")
    stage.world.advance(days=2)
    assert (totals(sync), stage.on()) == ([0, 0, 0], [])


@pytest.mark.parametrize("passed", [0, 0.3, 0.999])
def test_the_second_after_that_of_the_moment_is_read_by_the_first_fetch(passed):
    stage = Stage()
    stage.world.advance(seconds=passed)
    moment = stage.world.now
    stage.world.advance_to("2026-01-05 09:00:01")
    stage.contact("New")
    sync = stage.started(after=moment)
    assert (totals(sync), stage.on()) == ([1], ["new@example.com"])


def test_the_second_after_that_of_moment_and_fetch_is_read_by_the_next():
    stage = Stage()
    sync = stage.started(after=stage.world.now)
    stage.world.advance(seconds=1)
    stage.contact("New")
    stage.world.advance(days=2)
    assert (totals(sync), stage.on()) == ([0, 1, 0], ["new@example.com"])


def test_the_second_of_a_moment_chosen_later_is_never_read():
    stage = Stage()
    sync = stage.started(after=EARLIER)
    stage.world.advance(minutes=1)
    stage.contact("Old")
    sync.edit_retrieval(after=stage.world.now)
    stage.world.advance(days=2)
    assert (totals(sync), stage.on()) == ([0, 0, 0], [])


def test_before_a_moment_to_come_nothing_is_read_and_never_what_came_before_it():
    stage = Stage()
    stage.contact("Old")
    sync = stage.started(after="2026-01-06 12:00")
    stage.world.advance_to("2026-01-06 12:00")
    stage.contact("Before")
    stage.world.advance(hours=1)
    stage.contact("New")
    stage.world.advance(days=2)
    assert (totals(sync), stage.on()) == ([0, 0, 1, 0], ["new@example.com"])


def test_what_comes_later_in_the_second_in_which_a_fetch_began_is_read_by_the_next():
    stage = Stage()
    asha, _ = stage.contact("Asha"), stage.contact("Ben")
    sync = stage.started(after=EARLIER)
    stage.world.advance(seconds=0.9)
    stage.world.invoice.customers.update(asha, first_name="A")
    stage.contact("Cid")
    stage.world.advance(days=2)
    assert totals(sync) == [2, 2, 0]
    assert stage.hub.leads.one(email="asha@example.com").first_name == "A"
    assert stage.on() == [f"{name}@example.com" for name in ("asha", "ben", "cid")]


def test_what_came_earlier_in_the_second_in_which_a_fetch_began_is_handled_once():
    stage = Stage()
    stage.contact("Asha")
    stage.world.advance(seconds=0.5)
    sync = stage.started(after=EARLIER)
    stage.world.advance(days=2)
    assert (totals(sync), stage.on()) == ([1, 0, 0], ["asha@example.com"])


def test_what_comes_later_in_the_second_of_a_slot_is_read_at_the_next_slot():
    stage = Stage()
    sync = stage.started(after=EARLIER)
    stage.world.advance_to("2026-01-06 09:00")
    stage.contact("Asha")
    stage.world.advance(days=2)
    assert (totals(sync), stage.on()) == ([0, 0, 1, 0], ["asha@example.com"])


@pytest.mark.parametrize("passed", [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.95, 1.5])
def test_what_comes_during_a_fetch_is_read_by_it_or_by_the_next_and_handled_once(passed):
    stage = Stage(call_ms=100)
    stage.contact("Asha")
    sync = stage.sync().retrieve(after=EARLIER).initiate()
    stage.world.advance(seconds=passed)
    stage.contact("Ben")
    stage.world.advance(days=2, minutes=1)
    first, second, third = totals(sync)
    assert (first + second, third) == (2, 0)
    assert stage.on() == ["asha@example.com", "ben@example.com"]


def test_what_came_since_before_a_failed_fetch_is_read_by_the_next():
    stage = Stage(call_ms=100)
    sync = stage.sync().retrieve(after=EARLIER).initiate()
    stage.world.advance(seconds=0.9)
    stage.contact("Asha")
    stage.world.advance_to("2026-01-06 09:00:00.050")
    sync.deactivate()
    sync.activate()
    stage.world.advance(days=2, minutes=1)
    assert [each.grade for each in sync.history] == [Grade.DONE, Grade.FAILED, Grade.DONE, Grade.DONE]
    assert (totals(sync), stage.on()) == ([0, 0, 1, 0], ["asha@example.com"])

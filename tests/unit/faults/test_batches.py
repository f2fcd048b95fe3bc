"""Batches of which only a part is done, or answered."""

from __future__ import annotations

from tests.unit.faults.stage import Stage
from zsim.ports.errors import NoAnswer, RateLimited


def test_the_rest_of_a_batch_may_be_refused_for_now(stage: Stage):
    stage.faults.partial_batch("crm", done=1)
    first, second = stage.write("One", "Two")
    assert first.error is None
    assert isinstance(second.error, RateLimited)
    assert second.error.definite
    assert stage.named() == ["One"]
    assert stage.told == ["of the 1st write to the CRM, only 1 of 2 done"]


def test_the_answers_to_the_rest_of_a_batch_may_be_lost(stage: Stage):
    stage.faults.partial_batch("crm", answered=1)
    first, second = stage.write("One", "Two")
    assert first.error is None
    assert isinstance(second.error, NoAnswer)
    assert stage.named() == ["One", "Two"]
    assert stage.told == ["of the 1st write to the CRM, only 1 of 2 answered"]


def test_a_batch_may_stop_where_its_answers_stopped_before(stage: Stage):
    stage.faults.partial_batch("crm", done=2, answered=1)
    results = stage.write("One", "Two", "Three")
    assert [type(each.error) for each in results] == [type(None), NoAnswer, NoAnswer]
    assert stage.named() == ["One", "Two"]


def test_nothing_of_a_batch_may_be_done(stage: Stage):
    stage.faults.partial_batch("crm", done=0)
    assert [type(each.error) for each in stage.write("One")] == [RateLimited]
    assert stage.named() == []


def test_a_batch_no_longer_than_its_part_is_whole(stage: Stage):
    stage.faults.partial_batch("crm", done=2)
    assert [each.error for each in stage.write("One", "Two")] == [None, None]
    assert stage.told == []

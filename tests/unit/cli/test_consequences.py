"""A whole run records what follows from events that its scenarios' rules decide, and counts it nowhere."""

from __future__ import annotations

import pytest

from tests.unit.cli.suite import PASSING, Suite
from zsim.cli.exits import Exit

LIST_DELETED = """
@scenario(covers=["LED-31"], products=["marketinghub"])
def test_a_list_can_be_deleted(world, product):
    '''A list is there, and is deleted.'''
    with given("a list"):
        news = world.marketinghub.lists.create("News")
    with when("it is deleted"):
        world.marketinghub.lists.delete(news)
    with then("it is gone"):
        assert not news.alive
"""


def test_a_whole_run_records_the_events_of_its_rules(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(LIST_DELETED, PASSING)
    assert suite.run() == Exit.OK
    assert "3 runs of 2 scenarios: 3 passed" in capfd.readouterr().out
    recorded = suite.recorded()
    assert [each.id for each in recorded.consequences] == ["consequences/nothing", "consequences/list-deleted"]
    assert len(recorded.scenarios) == 3


def test_a_part_of_a_run_records_none(suite: Suite) -> None:
    suite.write(LIST_DELETED, PASSING)
    suite.run("-k", "deleted")
    assert suite.recorded().consequences == ()

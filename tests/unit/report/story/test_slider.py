"""What the slider shows is what the world held."""

from __future__ import annotations

import json

import pytest

from tests.report.played_names import in_order, played, played_run
from zsim.report.story.changes import changes_of
from zsim.report.story.reading import StoryReading
from zsim.report.story.slider import slider_data, slider_json, state_at
from zsim.report.telling import ToldRun


def changes(product: str = "books"):
    return changes_of(StoryReading(ToldRun(played_run(product))))


@pytest.mark.parametrize("product", ["books", "billing"])
def test_the_state_after_an_entry_is_what_the_world_held_then(product: str) -> None:
    data = slider_data(changes(product))
    for number, state in played(product).moments:
        assert in_order(state_at(data, number)) == state


def test_before_the_first_entry_there_is_nothing() -> None:
    assert state_at(slider_data(changes()), 0) == ()


def test_the_data_is_json_that_cannot_end_its_script() -> None:
    told = slider_json(slider_data(changes()))
    assert "<" not in told
    assert json.loads(told) == slider_data(changes())


def test_of_many_changes_the_first_are_held() -> None:
    assert len(slider_data(changes(), limit=2)["changes"]) == 2

"""The same script gives the same journal, whatever process plays it."""

from __future__ import annotations

import json

import pytest

from zsim.explore.drawing import Bounds, play_seed
from zsim.explore.sameness import told_elsewhere
from zsim.explore.script import plain, play, script_of

BOUNDS = Bounds(faults=True, model=False)


def test_worlds_are_the_same_in_two_processes_under_different_hash_seeds() -> None:
    first, second = told_elsewhere(100, 20, hash_seed=1), told_elsewhere(100, 20, hash_seed=2)
    assert first == second
    assert len(first) == 20


@pytest.mark.parametrize("seed", range(500, 504))
def test_a_script_gives_one_digest_each_time_it_is_played_and_survives_as_json(seed: int) -> None:
    script = play_seed(seed, BOUNDS).script
    again = script_of(json.loads(json.dumps(plain(script))))
    assert again == script
    assert play(script).world.digest() == play(again).world.digest()

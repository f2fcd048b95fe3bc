"""Worlds drawn by seed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from zsim.explore.drawing import Bounds, play_seed
from zsim.explore.drawing.dice import Dice
from zsim.explore.drawing.plan import plan_of
from zsim.explore.script import Player, StepOutcome, plain, script_of
from zsim.explore.situations import met_in
from zsim.kernel.errors import UsageError

TOP = Path(__file__).resolve().parents[4]
TELL = (
    "import json, sys; from zsim.explore.drawing import Bounds, play_seed; from zsim.explore.script import plain;"
    "bounds = Bounds(steps=12, faults=True);"
    "print(json.dumps([plain(play_seed(int(each), bounds).script) for each in sys.argv[1:]]))"
)
FEW = Bounds(steps=12, faults=True)


def told(*seeds: int, hash_seed: int) -> str:
    """The scripts of seeds as another process draws them."""
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": str(TOP)}
    command = [sys.executable, "-c", TELL, *map(str, seeds)]
    return subprocess.run(command, capture_output=True, check=True, cwd=TOP, env=environment, text=True).stdout


def test_a_seed_gives_one_script_in_any_process_under_any_hash_seed():
    first = told(1, 2, 3, hash_seed=1)
    assert first == told(1, 2, 3, hash_seed=2)
    assert json.loads(first) == [plain(play_seed(each, FEW).script) for each in (1, 2, 3)]


def test_a_drawn_script_played_again_is_the_same():
    explored = play_seed(7, FEW)
    script = script_of(json.loads(json.dumps(plain(explored.script))))
    player = Player(script.start, faults=script.faults)
    for step in script.steps:
        player.do(step)
    done = [each.step.verb for each in (*player.results, *player.asides) if each.outcome is StepOutcome.DONE]
    assert Counter(done) == explored.done
    assert Counter([each.kind for each in player.fired]) == explored.fired


def test_seeds_differ():
    assert len({str(plain(play_seed(each, FEW).script)) for each in range(6)}) == 6


@pytest.mark.parametrize("product", ["invoice", "books", "billing", "import"])
def test_a_world_is_about_the_products_of_its_bounds(product: str):
    assert play_seed(3, Bounds((product,), steps=3)).script.start.products == (product,)


@pytest.mark.parametrize(
    ("given", "message"), [({"products": ("book",)}, "did you mean 'books'"), ({"steps": -1}, "0 or more")]
)
def test_bounds_that_cannot_be_are_refused(given: dict[str, object], message: str):
    with pytest.raises(UsageError, match=message):
        Bounds(**given)


def test_what_was_met_before_a_world_was_loaded_counts_once():
    loaded = 0
    for seed in range(60):  # one that goes on beside a copy does more than its steps tell
        explored = play_seed(seed, FEW)
        places = [number for number, step in enumerate(explored.script.steps) if step.verb == "export_and_load"]
        if explored.failing is not None or not places or plan_of(seed, Dice(seed), FEW).onward:
            continue
        player, met, begun = Player(explored.script.start, faults=explored.script.faults), Counter[str](), 0
        for number, step in enumerate(explored.script.steps):
            if number in places:
                met.update(met_in(player.world, player.results[begun:]))
                begun = len(player.results)
            player.do(step)
        met.update(met_in(player.world, player.results[begun:]))
        assert met == explored.met
        loaded += 1
    assert loaded

"""The same world is the same run, byte for byte, in any process and under any hash seed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from zsim.explore.drawing import Bounds, play_seed
from zsim.explore.script import Script, plain, play, script_of

TOP = Path(__file__).resolve().parents[2]
BOUNDS = Bounds(faults=True, model=False)
SEEDS = range(500, 512)


def drawn() -> list[Script]:
    """Worlds with faults."""
    return [play_seed(seed, BOUNDS).script for seed in SEEDS]


def digests(scripts: list[Script], hash_seed: int) -> list[str]:
    """The digests of the scripts, played in another process."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.property.playing"],
        input=json.dumps([plain(each) for each in scripts]),
        capture_output=True,
        check=True,
        cwd=TOP,
        env={**os.environ, "PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": str(TOP)},
        text=True,
    )
    return done.stdout.split()


def test_a_script_gives_one_digest_in_two_processes_under_different_hash_seeds():
    scripts = drawn()
    first, second = digests(scripts, 1), digests(scripts, 2)
    assert first == second
    assert len(first) == len(SEEDS)


@pytest.mark.parametrize("seed", SEEDS[:4])
def test_a_script_gives_one_digest_each_time_it_is_played_and_survives_as_json(seed: int):
    script = play_seed(seed, BOUNDS).script
    again = script_of(json.loads(json.dumps(plain(script))))
    assert again == script
    assert play(script).world.digest() == play(again).world.digest()

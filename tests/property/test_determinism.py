"""The same script is the same run, byte for byte, in any process and under any hash seed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.strategies import scripts
from zsim.explore.script import Script, plain, play, script_of

TOP = Path(__file__).resolve().parents[2]
PRODUCTS = ("invoice", "books", "billing", "import")
SCRIPTS = st.one_of([scripts(product, 20) for product in PRODUCTS])


def digests(drawn: list[Script], hash_seed: int) -> list[str]:
    """The digests of the scripts, played in another process."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.property.playing"],
        input=json.dumps([plain(each) for each in drawn]),
        capture_output=True,
        check=True,
        cwd=TOP,
        env={**os.environ, "PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": str(TOP)},
        text=True,
    )
    return done.stdout.split()


@given(st.lists(SCRIPTS, min_size=10, max_size=10))
@settings(max_examples=2)
def test_a_script_gives_one_digest_in_two_processes_under_different_hash_seeds(drawn: list[Script]) -> None:
    first, second = digests(drawn, 1), digests(drawn, 2)
    assert first == second
    assert len(first) == len(drawn)


@given(SCRIPTS)
@settings(max_examples=10)
def test_a_script_gives_one_digest_each_time_it_is_played(script: Script) -> None:
    assert play(script).world.digest() == play(script).world.digest()


@given(SCRIPTS)
@settings(max_examples=10)
def test_a_script_survives_as_json(script: Script) -> None:
    assert script_of(json.loads(json.dumps(plain(script)))) == script

"""The same script is the same run, byte for byte, in any process and under any hash seed."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.strategies import scripts
from zsim.explore.sameness import told_elsewhere
from zsim.explore.script import Script, plain, play, script_of

PRODUCTS = ("invoice", "books", "billing", "import")
SCRIPTS = st.one_of([scripts(product, 20) for product in PRODUCTS])


def test_worlds_are_the_same_in_two_processes_under_different_hash_seeds() -> None:
    first, second = told_elsewhere(100, 20, hash_seed=1), told_elsewhere(100, 20, hash_seed=2)
    assert first == second
    assert len(first) == 20


@given(SCRIPTS)
@settings(max_examples=10)
def test_a_script_gives_one_digest_each_time_it_is_played(script: Script) -> None:
    assert play(script).world.digest() == play(script).world.digest()


@given(SCRIPTS)
@settings(max_examples=10)
def test_a_script_survives_as_json(script: Script) -> None:
    assert script_of(json.loads(json.dumps(plain(script)))) == script

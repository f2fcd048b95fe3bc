"""Wherever people leave a world, previews come true, and a loaded copy goes on as the world itself does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.people import settling_down
from tests.property.strategies import scripts
from tests.property.test_determinism import PRODUCTS
from zsim.explore.script import Script, play
from zsim.testing.onward import check_onward


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_world_goes_on_as_foreseen_and_as_its_copy(product: str) -> None:
    foreseen = 0

    @given(scripts(product, 20), st.integers(0, 20))
    @settings(max_examples=15)
    def goes_on(script: Script, left_out: int) -> None:
        nonlocal foreseen
        cut = len(script.steps) - len(settling_down(product)) - left_out
        foreseen += check_onward(play(replace(script, steps=script.steps[:cut])).world)

    goes_on()
    assert foreseen > 10

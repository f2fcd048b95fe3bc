"""The examples in the docstrings of this package."""

from __future__ import annotations

import doctest

import pytest

from zsim.world.journal_words import phrases, values


@pytest.mark.parametrize("module", [phrases, values])
def test_the_examples_show_what_happens(module):
    failed, tried = doctest.testmod(module)
    assert tried
    assert failed == 0

"""Text in columns."""

from __future__ import annotations

from zsim.kernel.columns import columns


def test_columns_are_aligned_and_numbers_stand_to_the_right() -> None:
    assert columns([("a", "10", "x"), ("long", "9", "")], numbers=[1]) == ["a     10  x", "long   9"]

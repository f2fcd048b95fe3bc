"""A class that stands in for another is made in its place, and for nothing else."""

from __future__ import annotations

from zsim.kernel.stand_ins import NO_STAND_INS, StandIns


class Cup:
    """Something to make."""


class LeakyCup(Cup):
    """It does not hold."""


def test_a_stand_in_is_made_in_the_place_of_a_class() -> None:
    assert StandIns({Cup: LeakyCup}).of(Cup) is LeakyCup


def test_a_class_nobody_stands_in_for_is_itself() -> None:
    assert (NO_STAND_INS.of(Cup), StandIns({Cup: LeakyCup}).of(str)) == (Cup, str)

"""Dice."""

from __future__ import annotations

from collections import Counter

from zsim.explore.drawing.dice import Dice


def test_the_same_seed_draws_the_same():
    first, second = Dice(5), Dice(5)
    assert [first.number(1, 6) for _ in range(20)] == [second.number(1, 6) for _ in range(20)]


def test_a_number_lies_between_its_ends_and_reaches_both():
    dice = Dice(1)
    assert {dice.number(1, 3) for _ in range(100)} == {1, 2, 3}


def test_the_first_few_are_picked_more_often_and_all_at_times():
    dice = Dice(1)
    counts = Counter([dice.hot("abcdef") for _ in range(600)])
    assert set(counts) == set("abcdef")
    assert min(counts["a"], counts["b"]) > 2 * max(counts[each] for each in "cdef")


def test_what_weighs_nothing_is_never_drawn_and_what_weighs_more_more_often():
    dice = Dice(1)
    counts = Counter([dice.weighted({"never": 0, "seldom": 1, "often": 9}) for _ in range(500)])
    assert counts["never"] == 0
    assert counts["often"] > 5 * counts["seldom"] > 0


def test_some_of_them_keep_their_order():
    dice = Dice(1)
    assert all(list(each) == sorted(each) for each in [dice.some("abcdef", 50) for _ in range(50)])
    assert dice.some("abc", 0) == ()
    assert dice.some("abc", 100) == ("a", "b", "c")

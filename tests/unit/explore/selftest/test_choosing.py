"""Which bugs are meant."""

from __future__ import annotations

import pytest

from zsim.explore import BUGS, Family
from zsim.explore.selftest import UNEXPLORED, chosen
from zsim.kernel.errors import UsageError


def test_the_whole_bank_is_meant_where_nothing_is_asked_for():
    assert chosen() == BUGS


def test_bugs_are_chosen_by_name_in_the_order_of_the_bank():
    assert [each.name for each in chosen(["write-again", "never-match"])] == ["never-match", "write-again"]


def test_bugs_are_chosen_by_what_a_user_sees_and_by_family():
    assert {each.name for each in chosen(text="NEVER-MATCH")} == {"never-match"}
    assert {each.family for each in chosen(family="matching")} == {Family.MATCHING}


def test_a_sample_is_the_same_each_time_and_of_what_exploration_is_to_catch():
    sample = chosen(sample=15)
    assert len(sample) == 15
    assert sample == chosen(sample=15)
    assert not {each.name for each in sample} & {*UNEXPLORED}
    assert len({each.family for each in sample}) > 5


def test_a_smaller_sample_is_part_of_a_larger_one():
    assert {*chosen(sample=5)} < {*chosen(sample=15)}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"names": ["wite-again"]}, "did you mean 'write-again'"),
        ({"family": "maching"}, "did you mean 'matching'"),
        ({"text": "no bug says this"}, "it is no bug of the bank"),
    ],
)
def test_what_is_no_bug_is_refused(asked: dict[str, object], told: str):
    with pytest.raises(UsageError, match=told):
        chosen(**asked)

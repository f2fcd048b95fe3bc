"""What is wrong with a verdict, and verdicts as data."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from zsim.explore import BUGS
from zsim.explore.selftest import UNEXPLORED, Attempt, Verdict, plain, renewed, verdicts_of
from zsim.kernel.errors import UsageError

MISSED = Attempt(9, 3.25)
CAUGHT = Attempt(2, 1.5, "seed 1 with faults", ("model", "quiet-second-run"))
GOOD = Verdict("write-again", CAUGHT, MISSED, CAUGHT, MISSED)


def test_nothing_is_wrong_with_a_bug_that_a_scenario_and_exploration_catch():
    assert list(GOOD.wrong()) == []
    assert (GOOD.invariants, GOOD.by_model) == (("quiet-second-run",), True)


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"scenarios": MISSED}, ["write-again: no scenario catches it"]),
        ({"scenarios": MISSED, "script": CAUGHT}, []),
        ({"worlds": MISSED}, ["write-again: exploration does not catch it"]),
        ({"worlds": MISSED, "sweep": CAUGHT}, []),
        ({"green": ("CUS-12",)}, ["write-again: it breaks CUS-12, whose scenarios pass all the same"]),
    ],
)
def test_what_is_missed_is_wrong(changed: dict[str, object], wrong: list[str]):
    assert list(replace(GOOD, **changed).wrong()) == wrong


def test_what_is_listed_as_unexplored_may_be_missed_and_nothing_else():
    for name, reason in UNEXPLORED.items():
        assert list(replace(GOOD, bug=name, worlds=MISSED).wrong()) == []
        assert list(replace(GOOD, bug=name).wrong()) == [
            f"{name}: exploration catches it now; take it out of what it cannot ({reason})"
        ]


def test_no_more_than_one_bug_in_twenty_is_listed_as_unexplored_and_each_is_of_the_bank():
    assert len(UNEXPLORED) * 20 <= len(BUGS)
    assert {*UNEXPLORED} <= {each.name for each in BUGS}
    assert all(UNEXPLORED.values())


def test_verdicts_come_back_from_data():
    data = json.loads(json.dumps(plain([GOOD], seconds=True)))
    assert verdicts_of(data, "a file") == (GOOD,)


def test_what_differs_from_one_machine_to_the_next_is_not_saved():
    slow = replace(GOOD, scenarios=replace(CAUGHT, seconds=8.0), sweep=Attempt(4, 9.0))
    assert plain([GOOD], seconds=False) == plain([slow], seconds=False)


def test_renewed_verdicts_stand_in_the_order_of_the_bank_without_what_is_not_in_it():
    former = [replace(GOOD, bug=name) for name in ("write-again", "was-planted-once", "never-match")]
    new = replace(GOOD, green=("CUS-12",))
    assert renewed(former, [new]) == (former[2], new)


@pytest.mark.parametrize(
    "data",
    [None, [], {}, {"format": "zsim-selftest", "version": 9, "bugs": []}, {**plain([], seconds=True), "bugs": [{}]}],
)
def test_what_holds_no_verdicts_is_refused(data: object):
    with pytest.raises(UsageError, match="read a file: it holds no verdicts on planted bugs"):
        verdicts_of(data, "a file")

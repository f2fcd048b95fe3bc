"""The story of a run and what it saw."""

from __future__ import annotations

from tests.report.made_up import entry, result, run
from zsim.report.story.steps import SEEN_MAX, steps_of
from zsim.report.telling import ToldRun
from zsim.world.journal_words.looks import Look

STEPS = [
    {"keyword": "when", "text": "days go by", "first": 1, "last": 1},
    {"keyword": "when", "text": "more go by", "first": 2, "last": 2},
]
JOURNAL = [entry(1, "step", ("when", "x"), actor="script"), entry(2, "step", ("when", "y"), actor="script")]


def steps(**more: object):
    return steps_of(ToldRun(run(result("a/b[books]", (), steps=STEPS, journal=JOURNAL, **more))))


def test_a_step_tells_what_it_looked_at_each_once_and_of_much_the_first() -> None:
    looks = [Look(1, ("crm", "Accounts"), "found", number // 2) for number in range(2 * SEEN_MAX + 4)]
    first, second = steps(looks=looks)
    *seen, more = first.saw
    assert (len(seen), seen[0], more) == (SEEN_MAX, "accounts found in the CRM: 0", "and 2 more")
    assert second.saw == ()


def test_a_keyword_that_comes_again_is_and_and_a_failed_run_stopped_at_its_last_step() -> None:
    assert [(step.keyword, step.stopped) for step in steps()] == [("When", False), ("And", False)]
    assert [step.stopped for step in steps(result="failed")] == [False, True]

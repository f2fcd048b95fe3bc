"""The story of a run and what it saw."""

from __future__ import annotations

from tests.report.made_up import entry, result, run
from zsim.ports.refusals import Refusal
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


def test_what_was_refused_is_seen_in_the_next_then_that_looks_at_nothing_else() -> None:
    journal = [
        entry(1, "step", ("when", "x"), actor="script"),
        entry(2, "refusal", Refusal("no such product"), actor="Administrator"),
        entry(3, "step", ("then", "y"), actor="script"),
        entry(4, "step", ("then", "z"), actor="script"),
    ]
    spans = [("when", 1, 2), ("then", 3, 3), ("then", 4, 4)]
    steps = [{"keyword": word, "text": word, "first": first, "last": last} for word, first, last in spans]
    told = steps_of(ToldRun(run(result("a/b[books]", (), steps=steps, journal=journal))))
    assert [each.saw for each in told] == [(), ("Administrator was refused: no such product",), ()]
    looks = [Look(3, ("crm", "Accounts"), "found", 2)]
    told = steps_of(ToldRun(run(result("a/b[books]", (), steps=steps, journal=journal, looks=looks))))
    assert told[1].saw == ("accounts found in the CRM: 2",)


def test_a_keyword_that_comes_again_is_and_and_a_failed_run_stopped_at_its_last_step() -> None:
    assert [(step.keyword, step.stopped) for step in steps()] == [("When", False), ("And", False)]
    assert [step.stopped for step in steps(result="failed")] == [False, True]

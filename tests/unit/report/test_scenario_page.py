"""What the page of a scenario leaves out of a long journal, and what it tells of looks."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.report.made_up import entry, result, small_evidence
from zsim.report.scenario_page import QUIET_RUNS_MAX, SEEN_MAX, ScenarioPage
from zsim.report.site import Site
from zsim.sync import Call, Grade, RunEnded, RunStarted, System, Trigger
from zsim.world.journal_words.looks import Look

MANY = QUIET_RUNS_MAX + 1
NOTHING: Mapping[str, int] = {}


def page_of(runs: int, did: Mapping[str, int] = NOTHING, **more: object) -> ScenarioPage:
    """The page of a scenario in which an account was made, and that many runs at slots ended so."""
    journal = [entry(1, "command", "created account 'Acme' in the CRM")]
    for began in range(2, 2 + 3 * runs, 3):
        journal.append(entry(began, "run", RunStarted(began, "books", "customers", Trigger.SCHEDULED), 1))
        journal.append(entry(began + 1, "call", Call("changed", System.CRM, "Accounts", {}, 1), began))
        journal.append(entry(began + 2, "run", RunEnded(began, "customers", Grade.DONE, None, did), began))
    steps = [{"keyword": "when", "text": "days go by", "first": 1, "last": len(journal)}]
    given = {"steps": steps, "journal": journal, **more}
    evidence = small_evidence(scenarios=[result("customers/days_go_by[books]", (), **given)])
    return ScenarioPage(Site(evidence), evidence.recording.scenarios[0])


def test_of_many_runs_that_came_to_nothing_the_last_is_shown():
    page = page_of(MANY)
    ((chapter,),) = [step.chapters for step in page.steps]
    last = 3 * MANY - 1
    assert [line.number for line in chapter.lines] == [1, last, last + 1, last + 2]
    assert page.shown == {1, last, last + 1, last + 2}
    assert page.span(chapter).endswith("; without 10 runs at slots that came to nothing")
    assert (page.sync_runs, page.untold_runs) == ((), f"{MANY} runs at slots came to nothing.")


@pytest.mark.parametrize(
    "page",
    [page_of(QUIET_RUNS_MAX), page_of(MANY, {"created": 1}), page_of(MANY, result="failed")],
    ids=["few", "did", "failed"],
)
def test_few_runs_those_that_did_something_and_a_scenario_that_failed_are_shown_whole(page: ScenarioPage):
    ((chapter,),) = [step.chapters for step in page.steps]
    assert chapter.lines == page.journal
    assert (page.sync_runs, page.untold_runs) == (page.runs, "")


def test_a_step_tells_what_it_looked_at_and_of_much_the_first():
    looks = [Look(1, ("crm", "Accounts"), "found", number) for number in range(SEEN_MAX + 2)]
    ((*seen, more),) = [step.saw for step in page_of(1, looks=looks).steps]
    assert (len(seen), seen[0], more) == (SEEN_MAX, "accounts found in the CRM: 0", "and 2 more")
    assert [step.saw for step in page_of(1).steps] == [()]

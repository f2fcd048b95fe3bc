"""What the page of a scenario leaves out of a long journal: runs at slots that came to nothing."""

from __future__ import annotations

import pytest

from tests.report.made_up import Data, entry, result, small_evidence
from zsim.report.scenario_page import QUIET_RUNS_MAX, ScenarioPage
from zsim.report.site import Site

MANY = QUIET_RUNS_MAX + 1


def page_of(runs: int, did: str = "nothing to do", **more: object) -> ScenarioPage:
    """The page of a scenario in which an account was made, and that many runs at slots ended so."""
    journal: list[Data] = [entry(1, "command", "created account 'Acme' in the CRM")]
    for began in range(2, 2 + 3 * runs, 3):
        journal.append(entry(began, "run", f"scheduled run {began} of books's customers began", 1))
        journal.append(entry(began + 1, "call", "sync read 1 changed account in the CRM", began))
        journal.append(entry(began + 2, "run", f"run {began} of customers ended done: {did}", began))
    steps = [{"keyword": "when", "text": "days go by", "from": 1, "to": len(journal)}]
    counts = {} if did == "nothing to do" else {"created": 1}
    run = {"module": "customers", "trigger": "scheduled", "at": "2026-01-05 11:00:00", "grade": "done", "reason": None}
    given = {"steps": steps, "journal": journal, "runs": [{**run, "counts": counts}] * runs, **more}
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
    [page_of(QUIET_RUNS_MAX), page_of(MANY, "1 created"), page_of(MANY, result="failed")],
    ids=["few", "did", "failed"],
)
def test_few_runs_those_that_did_something_and_a_scenario_that_failed_are_shown_whole(page: ScenarioPage):
    ((chapter,),) = [step.chapters for step in page.steps]
    assert chapter.lines == page.run.journal
    assert (page.sync_runs, page.untold_runs) == (page.run.runs, "")

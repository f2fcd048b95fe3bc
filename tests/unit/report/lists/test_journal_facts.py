"""What the lists tell of all journals."""

from __future__ import annotations

from tests.report.made_up import entry, overwritten, result, run
from zsim.faults import Fired
from zsim.report.lists.journal_facts import JournalFacts
from zsim.report.telling import ToldRun

FAULT = entry(1, "fault", Fired("refused", "the 1st call to Books was refused"))


def facts_of(*scenarios):
    facts = JournalFacts()
    for each in scenarios:
        facts.read(ToldRun(run(each)), each["id"].partition("[")[0])
    return facts


def test_a_fault_is_counted_by_runs_and_by_stories():
    once, twice = [result(f"faults/one[{product}]", (), journal=[FAULT, FAULT]) for product in ("books", "billing")]
    faults = facts_of(once, twice).faults
    assert (faults.runs["refused"], faults.stories("refused"), faults.stories("killed")) == (2, 1, 0)


def test_the_smallest_example_is_one_that_passed():
    failed = result("faults/one[books]", (), journal=[FAULT], result="failed")
    passed = result("faults/one[billing]", (), journal=[FAULT, entry(2, "call", "x")])
    assert facts_of(failed, passed).faults.smallest("refused").product == "billing"
    assert facts_of(failed).faults.smallest("killed") is None


def test_reasons_and_finished_runs_are_counted():
    facts = facts_of(overwritten("books"), overwritten("billing"))
    assert facts.reasons.runs == {"overwrite": 2}
    assert facts.finished_runs == 4

"""Lists of what keeps the simulation honest."""

from __future__ import annotations

from dataclasses import replace

from tests.report.made_up import recording, small_catalogue, small_run
from tests.unit.report.test_planted import BAD, GOOD
from zsim.catalogue import catalogue
from zsim.explore import BUGS
from zsim.explore.situations import situations
from zsim.faults import KINDS
from zsim.report.evidence import Evidence
from zsim.report.lists.journal_facts import JournalFacts
from zsim.report.lists.safety_lists import always, bank, faults, situation_list
from zsim.report.rules.twins import Twins
from zsim.report.site import Site

RUN = recording(small_run())
SITE = Site(Evidence(catalogue(), RUN))
JUDGED = Site(Evidence(catalogue(), RUN, verdicts=(GOOD, BAD)))


def texts(row):
    return [" ".join(piece.text for piece in cell) for cell in row.cells]


def test_each_kind_of_fault_has_its_words_its_rule_and_what_pins_it():
    page = faults(SITE, JournalFacts(), Twins(SITE))
    assert [row.anchor for row in page.rows] == list(KINDS)
    assert texts(page.rows[0])[1:4] == [f"FLT-01 {catalogue().behaviour('FLT-01').title}", "0", "0"]


def test_a_catalogue_without_the_rules_of_faults_lists_them_all_the_same():
    site = Site(Evidence(small_catalogue(), RUN))
    assert len(faults(site, JournalFacts(), Twins(site)).rows) == len(KINDS)


def test_a_fault_has_the_same_story_without_it():
    (*_, last) = RUN.scenarios
    site = Site(Evidence(catalogue(), replace(RUN, switched=(replace(last, switched="without fault answer lost"),))))
    rows = {row.anchor: row for row in faults(site, JournalFacts(), Twins(site)).rows}
    assert rows["answer_lost"].cells[-1][0].path == "compare/twin-without-fault-answer-lost.html"
    assert texts(rows["refused"])[-1] == "not played"


def test_what_always_holds_names_the_planted_bugs_that_break_it():
    page = always(SITE, JournalFacts())
    assert texts(page.rows[0])[2].startswith("A record that needs nothing gets no outcome.")
    assert len(page.sections[0].heads) == 3


def test_what_a_selftest_saved_is_told_where_there_is_one():
    row = next(row for row in always(JUDGED, JournalFacts()).rows if row.anchor == "quiet-second-run")
    assert texts(row)[3] == "1"


def test_the_bank_has_every_bug_by_what_it_is_a_mistake_about():
    page = bank(SITE)
    assert len(page.rows) == len(BUGS)
    assert page.sections[0].title == "Matching"


def test_the_bank_says_what_caught_a_bug_and_what_is_wrong_with_that():
    page = bank(JUDGED)
    row = next(row for row in page.rows if row.anchor == "write-again")
    assert "1,204: seed 1203 with faults" in texts(row)
    assert page.sections[0].title == "What is wrong with it"
    assert ["never-match: no scenario catches it"] in [texts(row) for row in page.sections[0].rows]


def test_the_bank_says_how_many_executions_and_seconds_it_took_to_catch_a_bug():
    page = bank(JUDGED)
    rows = {row.anchor: texts(row) for row in page.rows if row.anchor}
    assert page.sections[1].heads[-2:] == ("Executions", "Seconds")
    assert rows["write-again"][-2:] == ["1,207", "30.1"]
    other = next(name for name in rows if name not in (GOOD.bug, BAD.bug))
    assert rows[other][2] == "not planted"


def test_seconds_that_were_not_saved_are_not_told_as_none():
    attempt = replace(GOOD.scenarios, seconds=0.0)
    site = Site(Evidence(catalogue(), RUN, verdicts=(replace(GOOD, scenarios=attempt, worlds=attempt),)))
    row = next(row for row in bank(site).rows if row.anchor == "write-again")
    assert texts(row)[-1] == "not saved"


def test_where_no_selftest_was_saved_the_bank_says_what_to_run():
    assert "'zsim selftest --save'" in bank(SITE).lead


def test_situations_are_common_or_rare():
    page = situation_list(SITE)
    assert len(page.rows) == len(situations())
    assert {state for row in page.rows for state in row.facts.states} == {("proven", "common"), ("known-gap", "rare")}

"""The reasons of decisions, without names."""

from __future__ import annotations

from tests.report.made_up import overwritten, run, small_evidence
from zsim.report.lists.journal_facts import JournalFacts
from zsim.report.lists.reasons import in_general, reason_entries
from zsim.report.site import Site
from zsim.report.telling import ToldRun
from zsim.sync.runs import REASONS


def test_no_reason_has_a_place_left_to_fill():
    assert not [code for code in REASONS if "{" in in_general(code)]


def test_a_reason_leads_to_the_smallest_scenario_of_it():
    facts = JournalFacts()
    facts.read(ToldRun(run(overwritten("books"))), "x")
    (found,) = reason_entries(Site(small_evidence()), facts.reasons)
    assert found.title.startswith("Overwrote the other one: its name equals the record")
    assert found.path == "scenarios/customers-overwrite_replaces_what_the_crm_knows.html#books"
    assert found.more == "in 1 run"

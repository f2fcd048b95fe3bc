"""The decision table as one."""

from __future__ import annotations

from tests.report.made_up import overwritten, recording, result, run, small_catalogue
from zsim.explore.decision_table import BOTH, CRM, Question, TableAnswer, TableRow
from zsim.report.evidence import Evidence
from zsim.report.lists.decision_matrix import decision_matrix, is_of_table
from zsim.report.lists.journal_facts import JournalFacts
from zsim.report.site import Site
from zsim.report.telling import ToldRun
from zsim.sync import Duplicates, Extent, Outcome

FETCHED = TableAnswer(Outcome.CREATED, None, ("CRM",), ("CRM",))
OVERWRITTEN = TableAnswer(Outcome.OVERWRITTEN, Outcome.OVERWRITTEN, ("CRM",), ("CRM",))
THE_OTHER_WAY = OVERWRITTEN._replace(in_crm=("finance",), in_finance=("finance",))
PLAYED = "decisions/it_holds[books-in the CRM-fetch-clone-account]"


def rows(kind, exists, answer, products=("books",)):
    return [TableRow(Question(kind, exists, Extent.FETCH, policy), answer, products) for policy in Duplicates]


def lines(decisions, scenarios=(), facts=None):
    """The words of each line."""
    evidence = Evidence(small_catalogue(), recording({"scenarios": list(scenarios)}), tuple(decisions))
    page = decision_matrix(Site(evidence), facts or JournalFacts())
    return [[" ".join(piece.text for piece in cell) for cell in row.cells] for row in page.rows]


def test_kinds_and_policies_that_come_to_the_same_share_a_line():
    (line,) = lines([*rows("account", CRM, FETCHED), *rows("contact", CRM, FETCHED)])
    assert line[:5] == ["in the CRM", "fetch from CRM", "any", "created", "not there"]
    assert line[7] == "accounts and contacts Books only, no other syncs them"


def test_products_are_named_beside_the_kinds_they_have_alone():
    every = ("books", "billing")
    (line,) = lines([*rows("account", CRM, FETCHED, every), *rows("vendor", CRM, FETCHED)])
    assert line[7] == "accounts Books · Billing, all that sync them vendors Books only, no other syncs them"


def test_an_exception_stands_marked_below_what_is_usual():
    usual = rows("account", BOTH, OVERWRITTEN, ("books", "billing"))
    found = lines([*rows("item", BOTH, THE_OTHER_WAY), *usual])
    assert [line[0] for line in found] == ["in both", "in both exception"]
    assert [line[7] for line in found] == [
        "accounts Books · Billing, all that sync them",
        "items Books only, no other syncs them",
    ]


def test_where_products_differ_in_one_kind_neither_answer_is_that_of_all_who_sync_it():
    found = lines([*rows("item", BOTH, THE_OTHER_WAY), *rows("item", BOTH, OVERWRITTEN, ("billing",))])
    assert [line[7] for line in found] == ["items Books", "items Billing"]


def test_a_line_leads_to_the_scenario_that_plays_it_and_to_its_rules():
    scenario = result(PLAYED, ("CUS-12",), tags=["decision-table"], journal=overwritten("books")["journal"])
    facts = JournalFacts()
    facts.read(ToldRun(run(scenario)), "It holds", table=True)
    (line,) = lines(rows("account", CRM, OVERWRITTEN), [scenario], facts)
    assert line[3:5] == ["overwritten CUS-09 CUS-12", "overwritten CUS-09 CUS-12"]
    assert line[8] == "account"


def test_only_tagged_runs_of_a_question_are_of_the_table():
    assert is_of_table(run(result(PLAYED, (), tags=["decision-table"])))
    assert not is_of_table(run(result(PLAYED, ())))
    assert not is_of_table(run(result("decisions/another[books]", (), tags=["decision-table"])))


def test_where_no_record_was_no_rule_is_named():
    scenario = result(PLAYED, ("CUS-12",), tags=["decision-table"], journal=overwritten("books")["journal"])
    facts = JournalFacts()
    facts.read(ToldRun(run(scenario)), "It holds", table=True)
    (line,) = lines(rows("account", CRM, FETCHED), [scenario], facts)
    assert line[3:5] == ["created", "not there"]

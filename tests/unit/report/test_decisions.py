"""The decision table in words."""

from __future__ import annotations

from tests.report.made_up import recording, small_catalogue, small_run
from zsim.explore.decision_table import CRM, Question, TableAnswer, TableRow, ask
from zsim.report.decisions import HEADS, sections
from zsim.report.evidence import Evidence
from zsim.report.html import html_pages
from zsim.report.markdown import DECISIONS, markdown_pages
from zsim.sync import Duplicates, Extent, Outcome

FETCHED = TableAnswer(Outcome.CREATED, None, ("CRM",), ("CRM",))
LEFT = TableAnswer(None, Outcome.EXCLUDED, (), ("finance",))


def rows(answers):
    questions = [Question("account", CRM, Extent.FETCH, policy) for policy in Duplicates]
    return tuple(TableRow(asked, answer, ("books",)) for asked, answer in zip(questions, answers, strict=True))


def test_policies_that_come_to_the_same_share_a_line():
    (section,) = sections(rows([FETCHED] * 3), small_catalogue())
    assert section.kind == "account"
    assert section.lines == (
        (
            "in the CRM",
            "fetch from CRM",
            "any",
            "created",
            "not there",
            "1 record: the CRM's value",
            "1 record: the CRM's value",
            "Books",
        ),
    )


def test_policies_that_differ_stand_apart():
    (section,) = sections(rows([FETCHED, FETCHED, LEFT]), small_catalogue())
    assert [line[2] for line in section.lines] == ["clone or overwrite", "skip"]
    assert section.lines[1][3:7] == ("not there", "excluded", "none", "1 record: finance's value")


def test_both_reports_hold_the_table_where_there_is_one():
    evidence = Evidence(small_catalogue(), recording(small_run()), rows([FETCHED] * 3))
    assert f"| {' | '.join(HEADS)} |" in markdown_pages(evidence)[DECISIONS]
    assert "the CRM&#39;s value" in dict(html_pages(evidence))["lists/decisions.html"]


def test_the_engine_answers_each_question_anew():
    question = Question("item", "in both", Extent.BOTH_WAYS, Duplicates.OVERWRITE)
    assert ask(question, "books") == TableAnswer(Outcome.OVERWRITTEN, Outcome.OVERWRITTEN, ("finance",), ("finance",))

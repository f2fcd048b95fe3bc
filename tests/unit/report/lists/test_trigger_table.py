"""Triggers as a table, read off the journals of deals."""

from __future__ import annotations

from tests.report.deals import WON_AND_LOST, deal, decided, played
from tests.report.made_up import run
from zsim.catalogue import catalogue
from zsim.recording.schema import Recording
from zsim.report.evidence import Evidence
from zsim.report.lists.journal_facts import JournalFacts
from zsim.report.lists.trigger_table import matrices, stopped
from zsim.report.site import Site
from zsim.report.telling import ToldRun


def facts_of(*journal):
    """What a journal of those entries tells."""
    told, facts = run(played(*journal)), JournalFacts()
    facts.read(ToldRun(told), "One deal")
    return Site(Evidence(catalogue(), Recording((told,)))), facts.triggers


def cells(*journal):
    """The places of the table that were met: trigger, state, move and what was done."""
    site, cases = facts_of(*journal)
    return [
        (matrix.trigger, row.state, move, answer.says)
        for matrix in matrices(site, cases)
        for row in matrix.rows
        for move, answers in row.answers
        for answer in answers
    ]


def test_a_won_deal_without_a_document_gets_one():
    assert cells(deal(100), decided("deal-invoice-new")) == [
        ("invoice", "no document", "is entered as won", "Made an invoice for the deal: it came as won")
    ]


def test_the_state_of_the_document_is_that_before_the_decision():
    met = cells(*WON_AND_LOST)
    assert met[1] == ("invoice", "draft", "is lost", "Voided the invoice: the deal was lost")


def test_an_answer_has_its_rules_its_products_and_its_example():
    site, cases = facts_of(deal(100), decided("deal-invoice-new"))
    ((answer,),) = [answers for _, answers in matrices(site, cases)[0].rows[0].answers]
    assert ([each.text for each in answer.rules], answer.products, answer.times) == (["TRG-04", "TRG-16"], "Books", 1)
    assert answer.run.id == "triggers/one_deal[books]"


def test_what_holds_a_trigger_up_stands_apart():
    site, cases = facts_of(deal(100), decided("deal-no-account", aim=""))
    assert matrices(site, cases) == ()
    assert [each.says for each in stopped(site, cases)] == [
        "Made nothing for the deal: it carries no account, and accounts are synced"
    ]


def test_a_deal_that_was_only_read_again_is_no_move():
    assert cells(deal(100), decided("deal-seen")) == []


def test_a_deal_judged_before_moves_and_is_not_entered():
    met = cells(deal(20), decided("deal-open"), deal(100), decided("deal-invoice"))
    assert [move for _, _, move, _ in met] == ["is entered", "is won"]

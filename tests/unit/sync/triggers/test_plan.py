"""What a trigger does about a deal, or why it does nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.sync.triggers.samples import ACME, DEAL, ESTIMATE, INVOICE, context, deal, document, given, rules
from zsim.ports.records import Create, Update
from zsim.sync.runs.reasons import Reason
from zsim.sync.triggers.choices import DealTrigger, TriggerChoices
from zsim.sync.triggers.judging import Judged, Phase
from zsim.sync.triggers.plan import Party, is_news, makes, plan_deal
from zsim.sync.triggers.rules import Rule

OPEN, DUE, WON, LOST = Phase
QUOTES = TriggerChoices(estimate=True, created_at="Open", accepted_at="Won", declined_at="Lost")


@pytest.mark.parametrize(
    ("trigger", "former", "stage", "statuses", "code"),
    [
        (INVOICE, None, "Open", (), "deal-open"),
        (INVOICE, None, "Won", (), "deal-invoice-new"),
        (INVOICE, OPEN, "Won", (), "deal-invoice"),
        (INVOICE, LOST, "Won", ("void",), "deal-invoice-again"),
        (INVOICE, OPEN, "Won", ("draft",), "deal-stands"),
        (INVOICE, LOST, "Won", ("void", "sent"), "deal-stands"),
        (INVOICE, WON, "Won", (), "deal-unchanged"),
        (INVOICE, WON, "Open", ("draft",), "deal-left"),
        (INVOICE, WON, "Lost", ("draft",), "deal-voided"),
        (INVOICE, WON, "Lost", (), "deal-none"),
        (INVOICE, WON, "Lost", ("void",), "deal-none"),
        (INVOICE, WON, "Lost", ("sent",), "deal-frozen"),
        (INVOICE, WON, "Lost", ("overdue",), "deal-frozen"),
        (INVOICE, WON, "Lost", ("paid",), "deal-settled"),
        (INVOICE, WON, "Lost", ("pending_approval",), "deal-unapproved"),
        (ESTIMATE, None, "Open", (), "deal-estimate"),
        (ESTIMATE, None, "Won", (), "deal-estimate-won"),
        (ESTIMATE, None, "Lost", (), "deal-none"),
        (ESTIMATE, DUE, "Won", (), "deal-none"),
        (ESTIMATE, DUE, "Won", ("draft",), "deal-accepted"),
        (ESTIMATE, DUE, "Lost", ("draft",), "deal-declined"),
        (ESTIMATE, WON, "Lost", ("accepted",), "deal-declined"),
        (ESTIMATE, DUE, "Won", ("accepted",), "deal-already"),
        (ESTIMATE, DUE, "Won", ("sent",), "deal-frozen"),
        (ESTIMATE, DUE, "Won", ("pending_approval",), "deal-unapproved"),
        (ESTIMATE, WON, "Lost", ("invoiced",), "deal-settled"),
        (ESTIMATE, LOST, "Open", (), "deal-open"),
        (ESTIMATE, LOST, "Open", ("declined",), "deal-stands"),
        (ESTIMATE, WON, "Open", ("accepted",), "deal-stands"),
    ],
    ids=str,
)
def test_what_follows_from_how_a_deal_stands(
    trigger: DealTrigger, former: Phase | None, stage: str, statuses: tuple[str, ...], code: str
):
    judged = Judged(**{trigger.value: former})
    documents = [document(trigger, status, str(30 + number)) for number, status in enumerate(statuses)]
    decision = plan_deal(context(trigger), given(deal(stage), judged, *documents))
    assert decision.reason.code == code
    assert decision.entry().sentence


@pytest.mark.parametrize(
    ("former", "stage", "statuses", "code"),
    [
        (OPEN, "Open", (), "deal-estimate-stage"),
        (OPEN, "Won", (), "deal-estimate-passed"),
        (DUE, "Won", ("draft",), "deal-accepted-stage"),
        (DUE, "Lost", ("draft",), "deal-declined-stage"),
        (WON, "Open", ("accepted",), "deal-stands"),
        (DUE, "Else", ("draft",), "deal-left"),
        (None, "Else", (), "deal-open"),
    ],
    ids=str,
)
def test_what_follows_from_the_stages_chosen(former: Phase | None, stage: str, statuses: tuple[str, ...], code: str):
    documents = [document(ESTIMATE, status) for status in statuses]
    chosen = context(ESTIMATE, choices=QUOTES)
    assert plan_deal(chosen, given(deal(stage), Judged(estimate=former), *documents)).reason.code == code


def test_what_is_made_carries_what_the_deal_says():
    decision = plan_deal(context(), given(deal("Won", Description="Two floors", Amount=Decimal(900))))
    assert decision.step is not None
    assert decision.step.write == Create(
        {
            "customer_id": ACME,
            "salesperson_name": "Rita",
            "line_items": ({"name": "Fit-out", "description": "Two floors", "quantity": 1, "rate": Decimal(900)},),
            "zcrm_potential_id": DEAL,
            "zcrm_potential_by": "trigger",
        }
    )
    assert decision.phase is WON


def test_an_estimate_of_a_won_deal_is_made_first_and_then_accepted():
    made = plan_deal(context(ESTIMATE), given(deal("Won")))
    assert (made.phase, made.goes_on) == (DUE, True)
    accepted = plan_deal(context(ESTIMATE), given(deal("Won"), Judged(estimate=DUE), document(ESTIMATE, "draft")))
    assert accepted.step is not None
    assert accepted.step.write == Update(document(ESTIMATE, "draft").id, {"status": "accepted"})


def test_what_nobody_approved_is_looked_at_again_as_it_was_judged():
    decision = plan_deal(context(ESTIMATE), given(deal("Won"), Judged(estimate=DUE), document(ESTIMATE, "approved")))
    assert (decision.reason.code, decision.later) == ("deal-no-move", False)
    waiting = document(ESTIMATE, "pending_approval")
    decision = plan_deal(context(ESTIMATE), given(deal("Won"), Judged(estimate=DUE), waiting))
    assert (decision.phase, decision.step, decision.later) == (None, None, True)


def test_without_somebody_to_make_it_for_nothing_is_judged():
    missing = Party(missing=Reason("deal-no-account", "deal Fit-out"), later=True)
    decision = plan_deal(context(), given(deal("Won"), party=missing))
    assert (decision.phase, decision.step, decision.later, decision.reason) == (None, None, True, missing.missing)


@pytest.mark.parametrize("on", [True, False])
def test_a_us_edition_stops_triggers_unless_that_is_switched_off(on: bool):
    edition = Rule("TRG-07", on=on, quirk=True)
    decision = plan_deal(context(edition="US", rules=rules(edition=edition)), given(deal("Won")))
    assert (decision.reason.code == "deal-edition", decision.quirk) == (on, "TRG-07")


@pytest.mark.parametrize("on", [True, False])
def test_by_policy_the_import_is_stopped_as_well(on: bool):
    stopped = context(edition="US", rules=rules(edition=Rule("TRG-22", on=on)))
    assert (plan_deal(stopped, given(deal("Won"))).reason.code == "deal-edition-import") is on


@pytest.mark.parametrize("on", [True, False])
def test_without_the_field_nothing_is_judged_unless_that_is_switched_off(on: bool):
    by_field = Rule("TRG-08", on=on, quirk=True)
    decision = plan_deal(context(has_field=False, rules=rules(by_field=by_field)), given(deal("Won")))
    assert (decision.reason.code == "deal-no-field", decision.quirk) == (on, "TRG-08")


def test_a_deal_is_won_by_its_own_probability_where_that_counts():
    own = context(probabilities=None)
    assert plan_deal(own, given(deal("Open", Probability=100))).reason.code == "deal-invoice-new"
    assert plan_deal(own, given(deal("Won", Probability=50))).reason.code == "deal-open"
    assert plan_deal(own, given(deal("Open", Probability=None))).reason.code == "deal-open"


def test_a_frozen_document_is_moved_with_the_oddity_off_and_that_is_told():
    off = context(rules=rules(sent=Rule("TRG-10", on=False, quirk=True)))
    decision = plan_deal(off, given(deal("Lost"), Judged(invoice=WON), document(INVOICE, "sent")))
    assert (decision.reason.code, decision.quirk) == ("deal-voided", "TRG-10")


def test_the_import_says_by_which_rule_it_leaves_a_document_alone():
    imported = context(rules=rules(sent=Rule("TRG-11", quirk=True)))
    decision = plan_deal(imported, given(deal("Lost"), Judged(invoice=WON), document(INVOICE, "sent")))
    assert decision.reason.code == "deal-frozen-import"


def test_a_party_is_looked_for_only_where_something_is_to_be_made():
    assert makes(context(), given(deal("Won")))
    assert not makes(context(), given(deal("Won"), Judged(invoice=WON)))
    assert not makes(context(), given(deal("Won"), Judged(), document(INVOICE, "draft")))
    stopped = context(edition="US", rules=rules(edition=Rule("TRG-07", quirk=True)))
    assert not makes(stopped, given(deal("Won")))


def test_only_a_deal_that_stands_otherwise_is_news():
    assert is_news(context(), deal("Won"), Judged(invoice=OPEN))
    assert not is_news(context(), deal("Won"), Judged(invoice=WON))


def test_an_overdue_invoice_that_was_paid_in_part_is_left_alone():
    """Though nothing froze it: finance voids none with payments."""
    held = document(INVOICE, "overdue", "30")
    for balance, code in ((Decimal(4), "deal-settled"), (Decimal(10), "deal-voided")):
        paid = held._replace(fields={**held.fields, "balance": balance, "total": Decimal(10)})
        loose = context(INVOICE, rules=rules(sent=Rule("TRG-10", on=False)), may_move=lambda *_: True)
        decision = plan_deal(loose, given(deal("Lost"), Judged(invoice=WON), paid))
        assert decision.reason.code == code


def test_all_invoices_of_a_lost_deal_that_may_be_voided_are_one_after_the_other():
    older, newer = document(INVOICE, "draft", "30"), document(INVOICE, "draft", "31")
    first = plan_deal(context(), given(deal("Lost"), Judged(invoice=WON), older, newer))
    assert (first.target, first.phase, first.goes_on) == (newer.ref, None, True)
    sent = document(INVOICE, "sent", "31")
    assert plan_deal(context(), given(deal("Lost"), Judged(invoice=WON), older, sent)).target == older.ref
    last = plan_deal(context(), given(deal("Lost"), Judged(invoice=WON), older, document(INVOICE, "void", "31")))
    assert (last.target, last.phase, last.goes_on) == (older.ref, LOST, False)

"""A trigger's decision as the journal has it."""

from __future__ import annotations

from tests.unit.sync.triggers.samples import INVOICE, deal, document
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason
from zsim.sync.triggers.decisions import TriggerDecision, called


def test_it_tells_of_the_deal_and_of_the_document():
    reason = Reason("deal-voided", called(deal()), "invoice INV-1")
    entry = TriggerDecision(deal().ref, INVOICE, Outcome.UPDATED, reason, document(INVOICE, "draft").ref).entry()
    assert (entry.subject, entry.target) == (deal().ref, document(INVOICE, "draft").ref)
    assert entry.sentence == "voided invoice INV-1: deal Fit-out was lost (TRG-05)"
    assert entry.intention == "to void invoice INV-1: deal Fit-out was lost (TRG-05)"


def test_a_deal_without_a_name_is_called_by_its_id():
    assert called(deal(Deal_Name=None)) == f"deal {deal().id}"

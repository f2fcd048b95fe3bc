"""What a document carries that a trigger makes."""

from __future__ import annotations

from tests.unit.sync.triggers.samples import ACME, DEAL, INVOICE, deal, document, record
from zsim.ports.records import RecordId
from zsim.sync.triggers.content import content, made_by_trigger


def test_a_deal_without_an_amount_has_a_line_over_nothing():
    made = content(deal(Amount=None), record("customers", ACME), "")
    assert made["line_items"] == ({"name": "Fit-out", "description": None, "quantity": 1, "rate": 0},)
    assert made["salesperson_name"] is None


def test_only_a_triggers_document_of_that_deal_is_taken_for_one():
    own = document(INVOICE, "draft")
    linked = own._replace(fields={**own.fields, "zcrm_potential_by": "hand"})
    assert made_by_trigger(own, DEAL)
    assert not made_by_trigger(own, RecordId("12"))
    assert not made_by_trigger(linked, DEAL)

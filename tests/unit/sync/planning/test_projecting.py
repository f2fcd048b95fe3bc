"""What the CRM is to show of finance's documents: each outcome, and what is shown of whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.unit.sync.documents.stages import (
    ACME,
    ADA,
    CRM,
    INDIVIDUAL,
    LINKED,
    MILL,
    STRANGER,
    invoice,
    order,
    shown_of,
)
from tests.unit.sync.samples import links
from zsim.ports.records import Create, Delete, Record, RecordId, Update
from zsim.sync import Outcome
from zsim.sync.planning.decisions import Decision
from zsim.sync.planning.projecting import SHOWN_FIELDS, Reading, party_of, project
from zsim.sync.runs.confirming import WriteStep

DEAL = RecordId("77")
"""The one deal that the CRM has."""

KNOWN = links(*LINKED)
AS_SHOWN = {
    "invoice_number": "INV-81",
    "status": "draft",
    "total": 10,
    "organisation": "books",
    "Account_Name": ACME.id,
}


def read(*documents: Record, gone: Sequence[Record] = (), shown: Sequence[Record] = (), **more: Any) -> Reading:
    """What was read of invoices."""
    held = {str(each.fields["Finance_Record_Id__s"]): each for each in shown}
    return Reading(
        "books",
        more.get("type", "invoices"),
        documents,
        [each.ref for each in gone],
        held,
        deals=frozenset({DEAL}),
        lost=frozenset(more.get("lost", ())),
    )


def decide(*documents: Record, **read_of: Any) -> Decision:
    """The only decision."""
    (decision,) = project(KNOWN, read(*documents, **read_of))
    return decision


def test_a_document_of_a_synced_account_is_shown_with_the_mark_of_its_organisation():
    document = invoice(notes=None, balance=4, zcrm_potential_id="77", currency_code="USD")
    decision = decide(document)
    fields = {**AS_SHOWN, "balance": 4, "currency_code": "USD", "Deal_Name": "77"}
    mark = {"Finance_Record_Id__s": f"books:{document.id}"}
    assert decision.steps == (WriteStep(CRM, "Finance_Invoices", Create({**fields, **mark})),)
    assert (decision.outcome, decision.kind, decision.covers) == (Outcome.CREATED, "invoices", (document.ref,))
    assert decision.entry().sentence == "showed invoice INV-81 in the CRM, as it stands in finance (TXN-01)"


@pytest.mark.parametrize(("potential", "told"), [(DEAL, {"Deal_Name": DEAL}), (RecordId("78"), {}), (None, {})])
def test_a_deal_that_is_gone_is_left_out(potential: RecordId | None, told: Mapping[str, RecordId]):
    (step,) = decide(invoice(zcrm_potential_id=potential)).steps
    assert {name: value for name, value in step.write.fields.items() if name == "Deal_Name"} == told


def test_the_mark_is_that_of_the_reading():
    assert replace(read(), organisation="books-2").mark(invoice().ref) == f"books-2:{invoice().id}"


@pytest.mark.parametrize(
    ("document", "type", "party"),
    [
        (invoice(), "invoices", ("Account_Name", ACME.id)),
        (invoice(of=INDIVIDUAL), "invoices", ("Contact_Name", ADA.id)),
        (order(), "purchase_orders", ("Vendor_Name", MILL.id)),
    ],
)
def test_it_hangs_on_the_record_that_is_synced_with_whom_it_is_for(document: Record, type: str, party: tuple[str, str]):
    assert party_of(KNOWN, document) == party
    (step,) = decide(document, type=type).steps
    assert isinstance(step.write, Create)
    parties = {"Account_Name", "Contact_Name", "Vendor_Name"}
    assert {name: value for name, value in step.write.fields.items() if name in parties} == dict([party])


def test_a_document_of_nobody_synced_is_not_shown_and_looked_at_again():
    decision = decide(invoice(of=STRANGER))
    assert (decision.outcome, decision.reason.code) == (Outcome.EXCLUDED, "no-parent")
    assert (decision.later, decision.steps) == (True, ())
    assert party_of(KNOWN, invoice(of=STRANGER)) is None


def test_what_is_shown_as_it_stands_is_left_whether_blank_or_missing():
    document = invoice(notes="", reference_number=None)
    decision = decide(document, shown=[shown_of(document, **AS_SHOWN, Deal_Name="")])
    assert (decision.outcome, decision.steps) == (Outcome.UNCHANGED, ())
    assert decision.reason.code == "document-as-shown"


def test_what_changed_is_shown_anew_and_nothing_else_is_written():
    document = invoice(status="sent", total=12, reference_number=None)
    shown = shown_of(document, **AS_SHOWN, reference_number="old")
    decision = decide(document, shown=[shown])
    changes = {"status": "sent", "total": 12, "reference_number": None}
    assert decision.steps == (WriteStep(CRM, "Finance_Invoices", Update(shown.id, changes)),)
    assert (decision.outcome, decision.target) == (Outcome.UPDATED, shown.ref)
    assert decision.reason.code == "document-told"


def test_a_document_that_went_to_another_customer_hangs_on_that_ones_record_alone():
    document = invoice(of=INDIVIDUAL)
    (step,) = decide(document, shown=[shown_of(document, **AS_SHOWN)]).steps
    assert step.write.fields == {"Account_Name": None, "Contact_Name": ADA.id}


def test_a_document_whose_customer_is_synced_no_more_stays_shown_and_hangs_on_nobody():
    document = invoice(of=STRANGER)
    (step,) = decide(document, shown=[shown_of(document, **AS_SHOWN)]).steps
    assert step.write.fields == {"Account_Name": None}


def test_what_is_gone_in_finance_is_taken_off_the_list():
    document = invoice()
    shown = shown_of(document, **AS_SHOWN)
    decision = decide(gone=[document], shown=[shown])
    assert decision.steps == (WriteStep(CRM, "Finance_Invoices", Delete(shown.id)),)
    assert (decision.outcome, decision.covers, decision.target) == (Outcome.DELETED, (document.ref,), shown.ref)
    assert decision.entry().sentence == "took invoice INV-81 off the CRM's list: finance has it no more (TXN-01)"


def test_what_is_gone_and_was_never_shown_needs_nothing():
    decision = decide(gone=[order()], type="purchase_orders")
    assert (decision.outcome, decision.steps) == (Outcome.UNCHANGED, ())
    assert f"purchase order {order().id} is gone in finance" in decision.entry().sentence


def test_documents_come_before_what_is_gone_each_by_itself():
    decisions = project(KNOWN, read(invoice(83), invoice(84), gone=[invoice(85)]))
    assert [each.covers[0].id for each in decisions] == [invoice(number).id for number in (83, 84, 85)]


def test_every_field_that_is_written_is_one_that_the_crm_shows():
    (step,) = decide(invoice()).steps
    assert isinstance(step.write, Create)
    assert set(step.write.fields) - {"Finance_Record_Id__s"} <= SHOWN_FIELDS


def test_a_document_whose_account_the_crm_has_no_more_is_kept_right_and_hangs_on_nobody():
    document = invoice(status="sent")
    shown = shown_of(document, **{**AS_SHOWN, "Account_Name": None})
    (step,) = decide(document, shown=[shown], lost=[ACME.id]).steps
    assert step.write == Update(shown.id, {"status": "sent"})


def test_a_document_whose_account_the_crm_has_no_more_is_not_shown_anew_and_looked_at_again():
    decision = decide(invoice(), lost=[ACME.id])
    assert (decision.outcome, decision.later, decision.steps) == (Outcome.EXCLUDED, True, ())
    sentence = "whom invoice INV-81 is for was deleted in the CRM (TXN-40)"
    assert decision.entry().sentence == sentence

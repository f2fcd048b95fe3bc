"""Sentences are told with the names of apps, and with links for the rules they name."""

from __future__ import annotations

import pytest

from zsim.catalogue import catalogue
from zsim.report.records.wording import Piece, Wording

WORDING = Wording(catalogue())


def test_rules_stand_apart_from_the_rest_of_a_sentence() -> None:
    pieces = list(WORDING.pieces("skipped (CUS-09), policy skip (CUS-13)"))
    assert [each.rule for each in pieces] == ["", "CUS-09", "", "CUS-13", ""]
    assert "".join(each.text for each in pieces) == "skipped (CUS-09), policy skip (CUS-13)"


def test_what_looks_like_a_rule_and_is_none_is_text() -> None:
    assert list(WORDING.pieces("see ABC-12")) == [Piece("see ABC-12", "")]


def test_an_empty_sentence_has_no_parts() -> None:
    assert list(WORDING.pieces("")) == []


@pytest.mark.parametrize(
    ("actor", "told"),
    [
        ("sync books customers", "sync of customers, Books"),
        ("sync import customers", "sync of customers, Invoice, one-way import"),
        ("sync billing-2 contact_persons", "sync of contact persons, Billing, organisation 2"),
        ("sync invoice triggers", "triggers of Invoice"),
        ("sync invoice", "sync, Invoice"),
        ("sync books sales_orders shown", "sales orders from the CRM, Books"),
        ("crm", "the CRM"),
        ("Rita", "Rita"),
    ],
)
def test_an_actor_is_called_as_people_call_it(actor: str, told: str) -> None:
    assert WORDING.who(actor) == told


@pytest.mark.parametrize(
    ("actor", "product"),
    [("sync books customers", "books"), ("sync billing-2 items", "billing"), ("Rita", ""), ("books", "")],
)
def test_a_sync_is_one_of_its_product(actor: str, product: str) -> None:
    assert WORDING.product_of(actor) == product


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("books's customers have not been read since", "Books's customers have not been read since"),
        ("the integration of invoice is deleted", "the integration of Invoice is deleted"),
        ("its contact was deleted in invoice (LED-14)", "its contact was deleted in Invoice (LED-14)"),
        ("invoice does not sync vendors", "Invoice does not sync vendors"),
        ("invoice 'INV-000001' in Books now exists", "invoice 'INV-000001' in Books now exists"),
        ("left every note of invoice INV-1 alone", "left every note of invoice INV-1 alone"),
        ("invoices of books are not enabled", "invoices of Books are not enabled"),
    ],
)
def test_organisations_are_called_by_their_names_and_documents_stay_documents(sentence: str, told: str) -> None:
    assert WORDING.named(sentence) == told

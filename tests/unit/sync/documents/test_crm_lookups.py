"""The deals that finance is offered: those of the customer's account or contact, while the CRM shows documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.sync.documents.stages import ACME, ADA, INDIVIDUAL, STRANGER, TWIN, Stage, ids, invoice, shown_of
from tests.unit.sync.samples import account, record
from zsim.catalogue import catalogue
from zsim.ports.errors import InvalidCredentials, NotAllowed
from zsim.ports.records import Record
from zsim.sync import System
from zsim.sync.documents.crm_lookups import LookupsInCrm

FIT_OUT = record(System.CRM, "Deals", 71, Deal_Name="Fit-out", Account_Name=ACME.id)
ROOF = record(System.CRM, "Deals", 72, Deal_Name="Roof", Account_Name=ACME.id)
HERS = record(System.CRM, "Deals", 73, Deal_Name="Fit-out of hers", Contact_Name=ADA.id)
OTHERS = record(System.CRM, "Deals", 74, Deal_Name="Fit-out of others", Account_Name=account(19).id)


def asked(shown: bool = True) -> tuple[Stage, LookupsInCrm]:
    """A connection with four deals, and what finance asks."""
    stage = Stage(FIT_OUT, ROOF, HERS, OTHERS)
    return stage, LookupsInCrm(stage.owner, stage.connection.context, lambda: shown)


@pytest.mark.parametrize(
    ("party", "text", "offered"),
    [
        (TWIN, "", [FIT_OUT, ROOF]),
        (TWIN, "fit", [FIT_OUT]),
        (TWIN, "lift", []),
        (INDIVIDUAL, "", [HERS]),
        (STRANGER, "", []),
    ],
)
def test_the_deals_of_the_customer_whose_name_holds_the_text(party: Record, text: str, offered: list[Record]):
    _, deals = asked()
    assert ids(*deals.offered(party.id, text)) == ids(*offered)


def test_a_deal_that_is_deleted_is_offered_no_more():
    stage, deals = asked()
    del stage.crm.records[FIT_OUT.ref]
    assert ids(*deals.offered(TWIN.id)) == ids(ROOF)


@pytest.mark.parametrize(("open_", "shown", "why"), [(False, True, "is disabled"), (True, False, "shows none")])
def test_before_the_prerequisites_it_is_refused_and_nobody_is_asked(open_: bool, shown: bool, why: str):
    stage, deals = asked(shown)
    stage.owner.open = open_
    with pytest.raises(NotAllowed, match=rf"{why}.*POT-01"):
        deals.offered(TWIN.id)
    assert stage.crm.asked == []


def test_a_dead_key_offers_none():
    stage, deals = asked()
    stage.connection.refusals = [InvalidCredentials("invalid key", code="INVALID_TOKEN")]
    with pytest.raises(InvalidCredentials):
        deals.offered(TWIN.id)


def beside(product: str = "billing") -> tuple[Stage, LookupsInCrm]:
    """Such a connection, whose CRM shows an invoice with a note and a call beside it, and has a note elsewhere."""
    seen = shown_of(invoice())
    stage = Stage(
        *(invoice(), seen),
        record(System.CRM, "Notes", 91, Parent_Id=seen.id, Note_Content="By May", Owner="7"),
        record(System.CRM, "Calls", 92, What_Id=seen.id, Subject="Offer", Owner="8"),
        record(System.CRM, "Notes", 93, Parent_Id=ACME.id, Note_Content="Elsewhere", Owner="7"),
    )
    context = replace(stage.connection.context, product=catalogue().product(product))
    return stage, LookupsInCrm(stage.owner, context, lambda: True)


def test_what_stands_beside_a_shown_document_is_told_and_nothing_else():
    _, source = beside()
    told = [(each.kind, each.by, each.text) for each in source.beside("invoices", invoice().id)]
    assert told == [("note", "User 7", "By May"), ("call", "User 8", "Offer")]


@pytest.mark.parametrize(
    ("product", "open_", "type"),
    [("books", True, "invoices"), ("billing", False, "invoices"), ("billing", True, "expenses")],
)
def test_where_it_does_not_show_nobody_is_asked(product: str, open_: bool, type: str):
    stage, source = beside(product)
    stage.owner.open = open_
    assert source.beside(type, invoice().id) == ()
    assert stage.crm.asked == []

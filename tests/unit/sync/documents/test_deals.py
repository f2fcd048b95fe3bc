"""The deals that finance is offered: those of the customer's account or contact, while the CRM shows documents."""

from __future__ import annotations

import pytest

from tests.unit.sync.documents.stages import ACME, ADA, INDIVIDUAL, STRANGER, TWIN, Stage, ids
from tests.unit.sync.samples import account, record
from zsim.ports.errors import InvalidCredentials, NotAllowed
from zsim.ports.records import Record
from zsim.sync import System
from zsim.sync.documents.deals import DealsOfCustomers

FIT_OUT = record(System.CRM, "Deals", 71, Deal_Name="Fit-out", Account_Name=ACME.id)
ROOF = record(System.CRM, "Deals", 72, Deal_Name="Roof", Account_Name=ACME.id)
HERS = record(System.CRM, "Deals", 73, Deal_Name="Fit-out of hers", Contact_Name=ADA.id)
OTHERS = record(System.CRM, "Deals", 74, Deal_Name="Fit-out of others", Account_Name=account(19).id)


def asked(shown: bool = True) -> tuple[Stage, DealsOfCustomers]:
    """A connection with four deals, and what finance asks."""
    stage = Stage(FIT_OUT, ROOF, HERS, OTHERS)
    return stage, DealsOfCustomers(stage.owner, stage.connection.context, lambda: shown)


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

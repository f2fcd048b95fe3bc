"""What a person gives of a document's deal beside associating one."""

from __future__ import annotations

import pytest

from scenarios.transactions._setup import ADVICE, shown
from zsim import World
from zsim.ports.errors import InvalidData, NotAllowed, NotFound


def test_nobody_says_by_whom_a_deal_is_associated():
    world = World()
    _, acme = shown(world, "books")
    section = world.crm.zoho_finance.invoices
    with pytest.raises(InvalidData, match="stands on no screen"):
        section.create(customer=acme, lines=ADVICE, zcrm_potential_by="trigger")
    made = section.create(customer=acme, lines=ADVICE)
    with pytest.raises(NotAllowed, match="POT-12"):
        made.update(zcrm_potential_by="trigger")
    assert [each.zcrm_potential_by for each in world.books.invoices.all()] == [None]


def test_a_refused_edit_says_what_would_be_right():
    told = {"books": "associated and dissociated in finance", "billing": "POT-10"}
    for product, right in told.items():
        world = World()
        _, acme = shown(world, product)
        deal = world.crm.deals.create(Deal_Name="Fit-out", Account_Name=acme)
        made = world.crm.zoho_finance.invoices.create(customer=acme, lines=ADVICE)
        with pytest.raises(NotAllowed, match=right):
            made.update(Deal_Name=deal)


def test_what_others_do_while_the_crm_is_asked_is_kept():
    world = World()
    _, acme = shown(world, "books")
    fit_out = world.crm.deals.create(Deal_Name="Fit-out", Account_Name=acme)
    customer = world.books.customers.one(contact_name="Acme")
    bill = world.books.invoices.create(customer=customer, lines=ADVICE)
    world.faults.meanwhile("crm", bill.mark_sent)
    bill.deals.associate(fit_out)
    assert (bill.status, bill.zcrm_potential_id) == ("sent", fit_out.id)
    bill.deals.dissociate(fit_out)
    world.faults.meanwhile("crm", lambda: world.books.invoices.delete(bill))
    with pytest.raises(NotFound):
        bill.deals.associate(fit_out)
    assert not bill.alive

"""What a person gives of a document's deal beside associating one."""

from __future__ import annotations

import pytest

from scenarios.transactions._setup import ADVICE, shown
from zsim import World
from zsim.ports.errors import InvalidData, NotAllowed


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

"""Complaint 15: no tax is named, so the invoice of a deal cannot be saved."""

from __future__ import annotations

import pytest

from scenarios.transactions._setup import shown
from scenarios.triggers._setup import OPEN, WON, deal, invoices, switched_on, to_stage
from zsim import World, given, scenario, then, when
from zsim.ports.errors import VendorError


@scenario(covers=["TXN-23"], tags=["complaint-15"])
def test_a_trigger_names_no_tax_where_one_is_asked_for(world: World, product: str) -> None:
    """Finance wants a tax on each line, and a deal has none: its invoice is refused, and the deal says why.

    What the user saw: a won deal and no invoice. Once finance asks for no tax, the deal is invoiced.
    """
    with given("the invoice trigger is on, and finance asks for a tax on every line"):
        switched_on(world, product, invoice=True)
        world[product].preferences.update(tax_mandatory=True)
    with when("a deal is won"):
        fit_out = deal(world, WON)
    with then("there is no invoice, and the deal says that a tax is missing"):
        assert not invoices(world, product)
        assert "tax" in world.why(fit_out).reason
    with when("finance asks for none any more, and the deal is won anew"):
        world[product].preferences.update(tax_mandatory=False)
        to_stage(world, fit_out, OPEN)
        to_stage(world, fit_out, WON)
    with then("its invoice stands"):
        assert [each.total for each in invoices(world, product)] == [900]


@scenario(covers=["TXN-23"], tags=["complaint-15"])
def test_a_person_is_told_which_line_names_no_tax(world: World, product: str) -> None:
    """Made by hand in the CRM, it is refused at the line without a tax; a tax of 0 is one.

    What the user should do: name the tax, if it is none, as 0.
    """
    with given("a synced account, and finance asks for a tax on every line"):
        _, acme = shown(world, product)
        world[product].preferences.update(tax_mandatory=True)
        section = world.crm.zoho_finance.invoices
    with when("an invoice without a tax is made in the CRM"), pytest.raises(VendorError, match="tax") as refusal:
        section.create(customer=acme, lines=[{"name": "Advice", "rate": 100}])
    with then("it is refused for its lines, and nothing is there"):
        assert refusal.value.field == "line_items"
        assert (invoices(world, product), section.all()) == ([], [])
    with when("it is made with a tax of 0"):
        section.create(customer=acme, lines=[{"name": "Advice", "rate": 100, "tax_percentage": 0}])
    with then("it stands in both apps"):
        assert [each.total for each in (*invoices(world, product), *section.all())] == [100, 100]

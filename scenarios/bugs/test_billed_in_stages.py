"""Complaint 16: a deal is billed in stages, and the invoices made in finance are not told with it."""

from __future__ import annotations

from scenarios.transactions._setup import customer, shown
from zsim import World, given, scenario, then, when


@scenario(covers=["TXN-30", "SYN-10"], products=["books", "billing"], tags=["complaint-16"])
def test_an_invoice_made_in_finance_is_the_accounts_and_not_the_deals(world: World, product: str) -> None:
    """Two instalments invoiced from the deal are listed under it; the third, made in finance, under the account alone.

    What the user saw: the deal's invoices come to less than was billed. Invoices of a deal are made from it.
    """
    with given("a deal of 900 with a synced account"):
        _, acme = shown(world, product)
        deal = world.crm.deals.create(Deal_Name="Fit-out", Account_Name=acme, Amount=900)
    with when("two thirds are invoiced from the deal in the CRM, and the last in finance"):
        section = world.crm.zoho_finance.invoices
        for number in (1, 2):
            section.create(deal=deal, lines=[{"name": f"Stage {number}", "rate": 300}])
        world[product].invoices.create(customer=customer(world, product), lines=[{"name": "Stage 3", "rate": 300}])
        world.settle()
    with then("the deal has 600 and the account 900"):
        assert sum(each.total for each in section.find(Deal_Name=deal)) == 600
        assert sum(each.total for each in section.find(Account_Name=acme)) == 900

"""Complaint 19: another Zoho app makes customers and invoices as well; are there two of each?"""

from __future__ import annotations

from scenarios.triggers._setup import WON, invoices, switch_on
from zsim import World, given, scenario, then, when

EMAIL = "jane@doe.example"


@scenario(covers=["CUS-09", "CUS-10", "TRG-37"], products=["invoice", "books", "billing"], tags=["complaint-19"])
def test_customers_match_by_name_and_invoices_by_their_deal(world: World, product: str) -> None:
    """The other app spelled the client 'J. Doe', with the email the CRM has: two customers, and two invoices for a win.

    Names decide, not emails, and a trigger knows its own invoices alone. Spelled as in the CRM, it is one customer.
    """
    with given("what the other app made in finance: 'J. Doe' with an invoice, and Beta as the CRM spells it"):
        doe = world[product].customers.create(contact_name="J. Doe", email=EMAIL)
        world[product].customers.create(contact_name="Beta")
        world[product].invoices.create(customer=doe, lines=[{"name": "Fit-out", "rate": 900}])
    with when("accounts of 'Jane Doe' and Beta are synced, and a deal with the first is won"):
        jane = world.crm.accounts.create(Account_Name="Jane Doe")
        world.crm.contacts.create(Last_Name="Doe", Email=EMAIL, Account_Name=jane)
        world.crm.accounts.create(Account_Name="Beta")
        chosen = {"module": "accounts_and_contacts", "extent": "both_ways", "duplicates": "overwrite"}
        world.connect(product).customers.choose(chosen).save_and_sync()
        world.settle()
        switch_on(world, product, invoice=True)
        world.advance(minutes=5)
        world.crm.deals.create(Deal_Name="Fit-out", Account_Name=jane, Amount=900, Stage=WON)
        world.settle()
    with then("Beta is one, and Jane Doe a customer beside 'J. Doe', each with an invoice of 900"):
        names = sorted(each.contact_name for each in world[product].customers.all())
        assert names == ["Beta", "J. Doe", "Jane Doe"]
        told = [(each.customer_id.contact_name, each.total) for each in invoices(world, product)]
        assert told == [("J. Doe", 900), ("Jane Doe", 900)]

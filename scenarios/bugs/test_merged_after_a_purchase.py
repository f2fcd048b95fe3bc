"""Complaint 21: after purchases in Billing the same client stands there twice, and staff merge the two by hand."""

from __future__ import annotations

from scenarios.transactions._setup import shown
from zsim import World, given, scenario, then, when


@scenario(covers=["DEL-14", "SYN-10"], products=["billing"], tags=["complaint-21"])
def test_the_purchase_is_the_clients_once_the_two_are_merged(world: World, product: str) -> None:
    """The second customer's invoice goes to the first one; the CRM shows it with the account from then on.

    What the user must do each time: merge them in Billing, with the customer of the account as the master.
    """
    with given("Acme, synced, and a second Acme from a purchase in Billing, with an invoice"):
        _, acme = shown(world, product)
        world[product].preferences.update(allow_equal_names=True)
        first = world[product].customers.one(contact_name="Acme")
        second = world[product].customers.create(contact_name="Acme")
        bought = world[product].invoices.create(customer=second, lines=[{"name": "Kennel", "rate": 100}])
        world.settle()
    with when("they are merged in Billing, and the invoice is marked as sent"):
        world[product].customers.merge(first, second)
        bought.mark_sent()
        world.advance(hours=2)
    with then("the invoice is the first one's, and the CRM shows it with the account"):
        assert (bought.customer_id, second.status) == (first, "inactive")
        (seen,) = world.crm.zoho_finance.invoices.all()
        assert (seen.Account_Name, seen.status) == (acme, "sent")
    with then("there is still one account"):
        assert world.crm.accounts.all() == [acme]

"""The list of Invoice's documents in the CRM is paused and resumed."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["TXN-07"], products="invoice")
def test_the_list_of_invoices_resumed(world: World, product: str) -> None:
    """The list of Invoice's documents in the CRM is paused and resumed.

    Found by random worlds: resuming it ran as if Invoice's documents showed at once, and showed those that nobody had
    fetched.
    """
    with given("acme has an invoice, and nobody has fetched its list in the CRM"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        for module in (sync.customers, sync.items):
            module.configure().save_and_sync()
            world.settle()
        sync.transactions.enable("invoices")
        customer = world.counterpart(acme, product)
        world[product].invoices.create(customer=customer, lines=[{"name": "Work", "rate": 10}])
    with when("the list is paused and resumed"):
        sync.sync_of("invoices").pause()
        sync.sync_of("invoices").resume()
        world.advance(hours=3)
    with then("it is empty until somebody refreshes it"):
        assert len(world.crm.zoho_finance.invoices.all()) == 0
        world.crm.zoho_finance.invoices.refresh(acme)
        assert len(world.crm.zoho_finance.invoices.all()) == 1

"""An account is deleted while no search finds the invoice of its customer yet."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(products="import", seed=0)
def test_a_customer_whose_invoice_no_search_finds_yet(world: World, product: str) -> None:
    """An account is deleted while no search finds the invoice of its customer yet.

    Found by random worlds with faults: finance refuses the deletion, and the next run makes the customer inactive. It
    is about DEL-03.
    """
    with given("bolt is created"):
        bolt = world.crm.accounts.create(Account_Name="Bolt")
    with when("finance is connected, customers are configured and customers are saved and synced"):
        sync = world.connect(product)
        sync.customers.configure()
        sync.customers.save_and_sync()
        world.settle()
    with when("bolt is deleted, an invoice is made for its customer and customers are instantly synced"):
        world.crm.accounts.delete(bolt)
        world.faults.search_lag("import")
        world.invoice_import.invoices.create(
            customer=world.counterpart(bolt, "import"), lines=({"name": "Work", "rate": 1},)
        )
        sync.customers.instant_sync()
        world.settle()
    with then("finance has refused to delete its customer"):
        assert world.why(bolt).outcome == "failed"
    with when("a search finds the invoice, and customers are instantly synced"):
        sync.customers.instant_sync()
        world.settle()
    with then("the customer is inactive"):
        assert world.invoice_import.customers.one(contact_name="Bolt").status == "inactive"

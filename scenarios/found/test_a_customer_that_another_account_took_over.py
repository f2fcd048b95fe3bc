"""The documents of a customer whose account went, and that another account of its name took over."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["TXN-31"], products=["books", "billing"])
def test_a_customer_that_another_account_took_over(world: World, product: str) -> None:
    """The documents of a customer whose account went, and that another account of its name took over.

    Found by random worlds: the documents went on showing without an account, until finance told of each anew.
    """
    with given("acme has two invoices, and the CRM shows them"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        for module in sync.modules:
            module.choose({"duplicates": "overwrite"}).save_and_sync()
            world.settle()
        sync.transactions.enable("invoices")
        customer = world.counterpart(acme, product)
        for rate in (10, 20):
            world[product].invoices.create(customer=customer, lines=[{"name": "Work", "rate": rate}])
        world.settle()
    with when("acme is deleted, and another account of its name is synced"):
        world.crm.accounts.delete(acme)
        other = world.crm.accounts.create(Account_Name="Acme")
        sync.customers.instant_sync()
        world.settle()
    with then("both invoices show for that"):
        assert world.counterpart(other, product) == customer
        assert [each.Account_Name for each in world.crm.zoho_finance.invoices.all()] == [other, other]

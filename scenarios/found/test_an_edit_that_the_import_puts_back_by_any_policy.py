"""The import puts back an edit of finance's, whatever the policy says of fetches."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(products="import", seed=0, policies={"fetch_drift": "keep"})
def test_an_edit_that_the_import_puts_back_by_any_policy(world: World, product: str) -> None:
    """The import puts back an edit of finance's, whatever the policy says of fetches.

    Found by the reference model in random worlds: the policy, which decides CUS-07 alone, had the import leave the
    edit, too. It is about IMP-06.
    """
    with given("ada is created"):
        ada = world.crm.contacts.create(Last_Name="Hill")
    with when("finance is connected, customers are configured and customers are saved and synced"):
        sync = world.connect(product)
        sync.customers.configure(auto_update=True)
        sync.customers.save_and_sync()
        world.settle()
    with when("ada's counterpart in import is updated and the next thing due happens"):
        world[product].customers.update(world.counterpart(ada, "import"), last_name="Kay")
        world.next_event()
    with then("ada's counterpart is called as in the CRM, and every rule held"):
        assert world[product].customers.one(contact_name="Hill").last_name == "Hill"
        world.check()

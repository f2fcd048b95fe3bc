"""A view that is edited: what it lists from then on."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["VIW-01"])
def test_what_an_edited_view_lists_newly_is_fetched_unchanged(world: World, product: str) -> None:
    """An old account in Delhi, which nobody touches, is fetched once the view of the sync lists Delhi."""
    with given("a sync of the accounts in Pune, and an account in Delhi"):
        view = world.crm.accounts.views.create("Near", ("Billing_City", "is", "Pune"))
        for name, city in (("Acme", "Pune"), ("Bolt", "Delhi")):
            world.crm.accounts.create(Account_Name=name, Billing_City=city)
        world.connect(product).customers.configure(module="accounts", account_view=view).save_and_sync()
        world.advance(hours=5)
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]
    with when("the view is edited to list Delhi, and two hours pass"):
        world.crm.accounts.views.update(view, ("Billing_City", "is", "Delhi"))
        world.advance(hours=2)
    with then("the account in Delhi is a customer, too"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme", "Bolt"]

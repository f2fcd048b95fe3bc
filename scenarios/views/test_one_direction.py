"""A view filters what is fetched; what finance pushes passes it by."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


def sync_pune_both_ways(world: World, product: str) -> None:
    """A two-way sync whose view lists the accounts in Pune."""
    world.crm.accounts.views.create("In Pune", ("Billing_City", "is", "Pune"))
    sync = world.connect(product)
    sync.customers.configure(
        module="accounts", extent="both_ways", duplicates="overwrite", account_view="In Pune"
    ).save_and_sync()
    world.settle()


@scenario(covers=["VIW-07"])
def test_a_customer_outside_the_view_is_pushed_all_the_same(world: World, product: str) -> None:
    """A customer made in finance becomes an account even where that account will not stand in the view."""
    with given("a customer in Goa, made in finance"):
        bolt = world[product].customers.create(contact_name="Bolt", billing_address={"city": "Goa"})
    with when("customers are synced both ways through the view of accounts in Pune"):
        sync_pune_both_ways(world, product)
    with then("it is an account in the CRM"):
        assert world.crm.accounts.one(Account_Name="Bolt").Billing_City == "Goa"
        assert world.why(bolt).outcome == "created"


@scenario(covers=["VIW-07"])
def test_crm_edits_of_a_pushed_record_outside_the_view_do_not_return(world: World, product: str) -> None:
    """The pushed account stands outside the view, so what is edited there stays there."""
    with given("a customer in Goa, pushed past the view of accounts in Pune"):
        bolt = world[product].customers.create(contact_name="Bolt", phone="111", billing_address={"city": "Goa"})
        sync_pune_both_ways(world, product)
        account = world.crm.accounts.one(Account_Name="Bolt")
    with when("its phone is edited in the CRM and the next slot comes"):
        world.crm.accounts.update(account, Phone="222")
        world.advance(hours=2)
    with then("finance keeps the phone it had"):
        assert (account.Phone, bolt.phone) == ("222", "111")
        assert world.integration(product).customers.history[-1].updated == 0


@scenario(covers=["VIW-07"])
def test_finance_edits_of_a_pushed_record_outside_the_view_still_travel(world: World, product: str) -> None:
    """In the direction the view does not filter, the pair goes on updating."""
    with given("a customer in Goa, pushed past the view of accounts in Pune"):
        bolt = world[product].customers.create(contact_name="Bolt", phone="111", billing_address={"city": "Goa"})
        sync_pune_both_ways(world, product)
        account = world.crm.accounts.one(Account_Name="Bolt")
    with when("its phone is edited in finance and the next slot comes"):
        world[product].customers.update(bolt, phone="333")
        world.advance(hours=2)
    with then("the account follows"):
        assert account.Phone == "333"
        assert world.why(bolt).outcome == "updated"


@scenario(covers=["VIW-07"])
def test_a_pushed_record_that_enters_the_view_updates_both_ways(world: World, product: str) -> None:
    """Once the pushed account stands in the view, its CRM edits reach finance, in the same pair."""
    with given("a customer in Goa, pushed past the view of accounts in Pune"):
        bolt = world[product].customers.create(contact_name="Bolt", phone="111", billing_address={"city": "Goa"})
        sync_pune_both_ways(world, product)
        account = world.crm.accounts.one(Account_Name="Bolt")
    with when("the account moves to Pune with another phone, and the next slot comes"):
        world.crm.accounts.update(account, Billing_City="Pune", Phone="222")
        world.advance(hours=2)
    with then("the one customer follows"):
        assert world[product].customers.all() == [bolt]
        assert (bolt.phone, bolt.billing_address["city"]) == ("222", "Pune")
        assert world.why(account).outcome == "updated"

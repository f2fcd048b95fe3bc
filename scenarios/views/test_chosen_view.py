"""A sync restricted to a view: what the view lists at that run is fetched, and nothing else."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


def pune_view(world: World) -> None:
    """A user-made view of the accounts in Pune."""
    world.crm.accounts.views.create("In Pune", ("Billing_City", "is", "Pune"))


def sync_pune(world: World, product: str) -> None:
    """Connect and fetch the accounts of that view."""
    sync = world.connect(product)
    sync.customers.configure(module="accounts", account_view="In Pune").save_and_sync()
    world.settle()


@scenario(covers=["VIW-01"])
def test_a_contact_view_restricts_contacts_in_the_same_way(world: World, product: str) -> None:
    """With contacts synced as customers, the contact view decides which of them arrive."""
    with given("a view of contacts with an e-mail address, one contact with and one without"):
        world.crm.contacts.views.create("With e-mail", ("Email", "is not empty"))
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Email="ann@lee.example")
        bob = world.crm.contacts.create(First_Name="Bob", Last_Name="Ray")
    with when("contacts are synced through that view"):
        sync = world.connect(product)
        sync.customers.configure(module="contacts", contact_view="With e-mail").save_and_sync()
        world.settle()
    with then("only Ann is a customer"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Ann Lee"]
        assert world.why(ann).outcome == "created"
        assert world.why(bob).outcome is None


@scenario(covers=["VIW-01"])
def test_an_account_that_enters_the_view_arrives_with_the_next_run(world: World, product: str) -> None:
    """The view is asked at each run: an account edited so that it stands in the view comes with the next slot."""
    with given("a sync through the view of accounts in Pune, and an account in Goa that it left out"):
        pune_view(world)
        bolt = world.crm.accounts.create(Account_Name="Bolt", Billing_City="Goa")
        sync_pune(world, product)
        assert world[product].customers.all() == []
    with when("the account moves to Pune and the next slot comes"):
        world.crm.accounts.update(bolt, Billing_City="Pune")
        world.advance(hours=2)
    with then("it is a customer now"):
        assert world.why(bolt).outcome == "created"
        assert world[product].customers.one(contact_name="Bolt").billing_address["city"] == "Pune"


@scenario(covers=["VIW-01"])
def test_an_account_that_left_the_view_sends_no_further_edits(world: World, product: str) -> None:
    """Once an account is outside the view, its edits stay in the CRM; the customer keeps what it had."""
    with given("Acme, synced through the view of accounts in Pune"):
        pune_view(world)
        acme = world.crm.accounts.create(Account_Name="Acme", Billing_City="Pune", Phone="111")
        sync_pune(world, product)
    with when("it moves to Goa, gets another phone, and the next slot comes"):
        world.crm.accounts.update(acme, Billing_City="Goa", Phone="222")
        world.advance(hours=2)
    with then("the customer stays as it was, and the run changed nothing"):
        (customer,) = world[product].customers.all()
        assert (customer.phone, customer.billing_address["city"]) == ("111", "Pune")
        assert world.why(acme).outcomes == ("created",)
        assert world.integration(product).customers.history[-1].updated == 0


@scenario(covers=["VIW-01"])
def test_an_edited_view_is_read_whole_at_the_next_run(world: World, product: str) -> None:
    """Only what the view lists is fetched; edited to list more, it brings that at the next run, though untouched."""
    with given("a view of the accounts in Pune, Acme there and Bolt in Goa"):
        pune_view(world)
        acme = world.crm.accounts.create(Account_Name="Acme", Billing_City="Pune")
        bolt = world.crm.accounts.create(Account_Name="Bolt", Billing_City="Goa")
    with when("accounts are synced through that view"):
        sync_pune(world, product)
    with then("only the one in Pune became a customer, and no run considered the other"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]
        assert world.integration(product).customers.history[-1].counts == {"created": 1}
        assert (world.why(acme).outcome, world.why(bolt).outcome) == ("created", None)
    with when("the view is edited to list Goa as well, and the next slot comes"):
        two_cities = (("Billing_City", "is", "Pune"), ("Billing_City", "is", "Goa"))
        world.crm.accounts.views.update("In Pune", *two_cities, pattern="(1 or 2)")
        world.advance(hours=2)
    with then("the account in Goa arrived, and Acme was read again and found unchanged"):
        assert world.why(bolt).outcome == "created"
        assert world.why(acme).outcomes == ("created", "unchanged")
        assert world.integration(product).customers.history[-1].added == 1


@scenario(covers=["VIW-01"])
def test_another_view_chosen_later_counts_from_the_next_run(world: World, product: str) -> None:
    """Choosing another view moves nothing by itself; the next run reads what that view lists."""
    with given("a sync through the view of accounts in Pune, with Bolt in Goa outside"):
        pune_view(world)
        world.crm.accounts.views.create("In Goa", ("Billing_City", "is", "Goa"))
        bolt = world.crm.accounts.create(Account_Name="Bolt", Billing_City="Goa")
        sync_pune(world, product)
    with when("the view of accounts in Goa is chosen instead"):
        world.integration(product).customers.edit(account_view="In Goa")
        world.settle()
    with then("nothing moved yet"):
        assert world[product].customers.all() == []
    with when("the next slot comes"):
        world.advance(hours=2)
    with then("the account in Goa arrived"):
        assert world.why(bolt).outcome == "created"

"""Complaint 8: one client stands twice in the CRM, in Books and in Billing, and nobody knows where to clean up."""

from __future__ import annotations

from zsim import World, given, scenario, then, when

OTHER = {"books": "billing", "billing": "books"}


def sync_both_apps(world: World) -> None:
    """Connect Books and Billing with the one CRM, accounts both ways, and finish their first runs."""
    for product in OTHER:
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways", duplicates="overwrite").save_and_sync()
        world.settle()


def names(world: World, product: str) -> list[str]:
    """The customers of an app that can be used, oldest first."""
    return [each.contact_name for each in world[product].customers.find(status="active")]


@scenario(covers=["CUS-30", "DEL-04"], products=["books", "billing"], tags=["complaint-8"])
def test_merging_in_the_crm_cleans_up_both_finance_apps(world: World, product: str) -> None:
    """For records born in the CRM one merge there is enough: the double leaves both apps, invoices stay where they are.

    What the user asked: which app is the master, and does cleaning up in one spread? The CRM is, for what was born
    there. Where the double has invoices it is kept, inactive; where it has none it goes.
    """
    other = OTHER[product]
    with given("Acme twice in the CRM and so in both apps, the double with an invoice in one of them"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        double = world.crm.accounts.create(Account_Name="Acme Inc")
        sync_both_apps(world)
        invoiced = world[product].customers.one(contact_name="Acme Inc")
        invoice = world[product].invoices.create(customer_id=invoiced, lines=[{"name": "Work", "rate": 100}])
    with when("the accounts are merged in the CRM and the next slots come"):
        world.crm.accounts.merge(acme, double)
        world.advance(hours=2)
    with then("one Acme can be used in each app"):
        assert names(world, product) == names(world, other) == ["Acme"]
    with then("the invoiced double is kept inactive with its invoice, the other one is deleted"):
        assert (invoiced.status, invoice.customer_id) == ("inactive", invoiced)
        assert world[other].customers.find(contact_name="Acme Inc") == []
        deleted = [world.integration(each).customers.history[-1].deleted for each in (product, other)]
        assert deleted == [1, 1]


@scenario(covers=["DEL-14", "DEL-13"], products=["books", "billing"], tags=["complaint-8"])
def test_merging_in_one_finance_app_reaches_neither_the_crm_nor_the_other_app(world: World, product: str) -> None:
    """A merge in finance makes the double inactive there, and nowhere else is anything cleaned up.

    The other half of the question: cleaning up in finance does not spread. Both accounts stay in the CRM, and so does
    the double in the other app.
    """
    other = OTHER[product]
    with given("Acme twice in the CRM and so in both apps, the double with an invoice in one of them"):
        world.crm.accounts.create(Account_Name="Acme")
        twin = world.crm.accounts.create(Account_Name="Acme Inc")
        sync_both_apps(world)
        kept, double = world[product].customers.all()
        invoice = world[product].invoices.create(customer_id=double, lines=[{"name": "Work", "rate": 100}])
    with when("the two customers are merged in that app and the next slots come"):
        world[product].customers.merge(kept, double)
        world.advance(hours=2)
    with then("the double is inactive there, and its invoice is the other's"):
        assert names(world, product) == ["Acme"]
        assert (double.status, invoice.customer_id) == ("inactive", kept)
    with then("the CRM and the other app have both as before"):
        assert [each.Account_Name for each in world.crm.accounts.all()] == ["Acme", "Acme Inc"]
        assert names(world, other) == ["Acme", "Acme Inc"]
    with when("the double's account is edited in the CRM, and the next slots come"):
        world.crm.accounts.update(twin, Phone="222")
        world.advance(hours=2)
    with then("the inactive double takes the edit, and is inactive as before"):
        assert (double.phone, double.status) == ("222", "inactive")
        assert names(world, product) == ["Acme"]


@scenario(covers=["CUS-06", "CUS-17", "CON-21"], products=["books", "billing"], tags=["complaint-8"])
def test_a_client_entered_in_one_app_reaches_the_other_once(world: World, product: str) -> None:
    """What one app pushes is an account like any other for the second app: it arrives there once and nothing echoes.

    What the user feared: that the three apps multiply each other's records. They do not; after the round there is one
    of each, and further runs are quiet.
    """
    other = OTHER[product]
    with given("both apps connected"):
        sync_both_apps(world)
    with when("a client is entered in one of them, and ten hours pass"):
        client = world[product].customers.create(contact_name="Acme", phone="111")
        world.advance(hours=10)
    with then("each of the three apps holds it once"):
        assert world.why(client).outcomes[0] == "created"
        assert [each.Account_Name for each in world.crm.accounts.all()] == ["Acme"]
        assert names(world, product) == names(world, other) == ["Acme"]
    with then("only one run of each app has added anything"):
        for each in OTHER:
            assert sum(run.added for run in world.integration(each).customers.history) == 1


@scenario(covers=["CUS-12"], products=["books", "billing"], tags=["complaint-8"])
def test_a_client_known_to_all_three_apps_ends_as_one_of_each(world: World, product: str) -> None:
    """Entered by hand in the CRM, Books and Billing, it becomes one account with one customer in each under overwrite.

    An edit made in one app afterwards travels through the CRM to the other.
    """
    other = OTHER[product]
    with given("Acme typed into the CRM and into both apps, then all connected with 'overwrite'"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        ours = world[product].customers.create(contact_name="Acme", phone="222")
        theirs = world[other].customers.create(contact_name="Acme", phone="333")
        sync_both_apps(world)
        assert (acme.Phone, ours.phone, theirs.phone) == ("111", "111", "111")
    with when("the phone is edited in one app, and four hours pass"):
        world[product].customers.update(ours, phone="444")
        world.advance(hours=4)
    with then("all three hold the one record with the new phone"):
        assert (acme.Phone, ours.phone, theirs.phone) == ("444", "444", "444")
        assert world.crm.accounts.all() == [acme]
        assert (world[product].customers.all(), world[other].customers.all()) == ([ours], [theirs])


@scenario(covers=["DEL-01", "DEL-04"], quirks=["DEL-01"], products=["books", "billing"], tags=["complaint-8"])
def test_deleting_the_account_leaves_the_client_where_it_was_entered(world: World, product: str) -> None:
    """For the app it was entered in the client is its own and stays; for the other it came from the CRM and goes.

    Each app keeps a link, and an origin, of its own.
    """
    other = OTHER[product]
    with given("a client entered in one app, which reached the other through the CRM"):
        sync_both_apps(world)
        client = world[product].customers.create(contact_name="Acme")
        world.advance(hours=4)
        assert names(world, other) == ["Acme"]
    with when("its account is deleted in the CRM and the next slots come"):
        world.crm.accounts.delete(world.crm.accounts.one(Account_Name="Acme"))
        world.advance(hours=2)
    with then("it stays where it was entered, and is gone from the other app"):
        assert world[product].customers.all() == [client]
        assert world[other].customers.all() == []
        assert world.why(client).outcome == "kept"

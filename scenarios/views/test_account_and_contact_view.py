"""Under 'Accounts & their Contacts' an account view and a contact view are chosen together."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


def set_up(world: World) -> None:
    """Two accounts, one of them a customer, each with a contact who takes invoices and one who does not."""
    world.crm.contacts.add_field("Takes_Invoices", "boolean")
    world.crm.accounts.views.create("Customers", ("Account_Type", "is", "Customer"))
    world.crm.contacts.views.create("Takes invoices", ("Takes_Invoices", "is", True))
    acme = world.crm.accounts.create(Account_Name="Acme", Account_Type="Customer")
    bolt = world.crm.accounts.create(Account_Name="Bolt", Account_Type="Prospect")
    for name, account, takes in (("Ann", acme, True), ("Bob", acme, False), ("Cat", bolt, True), ("Dan", bolt, False)):
        world.crm.contacts.create(First_Name=name, Last_Name="Lee", Account_Name=account, Takes_Invoices=takes)


def sync_both(world: World, product: str, account_view: str | None, contact_view: str | None) -> None:
    """Connect and fetch accounts with their contacts through these views."""
    sync = world.connect(product)
    sync.customers.configure(
        module="accounts_and_contacts", account_view=account_view, contact_view=contact_view
    ).save_and_sync()
    world.settle()


def persons(world: World, product: str) -> list[str]:
    """The first names of the contact persons, oldest first."""
    return [each.first_name for each in world[product].contact_persons.all()]


def customers(world: World, product: str) -> list[str]:
    """What the customers are called, oldest first."""
    return [each.contact_name for each in world[product].customers.all()]


@scenario(covers=["VIW-04"])
def test_a_contact_syncs_only_if_it_and_its_account_are_in_their_views(world: World, product: str) -> None:
    """Of four contacts, only the one inside the contact view whose account is inside the account view arrives."""
    with given("a customer and a prospect, each with a contact inside the contact view and one outside"):
        set_up(world)
    with when("both views are chosen"):
        sync_both(world, product, "Customers", "Takes invoices")
    with then("one customer with one contact person stands in finance"):
        assert customers(world, product) == ["Acme"]
        (ann,) = world[product].contact_persons.all()
        assert (ann.first_name, ann.contact_id.contact_name) == ("Ann", "Acme")
    with then("the contact of the prospect was left out for its account, the others were not read"):
        cat = world.crm.contacts.one(First_Name="Cat")
        assert world.why(cat).outcome == "excluded"
        assert "outside the account view" in world.why(cat).reason
        assert world.why(world.crm.contacts.one(First_Name="Bob")).outcome is None
        assert world.why(world.crm.contacts.one(First_Name="Dan")).outcome is None
        assert world.integration(product).customers.history[-1].counts == {"created": 2, "excluded": 1}


@scenario(covers=["VIW-04"])
def test_with_an_account_view_alone_all_contacts_of_its_accounts_come(world: World, product: str) -> None:
    """Without a contact view every contact of an account in the account view arrives, and no other."""
    with given("a customer and a prospect with two contacts each"):
        set_up(world)
    with when("only the account view is chosen"):
        sync_both(world, product, "Customers", None)
    with then("the customer came with both its contacts, the prospect's stayed behind"):
        assert customers(world, product) == ["Acme"]
        assert persons(world, product) == ["Ann", "Bob"]


@scenario(covers=["VIW-04"])
def test_with_a_contact_view_alone_all_accounts_come(world: World, product: str) -> None:
    """Without an account view every account arrives, each with those of its contacts the contact view lists."""
    with given("a customer and a prospect, each with a contact inside the contact view and one outside"):
        set_up(world)
    with when("only the contact view is chosen"):
        sync_both(world, product, None, "Takes invoices")
    with then("both accounts are customers, each with one contact person"):
        assert customers(world, product) == ["Acme", "Bolt"]
        assert persons(world, product) == ["Ann", "Cat"]


@scenario(covers=["VIW-04"])
def test_an_account_that_enters_its_view_brings_its_contacts(world: World, product: str) -> None:
    """A prospect becomes a customer: the next run brings the account and, though untouched, its listed contact."""
    with given("a sync through both views that left the prospect and its contacts out"):
        set_up(world)
        sync_both(world, product, "Customers", "Takes invoices")
        bolt = world.crm.accounts.one(Account_Name="Bolt")
    with when("the prospect becomes a customer and the next slot comes"):
        world.advance(minutes=30)
        world.crm.accounts.update(bolt, Account_Type="Customer")
        world.advance(hours=2)
    with then("the account came with the contact inside the contact view, not with the other"):
        assert customers(world, product) == ["Acme", "Bolt"]
        assert persons(world, product) == ["Ann", "Cat"]
        assert world.why(world.crm.contacts.one(First_Name="Cat")).outcome == "created"


@scenario(covers=["VIW-04"])
def test_a_contact_that_enters_its_view_joins_its_customer(world: World, product: str) -> None:
    """A contact marked later is added to the customer its account became long before."""
    with given("a sync through both views that left Bob of the customer out"):
        set_up(world)
        sync_both(world, product, "Customers", "Takes invoices")
        bob = world.crm.contacts.one(First_Name="Bob")
    with when("Bob is to take invoices too, and the next slot comes"):
        world.crm.contacts.update(bob, Takes_Invoices=True)
        world.advance(hours=2)
    with then("Bob is a contact person of the customer"):
        assert persons(world, product) == ["Ann", "Bob"]
        assert world.why(bob).outcome == "created"


@scenario(covers=["VIW-04"])
def test_contacts_stop_updating_once_their_account_leaves_its_view(world: World, product: str) -> None:
    """When the account is no longer in the account view, edits of its contacts stay in the CRM."""
    with given("a customer with one contact person, synced through both views"):
        set_up(world)
        sync_both(world, product, "Customers", "Takes invoices")
        ann = world.crm.contacts.one(First_Name="Ann")
    with when("the account leaves its view and the contact gets a phone"):
        world.crm.accounts.update(world.crm.accounts.one(Account_Name="Acme"), Account_Type="Competitor")
        world.crm.contacts.update(ann, Phone="222")
        world.advance(hours=2)
    with then("the contact was left out for its account, and the person has no phone"):
        assert world.why(ann).outcome == "excluded"
        assert world[product].contact_persons.one(first_name="Ann").phone is None

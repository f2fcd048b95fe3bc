"""What the user whose email was entered means for a sync: who owns what is pushed, and what may be touched."""

from __future__ import annotations

from decimal import Decimal

from scenarios.schedule._setup import added, all_synced, enable_invoices
from zsim import World, given, scenario, then, when


def what_is_pushed_is_ritas(world: World, product: str) -> None:
    """Rita's email was entered at connection, so accounts, contacts, products and invoices in the CRM are hers."""
    with given("a business customer, an individual one and an item, all born in finance"):
        beta = world[product].customers.create(contact_name="Beta")
        john = world[product].customers.create(contact_name="John Smith", customer_sub_type="individual")
        nut = world[product].items.create(name="Nut")
    with when("they are synced both ways over a connection with Rita's email, and an invoice is made and refreshed"):
        rita = world.crm.users.create("Rita")
        sync = world.connect(product, email=rita.email)
        sync.customers.configure(module="accounts_and_contacts", extent="both_ways").save_and_sync()
        sync.items.configure(extent="both_ways").save_and_sync()
        world.settle()
        enable_invoices(world, product)
        invoice = world[product].invoices.create(customer_id=beta, lines=[{"name": "Work", "rate": Decimal(100)}])
        world.settle()
        (shown,) = world.crm.zoho_finance.invoices.refresh(world.crm.accounts.one(Account_Name="Beta"))
    with then("what came into the CRM is owned by Rita"):
        assert [world.why(each).outcomes[0] for each in (beta, john, nut, invoice)] == ["created"] * 4
        crm = world.crm
        account, person = crm.accounts.one(Account_Name="Beta"), crm.contacts.one(Full_Name="John Smith")
        assert {each.Owner for each in (account, person, crm.products.one(Product_Name="Nut"))} == {rita.id}
        assert shown.Owner == rita.id


@scenario(covers=["CON-05"])
def test_pushed_records_belong_to_the_user_whose_email_was_entered(world: World, product: str) -> None:
    """Rita's email was entered at connection, so accounts, contacts, products and invoices in the CRM are hers."""
    what_is_pushed_is_ritas(world, product)


@scenario(covers=["CON-24"])
def test_in_books_and_billing_too_pushed_records_belong_to_the_connecting_user(world: World, product: str) -> None:
    """Rita is the user who connects, so accounts, contacts, products and invoices in the CRM are hers."""
    what_is_pushed_is_ritas(world, product)


@scenario(covers=["CON-24"], products=["books"])
def test_a_pushed_vendor_belongs_to_that_user_as_well(world: World, product: str) -> None:
    """Rita's email was entered at connection, so a vendor that Books made is hers in the CRM."""
    with given("a vendor of Books, and a connection with Rita's email"):
        rita = world.crm.users.create("Rita")
        world[product].vendors.create(contact_name="Bolt")
        sync = world.connect(product, email=rita.email)
    with when("vendors are synced both ways"):
        sync.vendors.configure(extent="both_ways").save_and_sync()
        world.settle()
    with then("it is owned by Rita"):
        assert [(each.Vendor_Name, each.Owner) for each in world.crm.vendors.all()] == [("Bolt", rita.id)]


def what_is_updated_keeps_its_owner(world: World, product: str) -> None:
    """Only records the sync makes belong to the connecting user; those it updates stay with their owner."""
    with given("the admin's records for every module, synced both ways over a connection with Rita's email"):
        rita = world.crm.users.create("Rita")
        records = added(world, product)
        owners = {sort: record.Owner for sort, record in records.items()}
        all_synced(world, product, email=rita.email, extent="both_ways")
    with when("each is edited in finance and carried to the CRM"):
        for sort in records:
            (twin,) = sort.in_finance(world, product).all()
            sort.edit_in_finance(world, product, twin, "222")
        world.advance(hours=2)
    with then("it has the new text and its former owner"):
        for sort, record in records.items():
            assert getattr(record, sort.crm_text) == "222"
            assert record.Owner == owners[sort] != rita.id


@scenario(covers=["CON-05"])
def test_an_update_from_finance_leaves_the_owner_alone(world: World, product: str) -> None:
    """Only records the sync makes belong to the connecting user; those it updates stay with their owner."""
    what_is_updated_keeps_its_owner(world, product)


@scenario(covers=["CON-24"])
def test_in_books_and_billing_too_an_update_leaves_the_owner_alone(world: World, product: str) -> None:
    """Only records the sync makes belong to the connecting user; those it updates stay with their owner."""
    what_is_updated_keeps_its_owner(world, product)


@scenario(covers=["CON-06", "CON-18"])
def test_a_module_hidden_from_the_connecting_user_fails_the_run(world: World, product: str) -> None:
    """Contacts get hidden from Rita's profile: the run that needs them fails with a permission reason."""
    with given("accounts and contacts synced over a connection with the email of Rita, a sales user"):
        world.crm.profiles.create("Sales")
        rita = world.crm.users.create("Rita", profile="Sales")
        sync = world.connect(product, email=rita.email)
        sync.customers.configure(module="accounts_and_contacts", extent="both_ways").save_and_sync()
        world.settle()
    with when("Contacts are hidden from the profile Sales, and records are added on both sides"):
        world.crm.profiles.hide("Sales", "Contacts")
        acme = world.crm.accounts.create(Account_Name="Acme")
        beta = world[product].customers.create(contact_name="Beta")
        before = world.snapshot()
        world.advance(hours=2)
    with then("the run failed whole with the reason, and nothing moved"):
        assert [run.grade for run in sync.customers.history] == ["done", "failed"]
        assert "no permission: Rita may not sync Contacts" in str(sync.customers.history[-1].reason)
        assert world.why(acme).outcome is None
        assert world.why(beta).outcome is None
        assert world.snapshot() == before


@scenario(covers=["CON-06", "CON-18"])
def test_the_other_modules_still_sync(world: World, product: str) -> None:
    """Customers fail because Contacts are hidden from Rita, and an invoice, which needs no contacts, is made."""
    with given("customers and invoices synced with the email of Rita, a sales user"):
        world.crm.profiles.create("Sales")
        rita = world.crm.users.create("Rita", profile="Sales")
        acme = world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product, email=rita.email)
        sync.customers.configure(module="accounts_and_contacts").save_and_sync()
        world.settle()
        enable_invoices(world, product)
        world.settle()
    with when("Contacts are hidden from the profile Sales, and an account and an invoice are added"):
        world.crm.profiles.hide("Sales", "Contacts")
        beta = world.crm.accounts.create(Account_Name="Beta")
        world.crm.zoho_finance.invoices.create(customer=acme, lines=[{"name": "Advice", "rate": Decimal(100)}])
        world.advance(hours=2)
    with then("the invoice is in finance, and the run of customers failed"):
        assert [each.total for each in world[product].invoices.all()] == [Decimal(100)]
        assert [run.grade for run in sync.customers.history] == ["done", "failed"]
        assert world.why(beta).outcome is None


@scenario(covers=["CON-06"])
def test_a_hidden_module_that_is_not_synced_does_not_matter(world: World, product: str) -> None:
    """Only the modules a sync touches count: with accounts alone, hidden contacts stop nothing."""
    with given("Rita, whose profile hides Contacts, and accounts alone synced with her email"):
        world.crm.profiles.create("Sales", hidden_modules=["Contacts"])
        rita = world.crm.users.create("Rita", profile="Sales")
        sync = world.connect(product, email=rita.email)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
    with when("an account is added and the next slot comes"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.advance(hours=2)
    with then("it is synced"):
        assert [run.grade for run in sync.customers.history] == ["done", "done"]
        assert world.why(acme).outcome == "created"


@scenario(covers=["CON-06"])
def test_once_the_module_is_shown_again_what_was_missed_arrives(world: World, product: str) -> None:
    """The permission comes back, and the next run carries what the failed runs left undone."""
    with given("runs that failed because Contacts were hidden from Rita's profile"):
        world.crm.profiles.create("Sales")
        rita = world.crm.users.create("Rita", profile="Sales")
        sync = world.connect(product, email=rita.email)
        sync.customers.configure(module="accounts_and_contacts").save_and_sync()
        world.settle()
        world.crm.profiles.hide("Sales", "Contacts")
        acme = world.crm.accounts.create(Account_Name="Acme")
        anna = world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=acme)
        world.advance(hours=4)
    with when("Contacts are shown to the profile again and the next slot comes"):
        world.crm.profiles.show("Sales", "Contacts")
        world.advance(hours=2)
    with then("the account is a customer with its contact person"):
        assert [run.grade for run in sync.customers.history] == ["done", "failed", "failed", "done"]
        assert world.why(acme).outcome == "created"
        assert world.why(anna).outcome == "created"
        assert [each.last_name for each in world[product].contact_persons.all()] == ["Berg"]


@scenario(covers=["CON-05"])
def test_whoever_owns_other_records_is_given_none_of_what_is_pushed(world: World, product: str) -> None:
    """Rita owns an account of her own; what is pushed belongs to the administrator, who connected."""
    with given("an account of Rita's, and a customer born in finance"):
        world.crm.users.create("Rita")
        world.crm.as_user("Rita").accounts.create(Account_Name="Acme")
        world[product].customers.create(contact_name="Bolt")
    with when("they are synced both ways"):
        world.connect(product).customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
    with then("each has the owner it is to have"):
        owners = [world.crm.accounts.one(Account_Name=each).Owner for each in ("Acme", "Bolt")]
        assert [each.name for each in world.crm.users.all() if each.id in owners] == ["Administrator", "Rita"]
        assert owners[0] != owners[1]

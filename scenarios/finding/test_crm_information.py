"""What is shown of the CRM beside an invoice: the account's data and its potentials."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError


def synced(world: World, product: str, module: str, extent: str = "fetch") -> None:
    """Connect and finish the first sync."""
    sync = world.connect(product)
    sync.customers.configure(module=module, extent=extent).save_and_sync()
    world.settle()


@scenario(covers=["FND-05"])
def test_the_account_s_data_and_potentials_show_beside_an_invoice(world: World, product: str) -> None:
    """For a customer that came from the CRM, its account as it stands there and all its potentials can be viewed."""
    with given("Acme with two potentials, Globex with one, and both accounts fetched"):
        acme = world.crm.accounts.create(Account_Name="Acme", Industry="Education", Employees=40)
        globex = world.crm.accounts.create(Account_Name="Globex")
        world.crm.deals.create(Deal_Name="Licences", Account_Name=acme, Amount=Decimal(900), Stage="Qualification")
        world.crm.deals.create(Deal_Name="Training", Account_Name=acme, Amount=Decimal(200), Stage="Closed Won")
        world.crm.deals.create(Deal_Name="Support", Account_Name=globex, Amount=Decimal(50))
        synced(world, product, "accounts")
        sync = world.integration(product)
    with when("an invoice is made for Acme and the CRM information is viewed"):
        customer = world[product].customers.one(contact_name="Acme")
        world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
        before = world.snapshot()
        shown = sync.crm_information(customer)
    with then("it shows the account's data, also what is not mapped"):
        assert shown.ref == acme.ref
        assert [shown.fields[name] for name in ("Account_Name", "Industry", "Employees")] == ["Acme", "Education", 40]
    with then("it lists Acme's potentials and no one else's, oldest first"):
        told = [(each["Deal_Name"], each["Amount"], each["Stage"]) for each in shown.potentials]
        assert told == [("Licences", Decimal(900), "Qualification"), ("Training", Decimal(200), "Closed Won")]
    with then("viewing has changed nothing"):
        assert world.snapshot() == before


@scenario(covers=["FND-05"])
def test_the_information_is_what_the_crm_holds_now(world: World, product: str) -> None:
    """It is read from the CRM when it is viewed: an edit of a minute ago shows before any run has carried it."""
    with given("a fetched account"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        synced(world, product, "accounts")
        sync = world.integration(product)
        customer = world[product].customers.one(contact_name="Acme")
    with when("the account gets another phone and a potential, and the information is viewed before the next slot"):
        world.crm.accounts.update(acme, Phone="222")
        world.crm.deals.create(Deal_Name="Licences", Account_Name=acme)
        shown = sync.crm_information(customer)
    with then("it shows both, while the customer still has the old phone"):
        assert (shown.fields["Phone"], customer.phone) == ("222", "111")
        assert [each["Deal_Name"] for each in shown.potentials] == ["Licences"]


@scenario(covers=["FND-05", "CUS-02"])
def test_a_customer_made_from_a_contact_shows_that_contact(world: World, product: str) -> None:
    """With contacts synced alone, the contact's data and the potentials it is named in are shown."""
    with given("Anna Berg with a potential, fetched as a customer"):
        anna = world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Department="Sales")
        world.crm.deals.create(Deal_Name="Licences", Contact_Name=anna)
        world.crm.deals.create(Deal_Name="Nobody's")
        synced(world, product, "contacts")
        sync = world.integration(product)
    with when("the information of her customer is viewed"):
        shown = sync.crm_information(world[product].customers.one(contact_name="Anna Berg"))
    with then("it shows her data and her potential"):
        assert (shown.ref, shown.fields["Department"]) == (anna.ref, "Sales")
        assert [each["Deal_Name"] for each in shown.potentials] == ["Licences"]


@scenario(covers=["FND-05"])
def test_an_account_without_potentials_shows_an_empty_list(world: World, product: str) -> None:
    """Nothing to sell yet is no mistake: the data is shown, the list is empty."""
    with given("a fetched account without potentials"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        synced(world, product, "accounts")
        sync = world.integration(product)
    with when("the information of its customer is viewed"):
        shown = sync.crm_information(world[product].customers.one(contact_name="Acme"))
    with then("it shows the account and no potential"):
        assert (shown.ref, shown.potentials) == (acme.ref, ())


@scenario(covers=["FND-05"])
def test_a_customer_of_finance_s_own_has_no_crm_information(world: World, product: str) -> None:
    """A customer that is not in the CRM is refused with that reason, even where an account has its name."""
    with given("Beta typed into finance, and skipped because the CRM has a Beta, too"):
        world.crm.accounts.create(Account_Name="Beta")
        beta = world[product].customers.create(contact_name="Beta")
        synced(world, product, "accounts")
        sync = world.integration(product)
        before = world.snapshot()
    with when("its CRM information is viewed"), pytest.raises(UsageError) as refusal:
        sync.crm_information(beta)
    with then("it is told that there is none"):
        assert refusal.value.asked == f"the CRM information of customers {beta.id}"
        assert refusal.value.found == "it has no record in the CRM"
        assert refusal.value.right == "a customer that came from the CRM"
        assert world.snapshot() == before


@scenario(covers=["FND-05", "DEL-04"])
def test_once_the_account_is_deleted_there_is_nothing_to_show(world: World, product: str) -> None:
    """A kept, inactive customer whose account is gone shows no CRM information any more."""
    with given("a customer with an invoice, whose account was deleted"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        synced(world, product, "accounts")
        sync = world.integration(product)
        customer = world[product].customers.one(contact_name="Acme")
        world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
        world.crm.accounts.delete(acme)
    with when("its information is viewed before the next run, and after it"):
        with pytest.raises(UsageError) as before:
            sync.crm_information(customer)
        world.advance(hours=2)
        with pytest.raises(UsageError) as after:
            sync.crm_information(customer)
    with then("both times there is no record in the CRM"):
        assert customer.status == "inactive"
        assert before.value.found == after.value.found == "it has no record in the CRM"


@scenario(covers=[], products=["books"])
def test_other_products_show_no_crm_information(world: World, product: str) -> None:
    """Only Invoice and Billing show the CRM beside their invoices; elsewhere asking for it is refused."""
    with given("a fetched account with a potential"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.deals.create(Deal_Name="Licences", Account_Name=acme)
        synced(world, product, "accounts")
        sync = world.integration(product)
        before = world.snapshot()
    with when("the CRM information of its customer is viewed"), pytest.raises(UsageError) as refusal:
        sync.crm_information(world[product].customers.one(contact_name="Acme"))
    with then("it is told where that can be seen"):
        assert refusal.value.found == f"{world[product].product.name} shows none beside its invoices"
        assert refusal.value.right == "Invoice and Billing do"
        assert world.snapshot() == before

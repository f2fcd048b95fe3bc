"""What the one-way import into Invoice carries of an account and of a contact, and nothing else."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError


def run_import(world: World, product: str) -> None:
    """Connect the import and run it once."""
    world.connect(product).customers.configure(auto_update=False).save_and_sync()
    world.settle()


@scenario(covers=["MAP-06"])
def test_the_import_brings_name_phones_and_addresses_of_an_account(world: World, product: str) -> None:
    """An imported account fills in display name, phone, fax, billing address and shipping address."""
    with given("an account with all of them"):
        world.crm.accounts.create(
            Account_Name="Acme",
            Phone="111",
            Fax="112",
            Billing_Street="1 Fort Road",
            Billing_City="Pune",
            Billing_State="MH",
            Billing_Code="411001",
            Billing_Country="India",
            Shipping_Street="2 Beach Road",
            Shipping_City="Panaji",
            Shipping_State="Goa",
            Shipping_Code="403001",
            Shipping_Country="India",
        )
    with when("the import runs"):
        run_import(world, product)
    with then("the customer has name and phones"):
        (customer,) = world[product].customers.all()
        assert (customer.contact_name, customer.phone, customer.fax) == ("Acme", "111", "112")
    with then("it has both addresses"):
        billing, shipping = customer.billing_address, customer.shipping_address
        assert (billing["address"], billing["city"], billing["state"]) == ("1 Fort Road", "Pune", "MH")
        assert (billing["zip"], billing["country"]) == ("411001", "India")
        assert (shipping["address"], shipping["city"], shipping["state"]) == ("2 Beach Road", "Panaji", "Goa")
        assert (shipping["zip"], shipping["country"]) == ("403001", "India")


@scenario(covers=["MAP-06"])
def test_nothing_else_of_an_account_is_imported(world: World, product: str) -> None:
    """Website and description, which Invoice has fields for, stay in the CRM; the import offers no mapping."""
    with given("an account with a website, a description and a revenue"):
        world.crm.accounts.create(
            Account_Name="Acme", Website="acme.example", Description="a good client", Annual_Revenue=100
        )
    with when("the import runs"):
        run_import(world, product)
    with then("the customer has a name, and no website, notes or company name"):
        (customer,) = world[product].customers.all()
        assert (customer.contact_name, customer.website) == ("Acme", None)
        assert (customer.notes, customer.company_name) == (None, None)
    with then("a mapping by hand is refused"), pytest.raises(UsageError, match="no such choice"):
        world.integration(product).customers.configure(mapping={"Website": "website"})


@scenario(covers=["MAP-07"])
def test_the_import_brings_names_and_phones_of_a_contact(world: World, product: str) -> None:
    """An imported contact fills in salutation, first name, last name, phone and mobile of a contact person."""
    with given("an account with one contact"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.contacts.create(
            Salutation="Dr.", First_Name="Ann", Last_Name="Lee", Phone="111", Mobile="113", Account_Name=acme
        )
    with when("the import runs"):
        run_import(world, product)
    with then("the contact person has them"):
        (person,) = world[product].contact_persons.all()
        assert (person.salutation, person.first_name, person.last_name) == ("Dr.", "Ann", "Lee")
        assert (person.phone, person.mobile) == ("111", "113")


@scenario(covers=["MAP-07"])
def test_nothing_else_of_a_contact_is_imported(world: World, product: str) -> None:
    """Not even the e-mail address comes along, nor title, nor department."""
    with given("an account with one contact, e-mail, title and department filled in"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.contacts.create(
            Last_Name="Lee", Email="ann@acme.example", Title="Buyer", Department="Purchasing", Account_Name=acme
        )
    with when("the import runs"):
        run_import(world, product)
    with then("the contact person has a last name only"):
        (person,) = world[product].contact_persons.all()
        assert (person.last_name, person.email) == ("Lee", None)
        assert (person.designation, person.department) == (None, None)


@scenario(covers=["MAP-07"])
def test_a_contact_without_account_brings_the_same_fields(world: World, product: str) -> None:
    """A contact alone becomes a customer under its full name with phone and mobile, and without its e-mail."""
    with given("a contact without account"):
        world.crm.contacts.create(
            First_Name="Bob", Last_Name="Ray", Phone="111", Mobile="113", Email="bob@ray.example", Mailing_City="Pune"
        )
    with when("the import runs"):
        run_import(world, product)
    with then("the customer has name and phones, neither e-mail nor address"):
        (customer,) = world[product].customers.all()
        assert (customer.contact_name, customer.phone, customer.mobile) == ("Bob Ray", "111", "113")
        assert (customer.email, customer.billing_address["city"]) == (None, None)

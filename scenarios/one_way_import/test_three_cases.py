"""What the import makes of an account with contacts, of an account alone, and of a contact alone."""

from __future__ import annotations

from scenarios.one_way_import._setup import customers, imported, persons
from zsim import World, given, scenario, then, when


@scenario(covers=["IMP-02"])
def test_an_account_with_contacts_becomes_a_customer_with_contact_persons(world: World, product: str) -> None:
    """The account is the customer, a company; its contacts are that customer's contact persons and no customers."""
    with given("an account with two contacts, and another with one"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="100")
        beta = world.crm.accounts.create(Account_Name="Beta")
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Phone="111", Account_Name=acme)
        bob = world.crm.contacts.create(First_Name="Bob", Last_Name="Ray", Mobile="112", Account_Name=acme)
        cid = world.crm.contacts.create(Last_Name="Cid", Account_Name=beta)
    with when("the import runs"):
        sync = imported(world, product)
    with then("there are two companies, with their contact persons"):
        first, second = world[product].customers.all()
        assert (first.contact_name, first.phone, first.customer_sub_type) == ("Acme", "100", "business")
        assert (second.contact_name, second.customer_sub_type) == ("Beta", "business")
        assert persons(world, product, first) == ["Ann Lee", "Bob Ray"]
        assert persons(world, product, second) == ["Cid"]
    with then("each has the fields of its contact"):
        assert world[product].contact_persons.one(last_name="Lee").phone == "111"
        assert world[product].contact_persons.one(last_name="Ray").mobile == "112"
        assert [world.why(each).outcome for each in (acme, beta, ann, bob, cid)] == ["created"] * 5
        assert sync.history[-1].added == 5


@scenario(covers=["IMP-02"])
def test_a_contact_added_later_joins_the_customer(world: World, product: str) -> None:
    """A contact that the account gets after the first import becomes a contact person with the next."""
    with given("an account with one contact, imported"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.contacts.create(Last_Name="Ann", Account_Name=acme)
        imported(world, product)
    with when("a contact is added to it, and the import is repeated"):
        bob = world.crm.contacts.create(Last_Name="Bob", Account_Name=acme)
        world.advance(hours=12)
    with then("the one customer has both"):
        (customer,) = world[product].customers.all()
        assert persons(world, product, customer) == ["Ann", "Bob"]
        assert world.why(bob).outcome == "created"


@scenario(covers=["IMP-03"])
def test_an_account_alone_becomes_a_customer_without_contact_person(world: World, product: str) -> None:
    """An account that has no contacts is a customer, a company, and nobody stands beside it."""
    with given("an account without contacts"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="100")
    with when("the import runs"):
        imported(world, product)
    with then("there is a customer and no contact person"):
        (customer,) = world[product].customers.all()
        assert (customer.contact_name, customer.phone) == ("Acme", "100")
        assert customer.customer_sub_type == "business"
        assert world[product].contact_persons.all() == []
        assert world.why(acme).outcome == "created"


@scenario(covers=["IMP-04"])
def test_a_contact_alone_becomes_a_customer_that_is_its_own_person(world: World, product: str) -> None:
    """A contact without account is a customer under its full name, and the one contact person of that customer."""
    with given("a contact without account"):
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Phone="111", Mobile="112")
    with when("the import runs"):
        sync = imported(world, product)
    with then("there is one customer, an individual"):
        (customer,) = world[product].customers.all()
        assert (customer.contact_name, customer.customer_sub_type) == ("Ann Lee", "individual")
        assert (customer.phone, customer.mobile) == ("111", "112")
    with then("it has one contact person, which is itself"):
        (person,) = world[product].contact_persons.all()
        assert person.contact_id == customer
        assert (person.first_name, person.last_name, person.phone, person.mobile) == ("Ann", "Lee", "111", "112")
        assert person.is_primary_contact is True
        assert world.why(ann).outcome == "created"
        assert sync.history[-1].added == 1


@scenario(covers=["IMP-04"])
def test_a_contact_with_a_last_name_only_is_its_own_person_as_well(world: World, product: str) -> None:
    """One name is enough, for the customer and for the contact person that it is."""
    with given("a contact without account that has a last name only"):
        world.crm.contacts.create(Last_Name="Lee")
    with when("the import runs"):
        imported(world, product)
    with then("customer and contact person carry it"):
        (customer,) = world[product].customers.all()
        assert customer.contact_name == "Lee"
        assert persons(world, product, customer) == ["Lee"]


@scenario(covers=["IMP-04"])
def test_a_person_of_its_own_has_first_and_last_name_as_in_the_crm(world: World, product: str) -> None:
    """First and last name come along as they are: a last name of three words is not torn apart."""
    with given("a contact without account whose last name has three words"):
        contact = world.crm.contacts.create(First_Name="Ann", Last_Name="van der Lee")
    with when("the import runs"):
        imported(world, product)
    with then("the customer shows the full name, and the contact person has both names apart"):
        (customer,), (person,) = world[product].customers.all(), world[product].contact_persons.all()
        assert customer.contact_name == "Ann van der Lee"
        assert (customer.first_name, customer.last_name) == ("Ann", "van der Lee")
        assert (person.first_name, person.last_name) == ("Ann", "van der Lee")
    with when("the first name is corrected in the CRM, and the import is repeated"):
        world.crm.contacts.update(contact, First_Name="Anna")
        world.advance(hours=12)
    with then("both follow"):
        assert customer.contact_name == "Anna van der Lee"
        assert (person.first_name, person.last_name) == ("Anna", "van der Lee")


@scenario(covers=["IMP-04"])
def test_an_edited_contact_alone_changes_customer_and_person(world: World, product: str) -> None:
    """Another phone and another name in the CRM reach both at the next import, and make nothing new."""
    with given("a contact without account, imported"):
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Phone="111")
        imported(world, product)
        (customer,), (person,) = world[product].customers.all(), world[product].contact_persons.all()
    with when("it marries and gets another phone, and the import is repeated"):
        world.crm.contacts.update(ann, Last_Name="Ray", Phone="222")
        world.advance(hours=12)
    with then("the same customer and the same contact person have both"):
        assert world[product].customers.all() == [customer]
        assert world[product].contact_persons.all() == [person]
        assert (customer.contact_name, customer.phone) == ("Ann Ray", "222")
        assert (person.first_name, person.last_name, person.phone) == ("Ann", "Ray", "222")
        assert world.why(ann).outcome == "updated"


@scenario(covers=["IMP-02", "IMP-03", "IMP-04"])
def test_the_three_cases_come_in_one_import(world: World, product: str) -> None:
    """Side by side, each record becomes what its case says, and a second import adds nothing."""
    with given("an account with a contact, an account alone, and a contact alone"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.contacts.create(Last_Name="Ann", Account_Name=acme)
        world.crm.accounts.create(Account_Name="Beta")
        world.crm.contacts.create(Last_Name="Cid")
    with when("the import runs, and is repeated"):
        sync = imported(world, product)
        world.advance(hours=12)
    with then("there are three customers, two of which have a contact person"):
        first, second, third = world[product].customers.all()
        assert customers(world, product) == ["Acme", "Beta", "Cid"]
        assert [persons(world, product, each) for each in (first, second, third)] == [["Ann"], [], ["Cid"]]
        assert [run.added for run in sync.history] == [4, 0]

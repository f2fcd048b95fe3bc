"""Contact persons: who is who, how many there may be, and what their customer has to do with it."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when

BOTH_EXTENTS = pytest.mark.parametrize("extent", ["fetch", "both_ways"])


@BOTH_EXTENTS
@scenario(covers=["CUS-26"])
def test_a_contact_person_is_first_recognised_by_email(world: World, product: str, extent: str) -> None:
    """Within the customer of its account a contact is matched by e-mail, though the names differ."""
    with given("finance has Acme with 'A. Lee', the CRM has Acme with 'Ann Lee', both of one address"):
        customer = world[product].customers.create(contact_name="Acme")
        person = world[product].contact_persons.create(
            contact_id=customer, first_name="A.", last_name="Lee", email="ann@acme.example", designation="Buyer"
        )
        account = world.crm.accounts.create(Account_Name="Acme")
        contact = world.crm.contacts.create(
            First_Name="Ann", Last_Name="Lee", Email="Ann@Acme.example", Account_Name=account
        )
    with when("accounts and their contacts are synced with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent=extent, duplicates="overwrite").save_and_sync()
        world.settle()
    with then("it is one person, with the CRM's first name and finance's own designation"):
        assert world[product].contact_persons.all() == [person]
        assert (person.first_name, person.designation) == ("Ann", "Buyer")
        assert len(world.crm.contacts) == 1
    with then("the history says by what they were matched"):
        assert world.why(contact).outcome == "updated"
        assert "CUS-26" in world.why(contact).behaviours


@BOTH_EXTENTS
@scenario(covers=["CUS-26"])
def test_without_a_common_email_first_and_last_name_decide(world: World, product: str, extent: str) -> None:
    """A contact that no e-mail matches is recognised by first and last name; half a name is not enough."""
    with given("finance has Acme with Ann Lee and Bob Ray, both without an address"):
        customer = world[product].customers.create(contact_name="Acme")
        ann = world[product].contact_persons.create(contact_id=customer, first_name="ann", last_name="LEE")
        bob = world[product].contact_persons.create(contact_id=customer, first_name="Bob", last_name="Ray")
    with given("the CRM has Acme with Ann Lee and Bill Ray"):
        account = world.crm.accounts.create(Account_Name="Acme")
        ann_contact = world.crm.contacts.create(
            First_Name="Ann", Last_Name="Lee", Email="ann@acme.example", Account_Name=account
        )
        bill_contact = world.crm.contacts.create(First_Name="Bill", Last_Name="Ray", Account_Name=account)
    with when("accounts and their contacts are synced with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent=extent, duplicates="overwrite").save_and_sync()
        world.settle()
    with then("Ann is one person, now with her address"):
        assert ann.email == "ann@acme.example"
        assert world.why(ann_contact).outcome == "updated"
    with then("Bill is a new one beside Bob"):
        assert world.why(bill_contact).outcome == "created"
        assert bob.first_name == "Bob"
        assert len(world[product].contact_persons) == 3


@scenario(covers=["CUS-26"])
def test_people_of_another_customer_are_never_matched(world: World, product: str) -> None:
    """The same person at two companies is two contact persons: only the account's own customer is searched."""
    with given("finance has Acme without anybody, and Globex with Ann Lee"):
        world[product].customers.create(contact_name="Acme")
        globex = world[product].customers.create(contact_name="Globex")
        elsewhere = world[product].contact_persons.create(
            contact_id=globex, first_name="Ann", last_name="Lee", email="ann@lee.example", phone="9"
        )
    with given("the CRM has Ann Lee at Acme"):
        account = world.crm.accounts.create(Account_Name="Acme")
        contact = world.crm.contacts.create(
            First_Name="Ann", Last_Name="Lee", Email="ann@lee.example", Phone="1", Account_Name=account
        )
    with when("accounts and their contacts are fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("Acme has an Ann Lee of its own, and Globex's is as it was"):
        assert world.why(contact).outcome == "created"
        (ann,) = [each for each in world[product].contact_persons.all() if each != elsewhere]
        assert (ann.contact_id.contact_name, ann.phone) == ("Acme", "1")
        assert (elsewhere.contact_id, elsewhere.phone) == (globex, "9")


@scenario(covers=["CUS-26"])
def test_a_linked_contact_person_is_followed_by_its_link(world: World, product: str) -> None:
    """Once linked, neither another name nor another address makes a new person, nor does a namesake take its place."""
    with given("Ann Lee of Acme is synced both ways"):
        account = world.crm.accounts.create(Account_Name="Acme")
        contact = world.crm.contacts.create(
            First_Name="Ann", Last_Name="Lee", Email="ann@acme.example", Account_Name=account
        )
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent="both_ways").save_and_sync()
        world.settle()
        (person,) = world[product].contact_persons.all()
    with when("in the CRM she becomes Anna Ray with another address, and a new Ann Lee takes her old one"):
        world.crm.contacts.update(contact, First_Name="Anna", Last_Name="Ray", Email="anna@acme.example")
        newcomer = world.crm.contacts.create(
            First_Name="Ann", Last_Name="Lee", Email="ann@acme.example", Account_Name=account
        )
        world.advance(hours=2)
    with then("the person she always was carries her new name and address"):
        assert (person.first_name, person.last_name, person.email) == ("Anna", "Ray", "anna@acme.example")
        assert world.why(contact).outcome == "updated"
    with then("the newcomer is a person of her own"):
        assert world.why(newcomer).outcome == "created"
        assert len(world[product].contact_persons) == 2
        assert len(world.crm.contacts) == 2
    with when("finance edits the first one's phone"):
        world[product].contact_persons.update(person, phone="7")
        world.advance(hours=2)
    with then("it is her contact that gets it"):
        assert (contact.Phone, newcomer.Phone) == ("7", None)


@scenario(covers=["CUS-26"])
def test_two_contacts_of_one_address_are_two_persons(world: World, product: str) -> None:
    """One person in finance can be matched by one contact only; a second of the same address is added beside it."""
    with given("finance has Acme with one person, the CRM has Acme with two of that person's address"):
        customer = world[product].customers.create(contact_name="Acme")
        person = world[product].contact_persons.create(
            contact_id=customer, first_name="Office", email="office@acme.example"
        )
        account = world.crm.accounts.create(Account_Name="Acme")
        ann, bob = (
            world.crm.contacts.create(
                First_Name=first, Last_Name=last, Email="office@acme.example", Account_Name=account
            )
            for first, last in (("Ann", "Lee"), ("Bob", "Ray"))
        )
    with when("accounts and their contacts are fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("Ann is that person and Bob a new one"):
        assert (world.why(ann).outcome, world.why(bob).outcome) == ("updated", "created")
        assert (person.first_name, person.last_name) == ("Ann", "Lee")
        assert [each.first_name for each in world[product].contact_persons.all()] == ["Ann", "Bob"]


@scenario(covers=["CUS-27"], tags=["limits"])
def test_the_501st_contact_person_fails_with_a_reason(world: World, product: str) -> None:
    """Books takes 500 contact persons of one customer; the next one fails, and the rest of the run goes on."""
    with given("Acme has 501 contacts in the CRM, Globex has one"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        globex = world.crm.accounts.create(Account_Name="Globex")
        people = [
            world.crm.contacts.create(First_Name=f"Person {number}", Last_Name="Lee", Account_Name=acme)
            for number in range(1, 502)
        ]
        other = world.crm.contacts.create(First_Name="Ann", Last_Name="Ray", Account_Name=globex)
    with when("accounts and their contacts are fetched"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts").save_and_sync()
        world.settle()
    with then("Acme has 500 contact persons, and the last contact failed for that reason"):
        customer = world[product].customers.one(contact_name="Acme")
        assert len(world[product].contact_persons.find(contact_id=customer)) == 500
        assert world.why(people[499]).outcome == "created"
        assert world.why(people[500]).outcome == "failed"
        assert "limit reached" in world.why(people[500]).reason
    with then("Globex's contact came in, and the run is graded partial"):
        assert world.why(other).outcome == "created"
        assert sync.customers.history[-1].grade == "partial"
        assert sync.customers.history[-1].counts == {"created": 503, "failed": 1}
    with when("somebody removes one of the 500 in the CRM and two hours pass"):
        world.crm.contacts.delete(people[0])
        world.advance(hours=2)
    with then("there is room for the one that had failed"):
        assert world.why(people[500]).outcome == "created"
        assert sync.customers.history[-1].grade == "done"


@scenario(covers=["CUS-27"], tags=["limits"])
def test_the_cap_holds_for_each_customer_by_itself(world: World, product: str) -> None:
    """A full customer is no reason to refuse the contact persons of another one."""
    with given("the CRM has Acme with 500 contacts and Globex with one"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        globex = world.crm.accounts.create(Account_Name="Globex")
        for number in range(1, 501):
            world.crm.contacts.create(First_Name=f"Person {number}", Last_Name="Lee", Account_Name=acme)
        world.crm.contacts.create(First_Name="Ann", Last_Name="Ray", Account_Name=globex)
    with when("accounts and their contacts are fetched"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts").save_and_sync()
        world.settle()
    with then("all 501 came in and nothing failed"):
        assert len(world[product].contact_persons) == 501
        assert sync.customers.history[-1].grade == "done"

"""Complaint 7: one person has two e-mail addresses, and stands twice among the contact persons."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


def ann_at_acme(world: World) -> None:
    """Acme with its contact Ann Lee."""
    acme = world.crm.accounts.create(Account_Name="Acme")
    world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Email="ann@acme.example", Account_Name=acme)


def sync_with_contacts(world: World, product: str) -> None:
    """Accounts with their contacts, both ways, with 'overwrite'."""
    sync = world.connect(product)
    sync.customers.configure(module="accounts_and_contacts", extent="both_ways", duplicates="overwrite").save_and_sync()
    world.settle()


@scenario(covers=["CUS-26"], tags=["complaint-7"])
def test_a_new_address_in_the_crm_reaches_the_same_person(world: World, product: str) -> None:
    """Once linked, a contact person is followed by its link: a changed address makes no second person.

    What the user saw: after a change of address in one app, the person stood twice. Here it is updated.
    """
    with given("Ann Lee, synced as a contact person of Acme"):
        ann_at_acme(world)
        sync_with_contacts(world, product)
        (person,) = world[product].contact_persons.all()
    with when("her address changes in the CRM and the next slot comes"):
        ann = world.crm.contacts.one(Last_Name="Lee")
        world.crm.contacts.update(ann, Email="ann.lee@acme.example")
        world.advance(hours=2)
    with then("it is the one person with the new address"):
        assert world[product].contact_persons.all() == [person]
        assert person.email == "ann.lee@acme.example"
        assert world.why(ann).outcome == "updated"


@scenario(covers=["CUS-26"], tags=["complaint-7"])
def test_a_new_address_in_finance_reaches_the_same_contact(world: World, product: str) -> None:
    """The other way round, an address changed in finance alone updates the one contact of the CRM."""
    with given("Ann Lee, synced as a contact person of Acme"):
        ann_at_acme(world)
        sync_with_contacts(world, product)
        (person,) = world[product].contact_persons.all()
    with when("her address changes in finance and the next slot comes"):
        world[product].contact_persons.update(person, email="ann.lee@acme.example")
        world.advance(hours=2)
    with then("it is the one contact with the new address"):
        (contact,) = world.crm.contacts.all()
        assert contact.Email == "ann.lee@acme.example"
        assert world.why(person).outcome == "updated"


@scenario(covers=["CUS-26"], tags=["complaint-7"])
def test_at_the_first_sync_the_name_matches_where_the_address_does_not(world: World, product: str) -> None:
    """A person entered on both sides with two addresses is still one: first and last name match.

    What the user saw: mismatched addresses led to two persons. With equal names they do not.
    """
    with given("Ann Lee of Acme, entered on both sides with another address each"):
        ann_at_acme(world)
        customer = world[product].customers.create(contact_name="Acme")
        person = world[product].contact_persons.create(
            contact_id=customer, first_name="Ann", last_name="Lee", email="ann@private.example"
        )
    with when("accounts are synced with their contacts for the first time"):
        sync_with_contacts(world, product)
    with then("there is one person, with the address of the CRM"):
        assert world[product].contact_persons.all() == [person]
        assert person.email == "ann@acme.example"
        assert len(world.crm.contacts) == 1


@scenario(covers=["CUS-26"], tags=["complaint-7"])
def test_with_another_address_and_another_first_name_it_is_two_persons(world: World, product: str) -> None:
    """Neither address nor name match: the person stands twice on both sides.

    What the user saw. This is correct behaviour: nothing tells that 'Ann Lee' and 'A. Lee' are one.
    """
    with given("one person, entered as Ann Lee in the CRM and as A. Lee with another address in finance"):
        ann_at_acme(world)
        customer = world[product].customers.create(contact_name="Acme")
        world[product].contact_persons.create(
            contact_id=customer, first_name="A.", last_name="Lee", email="ann@private.example"
        )
    with when("accounts are synced with their contacts for the first time"):
        sync_with_contacts(world, product)
    with then("both stand on both sides"):
        assert sorted(each.first_name for each in world[product].contact_persons.all()) == ["A.", "Ann"]
        assert sorted(each.First_Name for each in world.crm.contacts.all()) == ["A.", "Ann"]


@scenario(covers=["CUS-26"], tags=["complaint-7"])
def test_the_address_matches_where_the_name_does_not(world: World, product: str) -> None:
    """With one address in both apps, differently written names are one person: the address is looked at first."""
    with given("one person with one address, entered as Ann Lee in the CRM and as A. Lee in finance"):
        ann_at_acme(world)
        customer = world[product].customers.create(contact_name="Acme")
        person = world[product].contact_persons.create(
            contact_id=customer, first_name="A.", last_name="Lee", email="ANN@acme.example"
        )
    with when("accounts are synced with their contacts for the first time"):
        sync_with_contacts(world, product)
    with then("there is one person, named as in the CRM"):
        assert world[product].contact_persons.all() == [person]
        assert (person.first_name, person.last_name) == ("Ann", "Lee")

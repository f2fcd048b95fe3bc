"""What has the name of a customer there already: the import adds it beside that one."""

from __future__ import annotations

import pytest

from scenarios.one_way_import._setup import customers, imported, persons
from zsim import World, given, scenario, then, when
from zsim.ports.errors import DuplicateValue, NotAllowed

SORTS = {"account": ("accounts", "Account_Name"), "contact": ("contacts", "Last_Name")}


@pytest.mark.parametrize("sort", SORTS)
@scenario(covers=["IMP-09", "DEL-09", "DEL-10"])
def test_a_second_customer_of_a_name_is_made_which_can_only_be_merged(world: World, product: str, sort: str) -> None:
    """Invoice keeps names unique, and still the import adds a second Acme; by hand it goes only into a merge."""
    with given("a customer Acme of Invoice's own, and Acme in the CRM"):
        own = world[product].customers.create(contact_name="Acme", phone="9")
        module, name = SORTS[sort]
        acme = getattr(world.crm, module).create(**{name: "Acme", "Phone": "1"})
    with when("the CRM is imported, and imported again"):
        sync = imported(world, product)
        world.advance(hours=24)
    with then("there are two customers Acme, and no run failed anything"):
        _, double = world[product].customers.all()
        assert [(each.contact_name, each.phone) for each in (own, double)] == [("Acme", "9"), ("Acme", "1")]
        assert {run.grade for run in sync.history} == {"done"}
        assert world.why(acme).outcomes[0] == "created"
        assert {*world.why(acme).behaviours} - {"IMP-06"} == {"IMP-09"}
    with when("the double is deleted by hand"), pytest.raises(NotAllowed, match="came from the CRM"):
        world[product].customers.delete(double)
    with when("Invoice's own is merged into it"):
        world[product].customers.merge(double, own)
    with then("one is left to use"):
        assert [each.contact_name for each in world[product].customers.find(status="active")] == ["Acme"]


@scenario(covers=["IMP-09"])
def test_several_of_one_name_are_as_many_customers(world: World, product: str) -> None:
    """Accounts and contacts of one name all come in, and so do contact persons of one name at one account."""
    with given("two accounts and a lone contact called Acme, and two contacts of one name and address at the first"):
        first, _ = (world.crm.accounts.create(Account_Name="Acme") for _ in range(2))
        world.crm.contacts.create(Last_Name="Acme")
        for _ in range(2):
            world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Account_Name=first)
    with when("they are imported"):
        sync = imported(world, product)
    with then("there are three customers of that name, and two persons at the first"):
        assert customers(world, product) == ["Acme"] * 3
        assert persons(world, product, world[product].customers.all()[0]) == ["Ann Lee"] * 2
        assert sync.history[-1].grade == "done"


@scenario(covers=["IMP-09", "IMP-06"])
def test_renaming_onto_a_taken_name_follows(world: World, product: str) -> None:
    """An account renamed like another customer renames its own; a person may not do that in Invoice."""
    with given("a customer Acme of Invoice's own, and an imported Bolt"):
        world[product].customers.create(contact_name="Acme")
        bolt = world.crm.accounts.create(Account_Name="Bolt")
        sync = imported(world, product)
        customer = world[product].customers.one(contact_name="Bolt")
    with when("a person renames Bolt to Acme in Invoice"), pytest.raises(DuplicateValue):
        world[product].customers.update(customer, contact_name="Acme")
    with when("the account is renamed to Acme, and the import is repeated"):
        world.crm.accounts.update(bolt, Account_Name="Acme")
        world.advance(hours=12)
    with then("the customer has the name, and the run is done"):
        assert customer.contact_name == "Acme"
        assert sync.history[-1].grade == "done"


@scenario(covers=["IMP-09"])
def test_a_person_of_the_same_name_is_not_taken_over(world: World, product: str) -> None:
    """A contact person typed into Invoice stays beside the imported one of the same name."""
    with given("an imported account, at whose customer somebody added Ann Lee"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        imported(world, product)
        (customer,) = world[product].customers.all()
        own = world[product].contact_persons.create(contact_id=customer, first_name="Ann", last_name="Lee", phone="9")
    with when("Ann Lee becomes a contact of the account, and the import is repeated"):
        world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Phone="1", Account_Name=acme)
        world.advance(hours=12)
    with then("the customer has two contact persons of that name"):
        assert [each.phone for each in world[product].contact_persons.find(last_name="Lee")] == ["9", "1"]
        assert own.phone == "9"


@scenario(covers=["IMP-10"])
def test_contacts_that_move_gain_and_lose_an_account_are_followed(world: World, product: str) -> None:
    """A contact person moves, becomes a customer and a contact person again, as in the two-way sync."""
    with given("two accounts and a contact of the first, imported"):
        acme, bolt = (world.crm.accounts.create(Account_Name=each) for each in ("Acme", "Bolt"))
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Account_Name=acme)
        imported(world, product)
    for account, place in ((bolt, "at Bolt"), (None, "a customer of its own"), (acme, "at Acme")):
        with when(f"the contact is now {place}, and the import is repeated"):
            world.crm.contacts.update(ann, Account_Name=account)
            world.advance(hours=12)
        with then("so it is in Invoice, once"):
            called = account.Account_Name if account else "Ann Lee"
            assert [each.contact_id.contact_name for each in world[product].contact_persons.all()] == [called]
            cited = world.why(ann).behaviours
            assert "IMP-10" in cited


@scenario(covers=["IMP-10"])
def test_what_was_deleted_in_either_app_comes_back_by_the_crm(world: World, product: str) -> None:
    """A contact person deleted in Invoice comes back with the contact's next edit, a restored account as well."""
    with given("an account with a contact, imported"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Account_Name=acme)
        imported(world, product)
    with when("the person is deleted in Invoice, and two imports later the contact is edited"):
        world[product].contact_persons.delete(world[product].contact_persons.one(last_name="Lee"))
        world.advance(hours=24)
        assert world[product].contact_persons.all() == []
        world.crm.contacts.update(ann, Phone="1")
        world.advance(hours=12)
    with then("it is back"):
        assert [each.phone for each in world[product].contact_persons.all()] == ["1"]
    with when("the account is deleted in the CRM, imported, restored, and imported again"):
        world.crm.accounts.delete(acme)
        world.advance(hours=12)
        assert customers(world, product) != ["Acme"]
        world.crm.accounts.restore(acme)
        world.advance(hours=12)
    with then("it is back, told by the import's own rule"):
        assert "Acme" in customers(world, product)
        assert {*world.why(acme).behaviours} - {"IMP-06"} == {"IMP-09", "DEL-02", "IMP-10"}

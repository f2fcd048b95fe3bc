"""Importing again: on demand or every twelve hours, and the CRM's values stand."""

from __future__ import annotations

from datetime import timedelta

from scenarios.one_way_import._setup import customers, imported, persons
from zsim import World, given, scenario, then, when


@scenario(covers=["IMP-06"])
def test_an_edited_contact_person_is_put_back(world: World, product: str) -> None:
    """The same holds for contact persons: names and phones are the CRM's, e-mail and department are Invoice's."""
    with given("an account with a contact, imported"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Phone="111", Account_Name=acme)
        imported(world, product)
        (person,) = world[product].contact_persons.all()
    with when("all of these are edited in Invoice, and the import is repeated"):
        world[product].contact_persons.update(person, last_name="Ray", phone="999")
        world[product].contact_persons.update(person, email="ann@acme.example", department="Purchasing")
        world.advance(hours=12)
    with then("names and phone are the CRM's, the rest is as edited"):
        assert (person.first_name, person.last_name, person.phone) == ("Ann", "Lee", "111")
        assert (person.email, person.department) == ("ann@acme.example", "Purchasing")


@scenario(covers=["IMP-06"])
def test_an_edit_on_both_sides_ends_with_the_crm_s_value(world: World, product: str) -> None:
    """Where both sides changed a field since the last import, the CRM's new value replaces the edit in Invoice."""
    with given("an account, imported"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        imported(world, product)
        (customer,) = world[product].customers.all()
    with when("the phone is edited in both, and the import is repeated"):
        world.crm.accounts.update(acme, Phone="222")
        world[product].customers.update(customer, phone="999")
        world.advance(hours=12)
    with then("both have the CRM's"):
        assert (acme.Phone, customer.phone) == ("222", "222")


@scenario(covers=["IMP-06", "IMP-01"])
def test_a_contact_person_added_in_invoice_survives(world: World, product: str) -> None:
    """Importing again takes nothing away: a contact person that Invoice added stays beside the imported one."""
    with given("an account with a contact, imported, and a contact person added in Invoice"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.contacts.create(Last_Name="Ann", Account_Name=acme)
        imported(world, product)
        (customer,) = world[product].customers.all()
        world[product].contact_persons.create(contact_id=customer, last_name="Bob")
    with when("the import is repeated"):
        world.advance(hours=12)
    with then("the customer has both, and the CRM the one"):
        assert persons(world, product, customer) == ["Ann", "Bob"]
        assert [each.Last_Name for each in world.crm.contacts.all()] == ["Ann"]


@scenario(covers=["IMP-07", "SYN-02"], moments="exact")
def test_pressing_import_leaves_the_twelve_hours_alone(world: World, product: str) -> None:
    """An import on demand comes beside the scheduled ones, which stay where they were."""
    with given("an import with auto-update, first run at 09:00"):
        sync = imported(world, product)
    with when("somebody presses Import at 15:00, and a day passes"):
        world.advance(hours=6)
        sync.instant_sync()
        world.advance(hours=24)
    with then("scheduled imports were made at 21:00 and at 09:00"):
        first, *later = sync.history
        hours = [(run.started - first.ended) / timedelta(hours=1) for run in later]
        assert [(run.trigger, at) for run, at in zip(later, hours, strict=True)] == [
            ("instant", 6),
            ("scheduled", 12),
            ("scheduled", 24),
        ]


@scenario(covers=["SYN-02", "IMP-07"])
def test_without_auto_update_only_pressing_import_imports(world: World, product: str) -> None:
    """Unless auto-update was ticked nothing is imported by itself; each press imports what came until then."""
    with given("a first import without auto-update"):
        sync = imported(world, product, auto_update=False)
    with when("an account comes each day for three days, and Import is pressed on the second"):
        for name in ("Acme", "Beta", "Cord"):
            world.crm.accounts.create(Account_Name=name)
            world.advance(days=1)
            if name == "Beta":
                sync.instant_sync()
                world.settle()
    with then("Invoice has what came until then"):
        assert customers(world, product) == ["Acme", "Beta"]
        assert [run.trigger for run in sync.history] == ["initial", "instant"]

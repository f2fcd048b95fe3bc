"""Contacts that change, gain or lose their account, and accounts that are merged in the CRM."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when

BOTH_EXTENTS = pytest.mark.parametrize("extent", ["fetch", "both_ways"])


@BOTH_EXTENTS
@scenario(covers=["CUS-24"])
def test_a_moved_contact_takes_its_person_along(world: World, product: str, extent: str) -> None:
    """When a contact moves to another account its contact person leaves the old customer and joins the new one.

    What finance noted about the person comes along; invoices stay with the customer they were written for.
    """
    with given("Ann Lee of Acme is synced, finance noted her as Buyer and wrote Acme an invoice"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        globex = world.crm.accounts.create(Account_Name="Globex")
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Account_Name=acme)
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent=extent).save_and_sync()
        world.settle()
        old, new = (world[product].customers.one(contact_name=name) for name in ("Acme", "Globex"))
        (former,) = world[product].contact_persons.all()
        world[product].contact_persons.update(former, designation="Buyer")
        invoice = world[product].invoices.create(customer_id=old, lines=[{"name": "Work", "rate": 100}])
    with when("she moves to Globex in the CRM and two hours pass"):
        world.crm.contacts.update(ann, Account_Name=globex)
        world.advance(hours=2)
    with then("she is Globex's contact person, still Buyer, and no longer Acme's"):
        (person,) = world[product].contact_persons.all()
        assert person.contact_id == new
        assert (person.first_name, person.last_name, person.designation) == ("Ann", "Lee", "Buyer")
        assert world.why(ann).outcome == "updated"
        assert "CUS-24" in world.why(ann).behaviours
    with then("the invoice is still Acme's"):
        assert invoice.customer_id == old
    with when("her phone changes in the CRM"):
        world.crm.contacts.update(ann, Phone="7")
        world.advance(hours=2)
    with then("the person at Globex follows"):
        assert person.phone == "7"


@scenario(covers=["CUS-21", "CUS-24"])
def test_a_move_loses_no_edit_made_in_finance(world: World, product: str) -> None:
    """If finance edits the person in the interval in which its contact moves, the edit reaches the CRM all the same."""
    with given("Ann Lee of Acme is synced both ways"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        globex = world.crm.accounts.create(Account_Name="Globex")
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Phone="1", Account_Name=acme)
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent="both_ways").save_and_sync()
        world.settle()
        (former,) = world[product].contact_persons.all()
    with when("she moves to Globex in the CRM while finance gives her another phone"):
        world.crm.contacts.update(ann, Account_Name=globex, Email="ann@globex.example")
        world[product].contact_persons.update(former, phone="2")
        world.advance(hours=2)
    with then("she moved, and both sides hold both edits"):
        (person,) = world[product].contact_persons.all()
        assert person.contact_id.contact_name == "Globex"
        assert (person.phone, person.email) == ("2", "ann@globex.example")
        assert (ann.Phone, ann.Email) == ("2", "ann@globex.example")
    with then("the next run finds nothing left to do"):
        world.advance(hours=2)
        assert (ann.Phone, person.phone) == ("2", "2")
        assert sync.customers.history[-1].updated == 0


@BOTH_EXTENTS
@scenario(covers=["CUS-25"], products=["books", "billing"])
def test_gaining_an_account_turns_a_customer_into_a_contact_person(world: World, product: str, extent: str) -> None:
    """A contact that gains an account becomes a contact person of it, and its own Individual customer is deleted."""
    with given("Ann Lee, who has no account, is synced as a customer, beside Acme"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Email="ann@lee.example")
        sync = world.connect(product)
        sync.customers.configure(
            module="accounts_and_contacts", extent=extent, include_contacts_without_account=True
        ).save_and_sync()
        world.settle()
        individual = world[product].customers.one(contact_name="Ann Lee")
    with when("she gets the account Acme and two hours pass"):
        world.crm.contacts.update(ann, Account_Name=acme)
        world.advance(hours=2)
    with then("her own customer is gone"):
        assert not individual.alive
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]
    with then("she is a contact person of Acme"):
        (person,) = world[product].contact_persons.all()
        assert (person.first_name, person.email) == ("Ann", "ann@lee.example")
        assert person.contact_id.contact_name == "Acme"
        assert "CUS-25" in world.why(ann).behaviours


@BOTH_EXTENTS
@scenario(covers=["CUS-25"], products=["books", "billing"])
def test_gaining_an_account_keeps_a_customer_with_invoices(world: World, product: str, extent: str) -> None:
    """If the Individual customer has transactions it is made inactive instead, and the invoices stay with it."""
    with given("Ann Lee, who has no account, is synced as a customer and has an invoice"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee")
        sync = world.connect(product)
        sync.customers.configure(
            module="accounts_and_contacts", extent=extent, include_contacts_without_account=True
        ).save_and_sync()
        world.settle()
        individual = world[product].customers.one(contact_name="Ann Lee")
        invoice = world[product].invoices.create(customer_id=individual, lines=[{"name": "Work", "rate": 100}])
    with when("she gets the account Acme and two hours pass"):
        world.crm.contacts.update(ann, Account_Name=acme)
        world.advance(hours=2)
    with then("her own customer is inactive and keeps its invoice"):
        assert individual.status == "inactive"
        assert invoice.customer_id == individual
    with then("she is a contact person of Acme, and the CRM has one Ann Lee as before"):
        (person,) = world[product].contact_persons.all()
        assert person.contact_id.contact_name == "Acme"
        assert world.crm.contacts.all() == [ann]


@BOTH_EXTENTS
@scenario(covers=["CUS-25"], products=["books", "billing"])
def test_losing_its_account_makes_a_customer_of_an_included_contact(world: World, product: str, extent: str) -> None:
    """With the include option on, a contact that loses its account becomes an Individual customer of its own."""
    with given("Ann Lee of Acme is synced, contacts without account included"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Email="ann@lee.example", Account_Name=acme)
        sync = world.connect(product)
        sync.customers.configure(
            module="accounts_and_contacts", extent=extent, include_contacts_without_account=True
        ).save_and_sync()
        world.settle()
    with when("she leaves Acme and two hours pass"):
        world.crm.contacts.update(ann, Account_Name=None)
        world.advance(hours=2)
    with then("she is a customer of type Individual, and Acme has no contact person"):
        customer = world[product].customers.one(contact_name="Ann Lee")
        assert (customer.customer_sub_type, customer.email) == ("individual", "ann@lee.example")
        assert world[product].contact_persons.all() == []
        assert "CUS-25" in world.why(ann).behaviours
    with when("her address changes in the CRM"):
        world.crm.contacts.update(ann, Email="ann@ray.example")
        world.advance(hours=2)
    with then("the customer follows"):
        assert customer.email == "ann@ray.example"


@BOTH_EXTENTS
@scenario(covers=["CUS-25"])
def test_another_module_turns_a_customer_into_a_contact_person(world: World, product: str, extent: str) -> None:
    """With contacts alone Ann is a customer; once accounts come along she goes with hers."""
    with given("Ann Lee of Acme, synced with contacts alone"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Account_Name=acme)
        sync = world.connect(product)
        sync.customers.configure(module="contacts", extent=extent).save_and_sync()
        world.settle()
        individual = world[product].customers.one(contact_name="Ann Lee")
    with when("accounts and their contacts are chosen, everything is synced, and two hours pass"):
        sync.customers.edit(module="accounts_and_contacts")
        sync.customers.save_and_sync()
        world.advance(hours=2)
    with then("she is a contact person of Acme, and no customer any more"):
        (person,) = world[product].contact_persons.all()
        assert (person.first_name, person.contact_id.contact_name) == ("Ann", "Acme")
        assert not individual.alive
        assert "CUS-25" in world.why(ann).behaviours


@BOTH_EXTENTS
@scenario(covers=["CUS-25"])
def test_losing_its_account_leaves_the_contact_person_as_it_is(world: World, product: str, extent: str) -> None:
    """Without the include option the contact person stays with its customer and stops updating.

    Nor does an edit of another of its fields in finance bring it up to date by the back door.
    """
    with given("Ann Lee of Acme is synced"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Phone="1", Account_Name=acme)
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent=extent).save_and_sync()
        world.settle()
        (person,) = world[product].contact_persons.all()
    with when("she leaves Acme in the CRM, and later gets another phone there"):
        world.crm.contacts.update(ann, Account_Name=None)
        world.advance(hours=2)
        world.crm.contacts.update(ann, Phone="2")
        world.advance(hours=2)
    with then("Acme's contact person is there with the old phone, and nobody was added"):
        assert world[product].contact_persons.all() == [person]
        assert (person.contact_id.contact_name, person.phone) == ("Acme", "1")
        assert len(world[product].customers) == 1
        assert world.why(ann).outcome == "excluded"
    with when("finance edits her mobile"):
        world[product].contact_persons.update(person, mobile="9")
        world.advance(hours=2)
    with then("her phone in finance is still the old one, and the mobile is what was typed"):
        assert (person.phone, person.mobile) == ("1", "9")
    with then("her phone in the CRM is still the new one"):
        assert ann.Phone == "2"


@BOTH_EXTENTS
@scenario(covers=["CUS-25"])
def test_an_account_that_comes_back_revives_the_contact_person(world: World, product: str, extent: str) -> None:
    """A contact that lost its account and gets it back goes on with the contact person that was left waiting."""
    with given("Ann Lee lost her account Acme, and her phone changed since"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Phone="1", Account_Name=acme)
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent=extent).save_and_sync()
        world.settle()
        (person,) = world[product].contact_persons.all()
        world.crm.contacts.update(ann, Account_Name=None, Phone="2")
        world.advance(hours=2)
    with when("she returns to Acme and two hours pass"):
        world.crm.contacts.update(ann, Account_Name=acme)
        world.advance(hours=2)
    with then("it is the same contact person with the new phone"):
        assert world[product].contact_persons.all() == [person]
        assert person.phone == "2"
        assert world.why(ann).outcome == "updated"


@BOTH_EXTENTS
@scenario(covers=["CUS-30"])
def test_a_merged_account_counts_as_deleted(world: World, product: str, extent: str) -> None:
    """When two accounts are merged in the CRM the loser's customer is deleted, and the winner keeps its own."""
    with given("Acme and Acme Ltd are synced"):
        winner = world.crm.accounts.create(Account_Name="Acme", Phone="1")
        loser = world.crm.accounts.create(Account_Name="Acme Ltd", Phone="2")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent=extent).save_and_sync()
        world.settle()
        kept = world[product].customers.one(contact_name="Acme")
    with when("Acme Ltd is merged into Acme in the CRM and two hours pass"):
        world.crm.accounts.merge(winner, loser)
        world.advance(hours=2)
    with then("finance has the customer of the winner, as it was"):
        assert world[product].customers.all() == [kept]
        assert (kept.contact_name, kept.phone) == ("Acme", "1")
        assert world.why(loser).outcome == "deleted"
        assert sync.customers.history[-1].deleted == 1
    with when("the winner's phone changes"):
        world.crm.accounts.update(winner, Phone="3")
        world.advance(hours=2)
    with then("its customer follows, as the two are still linked"):
        assert kept.phone == "3"


@BOTH_EXTENTS
@scenario(covers=["CUS-30"])
def test_invoices_stay_with_the_customer_of_a_merged_account(world: World, product: str, extent: str) -> None:
    """If the loser's customer has invoices it turns inactive and keeps them: nothing moves to the winner's customer."""
    with given("Acme and Acme Ltd are synced, and each has an invoice in finance"):
        winner = world.crm.accounts.create(Account_Name="Acme")
        loser = world.crm.accounts.create(Account_Name="Acme Ltd")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent=extent).save_and_sync()
        world.settle()
        kept, left = (world[product].customers.one(contact_name=name) for name in ("Acme", "Acme Ltd"))
        invoices = [
            world[product].invoices.create(customer_id=each, lines=[{"name": "Work", "rate": 100}])
            for each in (kept, left)
        ]
    with when("Acme Ltd is merged into Acme in the CRM and two hours pass"):
        world.crm.accounts.merge(winner, loser)
        world.advance(hours=2)
    with then("the loser's customer is inactive, the winner's active"):
        assert (kept.status, left.status) == ("active", "inactive")
        assert world.why(loser).outcome == "deactivated"
    with then("each invoice is where it was"):
        assert [each.customer_id for each in invoices] == [kept, left]


@BOTH_EXTENTS
@scenario(covers=["CUS-24", "CUS-30"])
def test_contacts_of_a_merged_account_join_the_winner(world: World, product: str, extent: str) -> None:
    """The CRM hands the loser's contacts to the winner, so their contact persons turn up at the winner's customer."""
    with given("Acme with Ann and Acme Ltd with Bob are synced with their contacts"):
        winner = world.crm.accounts.create(Account_Name="Acme")
        loser = world.crm.accounts.create(Account_Name="Acme Ltd")
        world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Account_Name=winner)
        bob = world.crm.contacts.create(First_Name="Bob", Last_Name="Ray", Account_Name=loser)
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent=extent).save_and_sync()
        world.settle()
        left = world[product].customers.one(contact_name="Acme Ltd")
        world[product].invoices.create(customer_id=left, lines=[{"name": "Work", "rate": 100}])
    with when("Acme Ltd is merged into Acme in the CRM and two hours pass"):
        world.crm.accounts.merge(winner, loser)
        world.advance(hours=2)
    with then("both are contact persons of Acme"):
        persons = world[product].contact_persons.all()
        assert sorted((each.first_name, each.contact_id.contact_name) for each in persons) == [
            ("Ann", "Acme"),
            ("Bob", "Acme"),
        ]
        assert bob.Account_Name == winner
    with then("the customer with the invoice is inactive and has nobody left"):
        assert left.status == "inactive"
        assert world[product].contact_persons.find(contact_id=left) == []


@scenario(covers=["CUS-30"])
def test_a_customer_born_in_finance_survives_the_merge_of_its_account(world: World, product: str) -> None:
    """As with any deletion in the CRM, a customer born in finance stays there when its account is merged away."""
    with given("Acme Ltd was born in finance and pushed, Acme in the CRM and fetched"):
        native = world[product].customers.create(contact_name="Acme Ltd", phone="2")
        winner = world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
        loser = world.crm.accounts.one(Account_Name="Acme Ltd")
    with when("the pushed account is merged into Acme in the CRM and two hours pass"):
        world.crm.accounts.merge(winner, loser)
        world.advance(hours=2)
    with then("its customer is still active in finance, and the CRM has Acme only"):
        assert (native.status, native.phone) == ("active", "2")
        assert [each.Account_Name for each in world.crm.accounts.all()] == ["Acme"]
        assert world.why(loser).outcome == "kept"


@scenario(covers=["CUS-25"], products=["books", "billing"])
def test_an_invoiced_individual_born_in_finance_turns_inactive(world: World, product: str) -> None:
    """Who was born in finance, pushed and invoiced gives way to a contact person as well, and keeps the invoice."""
    with given("Ann Lee of finance, pushed and invoiced, beside Acme"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        individual = world[product].customers.create(contact_name="Ann Lee", customer_sub_type="individual")
        sync = world.connect(product)
        sync.customers.configure(
            module="accounts_and_contacts", extent="both_ways", include_contacts_without_account=True
        ).save_and_sync()
        world.settle()
        invoice = world[product].invoices.create(customer_id=individual, lines=[{"name": "Work", "rate": 100}])
    with when("her contact is attached to Acme, and two hours pass"):
        world.crm.contacts.update(world.crm.contacts.one(Last_Name="Lee"), Account_Name=acme)
        world.advance(hours=2)
    with then("she is a contact person of Acme, and her customer is inactive with its invoice"):
        (person,) = world[product].contact_persons.all()
        assert person.contact_id.contact_name == "Acme"
        assert (individual.alive, individual.status, invoice.customer_id) == (True, "inactive", individual)
        assert sync.customers.history[-1].grade == "done"

"""Complaint 14: a client came once as a person and once through its account, and is two customers."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


def sync_with_contacts(world: World, product: str, *, include: bool) -> None:
    """Accounts with their contacts; ``include`` brings contacts without account as customers of their own."""
    sync = world.connect(product)
    sync.customers.configure(
        module="accounts_and_contacts",
        extent="both_ways",
        duplicates="overwrite",
        include_contacts_without_account=include,
    ).save_and_sync()
    world.settle()


def give_ann_an_account(world: World) -> None:
    """Sales attaches Ann Lee to the new account Acme, and the next slot comes."""
    acme = world.crm.accounts.create(Account_Name="Acme")
    world.crm.contacts.update(world.crm.contacts.one(Last_Name="Lee"), Account_Name=acme)
    world.advance(hours=2)


@scenario(covers=["CUS-05", "CUS-25"], tags=["complaint-14"])
def test_the_person_s_own_customer_gives_way_to_that_of_its_account(world: World, product: str) -> None:
    """A contact without account was a customer; attached to an account, it becomes a person of that customer.

    What the user saw: one client as two customers, first pushed as a person, then through the account. Here the
    customer of the person is deleted when the contact gains its account.
    """
    with given("Ann Lee without account, synced as a customer of her own"):
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Email="ann@acme.example")
        sync_with_contacts(world, product, include=True)
        (individual,) = world[product].customers.all()
        assert (individual.contact_name, individual.customer_sub_type) == ("Ann Lee", "individual")
    with when("she is attached to the new account Acme and the next slot comes"):
        give_ann_an_account(world)
    with then("Acme is the one customer, and Ann its contact person"):
        (acme,) = world[product].customers.all()
        (person,) = world[product].contact_persons.all()
        assert (acme.contact_name, person.contact_id, person.first_name) == ("Acme", acme, "Ann")
        assert not individual.alive
        assert world.why(ann).outcome == "created"
        assert "CUS-25" in world.why(ann).behaviours


@scenario(covers=["CUS-25"], products=["books", "billing"], tags=["complaint-14"])
def test_with_invoices_the_person_s_own_customer_stays_inactive(world: World, product: str) -> None:
    """Where the person was invoiced already, its customer stays with the invoice, and is inactive.

    What the user saw: two customers for one client. Two there are, but only one that can be invoiced; documents stay
    where they are.
    """
    with given("Ann Lee without account, synced and invoiced"):
        world.crm.contacts.create(First_Name="Ann", Last_Name="Lee")
        sync_with_contacts(world, product, include=True)
        (individual,) = world[product].customers.all()
        invoice = world[product].invoices.create(customer_id=individual, lines=[{"name": "Work", "rate": 100}])
    with when("she is attached to the new account Acme and the next slot comes"):
        give_ann_an_account(world)
    with then("her customer is inactive and keeps the invoice; Acme is active with Ann as person"):
        acme = world[product].customers.one(contact_name="Acme")
        assert (individual.status, acme.status) == ("inactive", "active")
        assert invoice.customer_id == individual
        assert [each.contact_id for each in world[product].contact_persons.all()] == [acme]


@scenario(covers=["CUS-05"], products=["books", "billing"], tags=["complaint-14"])
def test_without_the_option_there_was_never_a_second_customer(world: World, product: str) -> None:
    """Where contacts without account are left out, the person arrives once, with its account."""
    with given("Ann Lee without account, left out of the sync"):
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee")
        sync_with_contacts(world, product, include=False)
        assert world.why(ann).outcome == "excluded"
        assert world[product].customers.all() == []
    with when("she is attached to the new account Acme and the next slot comes"):
        give_ann_an_account(world)
    with then("there is one customer with one person"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]
        assert [each.first_name for each in world[product].contact_persons.all()] == ["Ann"]


@scenario(covers=["CUS-04"], quirks=["CUS-04"], tags=["complaint-14"])
def test_invoice_waits_for_the_account(world: World, product: str) -> None:
    """Invoice leaves contacts without account behind, so the client cannot come twice: it comes with its account."""
    with given("Ann Lee without account, left behind by the sync"):
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee")
        sync_with_contacts(world, product, include=False)
        assert world.why(ann).outcome == "excluded"
    with when("she is attached to the new account Acme and the next slot comes"):
        give_ann_an_account(world)
    with then("there is one customer with one person"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]
        assert [each.first_name for each in world[product].contact_persons.all()] == ["Ann"]

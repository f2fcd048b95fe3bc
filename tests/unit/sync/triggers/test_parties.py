"""Whom a document is for; what the products say of it, the scenarios tell."""

from __future__ import annotations

from zsim.world import World


def won(world: World, **fields: object) -> str:
    """Why nothing is made for a deal of these fields that was won."""
    deal = world.crm.deals.create(Deal_Name="Fit-out", Stage="Closed Won", **fields)
    world.settle()
    assert not world.books.invoices.all()
    return world.why(deal).reason


def test_before_customers_were_set_up_nobody_can_be_fetched():
    world = World()
    world.connect("books").triggers.configure(invoice=True)
    assert "never set up" in won(world, Account_Name=world.crm.accounts.create(Account_Name="Acme"))


def test_an_account_that_the_fetch_skips_is_no_customer():
    world = World()
    world.books.customers.create(contact_name="Acme")
    sync = world.connect("books")
    sync.customers.configure(module="accounts", duplicates="skip").save_and_sync()
    sync.triggers.configure(invoice=True)
    world.settle()
    told = won(world, Account_Name=world.crm.accounts.create(Account_Name="Acme"))
    assert "the fetch brought no customer" in told
    assert "policy skip" in told


def test_a_contact_of_an_account_is_fetched_by_the_run_that_makes_the_invoice():
    """In the import its customer is that of the account, known once the contact is there. Source: TRG-17, TRG-40."""
    world = World()
    acme = world.crm.accounts.create(Account_Name="Acme")
    world.connect("import").customers.choose({}).save_and_sync()
    world.crm.workflows.configure(invoice=True)
    world.settle()
    ben = world.crm.contacts.create(Last_Name="Ben", Account_Name=acme)
    world.advance(minutes=1)
    world.crm.deals.create(Deal_Name="Fit-out", Stage="Closed Won", Contact_Name=ben)
    world.settle()
    assert [each.customer_id.contact_name for each in world["import"].invoices.all()] == ["Acme"]

"""Complaint 3: an account is deleted in the CRM, and the same client is entered again later."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when


def synced_acme(world: World, product: str, duplicates: str) -> None:
    """Acme, born in the CRM and synced both ways."""
    world.crm.accounts.create(Account_Name="Acme", Phone="111")
    sync = world.connect(product)
    sync.customers.configure(module="accounts", extent="both_ways", duplicates=duplicates).save_and_sync()
    world.settle()


@pytest.mark.parametrize("duplicates", ["overwrite", "skip", "clone"])
@scenario(covers=["DEL-04"], tags=["complaint-3"])
def test_a_client_entered_again_after_its_deletion_is_one_customer(world: World, product: str, duplicates: str) -> None:
    """The deletion takes the customer away; entered again, the client comes as a new customer, and as the only one.

    What the user saw: after deleting and re-entering an account, finance had a customer that was not the old one.
    This is correct behaviour for a customer without transactions: it was deleted with its account.
    """
    with given("Acme, synced, and then deleted in the CRM"):
        synced_acme(world, product, duplicates)
        (former,) = world[product].customers.all()
        world.crm.accounts.delete(world.crm.accounts.one(Account_Name="Acme"))
        world.advance(hours=2)
        assert world[product].customers.all() == []
    with when("the client is entered again and the next slot comes"):
        again = world.crm.accounts.create(Account_Name="Acme", Phone="222")
        world.advance(hours=2)
    with then("there is one customer, another than before"):
        (customer,) = world[product].customers.all()
        assert customer != former
        assert customer.phone == "222"
        assert world.why(again).outcome == "created"


@scenario(covers=["DEL-04"], tags=["complaint-3"])
def test_deleted_and_entered_again_between_two_runs_leaves_one_customer(world: World, product: str) -> None:
    """Both happen within two hours: the run carries the deletion first, then the new account.

    What the user feared: that the new account would collide with the customer of the old one.
    """
    with given("Acme, synced"):
        synced_acme(world, product, "skip")
        acme = world.crm.accounts.one(Account_Name="Acme")
    with when("the account is deleted and entered again before the next slot"):
        world.advance(minutes=10)
        world.crm.accounts.delete(acme)
        again = world.crm.accounts.create(Account_Name="Acme", Phone="222")
        world.advance(hours=2)
    with then("one run did both"):
        (customer,) = world[product].customers.all()
        assert customer.phone == "222"
        run = world.integration(product).customers.history[-1]
        assert (run.added, run.deleted, run.grade) == (1, 1, "done")
        assert world.why(again).outcome == "created"


@scenario(covers=["DEL-04", "CUS-12"], tags=["complaint-3"])
def test_a_client_with_invoices_gets_its_customer_back_under_overwrite(world: World, product: str) -> None:
    """The customer with an invoice turned inactive; the client entered again takes it over by its name.

    What the user saw: the client came in as new. Under 'overwrite' it does not: the name joins the new account to the
    inactive customer, which is active again, and its invoice is where it was.
    """
    with given("Acme, synced, invoiced, deleted in the CRM and therefore inactive in finance"):
        synced_acme(world, product, "overwrite")
        (customer,) = world[product].customers.all()
        invoice = world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
        world.crm.accounts.delete(world.crm.accounts.one(Account_Name="Acme"))
        world.advance(hours=2)
        assert customer.status == "inactive"
    with when("the client is entered again and the next slot comes"):
        again = world.crm.accounts.create(Account_Name="Acme", Phone="222")
        world.advance(hours=2)
    with then("it is the same customer, active, with the new phone and the old invoice"):
        assert world[product].customers.all() == [customer]
        assert (customer.status, customer.phone) == ("active", "222")
        assert invoice.customer_id == customer
        assert world.why(again).outcome == "overwritten"


@scenario(covers=["DEL-04", "CUS-13", "CUS-16"], tags=["complaint-3"])
def test_a_client_with_invoices_stays_apart_under_skip(world: World, product: str) -> None:
    """Under 'skip' the new account is not joined to the inactive customer, and is skipped at every run.

    What the user saw: the re-entered client never showed in finance. The name is taken by the inactive customer, and
    'skip' leaves both as they are. This is correct behaviour.
    """
    with given("Acme, synced, invoiced, deleted in the CRM and therefore inactive in finance"):
        synced_acme(world, product, "skip")
        (customer,) = world[product].customers.all()
        world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
        world.crm.accounts.delete(world.crm.accounts.one(Account_Name="Acme"))
        world.advance(hours=2)
    with when("the client is entered again and two slots come"):
        again = world.crm.accounts.create(Account_Name="Acme", Phone="222")
        world.advance(hours=4)
    with then("the inactive customer is untouched, and each run skipped the account"):
        assert world[product].customers.all() == [customer]
        assert (customer.status, customer.phone) == ("inactive", "111")
        assert world.why(again).outcomes == ("skipped", "skipped")


@scenario(covers=["DEL-01", "DEL-05", "CUS-12"], tags=["complaint-3"])
def test_a_customer_born_in_finance_is_joined_to_the_new_account(world: World, product: str) -> None:
    """A customer born in finance outlives its account; the account entered again is joined to it by name.

    What the user saw: the pair was broken by the deletion. The customer stays in finance and is not pushed again; an
    account of its name, entered by a person, makes the pair anew under 'overwrite'.
    """
    with given("Acme, born in finance, pushed, and deleted in the CRM"):
        customer = world[product].customers.create(contact_name="Acme", phone="111")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways", duplicates="overwrite").save_and_sync()
        world.settle()
        world.crm.accounts.delete(world.crm.accounts.one(Account_Name="Acme"))
        world.advance(hours=2)
        assert world[product].customers.all() == [customer]
        assert world.crm.accounts.all() == []
    with when("the client is entered again in the CRM and the next slot comes"):
        again = world.crm.accounts.create(Account_Name="Acme", Phone="222")
        world.advance(hours=2)
    with then("account and customer are one pair"):
        assert world[product].customers.all() == [customer]
        assert world.crm.accounts.all() == [again]
        assert customer.phone == "222"
        assert world.why(again).outcome == "overwritten"

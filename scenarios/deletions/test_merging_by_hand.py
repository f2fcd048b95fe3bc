"""Duplicates left by an import are merged in Invoice, within rules that a breach changes nothing of."""

from __future__ import annotations

from typing import Any

import pytest

from zsim import World, given, scenario, then, when
from zsim.ports.errors import NotAllowed


def imported_and_own(world: World, product: str) -> tuple[Any, Any]:
    """Acme as it came from the CRM, and the Acme Ltd that Invoice had already."""
    own = world[product].customers.create(contact_name="Acme Ltd", phone="999", notes="pays late")
    world.crm.accounts.create(Account_Name="Acme", Phone="111")
    sync = world.connect(product)
    choices = {"auto_update": True} if product == "import" else {"module": "accounts", "duplicates": "clone"}
    sync.customers.configure(**choices).save_and_sync()
    world.settle()
    return world[product].customers.one(contact_name="Acme"), own


def one_more(world: World) -> None:
    """Let the next slot come, whatever the product's period."""
    world.advance(hours=12)


@scenario(covers=["DEL-10"])
def test_merging_hands_the_transactions_to_the_imported_customer(world: World, product: str) -> None:
    """The master gets all invoices; the duplicate is not deleted, it turns inactive and keeps its own values."""
    with given("an imported customer and its duplicate, with an invoice each"):
        master, duplicate = imported_and_own(world, product)
        first = world[product].invoices.create(customer_id=master, lines=[{"name": "Work", "rate": 100}])
        second = world[product].invoices.create(customer_id=duplicate, lines=[{"name": "Work", "rate": 200}])
    with when("the duplicate is merged into the imported one"):
        world[product].customers.merge(master, duplicate)
    with then("both invoices are the master's"):
        assert (first.customer_id, second.customer_id) == (master, master)
    with then("the duplicate is inactive, and both have their own values still"):
        assert world[product].customers.all() == [duplicate, master]
        assert (master.status, duplicate.status) == ("active", "inactive")
        assert (master.phone, duplicate.phone, duplicate.notes) == ("111", "999", "pays late")
    with then("the duplicate, without transactions now, can be deleted by hand"):
        world[product].customers.delete(duplicate)
        assert world[product].customers.all() == [master]


@scenario(covers=["DEL-10"])
def test_the_next_sync_finds_the_merged_customer_in_its_pair(world: World, product: str) -> None:
    """Merging does not touch the link: the CRM's edits reach the master, and the duplicate stays as it is."""
    with given("an imported customer into which its duplicate was merged"):
        master, duplicate = imported_and_own(world, product)
        world[product].customers.merge(master, duplicate)
    with when("the account is edited in the CRM and the next slot comes"):
        world.crm.accounts.update(world.crm.accounts.one(Account_Name="Acme"), Phone="222")
        one_more(world)
    with then("the master is updated, the duplicate inactive with its own phone"):
        assert (master.phone, master.status) == ("222", "active")
        assert (duplicate.phone, duplicate.status) == ("999", "inactive")
        assert len(world.crm.accounts.all()) == 1


@scenario(covers=["DEL-10"])
def test_several_duplicates_are_merged_at_once(world: World, product: str) -> None:
    """Any number of duplicates goes into the one master, with all their invoices."""
    with given("an imported customer, and three duplicates with an invoice each"):
        master, duplicate = imported_and_own(world, product)
        more = [world[product].customers.create(contact_name=f"Acme {number}") for number in (2, 3)]
        invoices = [
            world[product].invoices.create(customer_id=each, lines=[{"name": "Work", "rate": 100}])
            for each in (duplicate, *more)
        ]
    with when("they are merged into it together"):
        world[product].customers.merge(master, duplicate, *more)
    with then("all invoices are the master's, and all duplicates inactive"):
        assert [each.customer_id for each in invoices] == [master] * 3
        assert [each.status for each in (master, duplicate, *more)] == ["active", "inactive", "inactive", "inactive"]


@scenario(covers=["DEL-17"])
def test_contact_persons_come_along_with_their_customer(world: World, product: str) -> None:
    """On the customer merged away hangs nothing any more: its people are the master's, and outlive it."""
    with given("two customers with a contact person each"):
        master, duplicate = [world[product].customers.create(contact_name=name) for name in ("Acme", "Acme 2")]
        people = [
            world[product].contact_persons.create(contact_id=each, last_name=name)
            for each, name in ((master, "Hill"), (duplicate, "Lake"))
        ]
    with when("one is merged into the other, and then deleted"):
        world[product].customers.merge(master, duplicate)
        world[product].customers.delete(duplicate)
    with then("both people are the master's"):
        assert [each.contact_id for each in people] == [master, master]
        assert len(world[product].contact_persons.all()) == 2


def refused(world: World, product: str, master: Any, *others: Any) -> str:
    """Merge, be refused, and see that nothing changed; gives what was said."""
    before = world.snapshot()
    links = world.integration(product).links
    with pytest.raises(NotAllowed) as refusal:
        world[product].customers.merge(master, *others)
    assert world.snapshot() == before
    assert world.integration(product).links == links
    return refusal.value.message


@scenario(covers=["DEL-11"])
def test_an_imported_customer_must_be_the_master(world: World, product: str) -> None:
    """Merging an imported customer into one of Invoice's own is refused, and nothing changed."""
    with given("an imported customer and its duplicate, with an invoice each"):
        imported, own = imported_and_own(world, product)
        invoice = world[product].invoices.create(customer_id=imported, lines=[{"name": "Work", "rate": 100}])
        world[product].invoices.create(customer_id=own, lines=[{"name": "Work", "rate": 200}])
    with when("the imported one is merged into the other"):
        message = refused(world, product, own, imported)
    with then("it is told that the imported one must be the master, and its invoice is where it was"):
        assert "'Acme' came from the CRM and must be the master" in message
        assert invoice.customer_id == imported


@scenario(covers=["DEL-11"])
def test_customers_of_different_currencies_do_not_merge(world: World, product: str) -> None:
    """A dollar customer cannot be merged into a rupee customer; the refusal names both currencies."""
    with given("an imported customer in rupees, and a duplicate in dollars with an invoice"):
        imported, _ = imported_and_own(world, product)
        dollars = world[product].customers.create(contact_name="Acme Inc", currency_code="USD")
        invoice = world[product].invoices.create(customer_id=dollars, lines=[{"name": "Work", "rate": 100}])
    with when("the one in dollars is merged into the one in rupees"):
        message = refused(world, product, imported, dollars)
    with then("both currencies are named, and the dollar invoice is where it was"):
        assert "'Acme Inc' has the currency USD, the master INR" in message
        assert invoice.customer_id == dollars


@scenario(covers=["DEL-11"])
def test_one_breach_among_several_refuses_the_whole_merge(world: World, product: str) -> None:
    """A good duplicate beside a dollar one is not merged either: all or nothing."""
    with given("an imported customer, a duplicate in rupees, and one in dollars"):
        imported, own = imported_and_own(world, product)
        dollars = world[product].customers.create(contact_name="Acme Inc", currency_code="USD")
        invoice = world[product].invoices.create(customer_id=own, lines=[{"name": "Work", "rate": 100}])
    with when("both are merged into the imported one"):
        refused(world, product, imported, own, dollars)
    with then("the good one is active, with its invoice"):
        assert (own.status, invoice.customer_id) == ("active", own)


@scenario(covers=["DEL-11"])
def test_a_merge_cannot_be_undone(world: World, product: str) -> None:
    """There is nothing to restore, and making the duplicate active again does not bring its invoices back."""
    with given("a duplicate with an invoice, merged into the imported customer"):
        imported, own = imported_and_own(world, product)
        invoice = world[product].invoices.create(customer_id=own, lines=[{"name": "Work", "rate": 100}])
        world[product].customers.merge(imported, own)
    with when("somebody would restore the duplicate"):
        before = world.snapshot()
        with pytest.raises(NotAllowed):
            world[product].customers.restore(own)
    with then("it is refused, and nothing changed"):
        assert world.snapshot() == before
    with when("it is made active, and the invoice is to be given back"):
        world[product].customers.activate(own)
        with pytest.raises(NotAllowed):
            world[product].invoices.update(invoice, customer_id=own)
    with then("the invoice stays with the master"):
        assert (own.status, invoice.customer_id) == ("active", imported)


@scenario(covers=["DEL-11"])
def test_customers_of_invoice_itself_merge_either_way(world: World, product: str) -> None:
    """Where none of them was imported, any may be the master."""
    with given("two customers that Invoice made itself, one with an invoice, beside an imported one"):
        _, own = imported_and_own(world, product)
        other = world[product].customers.create(contact_name="Acme Co")
        invoice = world[product].invoices.create(customer_id=own, lines=[{"name": "Work", "rate": 100}])
    with when("the older is merged into the younger"):
        world[product].customers.merge(other, own)
    with then("the younger has the invoice"):
        assert (own.status, other.status, invoice.customer_id) == ("inactive", "active", other)


@scenario(covers=["DEL-11"], products=["invoice"])
def test_a_pushed_customer_need_not_be_the_master(world: World, product: str) -> None:
    """What finance pushed did not come from the CRM, so it may be merged into another of Invoice's own."""
    with given("two customers of Invoice's own, one of them pushed to the CRM"):
        pushed = world[product].customers.create(contact_name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
        other = world[product].customers.create(contact_name="Acme Ltd")
        invoice = world[product].invoices.create(customer_id=pushed, lines=[{"name": "Work", "rate": 100}])
    with when("the pushed one is merged into the other"):
        world[product].customers.merge(other, pushed)
    with then("the other has the invoice"):
        assert (pushed.status, invoice.customer_id) == ("inactive", other)


@scenario(covers=["DEL-11", "CUS-12"], products=["invoice"])
def test_an_overwritten_customer_must_be_the_master(world: World, product: str) -> None:
    """A customer of Invoice's own came from the CRM once a fetch overwrote it."""
    with given("Acme of Invoice, overwritten by Acme of the CRM, and another customer"):
        acme, other = (world[product].customers.create(contact_name=each) for each in ("Acme", "Acme Ltd"))
        world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", duplicates="overwrite").save_and_sync()
        world.settle()
    with when("it is merged into the other"):
        message = refused(world, product, other, acme)
    with then("it is told that it must be the master"):
        assert "'Acme' came from the CRM and must be the master" in message


@scenario(covers=["DEL-11"])
def test_once_its_pair_has_ended_any_may_be_the_master(world: World, product: str) -> None:
    """Its account was deleted, and its invoice keeps it, inactive: it does not count as come from the CRM any more."""
    with given("an imported customer with an invoice, whose account is deleted, and one of Invoice's own"):
        imported, own = imported_and_own(world, product)
        invoice = world[product].invoices.create(customer_id=imported, lines=[{"name": "Work", "rate": 100}])
        world.crm.accounts.delete(world.crm.accounts.one(Account_Name="Acme"))
        one_more(world)
        assert imported.status == "inactive"
    with when("it is merged into the other"):
        world[product].customers.merge(own, imported)
    with then("the other has the invoice"):
        assert invoice.customer_id == own

"""Deletions in the one-way import: they follow the CRM at the next import, and nothing imported is deleted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from zsim import World, given, scenario, then, when
from zsim.ports.errors import NotAllowed


def imported(world: World, product: str, auto_update: bool = True) -> Any:
    """Connect the import, run it once, and give its sync."""
    sync = world.connect(product).customers.configure(auto_update=auto_update).save_and_sync()
    world.settle()
    return sync


@scenario(covers=["DEL-02"])
def test_a_customer_goes_at_the_next_import(world: World, product: str) -> None:
    """An account deleted in the CRM takes its customer along at the next import, and not before."""
    with given("two accounts, imported"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.accounts.create(Account_Name="Beta")
        sync = imported(world, product)
    with when("one is deleted in the CRM, and all but a minute of twelve hours pass"):
        world.crm.accounts.delete(acme)
        world.advance(hours=11, minutes=59)
    with then("both customers are there"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme", "Beta"]
    with when("the import is repeated"):
        world.advance(minutes=1)
    with then("its customer is gone, and the run counts one deletion"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Beta"]
        assert (sync.history[-1].grade, sync.history[-1].deleted) == ("done", 1)
        assert world.why(acme).outcome == "deleted"
        assert "DEL-02" in world.why(acme).reason


@scenario(covers=["DEL-02"])
def test_a_deletion_waits_for_an_import_on_demand(world: World, product: str) -> None:
    """Without auto-update the customer stays for days, until somebody presses Import."""
    with given("an account, imported without auto-update, and deleted in the CRM"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        sync = imported(world, product, auto_update=False)
        world.crm.accounts.delete(acme)
    with when("three days pass"):
        world.advance(days=3)
    with then("the customer is still there"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]
    with when("somebody presses Import"):
        sync.instant_sync()
        world.settle()
    with then("it is gone"):
        assert world[product].customers.all() == []
        assert world.why(acme).outcome == "deleted"


@scenario(covers=["DEL-02"])
def test_contact_persons_go_with_contact_or_account(world: World, product: str) -> None:
    """A deleted contact takes its contact person along; a deleted account its customer with all contact persons."""
    with given("two accounts with two contacts each, imported"):
        acme, beta = (world.crm.accounts.create(Account_Name=name) for name in ("Acme", "Beta"))
        ann, _, cid, dan = (
            world.crm.contacts.create(Last_Name=name, Account_Name=home)
            for name, home in (("Ann", acme), ("Bob", acme), ("Cid", beta), ("Dan", beta))
        )
        imported(world, product)
        assert [each.last_name for each in world[product].contact_persons.all()] == ["Ann", "Bob", "Cid", "Dan"]
    with when("one contact, and the other account with its contacts, are deleted, and the import is repeated"):
        world.crm.contacts.delete(ann)
        for each in (cid, dan):
            world.crm.contacts.delete(each)
        world.crm.accounts.delete(beta)
        world.advance(hours=12)
    with then("one customer with one contact person is left"):
        (customer,) = world[product].customers.all()
        (person,) = world[product].contact_persons.all()
        assert (customer.contact_name, person.last_name, person.contact_id) == ("Acme", "Bob", customer)
        assert (world.why(ann).outcome, world.why(beta).outcome) == ("deleted", "deleted")


@scenario(covers=["DEL-02"])
def test_the_customer_of_a_contact_alone_goes_with_it(world: World, product: str) -> None:
    """A contact without account, imported as a customer, takes that customer along."""
    with given("a contact without account, imported"):
        bob = world.crm.contacts.create(First_Name="Bob", Last_Name="Ray")
        imported(world, product)
        assert [each.contact_name for each in world[product].customers.all()] == ["Bob Ray"]
    with when("it is deleted in the CRM and the import is repeated"):
        world.crm.contacts.delete(bob)
        world.advance(hours=12)
    with then("neither customer nor contact person is left"):
        assert world[product].customers.all() == []
        assert world[product].contact_persons.all() == []
        assert world.why(bob).outcome == "deleted"


@scenario(covers=["DEL-02"])
def test_a_customer_of_invoice_itself_is_out_of_reach(world: World, product: str) -> None:
    """Whatever is deleted in the CRM, a customer made in Invoice stays, even with the name of a deleted account."""
    with given("an account, imported, and a customer made in Invoice"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        imported(world, product)
        own = world[product].customers.create(contact_name="Own")
    with when("the account is deleted, and the import is repeated twice"):
        world.crm.accounts.delete(acme)
        world.advance(hours=24)
    with then("the customer of its own is the only one left"):
        assert world[product].customers.all() == [own]
        assert own.status == "active"


@pytest.mark.parametrize("born", ["account", "contact"])
@scenario(covers=["DEL-03"], quirks=["DEL-03"])
def test_an_imported_customer_with_transactions_turns_inactive(world: World, product: str, born: str) -> None:
    """An imported customer that has an invoice is kept, and made inactive."""
    with given(f"a customer imported from an {born}, with an invoice" if born == "account" else "one of a contact"):
        ours = make(world, born)
        sync = imported(world, product)
        (customer,) = world[product].customers.all()
        invoice = world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
    with when("its CRM record is deleted and the import is repeated"):
        delete(world, born, ours)
        world.advance(hours=12)
    with then("the customer is inactive, with its invoice, and the run counts it"):
        assert world[product].customers.all() == [customer]
        assert (customer.status, invoice.customer_id) == ("inactive", customer)
        assert (sync.history[-1].grade, sync.history[-1].deleted) == ("done", 1)
        assert world.why(ours).outcome == "deactivated"
        assert "DEL-03" in world.why(ours).reason
    with when("the import is repeated once more"):
        world.advance(hours=12)
    with then("nothing more happens to it"):
        assert world[product].customers.all() == [customer]
        assert sync.history[-1].deleted == 0


@pytest.mark.parametrize("born", ["account", "contact"])
@scenario(covers=["DEL-03"], quirks_off=["DEL-03"])
def test_without_the_oddity_its_deletion_is_tried_and_refused(world: World, product: str, born: str) -> None:
    """Were the deletion carried as it is, finance would refuse it at each import until the invoice is gone."""
    with given(f"a customer imported from the CRM, from its {born}, with an invoice"):
        ours = make(world, born)
        sync = imported(world, product)
        (customer,) = world[product].customers.all()
        invoice = world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
    with when("its CRM record is deleted and the import is repeated twice"):
        delete(world, born, ours)
        world.advance(hours=24)
    with then("the customer is there, active, and both runs are partial and name it"):
        assert world[product].customers.all() == [customer]
        assert customer.status == "active"
        assert [run.grade for run in sync.history[1:]] == ["partial", "partial"]
        assert all("has transactions (1)" in run.remarks[0] for run in sync.history[1:])
        assert world.why(ours).outcome == "failed"
    with when("the invoice is deleted and the import is repeated"):
        world[product].invoices.delete(invoice)
        world.advance(hours=12)
    with then("the customer is gone"):
        assert world[product].customers.all() == []
        assert world.why(ours).outcome == "deleted"


@pytest.mark.parametrize("born", ["account", "contact"])
@scenario(covers=["DEL-09", "DEL-02"])
def test_an_imported_customer_cannot_be_deleted_by_hand(world: World, product: str, born: str) -> None:
    """Deleting an imported customer in Invoice is refused; deleting it in the CRM and importing again does it."""
    with given(f"a customer imported from the CRM, from its {born}"):
        ours = make(world, born)
        sync = imported(world, product)
        (customer,) = world[product].customers.all()
        before = world.snapshot()
    with when("somebody deletes it in Invoice"), pytest.raises(NotAllowed) as refusal:
        world[product].customers.delete(customer)
    with then("it is refused with the way out, and nothing changed"):
        assert "came from the CRM; delete it there and import again" in refusal.value.message
        assert world.snapshot() == before
    with when("it is deleted in the CRM, and Import is pressed"):
        delete(world, born, ours)
        sync.instant_sync()
        world.settle()
    with then("it is gone from Invoice, too"):
        assert world[product].customers.all() == []


@scenario(covers=["DEL-09"])
def test_a_customer_of_invoice_itself_can_be_deleted_by_hand(world: World, product: str) -> None:
    """The refusal is for imported customers alone, and holds for them even when the import has ended for good."""
    with given("an imported customer and one made in Invoice"):
        world.crm.accounts.create(Account_Name="Acme")
        imported(world, product)
        (acme,) = world[product].customers.all()
        own = world[product].customers.create(contact_name="Own")
    with when("the one made in Invoice is deleted"):
        world[product].customers.delete(own)
    with then("the imported one is left"):
        assert world[product].customers.all() == [acme]
    with when("the CRM record is deleted, and somebody would rather not wait for the import"):
        world.crm.accounts.delete(world.crm.accounts.one(Account_Name="Acme"))
        with pytest.raises(NotAllowed):
            world[product].customers.delete(acme)
    with then("the customer is there until the next import"):
        assert world[product].customers.all() == [acme]
        world.advance(hours=12)
        assert world[product].customers.all() == []


def make(world: World, born: str) -> Any:
    """Acme, an account or a contact without one."""
    if born == "account":
        return world.crm.accounts.create(Account_Name="Acme")
    return world.crm.contacts.create(Last_Name="Acme")


def delete(world: World, born: str, record: Any) -> None:
    """Delete it in the CRM."""
    (world.crm.accounts if born == "account" else world.crm.contacts).delete(record)

"""Deleting what may not be deleted, and merging what may not be merged: refused, and nothing is changed."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NotAllowed, VendorError


class Used(NamedTuple):
    """A module of finance, the fields of a record, and the document that makes it one with transactions."""

    module: str
    fields: dict[str, str]
    documents: str
    lookup: str


CUSTOMER = Used("customers", {"contact_name": "Acme"}, "invoices", "customer_id")
VENDOR = Used("vendors", {"contact_name": "Mill"}, "bills", "vendor_id")
ITEM = Used("items", {"name": "Bolt"}, "invoices", "item")


def refuse_deletion(world: World, product: str, used: Used, asked_for: str) -> None:
    """The story of deleting by hand a record that a document names."""
    face = getattr(world[product], used.module)
    with given(f"one of the {used.module} with one of the {used.documents}"):
        record = face.create(**used.fields)
        document: dict[str, object] = {used.lookup: record, "lines": [{"name": "Work", "rate": 1}]}
        if used.lookup == "item":
            document = {"customer": world[product].customers.create(contact_name="A"), "lines": [{"item": record}]}
        getattr(world[product], used.documents).create(**document)
        before = world.snapshot()
    with when("it is deleted by hand"), pytest.raises(NotAllowed) as refusal:
        face.delete(record)
    with then("it is told that transactions use it and what to do instead, and nothing has changed"):
        assert asked_for in refusal.value.message
        assert refusal.value.message.endswith("make it inactive instead")
        assert world.snapshot() == before
    with then("made inactive, it is there as before"):
        face.deactivate(record)
        assert face.all() == [record]
        assert record.status == "inactive"


@scenario(covers=["DEL-08"])
def test_a_customer_with_an_invoice_is_not_deleted(world: World, product: str) -> None:
    """A customer that has an invoice can be made inactive, not deleted."""
    refuse_deletion(world, product, CUSTOMER, "'Acme' has transactions (1)")


@scenario(covers=["DEL-08"], products=["books"])
def test_a_vendor_with_a_bill_is_not_deleted(world: World, product: str) -> None:
    """A vendor that sent a bill can be made inactive, not deleted."""
    refuse_deletion(world, product, VENDOR, "'Mill' has transactions (1)")


@scenario(covers=[], products=["invoice", "books", "billing"])
def test_an_item_on_an_invoice_is_not_deleted(world: World, product: str) -> None:
    """An item that an invoice is about can be made inactive, not deleted."""
    refuse_deletion(world, product, ITEM, "'Bolt' is used by transactions (1)")


@scenario(covers=["DEL-09"])
def test_an_imported_customer_is_not_deleted_by_hand(world: World, product: str) -> None:
    """What the import brought is deleted in the CRM; a deletion by hand is refused, and the next import keeps it."""
    with given("an imported customer without transactions"):
        world.crm.accounts.create(Account_Name="Acme")
        world.connect(product).customers.configure(auto_update=True).save_and_sync()
        world.settle()
        (customer,) = world[product].customers.all()
        before = world.snapshot()
    with when("it is deleted by hand"), pytest.raises(NotAllowed) as refusal:
        world[product].customers.delete(customer)
    with then("it is told where to delete it, and nothing has changed, not even by the next import"):
        assert "'Acme' came from the CRM; delete it there and import again" in refusal.value.message
        world.advance(hours=12)
        assert world.snapshot() == before


@pytest.mark.parametrize("module", ["customers", "vendors"])
@scenario(covers=[], products=["books"])
def test_parties_of_two_currencies_are_not_merged(world: World, product: str, module: str) -> None:
    """Customers, or vendors, of two currencies stay apart; both currencies are named."""
    with given(f"one of the {module} in rupees and one in dollars"):
        face = getattr(world[product], module)
        rupees = face.create(contact_name="Acme")
        dollars = face.create(contact_name="Acme US", currency_code="USD")
        before = world.snapshot()
    with when("they are merged"), pytest.raises(NotAllowed) as refusal:
        face.merge(rupees, dollars)
    with then("it is told that one currency is needed, and nothing has changed"):
        assert "'Acme US' has the currency USD, the master INR" in refusal.value.message
        assert f"only {module} of one currency merge" in refusal.value.message
        assert refusal.value.field == "currency_code"
        assert world.snapshot() == before


@scenario(covers=["DEL-11"])
def test_of_three_merged_one_bad_one_refuses_the_whole_merge(world: World, product: str) -> None:
    """Merging two customers into a third is refused whole if one of them may not be merged: none is touched."""
    with given("three customers, the last in dollars, each with an invoice"):
        customers = [
            world[product].customers.create(contact_name=name, currency_code=currency)
            for name, currency in (("Acme", "INR"), ("Acme Inc", "INR"), ("Acme US", "USD"))
        ]
        for customer in customers:
            world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
        before = world.snapshot()
    with when("the other two are merged into the first"), pytest.raises(NotAllowed):
        world[product].customers.merge(*customers)
    with then("no invoice has moved, and none is inactive"):
        assert world.snapshot() == before


@scenario(covers=["DEL-11"])
def test_merging_towards_the_wrong_master_is_refused(world: World, product: str) -> None:
    """A customer that came from the CRM must be the master; merged into finance's own it is refused."""
    with given("a customer of finance's own, and one that came from the CRM"):
        native = world[product].customers.create(contact_name="Acme by hand")
        world.crm.accounts.create(Account_Name="Acme")
        choices = {"auto_update": True} if product == "import" else {"extent": "fetch"}
        world.connect(product).customers.configure(**choices).save_and_sync()
        world.settle()
        (fetched,) = world[product].customers.from_crm()
        before = world.snapshot()
    with when("the one from the CRM is merged into finance's own"), pytest.raises(NotAllowed) as refusal:
        world[product].customers.merge(native, fetched)
    with then("it is told that the other must be the master, and nothing has changed, not even by the next run"):
        assert "'Acme' came from the CRM and must be the master of the merge" in refusal.value.message
        world.advance(hours=12)
        assert world.snapshot() == before


@pytest.mark.parametrize("case", ["with itself", "with nothing", "with one that is gone"])
@scenario(covers=[], products=["invoice", "books", "billing"])
def test_a_merge_that_makes_no_sense_is_refused(world: World, product: str, case: str) -> None:
    """Merging a customer with itself, with nothing, or with one that was deleted is refused."""
    with given("a customer, and one that was deleted"):
        acme = world[product].customers.create(contact_name="Acme")
        gone = world[product].customers.create(contact_name="Gone")
        world[product].customers.delete(gone)
        others = {"with itself": (acme,), "with nothing": (), "with one that is gone": (gone,)}[case]
        before = world.snapshot()
    with when(f"Acme is merged {case}"), pytest.raises((UsageError, VendorError)) as refusal:
        world[product].customers.merge(acme, *others)
    with then("it is refused with a reason, and nothing has changed"):
        assert str(refusal.value)
        assert world.snapshot() == before

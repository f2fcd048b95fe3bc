"""A record is deleted in finance: the CRM keeps its own, and no transaction loses its customer."""

from __future__ import annotations

import pytest

from scenarios.deletions._setup import EVERYWHERE, SORTS, Sort
from zsim import World, given, scenario, then, when
from zsim.ports.errors import NotAllowed


def comes_back_once_edited(world: World, product: str, sort: Sort) -> None:
    """Acme, born in the CRM and deleted in finance, comes as a new record with its next edit in the CRM."""
    with given("Acme, born in the CRM, synced, and deleted in finance"):
        ours, theirs = sort.pair(world, product, "crm")
        sort.in_finance(world, product).delete(theirs)
    with when("two slots come in which nobody edits it"):
        world.advance(hours=4)
    with then("the CRM has it as before, finance has not"):
        assert sort.named(world, product) == ([ours], [])
        assert sort.text_of(ours) == "111"
        assert world.why(theirs).outcome == "kept"
        assert ours.id not in [link.crm_id for link in world.integration(product).links]
    with when("it is edited in the CRM and the next slot comes"):
        sort.edit_crm(world, ours, "222")
        world.advance(hours=2)
    with then("finance has a new record of it"):
        _, (again,) = sort.named(world, product)
        assert again != theirs
        assert sort.text_of(again) == "222"
        assert world.why(ours).outcome == "created"


def never_comes_back(world: World, product: str, sort: Sort) -> None:
    """Acme, born and deleted in finance, stays in the CRM, and is not fetched from there even when edited."""
    with given("Acme, born in finance, pushed into the CRM, and deleted in finance"):
        ours, theirs = sort.pair(world, product, "finance")
        sort.in_finance(world, product).delete(theirs)
        world.advance(hours=2)
    with when("it is edited in the CRM and the next slot comes"):
        sort.edit_crm(world, ours, "222")
        world.advance(hours=2)
    with then("the CRM has it with the edit, and finance has not"):
        assert sort.named(world, product) == ([ours], [])
        assert sort.text_of(ours) == "222"
        assert world.why(ours).outcome == "excluded"
        assert "DEL-06" in world.why(ours).reason


@pytest.mark.parametrize("sort", EVERYWHERE)
@scenario(covers=["DEL-06"])
def test_a_record_born_in_the_crm_is_fetched_again_once_edited(world: World, product: str, sort: str) -> None:
    """Deleted in finance, a record born in the CRM stays there, and comes back anew when it next changes there."""
    comes_back_once_edited(world, product, SORTS[sort])


@scenario(covers=["DEL-06"], products=["books"])
def test_a_vendor_born_in_the_crm_is_fetched_again_once_edited(world: World, product: str) -> None:
    """Deleted in Books, a vendor born in the CRM stays there, and comes back anew when it next changes there."""
    comes_back_once_edited(world, product, SORTS["vendor"])


@pytest.mark.parametrize("sort", EVERYWHERE)
@scenario(covers=["DEL-06"])
def test_a_record_born_in_finance_and_deleted_there_never_comes_back(world: World, product: str, sort: str) -> None:
    """Deleted where it was born, a record is not fetched again; what was pushed of it stays in the CRM."""
    never_comes_back(world, product, SORTS[sort])


@scenario(covers=["DEL-06"], products=["books"])
def test_a_vendor_born_in_books_and_deleted_there_never_comes_back(world: World, product: str) -> None:
    """Deleted where it was born, a vendor is not fetched again; what was pushed of it stays in the CRM."""
    never_comes_back(world, product, SORTS["vendor"])


@scenario(covers=["DEL-06"])
def test_contacts_stay_when_their_customer_is_deleted_in_finance(world: World, product: str) -> None:
    """A customer is deleted in finance with its contact persons; account and contact stay in the CRM untouched."""
    with given("an account with a contact, synced as a customer with a contact person"):
        ann, _ = SORTS["contact person"].pair(world, product, "crm")
        home = world.crm.accounts.one(Account_Name="Home")
    with when("the customer is deleted in finance and the next slot comes"):
        world[product].customers.delete(world[product].customers.one(contact_name="Home"))
        world.advance(hours=2)
    with then("the CRM has both, the one still at the other"):
        assert (world.crm.accounts.all(), world.crm.contacts.all()) == ([home], [ann])
        assert ann.Account_Name == home
        assert (world[product].customers.all(), world[product].contact_persons.all()) == ([], [])
        assert world.integration(product).links == ()


def cannot_be_deleted_by_hand(world: World, product: str, sort: Sort) -> None:
    """Acme, used in a transaction, can be made inactive and not deleted."""
    with given("Acme, synced and used in a transaction"):
        ours, theirs = sort.pair(world, product, "crm")
        document = sort.use(world, product, theirs)
        before = world.snapshot()
    with when("somebody deletes it in finance"), pytest.raises(NotAllowed) as refusal:
        sort.in_finance(world, product).delete(theirs)
    with then("it is refused with the way out, and nothing changed on either side"):
        assert "has transactions (1); make it inactive instead" in refusal.value.message
        assert world.snapshot() == before
    with when("it is made inactive instead, and the next slot comes"):
        sort.in_finance(world, product).deactivate(theirs)
        world.advance(hours=2)
    with then("it is inactive, its transaction is where it was, and the CRM keeps its record"):
        assert theirs.status == "inactive"
        assert sort.used_in is not None
        assert sort.is_used(document, theirs)
        assert sort.named(world, product) == ([ours], [theirs])
    with when("the transaction is deleted, and then the record"):
        getattr(world[product], sort.used_in[0]).delete(document)
        sort.in_finance(world, product).delete(theirs)
    with then("that is allowed"):
        assert sort.named(world, product) == ([ours], [])


@pytest.mark.parametrize("sort", ["customer", "individual"])
@scenario(covers=["DEL-08"])
def test_a_customer_with_invoices_cannot_be_deleted_by_hand(world: World, product: str, sort: str) -> None:
    """Deleting a customer that has an invoice is refused and changes nothing; it can be made inactive."""
    cannot_be_deleted_by_hand(world, product, SORTS[sort])


@scenario(covers=["DEL-08"], products=["books"])
def test_a_vendor_with_bills_cannot_be_deleted_by_hand(world: World, product: str) -> None:
    """Deleting a vendor that sent a bill is refused and changes nothing; it can be made inactive."""
    cannot_be_deleted_by_hand(world, product, SORTS["vendor"])


@scenario(covers=["DEL-08"])
def test_a_customer_that_was_never_synced_is_protected_as_well(world: World, product: str) -> None:
    """The refusal is finance's own: it holds for a customer of finance's, with or without a connection."""
    with given("a customer with an invoice in an organisation that is not connected"):
        acme = world[product].customers.create(contact_name="Acme")
        invoice = world[product].invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": 100}])
    with when("somebody deletes it"), pytest.raises(NotAllowed):
        world[product].customers.delete(acme)
    with then("customer and invoice are there"):
        assert world[product].customers.all() == [acme]
        assert invoice.customer_id == acme

"""Complaint 30: after an import a client stands twice in Invoice, and the double cannot be got rid of."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.ports.errors import NotAllowed

CHOICES: dict[str, dict[str, object]] = {
    "import": {"auto_update": True},
    "invoice": {"module": "accounts", "extent": "fetch", "duplicates": "clone"},
}


def import_beside(world: World, product: str, currency: str = "INR") -> None:
    """Acme typed into Invoice, with an invoice; then Acme of the CRM, imported beside it."""
    world[product].preferences.update(allow_equal_names=True)
    native = world[product].customers.create(contact_name="Acme", phone="999", currency_code=currency)
    world[product].invoices.create(customer_id=native, lines=[{"name": "Work", "rate": 100}])
    world.crm.accounts.create(Account_Name="Acme", Phone="111")
    world.connect(product).customers.configure(**CHOICES[product]).save_and_sync()
    world.settle()


@scenario(covers=["DEL-09", "IMP-08"], tags=["complaint-30"])
def test_neither_of_the_two_can_be_deleted(world: World, product: str) -> None:
    """The imported one may only be deleted in the CRM, and the native one has an invoice: both are refused.

    What the user saw: two of one name, and 'delete' answered by a refusal each time. This is correct behaviour;
    duplicates are merged.
    """
    with given("Acme imported beside a native Acme, which has an invoice"):
        import_beside(world, product)
        native, imported = world[product].customers.all()
        before = world.snapshot()
    with when("the imported one is deleted by hand"), pytest.raises(NotAllowed) as of_imported:
        world[product].customers.delete(imported)
    with when("the native one is deleted by hand"), pytest.raises(NotAllowed) as of_native:
        world[product].customers.delete(native)
    with then("each refusal tells what to do instead, and nothing has changed"):
        assert "came from the CRM; delete it there and import again" in of_imported.value.message
        assert "has transactions (1); make it inactive instead" in of_native.value.message
        assert world.snapshot() == before


@scenario(covers=["DEL-10", "DEL-11"], tags=["complaint-30"])
def test_merging_towards_the_native_one_is_refused(world: World, product: str) -> None:
    """The imported customer must be the master; the other way round is refused and changes nothing.

    What the user tried: to keep the customer with the history. The history moves along in a merge, so nothing is lost
    by keeping the imported one.
    """
    with given("Acme imported beside a native Acme, which has an invoice"):
        import_beside(world, product)
        native, imported = world[product].customers.all()
        before = world.snapshot()
    with when("the imported one is merged into the native one"), pytest.raises(NotAllowed) as refusal:
        world[product].customers.merge(native, imported)
    with then("it is told that the imported one must be the master, and nothing has changed"):
        assert "'Acme' came from the CRM and must be the master of the merge" in refusal.value.message
        assert world.snapshot() == before


@scenario(covers=["DEL-11"], tags=["complaint-30"])
def test_customers_of_two_currencies_do_not_merge(world: World, product: str) -> None:
    """A native Acme billed in dollars and an imported one in rupees stay two, whichever is to be the master."""
    with given("Acme imported in rupees beside a native Acme in dollars"):
        import_beside(world, product, currency="USD")
        native, imported = world[product].customers.all()
        before = world.snapshot()
    with when("they are merged either way"):
        refusals = []
        for master, other in ((imported, native), (native, imported)):
            with pytest.raises(NotAllowed, match="only customers of one currency merge") as refusal:
                world[product].customers.merge(master, other)
            refusals.append(refusal.value.message)
    with then("both currencies are named, and nothing has changed"):
        assert all("USD" in each and "INR" in each for each in refusals)
        assert world.snapshot() == before


@scenario(covers=["DEL-10", "DEL-11"], tags=["complaint-30"])
def test_merging_towards_the_imported_one_leaves_one_to_use(world: World, product: str) -> None:
    """The invoice moves to the imported customer, the native one turns inactive, and later imports keep it so."""
    with given("Acme imported beside a native Acme, which has an invoice"):
        import_beside(world, product)
        native, imported = world[product].customers.all()
        (invoice,) = world[product].invoices.all()
    with when("the native one is merged into the imported one"):
        world[product].customers.merge(imported, native)
    with then("the invoice is the imported one's, which is the only active one"):
        assert invoice.customer_id == imported
        assert (imported.status, native.status) == ("active", "inactive")
        assert world[product].customers.find(status="active") == [imported]
    with then("a day later, after an edit in the CRM, nothing of that has changed but the edit"):
        world.crm.accounts.update(world.crm.accounts.one(Account_Name="Acme"), Phone="222")
        world.advance(hours=24)
        assert (imported.phone, native.phone) == ("222", "999")
        assert native.status == "inactive"
        assert len(world[product].customers) == 2


@scenario(covers=["DEL-11"], tags=["complaint-30"])
def test_a_merge_cannot_be_undone(world: World, product: str) -> None:
    """Making the native customer active again brings none of its invoices back."""
    with given("a native Acme merged into the imported one"):
        import_beside(world, product)
        native, imported = world[product].customers.all()
        (invoice,) = world[product].invoices.all()
        world[product].customers.merge(imported, native)
    with when("the native one is made active again"):
        world[product].customers.activate(native)
    with then("it has no invoice; the one it had stays with the imported one"):
        assert world[product].invoices.find(customer_id=native) == []
        assert invoice.customer_id == imported

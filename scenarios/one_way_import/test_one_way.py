"""The import flows from the CRM to Invoice and never back, and it carries customers only."""

from __future__ import annotations

import pytest

from scenarios.one_way_import._setup import customers, imported
from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NotModelled


@scenario(covers=["IMP-01"])
def test_a_customer_made_in_invoice_never_reaches_the_crm(world: World, product: str) -> None:
    """Customers of either type and contact persons made in Invoice stay there, however often the import runs."""
    with given("an account in the CRM; a company, a person and a contact person typed into Invoice"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        own = world[product].customers.create(contact_name="Own")
        world[product].customers.create(contact_name="Ann Lee", customer_sub_type="individual")
        world[product].contact_persons.create(contact_id=own, first_name="Bob")
    with when("the import runs, and runs again after twelve hours"):
        imported(world, product)
        world.advance(hours=12)
    with then("Invoice has them all, the CRM has what it had"):
        assert customers(world, product) == ["Own", "Ann Lee", "Acme"]
        assert world.crm.accounts.all() == [acme]
        assert world.crm.contacts.all() == []
        assert world.why(acme).outcomes[0] == "created"
        assert world.why(own).outcome == "excluded"


@scenario(covers=["IMP-01"])
def test_what_is_edited_in_invoice_never_reaches_the_crm(world: World, product: str) -> None:
    """Neither an edit nor a status nor a new contact person of an imported customer goes back."""
    with given("an account with a contact, imported"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        ann = world.crm.contacts.create(Last_Name="Lee", Phone="111", Account_Name=acme)
        imported(world, product)
        before = world.snapshot()["crm"]
    with when("customer and contact person are edited in Invoice, and the import is repeated twice"):
        (customer,) = world[product].customers.all()
        world[product].customers.update(customer, contact_name="Acme Limited", phone="999")
        world[product].contact_persons.update(world[product].contact_persons.one(last_name="Lee"), phone="999")
        world[product].contact_persons.create(contact_id=customer, first_name="Bob")
        world[product].customers.deactivate(customer)
        world.advance(hours=24)
    with then("the CRM is as it was"):
        assert world.snapshot()["crm"] == before
        assert (acme.Account_Name, acme.Phone, ann.Phone) == ("Acme", "111", "111")


@scenario(covers=["IMP-01"])
def test_no_direction_can_be_chosen(world: World, product: str) -> None:
    """The import has no extent, no policy for duplicates and no view to choose; asking for one changes nothing."""
    with given("an organisation that imports from the CRM"):
        sync = imported(world, product)
        former = sync.preferences
    with when("somebody asks for 'sync both ways', for 'overwrite', or for a view"):
        for choice in ({"extent": "both_ways"}, {"duplicates": "overwrite"}, {"account_view": "All Accounts"}):
            with pytest.raises(UsageError, match="no such choice"):
                sync.edit(**choice)
    with then("each is refused, and the import works as before"):
        assert sync.preferences == former
        world[product].customers.create(contact_name="Own")
        world.advance(hours=12)
        assert world.crm.accounts.all() == []


@scenario(covers=["IMP-05"])
def test_products_and_vendors_of_the_crm_are_not_imported(world: World, product: str) -> None:
    """The CRM's products and vendors leave no trace in Invoice, and the import offers to sync neither."""
    with given("an account, a product and a vendor in the CRM"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        lamp = world.crm.products.create(Product_Name="Lamp", Unit_Price=100)
        world.crm.vendors.create(Vendor_Name="Paper Mill")
    with when("the import runs"):
        sync = imported(world, product)
    with then("one customer was made of the account, and nothing else of anything"):
        assert customers(world, product) == ["Acme"]
        made = {name: len(records) for name, records in world.snapshot()[product].items() if records}
        assert made == {"customers": 1}
        assert sync.history[-1].counts == {"created": 1}
        assert world.why(acme).outcome == "created"
        assert world.why(lamp).outcome is None
    with then("there are no items to sync"), pytest.raises(UsageError, match="it syncs customers only"):
        _ = world.integration(product).items


@scenario(covers=["IMP-05"])
def test_invoices_are_not_exported_to_the_crm(world: World, product: str) -> None:
    """An invoice made out for an imported customer stays in Invoice when the import is repeated."""
    with given("an imported account, with an invoice that is sent"):
        world.crm.accounts.create(Account_Name="Acme")
        sync = imported(world, product)
        (customer,) = world[product].customers.all()
        invoice = world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
        world[product].invoices.mark_sent(invoice)
        before = world.snapshot()["crm"]
    with when("the import is repeated twice"):
        world.advance(hours=24)
    with then("the CRM is as it was, and no run considered the invoice"):
        assert world.snapshot()["crm"] == before
        assert world.why(invoice).outcome is None
        assert [run.module for run in sync.history] == ["customers"] * 3
    with (
        then("items, which the import has none of, cannot even be made in this organisation"),
        pytest.raises(NotModelled),
    ):
        world[product].items.create(name="Lamp")

"""Vendors that stand on both sides under one name, and customers that share it."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when


@scenario(covers=["VEN-03"])
def test_skip_leaves_both_vendors_alone(world: World, product: str) -> None:
    """Under 'skip' two vendors of one name stay as they are and are not linked; a later edit does not cross."""
    with given("Acme is a vendor on both sides, with different phones"):
        crm_vendor = world.crm.vendors.create(Vendor_Name="Acme", Phone="111")
        vendor = world[product].vendors.create(contact_name="Acme", phone="999")
    with when("vendors are fetched with 'skip', and the CRM's phone changes later"):
        sync = world.connect(product)
        sync.vendors.configure(extent="fetch", duplicates="skip").save_and_sync()
        world.settle()
        world.crm.vendors.update(crm_vendor, Phone="222")
        world.advance(hours=2)
    with then("finance's vendor has its own phone, and is not linked"):
        assert world[product].vendors.all() == [vendor]
        assert vendor.phone == "999"
        assert world[product].vendors.from_crm() == []
        assert world.why(crm_vendor).outcomes == ("skipped", "skipped")
        assert world.why(crm_vendor).behaviours == ("VEN-03",)


@scenario(covers=["VEN-03"])
def test_overwrite_replaces_the_vendor_in_finance(world: World, product: str) -> None:
    """Under 'overwrite' finance's vendor takes the CRM's values and is linked; what is not mapped stays."""
    with given("Acme is a vendor on both sides; finance knows its company, too"):
        crm_vendor = world.crm.vendors.create(Vendor_Name=" acme ", Phone="111")
        vendor = world[product].vendors.create(contact_name="Acme", phone="999", company_name="Acme Ltd")
    with when("vendors are fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.vendors.configure(extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("the one vendor has the CRM's phone and its company"):
        assert world[product].vendors.from_crm() == world[product].vendors.all() == [vendor]
        assert (vendor.phone, vendor.company_name) == ("111", "Acme Ltd")
        assert world.why(crm_vendor).outcome == "overwritten"
        assert world.why(crm_vendor).behaviours == ("VEN-03",)


@scenario(covers=["VEN-03"])
def test_clone_makes_a_second_vendor(world: World, product: str) -> None:
    """Under 'clone', where finance lets names be equal, the CRM's vendor stands beside the one of its name."""
    with given("Acme is a vendor on both sides, and finance lets names be equal"):
        world[product].preferences.update(allow_equal_names=True)
        crm_vendor = world.crm.vendors.create(Vendor_Name="Acme", Phone="111")
        vendor = world[product].vendors.create(contact_name="Acme", phone="999")
    with when("vendors are fetched with 'clone'"):
        sync = world.connect(product)
        sync.vendors.configure(extent="fetch", duplicates="clone").save_and_sync()
        world.settle()
    with then("finance has two vendors, of which the new one is linked"):
        former, clone = world[product].vendors.all()
        assert (former, former.phone) == (vendor, "999")
        assert (clone.contact_name, clone.phone) == ("Acme", "111")
        assert world[product].vendors.from_crm() == [clone]
        assert world.why(crm_vendor).outcome == "cloned"


@scenario(covers=["VEN-03"], policies={"clone_name": "refuse"})
def test_a_clone_of_a_taken_vendor_name_fails_alone(world: World, product: str) -> None:
    """Where names are unique a clone is refused, and the other vendors arrive all the same."""
    with given("Acme is a vendor on both sides, and the CRM has Bolt besides"):
        acme = world.crm.vendors.create(Vendor_Name="Acme", Phone="111")
        bolt = world.crm.vendors.create(Vendor_Name="Bolt")
        vendor = world[product].vendors.create(contact_name="Acme", phone="999")
    with when("vendors are fetched with 'clone'"):
        sync = world.connect(product)
        sync.vendors.configure(extent="fetch", duplicates="clone").save_and_sync()
        world.settle()
    with then("Acme failed for its name, and Bolt is there"):
        assert [each.contact_name for each in world[product].vendors.all()] == ["Acme", "Bolt"]
        assert vendor.phone == "999"
        assert (world.why(acme).outcome, world.why(bolt).outcome) == ("failed", "created")
        assert "name taken" in world.why(acme).reason
        assert sync.vendors.history[-1].grade == "partial"


@pytest.mark.parametrize("duplicates", ["clone", "overwrite", "skip"])
@scenario(covers=["VEN-07"])
def test_a_customer_and_a_vendor_of_one_name_are_two_records(world: World, product: str, duplicates: str) -> None:
    """Whom a company sells to and whom it buys from may bear one name: neither is taken for the other.

    Customers and vendors are synced both ways, each from its own module of the CRM.
    """
    with given("Acme is an account and a vendor of the CRM; Bolt is a customer and a vendor in finance"):
        account = world.crm.accounts.create(Account_Name="Acme", Phone="1")
        crm_vendor = world.crm.vendors.create(Vendor_Name="Acme", Phone="2")
        customer = world[product].customers.create(contact_name="Bolt", phone="3")
        vendor = world[product].vendors.create(contact_name="Bolt", phone="4")
    with when(f"customers and vendors are synced both ways with {duplicates!r}"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways", duplicates=duplicates).save_and_sync()
        sync.vendors.configure(extent="both_ways", duplicates=duplicates).save_and_sync()
        world.settle()
    with then("each kind has both on both sides, with its own phones"):
        assert [(each.contact_name, each.phone) for each in world[product].customers.all()] == [
            ("Bolt", "3"),
            ("Acme", "1"),
        ]
        assert [(each.contact_name, each.phone) for each in world[product].vendors.all()] == [
            ("Bolt", "4"),
            ("Acme", "2"),
        ]
        assert [(each.Account_Name, each.Phone) for each in world.crm.accounts.all()] == [("Acme", "1"), ("Bolt", "3")]
        assert [(each.Vendor_Name, each.Phone) for each in world.crm.vendors.all()] == [("Acme", "2"), ("Bolt", "4")]
    with then("none of the four was a duplicate"):
        assert {world.why(each).outcome for each in (account, crm_vendor, customer, vendor)} == {"created"}


@scenario(covers=["VEN-07"])
def test_an_edit_of_the_vendor_does_not_reach_the_customer_of_its_name(world: World, product: str) -> None:
    """Each pair goes its own way: a phone edited at the vendor leaves the customer of the same name alone."""
    with given("Acme is synced as customer and as vendor"):
        account = world.crm.accounts.create(Account_Name="Acme", Phone="1")
        crm_vendor = world.crm.vendors.create(Vendor_Name="Acme", Phone="2")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        sync.vendors.configure(extent="both_ways").save_and_sync()
        world.settle()
        customer = world[product].customers.one(contact_name="Acme")
        vendor = world[product].vendors.one(contact_name="Acme")
    with when("the vendor's phone is edited in finance and the next slot comes"):
        world[product].vendors.update(vendor, phone="22")
        world.advance(hours=2)
    with then("the CRM's vendor has it, and account and customer are as they were"):
        assert crm_vendor.Phone == "22"
        assert (account.Phone, customer.phone) == ("1", "1")
        assert "updated" not in world.why(customer).outcomes


@scenario(covers=["VEN-07"])
def test_deleting_the_vendor_leaves_the_customer_of_its_name(world: World, product: str) -> None:
    """A vendor deleted in the CRM leaves finance; the customer of its name stays."""
    with given("Acme is synced as customer and as vendor"):
        world.crm.accounts.create(Account_Name="Acme")
        crm_vendor = world.crm.vendors.create(Vendor_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        sync.vendors.configure(extent="both_ways").save_and_sync()
        world.settle()
    with when("the vendor is deleted in the CRM and the next slot comes"):
        world.crm.vendors.delete(crm_vendor)
        world.advance(hours=2)
    with then("the vendor left finance, and the customer is there"):
        assert world[product].vendors.all() == []
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]
        assert len(world.crm.accounts) == 1
        assert world.why(crm_vendor).outcome == "deleted"

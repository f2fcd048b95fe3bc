"""Finding vendors: one fetched alone, one searched for in the CRM, and those that came from there."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError


def synced(world: World, product: str, extent: str = "fetch") -> None:
    """Vendors configured and synced once."""
    world.connect(product).vendors.configure(extent=extent).save_and_sync()
    world.settle()


@scenario(covers=["VEN-04"])
def test_one_vendor_is_fetched_without_the_others(world: World, product: str) -> None:
    """Of two vendors edited in the CRM, the one somebody fetches is up to date at once, the other at the next slot."""
    with given("two synced vendors, both edited in the CRM since"):
        acme = world.crm.vendors.create(Vendor_Name="Acme", Phone="1")
        bolt = world.crm.vendors.create(Vendor_Name="Bolt", Phone="1")
        synced(world, product)
        world.crm.vendors.update(acme, Phone="2")
        world.crm.vendors.update(bolt, Phone="2")
    with when("Acme is fetched from its record in finance"):
        sync = world.integration(product)
        sync.vendors.fetch(world[product].vendors.one(contact_name="Acme"))
        world.settle()
    with then("Acme has the new phone, Bolt not yet"):
        assert world[product].vendors.one(contact_name="Acme").phone == "2"
        assert world[product].vendors.one(contact_name="Bolt").phone == "1"
        assert (sync.vendors.history[-1].trigger, sync.vendors.history[-1].counts) == ("single", {"updated": 1})
    with when("the slot comes"):
        world.advance(hours=2)
    with then("Bolt follows"):
        assert world[product].vendors.one(contact_name="Bolt").phone == "2"
        assert world.why(bolt).outcome == "updated"


@scenario(covers=["VEN-04"])
def test_a_vendor_not_synced_yet_can_be_fetched_alone(world: World, product: str) -> None:
    """Of two vendors added to the CRM since the last run, the one asked for arrives at once."""
    with given("vendors were synced, and two were added since"):
        synced(world, product)
        acme = world.crm.vendors.create(Vendor_Name="Acme")
        bolt = world.crm.vendors.create(Vendor_Name="Bolt")
    with when("Acme is fetched"):
        world.integration(product).vendors.fetch(acme)
        world.settle()
    with then("Acme is a vendor in finance, and no run has considered Bolt"):
        assert [each.contact_name for each in world[product].vendors.all()] == ["Acme"]
        assert world.why(acme).outcome == "created"
        assert world.why(bolt).outcome is None


@scenario(covers=["VEN-05"])
def test_a_bill_is_made_for_a_vendor_found_in_the_crm(world: World, product: str) -> None:
    """A vendor not fetched yet is found in the CRM by name, fetched at once, and a bill can be made for it."""
    with given("vendors were synced, and Acme was added to the CRM since"):
        synced(world, product)
        acme = world.crm.vendors.create(Vendor_Name="Acme", Phone="111")
        world.crm.vendors.create(Vendor_Name="Bolt")
        assert world[product].vendors.all() == []
    with when("somebody entering a bill searches the CRM for it, and selects what is found"):
        sync = world.integration(product)
        found = sync.vendors.search(" acme ")
        sync.vendors.fetch(found[0])
        world.settle()
    with then("that was Acme alone, and it is a vendor now"):
        assert [(each.ref, each.name) for each in found] == [(acme.ref, "Acme")]
        (vendor,) = world[product].vendors.all()
        assert (vendor.contact_name, vendor.phone) == ("Acme", "111")
        assert world.why(acme).outcome == "created"
    with then("the bill can be entered for it, without any time having passed"):
        bill = world[product].bills.create(vendor_id=vendor, bill_number="7", lines=[{"name": "Work", "rate": 100}])
        assert bill.vendor_id == vendor
        assert sync.vendors.history[-1].trigger == "single"


@scenario(covers=["VEN-05"])
def test_searching_alone_fetches_nothing(world: World, product: str) -> None:
    """A search shows what the CRM has of that name; a customer's account is not among it, and nothing moves."""
    with given("the CRM has a vendor Acme, added after the last run, and an account Acme"):
        synced(world, product)
        acme = world.crm.vendors.create(Vendor_Name="Acme")
        world.crm.accounts.create(Account_Name="Acme")
    with when("somebody searches the CRM for Acme, and for Zed"):
        sync = world.integration(product)
        found, nothing = sync.vendors.search("Acme"), sync.vendors.search("Zed")
        world.settle()
    with then("the vendor is found, and Zed is not"):
        assert [each.ref for each in found] == [acme.ref]
        assert nothing == ()
    with then("nothing was fetched"):
        assert world[product].vendors.all() == []
        assert world.why(acme).outcome is None


@scenario(covers=["VEN-05"])
def test_vendors_never_saved_cannot_be_searched_for(world: World, product: str) -> None:
    """Before the vendors' sync was saved, the CRM cannot be searched for them; the refusal says what to do."""
    with given("a connection whose vendors were never saved, and a vendor in the CRM"):
        world.crm.vendors.create(Vendor_Name="Acme")
        sync = world.connect(product)
    with when("somebody searches for it"), pytest.raises(UsageError) as refusal:
        sync.vendors.search("Acme")
    with then("it is refused"):
        assert "configure it" in str(refusal.value)
        assert world[product].vendors.all() == []


@scenario(covers=["VEN-06"])
def test_vendors_that_came_from_the_crm_are_listed_alone(world: World, product: str) -> None:
    """The filter shows the vendors fetched from the CRM, not those that finance alone has."""
    with given("two vendors in the CRM, and two in finance, of which one has the name of one of these"):
        for name in ("Acme", "Bolt"):
            world.crm.vendors.create(Vendor_Name=name)
        for name in ("Bolt", "Crux"):
            world[product].vendors.create(contact_name=name)
    with when("vendors are fetched with 'skip'"):
        sync = world.connect(product)
        sync.vendors.configure(extent="fetch", duplicates="skip").save_and_sync()
        world.settle()
    with then("of the three vendors, the filter shows Acme"):
        assert [each.contact_name for each in world[product].vendors.all()] == ["Bolt", "Crux", "Acme"]
        assert [each.contact_name for each in world[product].vendors.from_crm()] == ["Acme"]


@scenario(covers=["VEN-06"])
def test_customers_from_the_crm_are_not_among_the_vendors(world: World, product: str) -> None:
    """Vendors and customers are filtered apart, though both came from the CRM."""
    with given("an account and a vendor in the CRM"):
        world.crm.accounts.create(Account_Name="Acme")
        world.crm.vendors.create(Vendor_Name="Bolt")
    with when("both modules are synced"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts").save_and_sync()
        sync.vendors.configure(extent="fetch").save_and_sync()
        world.settle()
    with then("each filter shows its own"):
        assert [each.contact_name for each in world[product].vendors.from_crm()] == ["Bolt"]
        assert [each.contact_name for each in world[product].customers.from_crm()] == ["Acme"]


@scenario(covers=["VEN-06", "DEL-16"], products=["books"])
def test_an_overwritten_vendor_is_listed_until_its_pair_ends_and_a_pushed_one_never(world: World, product: str) -> None:
    """The filter shows the vendor that a fetch overwrote, until that is deleted in the CRM, and not the pushed one."""
    with given("Acme on both sides, Bolt in finance alone, and both synced both ways with 'overwrite'"):
        acme = world.crm.vendors.create(Vendor_Name="Acme")
        own, pushed = (world[product].vendors.create(contact_name=each) for each in ("Acme", "Bolt"))
        sync = world.connect(product)
        sync.vendors.configure(extent="both_ways", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("the filter shows Acme alone"):
        assert len(sync.links) == 2
        assert world[product].vendors.from_crm() == [own]
    with when("Acme is deleted in the CRM and the next slot comes"):
        world.crm.vendors.delete(acme)
        world.advance(hours=2)
    with then("the filter shows none, and both vendors are there"):
        assert world[product].vendors.from_crm() == []
        assert world[product].vendors.all() == [own, pushed]

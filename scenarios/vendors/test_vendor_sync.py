"""The sync of vendors: what can be chosen, which way they travel, and who is read first."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError


@scenario(covers=["VEN-01"])
def test_vendors_of_the_crm_are_fetched(world: World, product: str) -> None:
    """After 'Save and Sync' a vendor of the CRM stands in finance, with address, phone and website."""
    with given("the CRM has the vendor Acme"):
        acme = world.crm.vendors.create(
            Vendor_Name="Acme",
            Email="post@acme.example",
            Phone="111",
            Website="https://acme.example",
            Street="1 Main Street",
            City="Pune",
            Zip_Code="411001",
        )
    with when("vendors are fetched"):
        sync = world.connect(product)
        sync.vendors.configure(extent="fetch").save_and_sync()
        world.settle()
    with then("finance has it with all that is mapped by itself"):
        (vendor,) = world[product].vendors.all()
        assert (vendor.contact_name, vendor.email, vendor.phone) == ("Acme", "post@acme.example", "111")
        assert vendor.website == "https://acme.example"
        assert vendor.billing_address["address"] == "1 Main Street"
        assert (vendor.billing_address["city"], vendor.billing_address["zip"]) == ("Pune", "411001")
    with then("the history tells of one record added"):
        assert world.why(acme).outcome == "created"
        run = sync.vendors.history[-1]
        assert (run.grade, run.added, run.updated, run.deleted) == ("done", 1, 0, 0)


@scenario(covers=["VEN-01"])
def test_under_fetch_vendors_born_in_finance_stay_there(world: World, product: str) -> None:
    """With the extent 'fetch' nothing of finance reaches the CRM, neither a new vendor nor an edit.

    An edit made in finance to a mapped field is put back at the next run.
    """
    with given("the CRM's vendor Acme was fetched, and finance has a vendor Bolt of its own"):
        acme = world.crm.vendors.create(Vendor_Name="Acme", Phone="111")
        bolt = world[product].vendors.create(contact_name="Bolt")
        sync = world.connect(product)
        sync.vendors.configure(extent="fetch").save_and_sync()
        world.settle()
    with when("Acme's phone is edited in finance and the next slot comes"):
        vendor = world[product].vendors.one(contact_name="Acme")
        world[product].vendors.update(vendor, phone="999")
        world.advance(hours=2)
    with then("the CRM has Acme alone, with its phone, and that is back in finance"):
        assert [(each.Vendor_Name, each.Phone) for each in world.crm.vendors.all()] == [("Acme", "111")]
        assert (acme.Phone, vendor.phone) == ("111", "111")
        assert world.why(bolt).outcome == "excluded"
        assert "the extent is 'fetch from CRM'" in world.why(bolt).reason


@scenario(covers=["VEN-01"])
def test_saved_for_later_vendors_wait_for_their_slot(world: World, product: str) -> None:
    """'Save and Sync Later' keeps the choices and moves nothing until two hours later."""
    with given("the CRM has the vendor Acme"):
        acme = world.crm.vendors.create(Vendor_Name="Acme")
    with when("the vendors' sync is saved for later"):
        sync = world.connect(product)
        sync.vendors.configure(extent="both_ways", duplicates="skip").save_and_sync_later()
        world.advance(hours=1)
    with then("nothing moved"):
        assert world[product].vendors.all() == []
        assert (sync.vendors.history, sync.vendors.status.state) == ((), "never synced")
        assert world.why(acme).outcome is None
    with when("the slot comes"):
        world.advance(hours=1)
    with then("the vendor arrived, by the choices saved"):
        assert [each.contact_name for each in world[product].vendors.all()] == ["Acme"]
        assert sync.vendors.history[-1].trigger == "scheduled"
        assert sync.vendors.preferences is not None
        assert (sync.vendors.preferences.extent, sync.vendors.preferences.duplicates) == ("both_ways", "skip")


@scenario(covers=["VEN-01"])
def test_a_vendor_field_can_be_mapped_by_hand(world: World, product: str) -> None:
    """A field that is not mapped by itself travels once it is, and its edits with it."""
    with given("a vendor's category in the CRM, and a custom field for it in finance"):
        acme = world.crm.vendors.create(Vendor_Name="Acme", Category="Paper")
        world[product].vendors.add_field("cf_category", label="Category")
    with when("the two are mapped, vendors are synced both ways, and finance edits the field"):
        sync = world.connect(product)
        sync.vendors.configure(extent="both_ways", mapping={"Category": "cf_category"}).save_and_sync()
        world.settle()
        vendor = world[product].vendors.one(contact_name="Acme")
        assert vendor.cf_category == "Paper"
        world[product].vendors.update(vendor, cf_category="Ink")
        world.advance(hours=2)
    with then("the CRM has the edit"):
        assert acme.Category == "Ink"
        assert world.why(vendor).outcome == "updated"


@scenario(covers=["VEN-01"])
def test_a_choice_that_vendors_lack_is_refused(world: World, product: str) -> None:
    """Accounts or contacts are nothing to choose for vendors; the refusal names what there is, and nothing is saved."""
    with given("a connection, and a vendor in the CRM"):
        world.crm.vendors.create(Vendor_Name="Acme")
        sync = world.connect(product)
        before = world.snapshot()
    with when("vendors are configured with a module choice"), pytest.raises(UsageError) as refusal:
        sync.vendors.configure(module="accounts")  # type: ignore[call-arg]
    with then("nothing was saved or moved"):
        assert "extent" in str(refusal.value)
        assert sync.vendors.preferences is None
        world.advance(hours=2)
        assert world.snapshot() == before


@scenario(covers=["VEN-02"])
def test_vendors_of_either_side_reach_the_other(world: World, product: str) -> None:
    """Under 'sync both ways' the CRM's vendors come to finance and finance's go to the CRM, each once."""
    with given("the CRM has the vendor Acme, finance the vendor Bolt"):
        acme = world.crm.vendors.create(Vendor_Name="Acme", Phone="111")
        bolt = world[product].vendors.create(contact_name="Bolt", phone="222", billing_address={"city": "Goa"})
    with when("vendors are synced both ways, and two quiet hours pass"):
        sync = world.connect(product)
        sync.vendors.configure(extent="both_ways").save_and_sync()
        world.advance(hours=2)
    with then("both have both"):
        assert [(each.Vendor_Name, each.Phone) for each in world.crm.vendors.all()] == [
            ("Acme", "111"),
            ("Bolt", "222"),
        ]
        assert [each.contact_name for each in world[product].vendors.all()] == ["Bolt", "Acme"]
        assert world.crm.vendors.one(Vendor_Name="Bolt").City == "Goa"
    with then("each was carried by its own reason"):
        assert {*world.why(acme).outcomes[1:], *world.why(bolt).outcomes[1:]} <= {"unchanged"}
        assert world.why(acme).outcomes[0] == world.why(bolt).outcomes[0] == "created"
        assert "VEN-02" in world.why(bolt).behaviours
        assert sync.vendors.history[0].counts == {"created": 2}


@scenario(covers=["VEN-02", "VEN-03"])
def test_the_crm_s_vendors_go_first(world: World, product: str) -> None:
    """In a two-way run a vendor on both sides is found in the pass of the CRM, so its values replace finance's."""
    with given("Acme is a vendor on both sides, with different phones"):
        crm_vendor = world.crm.vendors.create(Vendor_Name="Acme", Phone="111")
        vendor = world[product].vendors.create(contact_name="Acme", phone="999")
    with when("vendors are synced both ways with 'overwrite'"):
        sync = world.connect(product)
        sync.vendors.configure(extent="both_ways", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("both sides have the CRM's phone, and they are one pair"):
        assert (crm_vendor.Phone, vendor.phone) == ("111", "111")
        assert len(world.crm.vendors) == len(world[product].vendors) == 1
        assert world.why(crm_vendor).reason.startswith("overwrote vendor Acme")
        assert sync.vendors.history[-1].counts == {"overwritten": 1}


@scenario(covers=["VEN-02"])
def test_an_inactive_vendor_never_linked_is_not_pushed(world: World, product: str) -> None:
    """A vendor that finance had put aside before the first sync does not turn up in the CRM."""
    with given("finance has an inactive vendor"):
        bolt = world[product].vendors.create(contact_name="Bolt")
        world[product].vendors.deactivate(bolt)
    with when("vendors are synced both ways"):
        sync = world.connect(product)
        sync.vendors.configure(extent="both_ways").save_and_sync()
        world.settle()
    with then("the CRM has no vendor"):
        assert world.crm.vendors.all() == []
        assert world.why(bolt).outcome == "excluded"

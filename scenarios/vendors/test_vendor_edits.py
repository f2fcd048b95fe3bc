"""Edits of synced vendors: renames, conflicts and blanks are settled as for customers."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["VEN-02", "CUS-19"], products=["books"])
def test_a_vendor_renamed_on_one_side_is_renamed_on_the_other(world: World, product: str) -> None:
    """A pair of vendors is followed by id: a new name travels in either direction and makes no second vendor."""
    with given("Acme and Bolt are vendors on both sides"):
        acme, bolt = (world.crm.vendors.create(Vendor_Name=each) for each in ("Acme", "Bolt"))
        world.connect(product).vendors.configure(extent="both_ways").save_and_sync()
        world.settle()
        first, second = world[product].vendors.all()
    with when("Acme is renamed in the CRM, and Bolt in finance"):
        world.crm.vendors.update(acme, Vendor_Name="Apex")
        world[product].vendors.update(second, contact_name="Bold")
        world.advance(hours=2)
    with then("both names arrived, and there are two vendors on each side"):
        assert [each.contact_name for each in world[product].vendors.all()] == ["Apex", "Bold"]
        assert [each.Vendor_Name for each in world.crm.vendors.all()] == ["Apex", "Bold"]
        assert world.why(first).outcome == world.why(bolt).outcome == "updated"


@scenario(covers=["VEN-02", "CUS-20"], products=["books"])
def test_a_vendor_renamed_onto_a_taken_name_fails_alone(world: World, product: str) -> None:
    """If finance gave the new name to another vendor already, that rename fails and the rest of the run goes on."""
    with given("Acme and Bolt are synced, and finance has a vendor Crux that is not"):
        acme, bolt = (world.crm.vendors.create(Vendor_Name=each, Phone="1") for each in ("Acme", "Bolt"))
        sync = world.connect(product)
        sync.vendors.configure(extent="fetch", duplicates="skip").save_and_sync()
        world.settle()
        world[product].vendors.create(contact_name="Crux")
    with when("the CRM renames Acme to Crux and gives Bolt another phone"):
        world.crm.vendors.update(acme, Vendor_Name="Crux")
        world.crm.vendors.update(bolt, Phone="2")
        world.advance(hours=2)
    with then("Acme kept its name and failed for the taken one; Bolt has its phone"):
        assert [each.contact_name for each in world[product].vendors.all()] == ["Acme", "Bolt", "Crux"]
        assert world[product].vendors.one(contact_name="Bolt").phone == "2"
        assert (world.why(acme).outcome, world.why(bolt).outcome) == ("failed", "updated")
        assert "name taken" in world.why(acme).reason
        assert sync.vendors.history[-1].grade == "partial"


@scenario(covers=["VEN-02", "CUS-21"], products=["books"])
def test_the_crm_wins_where_both_sides_edited_a_vendor(world: World, product: str) -> None:
    """A vendor's field edited on both sides takes the CRM's value, an edit of another field stands.

    The history names the conflict.
    """
    with given("Acme is a vendor on both sides"):
        acme = world.crm.vendors.create(Vendor_Name="Acme", Phone="1", City="Pune")
        sync = world.connect(product)
        sync.vendors.configure(extent="both_ways").save_and_sync()
        world.settle()
        (vendor,) = world[product].vendors.all()
    with when("its phone is edited in the CRM and later in finance, which edits the city, too"):
        world.crm.vendors.update(acme, Phone="2")
        world.advance(hours=1)
        world[product].vendors.update(vendor, phone="3", billing_address={"city": "Goa"})
        world.advance(hours=1)
    with then("both have the CRM's phone and finance's city"):
        assert (acme.Phone, vendor.phone) == ("2", "2")
        assert (acme.City, vendor.billing_address["city"]) == ("Goa", "Goa")
    with then("the history names the conflict and its winner"):
        assert world.why(acme).outcome == world.why(vendor).outcome == "conflict"
        (remark,) = sync.vendors.history[-1].remarks
        assert "Phone was edited on both sides, crm's value stands (CUS-21)" in remark


@scenario(covers=["VEN-02", "CUS-22"], products=["books"])
def test_a_blank_does_not_erase_a_vendor_s_value(world: World, product: str) -> None:
    """A vendor's field emptied on one side keeps its value on the other."""
    with given("Acme is a vendor on both sides, with phone and city"):
        acme = world.crm.vendors.create(Vendor_Name="Acme", Phone="1", City="Pune")
        world.connect(product).vendors.configure(extent="both_ways").save_and_sync()
        world.settle()
        (vendor,) = world[product].vendors.all()
    with when("the phone is emptied in the CRM, and the city in finance"):
        world.crm.vendors.update(acme, Phone=None)
        world[product].vendors.update(vendor, billing_address={"city": None})
        world.advance(hours=2)
    with then("finance has the phone still, and the CRM the city"):
        assert (acme.Phone, vendor.phone) == (None, "1")
        assert (acme.City, vendor.billing_address["city"]) == ("Pune", None)
        assert world.why(acme).outcome == world.why(vendor).outcome == "unchanged"


@scenario(covers=["VEN-02", "CUS-22"], products=["books"], policies={"blanks": "erase"})
def test_a_blank_can_erase_a_vendor_s_value(world: World, product: str) -> None:
    """With the policy 'erase' an emptied field of a vendor is emptied on the other side, too."""
    with given("Acme is a vendor on both sides, with phone and city"):
        acme = world.crm.vendors.create(Vendor_Name="Acme", Phone="1", City="Pune")
        world.connect(product).vendors.configure(extent="both_ways").save_and_sync()
        world.settle()
        (vendor,) = world[product].vendors.all()
    with when("the phone is emptied in the CRM, and the city in finance"):
        world.crm.vendors.update(acme, Phone=None)
        world[product].vendors.update(vendor, billing_address={"city": None})
        world.advance(hours=2)
    with then("both are gone on both sides"):
        assert (acme.Phone, vendor.phone) == (None, None)
        assert (acme.City, vendor.billing_address["city"]) == (None, None)
        assert world.why(acme).outcome == "updated"

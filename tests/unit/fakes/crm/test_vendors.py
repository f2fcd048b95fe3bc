from __future__ import annotations

import pytest

from zsim.fakes.crm import Crm
from zsim.fakes.store import LoadReport
from zsim.kernel.errors import UsageError
from zsim.ports.app import Credentials
from zsim.ports.errors import InvalidData


def test_a_vendor_needs_a_name_and_several_may_carry_it(crm: Crm) -> None:
    with pytest.raises(InvalidData) as refused:
        crm.vendors.create(Phone="111")
    assert (refused.value.code, refused.value.field) == ("MANDATORY_NOT_FOUND", "Vendor_Name")
    crm.vendors.create(Vendor_Name="Wayne")
    crm.vendors.create(Vendor_Name="Wayne")
    assert len(crm.vendors.find(Vendor_Name="Wayne")) == 2


def test_a_vendor_keeps_what_it_is_given(crm: Crm) -> None:
    given = {"Phone": "111", "Email": "a@b.example", "Website": "b.example", "Street": "1 Main Road", "City": "Reno"}
    more = {"State": "NV", "Zip_Code": "89501", "Country": "US", "Category": "Steel", "GL_Account": "Sales-Hardware"}
    wayne = crm.vendors.create(Vendor_Name="Wayne", **given, **more)
    assert {name: wayne.fields[name] for name in (*given, *more)} == {**given, **more}
    assert wayne.Owner == crm.user.id


def test_the_port_searches_vendors_by_name_and_email(crm: Crm) -> None:
    wayne = crm.vendors.create(Vendor_Name="Wayne", Email="W@wayne.example")
    port = crm.gate.open("books", Credentials(crm.email, crm.generate_zsc_key()))
    assert [each.id for each in port.search("Vendors", "Email", ["w@WAYNE.example"])] == [wayne.id]
    assert [each.id for each in port.search("Vendors", "Vendor_Name", [" wayne "])] == [wayne.id]
    assert [each.name for each in port.views("Vendors")] == ["All Vendors", "My Vendors"]


def test_a_deleted_vendor_leaves_products_and_contacts_behind(crm: Crm) -> None:
    wayne = crm.vendors.create(Vendor_Name="Wayne")
    anvil = crm.products.create(Product_Name="Anvil", Vendor_Name=wayne)
    rita = crm.contacts.create(Last_Name="Rita", Vendor_Name=wayne)
    crm.vendors.delete(wayne)
    assert (anvil.Vendor_Name, rita.Vendor_Name) == (None, None)
    crm.vendors.restore(wayne)
    assert anvil.Vendor_Name is None


def test_a_restored_product_does_not_point_to_a_vendor_that_is_gone(crm: Crm) -> None:
    wayne = crm.vendors.create(Vendor_Name="Wayne")
    anvil = crm.products.create(Product_Name="Anvil", Vendor_Name=wayne)
    crm.products.delete(anvil)
    crm.vendors.delete(wayne)
    assert crm.products.restore(anvil).Vendor_Name is None


def test_a_merge_hands_products_and_contacts_to_the_winner(crm: Crm) -> None:
    wayne, twin = (crm.vendors.create(Vendor_Name="Wayne") for _ in range(2))
    anvil = crm.products.create(Product_Name="Anvil", Vendor_Name=twin)
    rita = crm.contacts.create(Last_Name="Rita", Vendor_Name=twin)
    assert crm.vendors.merge(wayne, twin) == wayne
    assert (anvil.Vendor_Name, rita.Vendor_Name, twin.alive) == (wayne, wayne, False)


def test_a_vendor_is_no_account(crm: Crm) -> None:
    acme = crm.accounts.create(Account_Name="Acme")
    with pytest.raises(UsageError, match="a record of Vendors"):
        crm.products.create(Product_Name="Anvil", Vendor_Name=acme)


def test_an_export_of_vendors_loads_as_it_is(crm: Crm) -> None:
    report = crm.vendors.load_csv(
        ["Record Id,Vendor Name,Vendor Owner,Email,Zip Code,GL Account", "zcrm_1,Wayne,,w@wayne.example,89501,"]
    )
    assert report == LoadReport(1, ())
    (wayne,) = crm.vendors.all()
    assert (wayne.Email, wayne.Zip_Code, wayne.Owner) == ("w@wayne.example", "89501", crm.user.id)

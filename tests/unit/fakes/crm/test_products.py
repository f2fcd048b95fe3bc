from __future__ import annotations

from decimal import Decimal

import pytest

from zsim.fakes.crm import Crm
from zsim.fakes.store import LoadReport, Rejected
from zsim.fakes.store.handle import Handle
from zsim.kernel.clock import Clock
from zsim.ports.app import Credentials
from zsim.ports.errors import InvalidData, NoPermission
from zsim.ports.records import DeletionCause
from zsim.ports.schema import FieldType


@pytest.fixture
def wayne(crm: Crm) -> Handle:
    """A vendor."""
    return crm.vendors.create(Vendor_Name="Wayne")


def test_a_product_is_active_unless_made_otherwise(crm: Crm) -> None:
    assert crm.products.create(Product_Name="Anvil").Product_Active is True
    rope = crm.products.create(Product_Name="Rope", Product_Active=False)
    assert rope.Product_Active is False
    assert crm.products.update(rope, Unit_Price=1).Product_Active is False
    assert crm.products.update(rope, Product_Active=None).Product_Active is False


def test_products_may_carry_one_name_and_one_code(crm: Crm) -> None:
    for _ in range(2):
        crm.products.create(Product_Name="Anvil", Product_Code="AB-1")
    assert len(crm.products.find(Product_Code="AB-1")) == len(crm.products.find(Product_Name="Anvil")) == 2


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({}, "Product_Name", "MANDATORY_NOT_FOUND"),
        ({"Product_Name": " "}, "Product_Name", "MANDATORY_NOT_FOUND"),
        ({"Product_Name": "Anvil", "Unit_Price": "9"}, "Unit_Price", "INVALID_DATA"),
        ({"Product_Name": "Anvil", "Usage_Unit": "Furlong"}, "Usage_Unit", "INVALID_DATA"),
        ({"Product_Name": "Anvil", "Taxable": "yes"}, "Taxable", "INVALID_DATA"),
        ({"Product_Name": "Anvil", "Vendor_Name": "123"}, "Vendor_Name", "INVALID_DATA"),
        ({"Product_Name": "Anvil", "SKU": "AB-1"}, "SKU", "INVALID_DATA"),
    ],
)
def test_what_does_not_fit_the_fields_is_refused(crm: Crm, fields: dict[str, object], field: str, code: str) -> None:
    with pytest.raises(InvalidData) as refused:
        crm.products.create(**fields)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert crm.products.all() == []


def test_the_fields_carry_the_labels_of_the_screens(crm: Crm) -> None:
    schema = crm.modules["Products"].schema
    assert {name: schema[name].label for name in ("Product_Code", "Qty_in_Stock", "Owner")} == {
        "Product_Code": "Product Code",
        "Qty_in_Stock": "Quantity in Stock",
        "Owner": "Product Owner",
    }
    assert schema["Vendor_Name"].lookup == "Vendors"
    assert schema["Unit_Price"].type is FieldType.CURRENCY


def test_the_views_list_all_products_and_the_viewers(crm: Crm) -> None:
    crm.users.create("Rita")
    own, other = crm.as_user("Rita").products.create(Product_Name="Anvil"), crm.products.create(Product_Name="Rope")
    views = crm.as_user("Rita").products.views
    assert views.records("My Products") == [own]
    assert views.records("All Products") == [own, other]


def test_a_custom_field_picks_products_in_a_view(crm: Crm) -> None:
    crm.products.add_field("For_Finance", "boolean")
    anvil = crm.products.create(Product_Name="Anvil", For_Finance=True)
    crm.products.create(Product_Name="Rope")
    crm.products.views.create("For finance", ("For_Finance", "is", True))
    assert crm.products.views.records("For finance") == [anvil]


def test_a_csv_file_finds_the_vendor_by_name(crm: Crm, wayne: Handle) -> None:
    report = crm.products.load_csv(
        [
            "Record Id,Product Name,Product Code,Vendor Name,Unit Price,Product Active",
            "zcrm_1,Anvil,AB-1,WAYNE,9.50,false",
            "zcrm_2,Rope,,Wain,,",
        ]
    )
    near = "'Vendor Name': no vendor is called 'Wain'; there is 'Wayne'"
    assert report == LoadReport(1, (Rejected(3, near),))
    (anvil,) = crm.products.all()
    assert (anvil.Vendor_Name, anvil.Unit_Price, anvil.Product_Active) == (wayne, Decimal("9.50"), False)


def test_a_deleted_product_can_be_restored(crm: Crm) -> None:
    anvil = crm.products.create(Product_Name="Anvil", Unit_Price=Decimal("9.50"))
    crm.products.delete(anvil)
    assert not anvil.alive
    assert crm.products.restore(anvil).Unit_Price == Decimal("9.50")


def test_a_merged_product_left_for_good_and_the_feed_names_the_winner(crm: Crm) -> None:
    anvil, twin = (crm.products.create(Product_Name="Anvil") for _ in range(2))
    crm.products.merge(anvil, twin)
    (deletion,) = crm.modules["Products"].table.deleted(None, None, 10).deletions
    assert (deletion.ref, deletion.cause, deletion.winner) == (twin.ref, DeletionCause.MERGED, anvil.id)


def test_a_product_has_a_currency_once_there_are_several(crm: Crm) -> None:
    before = crm.products.create(Product_Name="Anvil")
    crm.enable_multi_currency()
    assert before.Currency is None
    assert crm.products.create(Product_Name="Rope").Currency == "INR"
    assert crm.products.create(Product_Name="Saw", Currency="USD").Currency == "USD"


def test_a_module_first_used_after_currencies_were_opened_has_them_too(crm: Crm) -> None:
    crm.enable_multi_currency()
    crm.set_base_currency("EUR")
    assert crm.products.create(Product_Name="Anvil").Currency == "EUR"


def test_a_profile_hides_products_from_people_and_from_products_that_sync(crm: Crm) -> None:
    crm.profiles.create("Sales", hidden_modules=("Products",))
    rita = crm.users.create("Rita", profile="Sales")
    with pytest.raises(NoPermission, match="hides it"):
        crm.as_user("Rita").products.all()
    port = crm.gate.open("billing", Credentials(rita.email, None))
    with pytest.raises(NoPermission, match="Products"):
        port.changed("Products", None)


def test_looking_at_products_takes_no_id(crm: Crm, clock: Clock) -> None:
    first = crm.accounts.create(Account_Name="Acme")
    assert len(crm.products.views.all()) == 2
    assert len({each.id for face in (crm.products, crm.vendors, crm.accounts) for each in face.views.all()}) == 7
    assert int(crm.products.create(Product_Name="Anvil").id) == int(first.id) + 1

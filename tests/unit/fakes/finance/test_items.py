"""Items: fields, unique names and SKUs, life cycle, deletion and merging."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.fakes.finance.conftest import MakeShop, Shop
from zsim.fakes.finance import Finance
from zsim.fakes.store.handle import Handle
from zsim.kernel.journal import Command
from zsim.ports.errors import DuplicateValue, InvalidData, NotAllowed, NotFound
from zsim.ports.records import Create, Delete, DeletionCause, Merge, Update

PRODUCTS = ("invoice", "books", "billing")


@pytest.fixture
def anvil(books: Finance) -> Handle:
    """An item with a SKU."""
    return books.items.create(name="Anvil", sku="AB-1")


@pytest.mark.parametrize("product", PRODUCTS)
def test_an_item_is_active_goods_unless_made_otherwise(make_shop: MakeShop, product: str) -> None:
    items = make_shop(product).finance.items
    anvil = items.create(name="Anvil", rate=Decimal("9.50"), unit="pcs", description="Heavy")
    assert (anvil.product_type, anvil.status, anvil.rate, anvil.unit) == ("goods", "active", Decimal("9.50"), "pcs")
    assert items.create(name="Repair", product_type="service").product_type == "service"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "name"),
        ({"name": " "}, "name"),
        ({"name": "Anvil", "rate": "9"}, "rate"),
        ({"name": "Anvil", "product_type": "Goods"}, "product_type"),
        ({"name": "Anvil", "status": "gone"}, "status"),
        ({"name": "Anvil", "skew": "AB-1"}, "skew"),
    ],
)
def test_what_does_not_fit_the_fields_is_refused(books: Finance, fields: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidData) as refusal:
        books.items.create(**fields)
    assert (refusal.value.code, refusal.value.field) == ("4", field)
    assert len(books.items) == 0


@pytest.mark.parametrize("taken", ["Anvil", " anvil ", "ANVIL"])
def test_a_name_that_differs_in_case_or_blanks_is_taken(books: Finance, anvil: Handle, taken: str) -> None:
    with pytest.raises(DuplicateValue, match="choose another name") as refusal:
        books.items.create(name=taken, sku="AB-2")
    assert (refusal.value.code, refusal.value.field) == ("1001", "name")
    with pytest.raises(DuplicateValue):
        books.items.update(books.items.create(name="Rope"), name=taken)
    assert books.items.update(anvil, name=taken).name == taken


def test_names_are_compared_to_the_letter_if_the_policy_says_so(make_shop: MakeShop) -> None:
    books = make_shop(policies={"names": "exact"}).finance
    books.items.create(name="Anvil")
    assert books.items.create(name="ANVIL").alive


def test_an_inactive_item_keeps_its_name_and_a_deleted_one_frees_it(books: Finance, anvil: Handle) -> None:
    books.items.deactivate(anvil)
    with pytest.raises(DuplicateValue):
        books.items.create(name="Anvil")
    books.items.delete(anvil)
    assert books.items.create(name="Anvil", sku="AB-1").alive


@pytest.mark.parametrize("taken", ["AB-1", " AB-1", "AB-1 "])
def test_a_sku_is_compared_without_outer_blanks(books: Finance, anvil: Handle, taken: str) -> None:
    with pytest.raises(DuplicateValue, match="the SKU 'AB-1' exists already: 'Anvil'") as refusal:
        books.items.create(name="Rope", sku=taken)
    assert refusal.value.field == "sku"
    assert books.items.update(anvil, sku=taken).sku == taken


@pytest.mark.parametrize("free", ["ab-1", "AB -1", "AB-11"])
def test_a_sku_that_differs_in_case_or_inside_is_another(books: Finance, anvil: Handle, free: str) -> None:
    assert books.items.create(name="Rope", sku=free).sku == free


def test_items_without_sku_do_not_collide(books: Finance) -> None:
    for number, sku in enumerate([None, "", "  ", None]):
        books.items.create(name=f"Item {number}", sku=sku)
    assert len(books.items) == 4


def test_equal_names_need_mandatory_skus(books: Finance) -> None:
    with pytest.raises(NotAllowed, match="sku_mandatory=True"):
        books.preferences.update(allow_equal_item_names=True)
    assert not books.preferences.allow_equal_item_names
    books.preferences.update(sku_mandatory=True, allow_equal_item_names=True)
    with pytest.raises(NotAllowed, match="sku_mandatory=True"):
        books.preferences.update(sku_mandatory=False)
    assert books.preferences.sku_mandatory


def test_items_of_one_name_are_told_apart_by_sku(books: Finance, anvil: Handle) -> None:
    books.preferences.update(sku_mandatory=True, allow_equal_item_names=True)
    twin = books.items.create(name="Anvil", sku="AB-2")
    with pytest.raises(DuplicateValue):
        books.items.create(name="Anvil", sku="AB-2")
    books.preferences.update(allow_equal_item_names=False)
    assert books.items.update(twin, rate=1).rate == 1


@pytest.mark.parametrize("sku", [None, "", "  "])
def test_a_mandatory_sku_cannot_be_left_out_or_emptied(books: Finance, anvil: Handle, sku: str | None) -> None:
    old = books.items.create(name="Old")
    books.preferences.update(sku_mandatory=True)
    with pytest.raises(InvalidData, match="sku is missing") as refusal:
        books.items.create(name="Rope", sku=sku)
    assert refusal.value.field == "sku"
    with pytest.raises(InvalidData):
        books.items.update(anvil, sku=sku)
    assert anvil.sku == "AB-1"
    assert books.items.update(old, rate=1).alive


def test_a_person_cannot_write_what_only_the_integration_sets(books: Finance, anvil: Handle) -> None:
    with pytest.raises(InvalidData, match="zcrm_product_id"):
        books.items.update(anvil, zcrm_product_id="100000000000000001")


def test_items_from_the_crm_can_be_listed_alone_and_searched(shop: Shop) -> None:
    shop.finance.items.create(name="Native")
    (written,) = shop.write_to(
        "items", Create({"name": "Anvil", "source": "crm", "zcrm_product_id": "100000000000000001"})
    )
    assert [each.id for each in shop.finance.items.from_crm()] == [written.id]
    found = shop.finance.port().search("items", "zcrm_product_id", ["100000000000000001"])
    assert [each.id for each in found] == [written.id]


def test_an_item_turns_inactive_and_active_again(shop: Shop) -> None:
    items = shop.finance.items
    anvil = items.create(name="Anvil")
    assert items.deactivate(anvil).status == "inactive"
    assert items.update(anvil, rate=1).status == "inactive"
    assert items.activate(anvil).status == "active"
    commands = [each.detail for each in shop.journal if each.kind == "command" and each.subject == anvil.ref]
    assert commands == [Command("deactivate", {}), Command("update", {"rate": 1}), Command("activate", {})]


@pytest.mark.parametrize("product", PRODUCTS)
def test_an_item_that_a_transaction_uses_cannot_be_deleted(make_shop: MakeShop, product: str) -> None:
    shop = make_shop(product)
    finance = shop.finance
    anvil = finance.items.create(name="Anvil")
    acme = finance.customers.create(contact_name="Acme")
    invoice = finance.invoices.create(customer_id=acme, lines=[{"item": anvil, "rate": 1}])
    with pytest.raises(NotAllowed, match=r"used by transactions \(1\); make it inactive"):
        finance.items.delete(anvil)
    (written,) = shop.write_to("items", Delete(anvil.id))
    assert isinstance(written.error, NotAllowed)
    finance.invoices.update(invoice, lines=[{"name": "Work", "rate": 1}])
    finance.items.delete(anvil)
    (deletion,) = finance.port().deleted("items", None).deletions
    assert (deletion.ref, deletion.cause) == (anvil.ref, DeletionCause.PERMANENT)


def test_an_invoice_is_about_an_item_that_is_there(books: Finance, anvil: Handle) -> None:
    acme = books.customers.create(contact_name="Acme")
    assert (
        books.invoices.create(customer_id=acme, lines=[{"item": anvil, "rate": 1}]).line_items[0]["item_id"] == anvil.id
    )
    assert books.invoices.create(customer_id=acme, lines=[{"name": "Work"}]).line_items[0]["item_id"] is None
    with pytest.raises(NotFound, match="item_id names '999999999999999999'"):
        books.invoices.create(customer_id=acme, lines=[{"item": "999999999999999999"}])


def test_merged_items_become_one_and_their_invoices_follow(shop: Shop) -> None:
    items = shop.finance.items
    anvil, twin = items.create(name="Anvil"), items.create(name="Anvil old")
    acme = shop.finance.customers.create(contact_name="Acme")
    invoice = shop.finance.invoices.create(customer_id=acme, lines=[{"item": twin, "rate": 1}])
    (written,) = shop.write_to("items", Merge(anvil.id, (twin.id,)))
    assert written == (anvil.id, None)
    assert (invoice.line_items[0]["item_id"], items.all()) == (anvil.id, [anvil])
    (deletion,) = shop.finance.port().deleted("items", None).deletions
    assert (deletion.cause, deletion.winner) == (DeletionCause.MERGED, anvil.id)


def test_the_port_sets_the_status(shop: Shop) -> None:
    anvil = shop.finance.items.create(name="Anvil")
    shop.write_to("items", Update(anvil.id, {"status": "inactive"}))
    assert anvil.status == "inactive"


def test_a_custom_field_of_items_starts_with_cf(books: Finance, anvil: Handle) -> None:
    with pytest.raises(InvalidData, match="cf_colour"):
        books.items.add_field("colour")
    books.items.add_field("cf_colour")
    assert books.items.update(anvil, cf_colour="grey").cf_colour == "grey"


def test_a_csv_file_of_items_loads_by_the_labels_of_the_screens(books: Finance) -> None:
    report = books.items.load_csv(
        ["Item Name,Rate,SKU,Product Type", "Anvil,9.50,AB-1,goods", "Rope,1,AB-1 ,goods", "Repair,40,,service"]
    )
    assert report.loaded == 2
    assert [(each.line, "AB-1" in each.reason) for each in report.rejected] == [(3, True)]
    assert [each.product_type for each in books.items.all()] == ["goods", "service"]


def test_the_port_tells_what_is_put_into_a_blank_field(books: Finance) -> None:
    told = books.port().fields("items")
    assert {name: field.default for name, field in told.items() if field.default is not None} == {
        "product_type": "goods",
        "status": "active",
    }

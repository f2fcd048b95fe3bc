"""What a finance organisation refuses, with the reason: afterwards everything is as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial

import pytest

from tests.unit.fakes.finance.conftest import MakeShop, Shop
from zsim.fakes.finance import Finance
from zsim.kernel.errors import UsageError
from zsim.ports.errors import DuplicateValue, InvalidData, LimitExceeded, NotAllowed, NotFound, VendorError
from zsim.ports.records import Create, Delete, Merge, Update, Write

NOBODY = "999999999999999999"


def refused(finance: Finance, kind: type[Exception], told: str, action: Callable[[], object]) -> None:
    """The action is refused in these words and leaves the organisation as it was, its ids included."""
    before = finance.export()
    with pytest.raises(kind, match=told):
        action()
    assert finance.export() == before


def refused_over_the_port(shop: Shop, kind: type[VendorError], module: str, write: Write) -> None:
    """The port answers with that refusal and leaves the organisation as it was."""
    before = shop.finance.export()
    (written,) = shop.write_to(module, write)
    assert written.id is None
    assert isinstance(written.error, kind)
    assert shop.finance.export() == before


@pytest.mark.parametrize("product", ["invoice", "import", "books", "billing"])
def test_a_customer_with_transactions_is_not_deleted(make_shop: MakeShop, product: str) -> None:
    shop = make_shop(product)
    customers = shop.finance.customers
    acme = customers.create(contact_name="Acme")
    shop.finance.contact_persons.create(contact_id=acme, first_name="Ann")
    shop.finance.invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": 1}])
    told = r"customers: 'Acme' has transactions \(1\); make it inactive instead"
    refused(shop.finance, NotAllowed, told, lambda: customers.delete(acme))
    refused_over_the_port(shop, NotAllowed, "customers", Delete(acme.id))


def test_a_vendor_with_transactions_is_not_deleted(shop: Shop) -> None:
    vendors = shop.finance.vendors
    wayne = vendors.create(contact_name="Wayne")
    for _ in range(2):
        shop.finance.bills.create(vendor_id=wayne, lines=[{"name": "Work", "rate": 1}])
    told = r"vendors: 'Wayne' has transactions \(2\); make it inactive instead"
    refused(shop.finance, NotAllowed, told, lambda: vendors.delete(wayne))
    refused_over_the_port(shop, NotAllowed, "vendors", Delete(wayne.id))


@pytest.mark.parametrize("product", ["invoice", "books", "billing"])
def test_an_item_that_is_used_is_not_deleted(make_shop: MakeShop, product: str) -> None:
    shop = make_shop(product)
    items = shop.finance.items
    anvil = items.create(name="Anvil")
    shop.finance.invoices.create(
        customer_id=shop.finance.customers.create(contact_name="Acme"), lines=[{"item": anvil, "rate": 1}]
    )
    told = r"items: 'Anvil' is used by transactions \(1\); make it inactive instead"
    refused(shop.finance, NotAllowed, told, lambda: items.delete(anvil))
    refused_over_the_port(shop, NotAllowed, "items", Delete(anvil.id))


@pytest.mark.parametrize("kind", ["business", "individual"])
def test_an_imported_customer_is_not_deleted_by_hand(make_shop: MakeShop, kind: str) -> None:
    shop = make_shop("import")
    acme = shop.imports(contact_name="Acme", customer_sub_type=kind)
    told = "customers: 'Acme' came from the CRM; delete it there and import again"
    refused(shop.finance, NotAllowed, told, lambda: shop.finance.customers.delete(acme))


@pytest.mark.parametrize("module", ["customers", "vendors", "items"])
def test_what_is_not_there_is_neither_deleted_nor_merged(books: Finance, module: str) -> None:
    face = getattr(books, module)
    name = "name" if module == "items" else "contact_name"
    master = face.create(**{name: "Master"})
    loser = face.create(**{name: "Loser"})
    told = f"{module}: there is no record '{NOBODY}'; {module} holds 2 records, name one of them"
    refused(books, NotFound, told, lambda: face.delete(NOBODY))
    refused(books, NotFound, told, lambda: face.merge(master, loser, NOBODY))
    refused(books, NotFound, told, lambda: face.merge(NOBODY, loser))
    again = r"'Master' \(\d{18}\) cannot be merged into itself or twice; name each record once"
    refused(books, NotAllowed, again, lambda: face.merge(master, loser, master))
    refused(books, UsageError, "name the records to merge", lambda: face.merge(master))


@pytest.mark.parametrize("module", ["customers", "vendors"])
def test_parties_of_two_currencies_do_not_merge(shop: Shop, module: str) -> None:
    face = getattr(shop.finance, module)
    master, same = face.create(contact_name="Acme"), face.create(contact_name="Acme Inc")
    foreign = face.create(contact_name="Acme US", currency_code="USD")
    told = f"{module}: 'Acme US' has the currency USD, the master INR; only {module} of one currency merge"
    refused(shop.finance, NotAllowed, told, lambda: face.merge(master, same, foreign))
    refused_over_the_port(shop, NotAllowed, module, Merge(master.id, (same.id, foreign.id)))


@pytest.mark.parametrize("product", ["invoice", "import"])
def test_an_imported_customer_is_not_merged_away(make_shop: MakeShop, product: str) -> None:
    shop = make_shop(product)
    customers = shop.finance.customers
    native, other = customers.create(contact_name="Native"), customers.create(contact_name="Other")
    acme = shop.imports(contact_name="Acme")
    shop.finance.invoices.create(customer_id=other, lines=[{"name": "Work", "rate": 1}])
    told = "customers: 'Acme' came from the CRM and must be the master of the merge"
    refused(shop.finance, NotAllowed, told, lambda: customers.merge(native, other, acme))
    refused_over_the_port(shop, NotAllowed, "customers", Merge(native.id, (other.id, acme)))


def test_an_unknown_product_type_is_refused(shop: Shop) -> None:
    items = shop.finance.items
    anvil = items.create(name="Anvil")
    told = "items: product_type has no option 'Goods'; its options are goods, service"
    refused(shop.finance, InvalidData, told, lambda: items.create(name="Rope", product_type="Goods"))
    refused(shop.finance, InvalidData, told, lambda: items.update(anvil, product_type="Goods", rate=1))
    refused_over_the_port(shop, InvalidData, "items", Update(anvil.id, {"product_type": "Goods"}))


@pytest.mark.parametrize("taken", ["AB-1", " AB-1", "AB-1\t"])
def test_a_taken_sku_is_refused_whatever_blanks_stand_around_it(shop: Shop, taken: str) -> None:
    items = shop.finance.items
    items.create(name="Anvil", sku=" AB-1 ")
    rope = items.create(name="Rope", sku="AB-2")
    told = r"an item with the SKU 'AB-1' exists already: 'Anvil' \(\d{18}\); choose another SKU"
    refused(shop.finance, DuplicateValue, told, lambda: items.create(name="Saw", sku=taken))
    refused(shop.finance, DuplicateValue, told, lambda: items.update(rope, sku=taken, rate=1))
    refused_over_the_port(shop, DuplicateValue, "items", Create({"name": "Saw", "sku": taken}))


def test_the_eleventh_custom_field_is_refused(make_shop: MakeShop) -> None:
    finance = make_shop("invoice").finance
    for number in range(10):
        finance.customers.add_field(f"cf_{number}")
    told = "customers: cf_eleventh is one too many: invoice holds at most 10 custom fields and has 10; use one of those"
    refused(finance, LimitExceeded, told, lambda: finance.customers.add_field("cf_eleventh"))


def test_a_custom_field_that_cannot_be_is_refused(books: Finance) -> None:
    books.items.add_field("cf_colour")
    add = books.items.add_field
    refused(books, InvalidData, "a custom field is named cf_size, not size", lambda: add("size"))
    refused(books, InvalidData, "items has a field cf_colour already", lambda: add("cf_colour"))
    refused(books, UsageError, "there is no such type; one of text", lambda: add("cf_size", "number"))
    refused(books, UsageError, "'cf_size'.*no options to pick from", lambda: add("cf_size", "picklist"))
    refused(books, UsageError, "no options to pick from", lambda: books.items.set_options("product_type"))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": 5}, "name takes text, not 5"),
        ({"name": "Anvil", "rate": "9"}, "rate takes a finite Decimal or a whole number, not '9'"),
        ({"name": "Anvil", "rate": True}, "rate takes a finite Decimal or a whole number, not True"),
        ({"name": "Anvil", "rate": 9.5}, r"rate takes no float such as 9\.5"),
        ({"name": "Anvil", "sku": 1}, "sku takes text, not 1"),
        ({"name": "Anvil", "sku": ["AB-1"]}, r"sku takes no list such as \['AB-1'\]"),
        ({"name": "Anvil", "product_type": 1}, "product_type takes one of its options, not 1"),
        ({"name": "Anvil", "status": "gone"}, "status has no option 'gone'; its options are active, inactive"),
        ({"name": "Anvil", "descripton": "x"}, "items has no field 'descripton'; did you mean description?"),
    ],
)
def test_an_item_of_wrong_types_is_refused(books: Finance, fields: dict[str, object], told: str) -> None:
    books.items.create(name="Rope")
    refused(books, InvalidData, told, lambda: books.items.create(**fields))
    refused(books, InvalidData, told, lambda: books.items.update(books.items.one(name="Rope"), **fields))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"date": "2026-01-05"}, "date takes a date, not '2026-01-05'"),
        ({"date": datetime(2026, 1, 5, tzinfo=UTC)}, "date takes a date, not datetime"),
        ({"lines": [{"name": "A", "rate": "9"}]}, "rate of line 1 takes a finite Decimal or a whole number, not '9'"),
        ({"lines": [{"item": 9}]}, "item_id of line 1 takes text, not 9"),
        ({"lines": [{"item": NOBODY}]}, f"item_id names '{NOBODY}', and items has no such record; name one that is"),
    ],
)
def test_an_invoice_of_wrong_types_takes_no_number(books: Finance, fields: dict[str, object], told: str) -> None:
    acme = books.customers.create(contact_name="Acme")
    kind = NotFound if NOBODY in told else InvalidData
    refused(
        books,
        kind,
        told,
        lambda: books.invoices.create(customer_id=acme, **{"lines": [{"name": "Work", "rate": 1}], **fields}),
    )
    assert (
        books.invoices.create(
            customer_id=acme, date=date(2026, 1, 5), lines=[{"name": "Work", "rate": Decimal(9)}]
        ).invoice_number[-1]
        == "1"
    )


def test_a_record_of_another_module_or_organisation_is_refused(shop: Shop, make_shop: MakeShop) -> None:
    books, west = shop.finance, make_shop(key="books-2").finance
    acme, wayne = books.customers.create(contact_name="Acme"), books.vendors.create(contact_name="Wayne")
    stranger = west.customers.create(contact_name="Acme")
    other = "a record of books-2's customers; a record of books's customers"
    refused(
        books,
        UsageError,
        other,
        lambda: books.invoices.create(customer_id=stranger, lines=[{"name": "Work", "rate": 1}]),
    )
    refused(books, UsageError, other, lambda: books.customers.merge(acme, stranger))
    vendor = r"a record of (books's )?vendors; a record of (books's )?customers"
    refused(
        books, UsageError, vendor, lambda: books.invoices.create(customer_id=wayne, lines=[{"name": "Work", "rate": 1}])
    )
    refused(books, UsageError, vendor, lambda: books.customers.merge(acme, wayne))


@pytest.mark.parametrize("strange", [None, 5, ["1"]])
def test_what_is_no_record_at_all_is_refused(books: Finance, strange: object) -> None:
    acme = books.customers.create(contact_name="Acme")
    actions: tuple[Callable[..., object], ...] = (
        books.customers.delete,
        books.customers.deactivate,
        books.customers.update,
        lambda record: books.customers.merge(acme, record),
    )
    for action in actions:
        refused(books, UsageError, "neither a record nor an id", partial(action, strange))

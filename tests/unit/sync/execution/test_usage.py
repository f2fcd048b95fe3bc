"""Which finance records have transactions."""

from __future__ import annotations

import pytest

from tests.unit.sync.execution.samples import Connection
from tests.unit.sync.samples import (
    ACCOUNT,
    CONTACT,
    ITEM,
    PERSON,
    VENDOR,
    account,
    contact,
    customer,
    item,
    link,
    product,
    record,
    vendor,
)
from zsim import World
from zsim.catalogue.life_cycles import life_cycle
from zsim.sync import System
from zsim.sync.execution.usage import any_in_use, in_use
from zsim.sync.runs.calls import at_once

TWIN, OTHER, BOLT, SUPPLIER = customer(21), customer(22), item(61), vendor(71)
INVOICE = record(System.FINANCE, "invoices", 81, customer_id=TWIN.id, item_ids=(BOLT.id,))
BILL = record(System.FINANCE, "bills", 82, vendor_id=SUPPLIER.id)


def test_a_record_is_in_use_by_the_documents_of_its_kind():
    calls = Connection(INVOICE, BILL).calls
    assert at_once(in_use(calls, "books", ACCOUNT, [TWIN.id, OTHER.id])) == {TWIN.id}
    assert at_once(in_use(calls, "books", ITEM, [BOLT.id])) == {BOLT.id}
    assert at_once(in_use(calls, "books", VENDOR, [SUPPLIER.id, TWIN.id])) == {SUPPLIER.id}


def test_what_no_document_names_is_asked_of_nobody():
    connection = Connection(INVOICE)
    assert at_once(in_use(connection.calls, "books", PERSON, [TWIN.id])) == frozenset()
    assert connection.finance.asked == []


def test_of_links_of_several_kinds_each_is_looked_for_in_its_own_documents():
    links = [
        link(ACCOUNT, account(11), TWIN),
        link(ITEM, product(51), BOLT),
        link(CONTACT, contact(31), OTHER),
        link(ACCOUNT, account(12), customer(23)),
    ]
    connection = Connection(INVOICE)
    assert at_once(any_in_use(connection.calls, "books", links)) == {TWIN.id, BOLT.id}
    asked = [module for _, module in connection.finance.asked]
    of_customers = ["invoices", "estimates", "sales_orders", "expenses"]
    assert asked == [*of_customers, "invoices", *of_customers], "by kind, for those left"


@pytest.mark.parametrize("product", ["invoice", "import", "books", "billing"])
def test_only_the_types_that_the_product_has_are_asked_for(product: str):
    connection = Connection()
    at_once(in_use(connection.calls, product, ITEM, [BOLT.id]))
    asked = [module for _, module in connection.finance.asked]
    assert asked == [module for module, _ in ITEM.used_in if product in life_cycle(module).products]


@pytest.mark.parametrize(
    ("product", "type"),
    [
        *[(product, "estimates") for product in ("invoice", "import", "books", "billing")],
        *[(product, "expenses") for product in ("invoice", "import", "books")],
        ("books", "sales_orders"),
    ],
)
def test_a_customer_with_one_transaction_of_any_type_turns_inactive(product: str, type: str):
    """Finance refuses to delete one with any transaction, and the run failed for it ever after. Source: DEL-03."""
    world = World()
    acme = world.crm.accounts.create(Account_Name="Acme")
    world.connect(product).customers.choose({} if product == "import" else {"module": "accounts"}).save_and_sync()
    world.settle()
    finance = world[product]
    documents = getattr(finance, type)
    documents.create(customer=finance.customers.one(contact_name="Acme"), lines=[{"name": "Work", "rate": 1}])
    world.crm.accounts.delete(acme)
    world.integration(product).customers.instant_sync()
    world.settle()
    assert [each.status for each in finance.customers.all()] == ["inactive"]


@pytest.mark.parametrize("type", ["sales_orders", "purchase_orders", "bills", "expenses"])
def test_an_item_in_one_transaction_of_any_type_turns_inactive(type: str):
    """Source: ITM-09."""
    world = World()
    anvil = world.crm.products.create(Product_Name="Anvil")
    world.connect("books").items.choose({}).save_and_sync()
    world.settle()
    used = world.books.items.one(name="Anvil")
    parties = {"customer": world.books.customers.create(contact_name="Acme")}
    if type in ("purchase_orders", "bills"):
        parties = {"vendor": world.books.vendors.create(contact_name="Steel")}
    getattr(world.books, type).create(**parties, lines=[{"item": used, "rate": 1}])
    world.crm.products.delete(anvil)
    world.integration("books").items.instant_sync()
    world.settle()
    assert [each.status for each in world.books.items.all()] == ["inactive"]

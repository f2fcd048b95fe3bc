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
from zsim.sync import System
from zsim.sync.execution.usage import any_in_use, in_use
from zsim.sync.runs.calls import at_once

TWIN, OTHER, BOLT, SUPPLIER = customer(21), customer(22), item(61), vendor(71)
INVOICE = record(System.FINANCE, "invoices", 81, customer_id=TWIN.id, item_ids=(BOLT.id,))
BILL = record(System.FINANCE, "bills", 82, vendor_id=SUPPLIER.id)


def test_a_record_is_in_use_by_the_documents_of_its_kind():
    calls = Connection(INVOICE, BILL).calls
    assert at_once(in_use(calls, ACCOUNT, [TWIN.id, OTHER.id])) == {TWIN.id}
    assert at_once(in_use(calls, ITEM, [BOLT.id])) == {BOLT.id}
    assert at_once(in_use(calls, VENDOR, [SUPPLIER.id, TWIN.id])) == {SUPPLIER.id}


def test_what_no_document_names_is_asked_of_nobody():
    connection = Connection(INVOICE)
    assert at_once(in_use(connection.calls, PERSON, [TWIN.id])) == frozenset()
    assert connection.finance.asked == []


def test_of_links_of_several_kinds_each_is_looked_for_in_its_own_documents():
    links = [
        link(ACCOUNT, account(11), TWIN),
        link(ITEM, product(51), BOLT),
        link(CONTACT, contact(31), OTHER),
        link(ACCOUNT, account(12), customer(23)),
    ]
    connection = Connection(INVOICE)
    assert at_once(any_in_use(connection.calls, links)) == {TWIN.id, BOLT.id}
    asked = [module for _, module in connection.finance.asked]
    assert asked == ["invoices", "estimates", "invoices", "invoices", "estimates"], "by kind, for those left"


@pytest.mark.parametrize("product", ["invoice", "import", "books", "billing"])
def test_a_customer_with_nothing_but_an_estimate_turns_inactive(product: str):
    """Finance refuses to delete one with any transaction, and the run failed for it ever after. Source: DEL-03."""
    world = World()
    acme = world.crm.accounts.create(Account_Name="Acme")
    world.connect(product).customers.choose({} if product == "import" else {"module": "accounts"}).save_and_sync()
    world.settle()
    finance = world[product]
    finance.estimates.create(customer=finance.customers.one(contact_name="Acme"), lines=[{"name": "Work", "rate": 1}])
    world.crm.accounts.delete(acme)
    world.integration(product).customers.instant_sync()
    world.settle()
    assert [each.status for each in finance.customers.all()] == ["inactive"]

"""The module syncs of one connection."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.catalogue import catalogue
from zsim.kernel.errors import UsageError
from zsim.sync.connection.module_syncs import KIND_OF

FINANCE = [each.key for each in catalogue().products if each.app.value == "finance"]


@pytest.mark.parametrize("product", FINANCE)
def test_a_connection_has_the_modules_of_its_product_and_then_its_documents(product: str):
    integration = World().connect(product)
    names = [each.name for each in integration.modules]
    assert names == list(catalogue().product(product).modules)
    assert [each.name for each in integration.syncs] == [*names, *[each.name for each in integration.transactions]]


@pytest.mark.parametrize("name", KIND_OF)
def test_a_module_of_one_kind_carries_that_kind(name: str):
    integration = World().connect("books")
    module = integration.module(name)
    module.configure().save_and_sync_later()
    assert [kind.name for kind in module.pairs()] == [KIND_OF[name].name]


def test_what_a_product_does_not_sync_is_refused_with_what_comes_near():
    with pytest.raises(UsageError, match=r"sync item with .*customers.* only.*did you mean 'items'"):
        World().connect("books").module("item")


def test_customers_are_configured_from_the_start_and_others_once_they_are_saved():
    integration = World().connect("books")
    integration.pause()
    assert [each.name for each in integration.modules if each.paused] == ["customers"]
    integration.items.configure().save_and_sync_later()
    integration.pause()
    assert {each.name for each in integration.modules if each.paused} == {"customers", "items"}


def test_documents_are_no_module_and_it_is_told_where_they_are():
    with pytest.raises(UsageError, match=r"integration\.transactions\.invoices"):
        World().connect("books").module("Invoices")

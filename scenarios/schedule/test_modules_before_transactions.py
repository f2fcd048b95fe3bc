"""Transaction modules are enabled after all the other modules were synced."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.ports.errors import NotAllowed
from zsim.sync import Integration


def run(world: World, sync: Integration, *modules: str) -> None:
    """Fetch with these modules, one after the other."""
    for each in modules:
        sync.module(each).choose({"extent": "fetch"}).save_and_sync()
        world.settle()


def modules_of(sync: Integration) -> list[str]:
    """The modules of the product, but for the transactions."""
    return [each.name for each in sync.modules]


def last_one_counts(world: World, product: str, last: str) -> None:
    """The story of one module synced last: invoices are refused until it was."""
    with given("a connection of which nothing was synced"):
        sync = world.connect(product)
        others = [each for each in modules_of(sync) if each != last]
    with when("invoices are enabled at once"), pytest.raises(NotAllowed) as refusal:
        sync.transactions.enable("invoices")
    with then("every module is named"):
        assert f"once {' and '.join(modules_of(sync))} were synced (TXN-17)" in refusal.value.message
    with when("all modules but one are synced"):
        run(world, sync, *others)
    with when("invoices are enabled"), pytest.raises(NotAllowed) as refusal:
        sync.transactions.enable("invoices")
    with then("that one is named, and none is enabled"):
        assert f"once {last} were synced" in refusal.value.message
        assert list(sync.transactions.enabled) == []
    with when("it is synced, too, and invoices are enabled"):
        run(world, sync, last)
        sync.transactions.enable("invoices")
    with then("they are"):
        assert sync.transactions.enabled == ("invoices",)


@scenario(covers=["TXN-17"])
@pytest.mark.parametrize("last", ["customers", "items"])
def test_invoices_are_enabled_once_customers_and_items_were_synced(world: World, product: str, last: str) -> None:
    """Whichever of the modules comes last: until then the refusal names what is missing."""
    last_one_counts(world, product, last)


@scenario(covers=["TXN-17"], products=["books"])
def test_invoices_are_enabled_once_vendors_were_synced(world: World, product: str) -> None:
    """Vendors count as well, where the product has them."""
    last_one_counts(world, product, "vendors")


@scenario(covers=["TXN-17"])
def test_a_run_that_failed_does_not_count_and_one_done_in_part_does(world: World, product: str) -> None:
    """A run that fails whole leaves invoices refused; one in which a record fails lets them be enabled."""
    with given("a connection of which all but customers was synced, and an account whose name finance refuses"):
        sync = world.connect(product)
        run(world, sync, *[each for each in modules_of(sync) if each != "customers"])
        world.crm.accounts.create(Account_Name="A" * 201)
    with when("the run of customers fails whole"):
        world.faults.refused("crm", error="NoPermission", of="changed", module="Accounts")
        run(world, sync, "customers")
        assert sync.customers.history[-1].grade == "failed"
    with then("invoices cannot be enabled"), pytest.raises(NotAllowed, match="once customers were synced"):
        sync.transactions.enable("invoices")
    with when("the next run fails over that account alone, and invoices are enabled"):
        sync.customers.instant_sync()
        world.settle()
        sync.transactions.enable("invoices")
    with then("they are"):
        assert sync.customers.history[-1].grade == "partial"
        assert sync.transactions.enabled == ("invoices",)


@scenario(covers=[], products=["import"])
def test_the_import_needs_no_enabling(world: World, product: str) -> None:
    """Nothing is enabled for the import, and it is no further organisation: its documents show without."""
    with given("an import"):
        sync = world.connect(product)
    with when("invoices are enabled"), pytest.raises(NotAllowed) as refusal:
        sync.transactions.enable("invoices")
    with then("it says that this is not needed, and nothing of further organisations"):
        assert "its documents show without being enabled" in str(refusal.value)
        assert "CON-11" not in str(refusal.value)


@scenario(covers=["TXN-17"])
def test_a_single_fetch_is_no_first_sync(world: World, product: str) -> None:
    """One account was fetched by itself, and customers were never synced: invoices are refused still."""
    with given("all modules synced but customers, which are saved for later"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts").save_and_sync_later()
        run(world, sync, *[each for each in modules_of(sync) if each != "customers"])
    with when("the account is fetched by itself"):
        sync.customers.fetch(acme)
        world.settle()
        assert len(world[product].customers.all()) == 1
    with then("customers count as not synced"), pytest.raises(NotAllowed, match="once customers were synced"):
        sync.transactions.enable("invoices")

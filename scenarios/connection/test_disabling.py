"""Disabled, an integration moves nothing; enabled again, it makes good what was missed."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.faults._sorts import NAMES, OTHERS, SORTS, THIRDS, Sort, modules
from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidCredentials, NotAllowed
from zsim.sync import Integration

TWO_WAY = ("invoice", "books", "billing")


def synced(world: World, product: str) -> Integration:
    """One record of every sort, synced both ways with accounts and their contacts."""
    for sort in SORTS[product]:
        sort.add_to_crm(world, NAMES[sort])
    sync = world.connect(product)
    for module in modules(product):
        choices = {"module": "accounts_and_contacts"} if module == "customers" else {}
        sync.module(module).configure(extent="both_ways", duplicates="overwrite", **choices).save_and_sync()
        world.settle()
    return sync


def disturbed(world: World, product: str) -> None:
    """A record of every sort edited in the CRM, one made there, and one made in finance."""
    for sort in SORTS[product]:
        sort.edit_in_crm(world, in_crm(world, sort, NAMES[sort]), "777")
        sort.add_to_crm(world, OTHERS[sort])
        sort.add_to_finance(world, product, THIRDS[sort])


def in_crm(world: World, sort: Sort, name: str) -> Any:
    """The CRM's record of that name."""
    return sort.in_crm(world).one(**{sort.crm_name: name})


def standing(world: World, product: str) -> dict[str, tuple[list[str], list[str], object]]:
    """By the sort: the names in the CRM, those in finance, and the field that was edited, as finance has it."""
    found = {}
    for sort in SORTS[product]:
        ours, theirs = sort.names(world, product)
        first = sort.in_finance(world, product).one(**{sort.finance_name: NAMES[sort]})
        found[sort.finance] = (ours, theirs, getattr(first, sort.finance_text))
    return found


def totals(world: World, product: str) -> tuple[list[int], list[int]]:
    """What the invoices come to in the CRM and in finance, the least first."""
    ours, theirs = world.crm.zoho_finance.invoices.all(), world[product].invoices.all()
    return sorted(int(each.total) for each in ours), sorted(int(each.total) for each in theirs)


@scenario(covers=["DIS-01", "DIS-05"], products=TWO_WAY)
def test_disabled_nothing_moves_and_enabled_everything_is_made_good(world: World, product: str) -> None:
    """Edits and new records of every sort wait on either side while it is disabled, and cross at the next slots."""
    with given("one record of every sort, synced, and the integration disabled"):
        sync = synced(world, product)
        sync.disable()
        runs = {module: len(sync.module(module).history) for module in modules(product)}
    with when("records are edited and made in both apps, and slots pass"):
        disturbed(world, product)
        before = standing(world, product)
        world.advance(days=1)
    with then("nothing has moved and nothing has run"):
        assert standing(world, product) == before
        assert {module: len(sync.module(module).history) for module in modules(product)} == runs
    with when("it is enabled, and the next slots pass"):
        sync.enable()
        world.advance(hours=4)
    with then("everything of either app is in both"):
        for sort in SORTS[product]:
            every = sorted((NAMES[sort], OTHERS[sort], THIRDS[sort]))
            assert standing(world, product)[sort.finance] == (every, every, "777")


@scenario(covers=["DIS-01", "DIS-05"], products=["books", "billing"])
def test_invoices_rest_while_disabled_and_show_on_enabling(world: World, product: str) -> None:
    """While disabled no command passes, and what is made in finance does not show; once enabled it does, at once."""
    with given("a synced account, invoices enabled, and the integration disabled"):
        sync = synced(world, product)
        sync.transactions.enable("invoices")
        world.settle()
        sync.disable()
    with when("an invoice is made in finance, and another is asked for in the CRM, and a day passes"):
        acme = world[product].customers.one(contact_name="Acme")
        world[product].invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": 100}])
        with pytest.raises(NotAllowed, match="no command passes"):
            world.crm.zoho_finance.invoices.create(
                customer=world.crm.accounts.one(Account_Name="Acme"), lines=[{"name": "Advice", "rate": 200}]
            )
        world.advance(days=1)
    with then("finance has the one, and the CRM none"):
        assert totals(world, product) == ([], [100])
    with when("it is enabled"):
        sync.enable()
        world.settle()
    with then("the CRM shows it"):
        assert totals(world, product) == ([100], [100])


@scenario(covers=["DIS-01"], products=TWO_WAY)
def test_disabled_nothing_can_be_asked_for_by_hand(world: World, product: str) -> None:
    """Every command that would move a record is refused while disabled, whatever the module, and changes nothing."""
    with given("one record of every sort, synced, and the integration disabled"):
        sync = synced(world, product)
        sync.disable()
        before = world.snapshot()
    with then("syncing, fetching, searching, pausing, saving and previews are refused"):
        for module in modules(product):
            sort = next(each for each in SORTS[product] if each.module == module)
            held, its = sync.module(module), in_crm(world, sort, NAMES[sort])
            for command in (
                held.instant_sync,
                held.save_and_sync,
                held.save_and_sync_later,
                held.preview,
                held.configure,
                lambda held=held, its=its: held.fetch(its),
                lambda held=held, its=its: held.search("Acme"),
                sync.pause,
                sync.resume,
                lambda: sync.transactions.enable("invoices"),
            ):
                with pytest.raises(UsageError, match="disabled"):
                    command()
        assert world.snapshot() == before


@scenario(covers=["DIS-05", "CON-15"], products=["invoice", "books"])
def test_a_dead_key_does_not_enable(world: World, product: str) -> None:
    """Enabling needs a live key: refused, it stays disabled until the credentials are updated."""
    with given("a disabled integration, whose key was made anew meanwhile"):
        sync = synced(world, product)
        sync.disable()
        key = world.crm.generate_zsc_key()
    with when("it is enabled with the old key"), pytest.raises(InvalidCredentials):
        sync.enable()
    with then("it is disabled as before"):
        assert str(sync.state) == "disabled"
    with when("the key is updated, and it is enabled again"):
        sync.update_credentials(key=key)
        sync.enable()
        disturbed(world, product)
        world.advance(hours=4)
    with then("everything crosses"):
        for sort in SORTS[product]:
            every = sorted((NAMES[sort], OTHERS[sort], THIRDS[sort]))
            assert standing(world, product)[sort.finance] == (every, every, "777")


@scenario(covers=["DIS-05"], products=TWO_WAY)
def test_only_what_is_disabled_can_be_enabled(world: World, product: str) -> None:
    """Enabling what is enabled is refused, and so is enabling what was deleted."""
    with given("an enabled integration"):
        sync = synced(world, product)
    with when("it is enabled once more"), pytest.raises(UsageError, match="it is enabled"):
        sync.enable()
    with when("it is disabled, deleted and enabled"):
        sync.disable()
        sync.delete()
        with pytest.raises(UsageError, match="it is deleted"):
            sync.enable()
    with then("it is deleted"):
        assert str(sync.state) == "deleted"

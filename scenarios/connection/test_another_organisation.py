"""Where an integration is disabled, another organisation of the product may take its place."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from scenarios.faults._sorts import NAMES, OTHERS, Sort, single
from zsim import World, given, scenario, then, when
from zsim.fakes.finance import Finance
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NotAllowed
from zsim.sync import Integration

GRANTABLE = ("books", "billing")


def synced(world: World, organisation: str | Finance, product: str) -> Integration:
    """A connection that syncs every module of the product both ways, after its first runs."""
    sync = world.connect(organisation)
    for sort in single(product):
        choices = {"module": "accounts"} if sort.module == "customers" else {}
        sync.module(sort.module).configure(extent="both_ways", duplicates="overwrite", **choices).save_and_sync()
        world.settle()
    return sync


def names(organisation: Any, sort: Sort) -> list[str]:
    """What the organisation's records of a sort are called, sorted."""
    return sorted(getattr(each, sort.finance_name) for each in getattr(organisation, sort.finance).all())


def one(organisation: Any, sort: Sort, name: str) -> Any:
    """The organisation's record of that name."""
    return getattr(organisation, sort.finance).one(**{sort.finance_name: name})


def displaced(world: World, product: str) -> tuple[Integration, Integration]:
    """The CRM's records synced with a first organisation, which is disabled, and with West in its place."""
    for sort in single(product):
        sort.add_to_crm(world, NAMES[sort])
    first = synced(world, product, product)
    first.disable()
    return first, synced(world, world.organisation(product, name="West"), product)


def edit(world: World, sort: Sort, text: str) -> None:
    """Fill a field of the CRM's first record of a sort."""
    sort.edit_in_crm(world, sort.in_crm(world).one(**{sort.crm_name: NAMES[sort]}), text)


@scenario(covers=["DIS-05"])
def test_another_organisation_connects_while_the_first_is_disabled(world: World, product: str) -> None:
    """The place of a disabled organisation is free: another one connects without support, and syncs both ways."""
    with given("one record of every sort, synced both ways with the first organisation, which is disabled"):
        for sort in single(product):
            sort.add_to_crm(world, NAMES[sort])
        synced(world, product, product).disable()
        west = world.organisation(product, name="West")
        for sort in single(product):
            getattr(west, sort.finance).create(**{sort.finance_name: OTHERS[sort]})
    with when("West connects, and syncs both ways"):
        sync = synced(world, west, product)
    with then("it has the CRM's records, the CRM has West's, and the first organisation has none of those"):
        assert sync.both_ways
        for sort in single(product):
            both = sorted((NAMES[sort], OTHERS[sort]))
            assert (names(west, sort), sort.names(world, product)[0]) == (both, both)
            assert names(world[product], sort) == [NAMES[sort]]


@scenario(covers=["DIS-05"])
def test_a_disabled_organisation_cannot_be_enabled_beside_another(world: World, product: str) -> None:
    """While another organisation has its place, the disabled one is refused, stays disabled, and moves nothing."""
    with given("a disabled organisation, and West connected in its place"):
        first, _ = displaced(world, product)
    with when("the first is enabled again"), pytest.raises(NotAllowed) as refusal:
        first.enable()
    with then("it is refused for West, and an edit in the CRM does not reach it"):
        assert "'West'" in refusal.value.message
        assert str(first.state) == "disabled"
        for sort in single(product):
            edit(world, sort, "999")
        world.advance(hours=2)
        for sort in single(product):
            assert getattr(one(world[product], sort, NAMES[sort]), sort.finance_text) != "999"


@scenario(covers=["DIS-05"])
def test_the_first_goes_on_once_the_other_one_is_disabled(world: World, product: str) -> None:
    """The places are swapped back: the first organisation is enabled with its links, and nothing is made twice."""
    with given("a disabled organisation, West synced in its place and disabled in its turn, and an edit in the CRM"):
        first, west = displaced(world, product)
        west.disable()
        for sort in single(product):
            edit(world, sort, "222")
        links = first.links
    with when("the first is enabled again, and edits are made in it"):
        first.enable()
        for sort in single(product):
            getattr(world[product], sort.finance).create(**{sort.finance_name: OTHERS[sort]})
        world.advance(hours=2)
    with then("what was edited meanwhile and what was made there has crossed, in the links that it had"):
        assert first.both_ways
        assert {link.finance_id for link in links} <= {link.finance_id for link in first.links}
        for sort in single(product):
            assert getattr(one(world[product], sort, NAMES[sort]), sort.finance_text) == "222"
            both = sorted((NAMES[sort], OTHERS[sort]))
            assert sort.names(world, product) == (both, both)


@scenario(covers=["DIS-05", "CON-10"], products=GRANTABLE)
def test_with_support_the_disabled_one_comes_back_and_only_fetches(world: World, product: str) -> None:
    """Two organisations that go both ways are never enabled at once: the one that comes back fetches from now on."""
    with given("a disabled organisation, West synced both ways in its place, and support for a further one"):
        first, _ = displaced(world, product)
        world.crm.grant_multi_organisation(product)
    with when("the first is enabled again, with new records there and in the CRM"):
        first.enable()
        for sort in single(product):
            getattr(world[product], sort.finance).create(**{sort.finance_name: OTHERS[sort]})
            edit(world, sort, "333")
        world.advance(hours=2)
    with then("it has what was edited in the CRM, and what was made in it stays there"):
        assert not first.both_ways
        for sort in single(product):
            assert getattr(one(world[product], sort, NAMES[sort]), sort.finance_text) == "333"
            assert sort.names(world, product)[0] == [NAMES[sort]]
    with then("going both ways can no longer be chosen"), pytest.raises(NotAllowed, match="only fetches"):
        first.customers.edit(extent="both_ways")


def comes_back_without_transactions(world: World, product: str) -> None:
    """The organisation that goes both ways has the transaction modules; who comes back beside it has none any more."""
    with given("a disabled organisation with invoices enabled, West in its place, and support for a further one"):
        world.crm.accounts.create(Account_Name="Acme")
        first = synced(world, product, product)
        first.transactions.enable("invoices")
        world.settle()
        first.disable()
        west = world.organisation(product, name="West")
        synced(world, west, product).transactions.enable("invoices")
        world.crm.grant_multi_organisation(product)
    with when("the first is enabled again, and an invoice is made in each"):
        first.enable()
        for organisation, total in ((world[product], 100), (west, 200)):
            acme = organisation.customers.one(contact_name="Acme")
            organisation.invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": Decimal(total)}])
        world.settle()
    with then("the CRM shows West's alone"):
        assert first.transactions.enabled == ()
        assert [each.total for each in world.crm.zoho_finance.invoices.all()] == [Decimal(200)]


@scenario(covers=["DIS-05", "CON-11"], products=["billing"])
def test_who_comes_back_as_the_further_one_has_no_transactions_any_more(world: World, product: str) -> None:
    """Transaction modules belong to the organisation that goes both ways; the CRM then shows the other one's."""
    comes_back_without_transactions(world, product)


@scenario(covers=["DIS-05", "CON-22"], products=["books"])
def test_in_books_who_comes_back_has_no_transactions_either(world: World, product: str) -> None:
    """Transaction modules belong to the organisation that goes both ways; the CRM then shows the other one's."""
    comes_back_without_transactions(world, product)


@scenario(covers=["DIS-05", "CON-10"], products=GRANTABLE)
def test_who_goes_both_ways_goes_on_so_beside_a_further_one(world: World, product: str) -> None:
    """The first organisation is disabled and enabled beside one that only fetches: each does what it did before."""
    with given("an organisation that goes both ways, and a further one that fetches, both disabled"):
        first = synced(world, product, product)
        world.crm.grant_multi_organisation(product)
        west = world.connect(world.organisation(product, name="West"))
        first.disable()
        west.disable()
    with when("the further one is enabled first, then the other"):
        west.enable()
        first.enable()
    with then("only the first goes both ways"):
        assert (first.both_ways, west.both_ways) == (True, False)


@scenario(covers=["DIS-05"])
def test_the_organisation_itself_is_still_there_to_enable(world: World, product: str) -> None:
    """A disabled organisation is not connected once more: it has an integration, which can be enabled."""
    with given("a disabled integration"):
        synced(world, product, product).disable()
    with (
        when("its organisation is connected anew"),
        pytest.raises(UsageError, match="it has an integration") as refusal,
    ):
        world.connect(product)
    with then("it is told to go on with the one it has"):
        assert "which is disabled" in str(refusal.value)

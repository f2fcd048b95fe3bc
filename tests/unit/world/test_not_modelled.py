"""What the vendors have and the simulation has not says so in words; names are taken as people write them."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from zsim import World
from zsim.catalogue import catalogue
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NotModelled
from zsim.sync.leads import LeadSync
from zsim.testing.case import checked_products
from zsim.testing.declare import MARK, Declaration, scenario


def daily(world: World) -> LeadSync:
    """A sync of leads, a draft."""
    return world.connect_marketinghub().new_sync("Daily", mailing_list=world.marketinghub.lists.create("News"))


@pytest.mark.parametrize(
    ("ask", "nearest"),
    [
        (lambda world: world.crm.estimates, "zoho_finance"),
        (lambda world: world.crm.as_user(world.crm.users.create("Rita")).tasks, "notes, events and calls"),
        (lambda world: world.books.credit_notes, "invoices"),
        (lambda world: world.connect("books").bills, "enable"),
        (lambda world: world.crm.triggers, "by hand"),
        (lambda world: world.crm.dashboards, "reports"),
        (lambda world: world.crm.bills, "world.books.bills"),
        (lambda world: world.books.triggers, "by hand"),
        (lambda world: world.books.comments, "notes of a customer"),
        (lambda world: world.books.reports, "print"),
        (lambda world: world.billing.plans, "items"),
        (lambda world: world.books.projects, "invoices"),
        (lambda world: world.connect("books").permissions, "world.crm.profiles"),
        (lambda world: world.connect("books").integration_users, "users, the integration users in Books"),
        (lambda world: world.connect("books").notes, "customers.map"),
        (lambda world: world.connect("books").reports, "history"),
        (lambda world: world.connect("books").module("Payments"), "transactions.enable('invoices')"),
        (lambda world: world.connect("books").transactions.triggers, "by hand"),
        (lambda world: world.connect("books").transactions.bills, "enable('invoices')"),
        (lambda world: world.connect("books").customers.triggers, "save_and_sync"),
        (lambda world: world.connect("books").items.triggers, "save_and_sync"),
        (lambda world: world.connect("books").transactions.invoices.triggers, "by hand"),
        (lambda world: world.connect_marketinghub().triggers, "timetable"),
        (lambda world: daily(world).triggers, "schedule"),
        (lambda world: world.marketinghub.campaigns, "lists"),
        (lambda world: world.crm.accounts.update_all, "mass_update"),
        (lambda world: world.books.customers.mass_update, "update_all"),
        (lambda world: world.books.customers.comments, "add_field"),
        (lambda world: world.quotes, "world.books.invoices"),
        (lambda world: world.triggers, "transactions"),
        (lambda world: world.connect_marketinghub(world.crm), "'invoice'"),
        (lambda world: world.connect_marketinghub("crm"), "'invoice'"),
        (lambda world: world.connect(world.marketinghub), "'invoice'"),
    ],
)
def test_what_is_not_modelled_names_the_nearest_thing_that_is(ask: Callable[[World], object], nearest: str) -> None:
    with pytest.raises(NotModelled) as told:
        ask(World())
    assert nearest in str(told.value)
    assert " at 0x" not in str(told.value)


@pytest.mark.parametrize(
    ("ask", "near"),
    [
        (lambda world: world.crm.acounts, "accounts"),
        (lambda world: world.books.custmers, "customers"),
        (lambda world: world.connect("books").custmers, "customers"),
        (lambda world: world.connect("books").transactions.invoces, "invoices"),
        (lambda world: world.connect("books").customers.histry, "history"),
        (lambda world: world.connect_marketinghub().new_snyc, "new_sync"),
        (lambda world: daily(world).deactivat, "deactivate"),
        (lambda world: world.crm.accounts.creat, "create"),
        (lambda world: world.marketinghub.leeds, "leads"),
        (lambda world: world.integratons, "integrations"),
        (lambda world: world.polices, "policies"),
    ],
)
def test_a_misspelled_attribute_names_what_is_near(ask: Callable[[World], object], near: str) -> None:
    with pytest.raises(AttributeError, match=f"did you mean .*{near}"):
        ask(World())


def test_what_is_not_modelled_is_no_attribute_and_stands_in_no_way() -> None:
    world = World()
    integration = world.connect("books")
    leads = daily(world)
    apps = world.crm, world.books, world.marketinghub, world.crm.accounts
    syncs = integration.customers, integration.transactions, world.sync_services(), leads
    for each in (world, *apps, *syncs):
        assert not hasattr(each, "triggers")
        assert "triggers" not in dir(each)
        assert vars(copy.copy(each)) == vars(each)


def test_the_import_is_connected_by_the_name_of_its_attribute() -> None:
    world = World()
    integration = world.connect("invoice_import")
    assert world.integration("import") is world.integration("invoice_import") is integration
    assert world["invoice_import"] is world.invoice_import


def test_organisations_are_found_whatever_the_case() -> None:
    world = World()
    integration = world.connect("Books")
    assert world["BOOKS"] is world.books
    assert world.integration("Books") is integration
    services = world.connect_marketinghub("Invoice")
    assert world.sync_services("Invoice") is services


def test_policies_and_oddities_are_found_whatever_the_case_and_given_as_text() -> None:
    world = World(quirks_off="cus-14, Con-10", policies={"Names": "exact"})
    assert world.quirks.off == ("CUS-14", "CON-10")
    assert world.policies.names == "exact"
    with pytest.raises(UsageError, match="quirks_off: 14: it is no text"):
        World(quirks_off=[14])  # type: ignore[list-item]


def declared(**said: object) -> Declaration:
    """What a scenario says about itself."""

    @scenario(**said)  # type: ignore[arg-type]
    def skip_leaves_both_alone() -> None:
        """Both stay."""

    (mark,) = [each for each in skip_leaves_both_alone.pytestmark if each.name == MARK]
    return mark.args[0]


def test_what_a_scenario_says_is_taken_as_text_and_in_any_case() -> None:
    said = declared(covers="cus-12, CUS-09", products="Books billing", tags="story", quirks="cus-14")
    assert (said.covers, said.products, said.tags, said.quirks) == (
        ("CUS-12", "CUS-09"),
        ("books", "billing"),
        ("story",),
        ("CUS-14",),
    )


def test_what_a_scenario_covers_may_be_left_out() -> None:
    assert declared().covers == ()
    assert checked_products(named_as_a_sentence_is, declared(products="Books"), catalogue()) == ("books",)


def named_as_a_sentence_is() -> None:
    """A scenario."""

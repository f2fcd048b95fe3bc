"""What disabling and deleting an integration say is lost by them."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.sync import Integration

ADVICE = ({"name": "Advice", "rate": 100},)


def closed(product: str, quirks_off: tuple[str, ...] = ()) -> tuple[World, Integration]:
    """A world with an invoice shown in the CRM, and a report over invoices."""
    world = World(quirks_off=quirks_off)
    acme = world.crm.accounts.create(Account_Name="Acme")
    world.crm.reports.create("Open", module="zoho_finance.invoices", columns=["total"])
    sync = world.connect(product)
    for module in sync.modules:
        module.choose({"extent": "fetch"}).save_and_sync()
        world.settle()
    if "invoices" not in sync.transactions.enabled:
        sync.transactions.enable("estimates", "invoices")
    world.crm.zoho_finance.invoices.create(customer=acme, lines=ADVICE)
    world.settle()
    return world, sync


@pytest.mark.parametrize(
    ("product", "lost"),
    [
        ("books", ["the custom report 'Open' of the CRM (DIS-02)", "the CRM's list of 1 invoice (DIS-02)"]),
        (
            "billing",
            ["the custom report 'Open' of the CRM (DIS-03)", "what stands in the CRM beside 1 invoice (DIS-03)"],
        ),
        ("invoice", []),
    ],
)
def test_disabling_says_what_the_crm_loses(product: str, lost: list[str]) -> None:
    world, sync = closed(product)
    assert list(sync.disable()) == lost
    assert [each.name for each in world.crm.reports.all() if not each.predefined] == ([] if lost else ["Open"])


def test_without_the_oddity_nothing_is_said_to_be_lost() -> None:
    _, sync = closed("books", ("DIS-02",))
    assert str(sync.disable()) == "none"


@pytest.mark.parametrize("convert", ["all", "with_transactions"])
def test_deleting_says_that_links_are_lost_and_what_is_deleted(convert: str) -> None:
    _, sync = closed("books")
    sync.disable()
    links = "1 link between records, which no later connection knows (DIS-07)"
    more = ["synced records of finance that have no transactions (DIS-09)"]
    assert list(sync.delete(convert)) == [links, *(more if convert != "all" else [])]


def test_where_nothing_was_synced_nothing_is_lost() -> None:
    sync = World().connect("books")
    assert (str(sync.disable()), str(sync.delete())) == ("none", "none")

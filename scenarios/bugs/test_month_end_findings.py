"""Complaint 37: what a check at month's end finds: records in the wrong place or currency, wins without invoice."""

from __future__ import annotations

import pytest

from scenarios.triggers._setup import LOST, WON, by_hand, deal, invoices, switched_on, to_stage
from zsim import World, given, scenario, then, when
from zsim.ports.errors import NotAllowed, VendorError


def connect_east_and_west(world: World, product: str) -> None:
    """Two organisations on one CRM, each fetching the accounts of its own region, and their first runs."""
    regions = {"East": "Assam", "West": "Goa"}
    world.connect(product)
    world.crm.grant_multi_organisation(product)
    west = world.organisation(product, name="West")
    world.connect(west)
    for key, region in zip((product, west.key), regions, strict=True):
        view = world.crm.accounts.views.create(region, ("Billing_State", "is", regions[region]))
        world.integration(key).customers.configure(module="accounts", account_view=view).save_and_sync()
    world.settle()


@scenario(covers=["CON-10", "VIW-01"], quirks=["CON-10"], tags=["complaint-37"])
def test_no_account_lands_in_the_wrong_organisation(world: World, product: str) -> None:
    """Each organisation holds the accounts of its own view and no others, and each pair is linked in one place.

    What the check looks for: a client of one branch among the customers of another.
    """
    with given("accounts of two regions"):
        for name, state in (("Tea", "Assam"), ("Silk", "Assam"), ("Fish", "Goa"), ("Nowhere", None)):
            world.crm.accounts.create(Account_Name=name, Billing_State=state)
    with when("two organisations fetch a view of their region each, and one more account is entered later"):
        connect_east_and_west(world, product)
        world.crm.accounts.create(Account_Name="Cashew", Billing_State="Goa")
        world.advance(hours=2)
    with then("each has its own, and the account of no region is in neither"):
        east, west = world[product], world[f"{product}-2"]
        assert sorted(each.contact_name for each in east.customers.all()) == ["Silk", "Tea"]
        assert sorted(each.contact_name for each in west.customers.all()) == ["Cashew", "Fish"]
    with then("no account is linked in both"):
        linked = [link.crm_id for key in (product, f"{product}-2") for link in world.integration(key).links]
        assert len(linked) == len(dict.fromkeys(linked)) == 4


@scenario(covers=["CON-10", "DEL-12"], tags=["complaint-37"])
def test_an_account_that_changes_region_is_found_in_both_organisations(world: World, product: str) -> None:
    """Moved from one view to the other, an account is fetched there, and stays where it was, without updates.

    This is a finding the check should make: leaving a view deletes nothing, so somebody must tidy up the first one.
    """
    with given("an account of the eastern region, fetched there"):
        tea = world.crm.accounts.create(Account_Name="Tea", Billing_State="Assam", Phone="111")
        connect_east_and_west(world, product)
    with when("it moves to the west with another phone, and the slots come"):
        world.crm.accounts.update(tea, Billing_State="Goa", Phone="222")
        world.advance(hours=2)
    with then("the west has it with the new phone, the east still has it with the old one"):
        phones = [world[key].customers.one(contact_name="Tea").phone for key in (product, f"{product}-2")]
        assert phones == ["111", "222"]


@scenario(covers=[], products=["books", "billing"], tags=["complaint-37"])
def test_an_invoice_cannot_name_a_customer_of_another_organisation(world: World, product: str) -> None:
    """Organisations share nothing: an invoice in one for a customer of the other is refused and changes nothing."""
    with given("an account fetched by the western organisation only"):
        world.crm.accounts.create(Account_Name="Fish", Billing_State="Goa")
        connect_east_and_west(world, product)
        (fish,) = world[f"{product}-2"].customers.all()
        before = world.snapshot()
    with when("an invoice for it is made in the eastern one"), pytest.raises(VendorError) as refusal:
        world[product].invoices.create(customer_id=fish.id, lines=[{"name": "Work", "rate": 100}])
    with then("the customer is not known there, and nothing has changed"):
        assert refusal.value.field == "customer_id"
        assert world.snapshot() == before


@scenario(covers=["SYN-14"], tags=["complaint-37"])
def test_nothing_lands_in_the_wrong_currency(world: World, product: str) -> None:
    """While the base currencies differ no record crosses at all, so no customer is made in a wrong one."""
    with given("a synced organisation in rupees, and a CRM that turns to dollars"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
        world.crm.enable_multi_currency()
        world.crm.set_base_currency("USD")
        world.crm.accounts.create(Account_Name="Acme")
        world[product].customers.create(contact_name="Beta")
        before = world.snapshot()
    with when("a day passes"):
        world.advance(hours=24)
    with then("every run failed for the currencies, and nothing was written"):
        failed = sync.customers.history[1:]
        assert {run.grade.value for run in failed} == {"failed"}
        assert all(str(run.reason).startswith("base currencies differ") for run in failed)
        assert world.snapshot() == before
    with when("finance turns to dollars, too, and the next slot comes"):
        world[product].set_base_currency("USD")
        world.advance(hours=2)
    with then("the customer fetched now is in dollars"):
        assert world[product].customers.one(contact_name="Acme").currency_code == "USD"


@scenario(covers=[], products=["invoice", "books", "billing"], tags=["complaint-37"])
def test_the_currency_of_an_invoiced_customer_cannot_be_changed(world: World, product: str) -> None:
    """Once a customer has transactions its currency is fixed; the change is refused and changes nothing."""
    with given("a fetched customer in rupees with an invoice"):
        world.crm.accounts.create(Account_Name="Acme")
        world.connect(product).customers.configure(module="accounts").save_and_sync()
        world.settle()
        (customer,) = world[product].customers.all()
        world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
        before = world.snapshot()
    with when("its currency is set to dollars"), pytest.raises(NotAllowed) as refusal:
        world[product].customers.update(customer, currency_code="USD")
    with then("it is told that transactions fix it, and nothing has changed"):
        assert "is fixed by its transactions" in refusal.value.message
        assert refusal.value.field == "currency_code"
        assert world.snapshot() == before


@scenario(covers=["TRG-33", "TRG-37"], products=["invoice", "books", "billing"], tags=["complaint-37"])
def test_wins_and_invoices_that_do_not_match(world: World, product: str) -> None:
    """A win without invoice, an invoice without deal, two invoices for one deal: found by the deals' ids.

    What the check looks for. The win without invoice says itself what it lacks.
    """
    with given("three deals won: one as it should be, one converted twice over, one without an account"):
        switched_on(world, product, invoice=True)
        ok, twice = deal(world, WON), deal(world, WON, Deal_Name="Twice")
        lacking = deal(world, WON, Deal_Name="Nobody's", Account_Name=None)
        to_stage(world, twice, LOST)
        to_stage(world, twice, WON)
    with when("somebody makes an invoice in finance, too, and the month is checked"):
        hand_made = by_hand(world, product)
        deals = [each.zcrm_potential_id for each in invoices(world, product)]
    with then("the check finds each of them"):
        won = [each for each in world.crm.deals.all() if each.Probability == 100]
        assert [each for each in won if each.id not in deals] == [lacking]
        assert [each for each in won if deals.count(each.id) > 1] == [twice]
        assert deals.count(ok.id) == 1
        assert invoices(world, product)[deals.index(None)] == hand_made
    with then("the win without invoice says why, and gets its own once it has an account"):
        assert "TRG-06" in world.why(lacking).behaviours
        world.crm.deals.update(lacking, Account_Name=world.crm.accounts.one(Account_Name="Acme"))
        world.settle()
        assert invoices(world, product)[-1].zcrm_potential_id == lacking.id

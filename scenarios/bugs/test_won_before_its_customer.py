"""Complaint 11: a lead is converted and its deal won before the customer is in finance."""

from __future__ import annotations

from scenarios.triggers._setup import WON, deal, invoices, statuses, switched_on
from zsim import World, given, scenario, then, when


@scenario(covers=["TRG-17", "TRG-34"], tags=["complaint-11"])
def test_a_deal_won_five_minutes_after_its_account_was_entered(world: World, product: str) -> None:
    """The account was not synced yet, and the next run is hours away: it is fetched, and invoiced the same moment.

    What the user feared: that the invoice waits for the slot, up to two hours.
    """
    with given("the invoice trigger is on, and no slot comes for an hour and a half"):
        switched_on(world, product, invoice=True)
        world.advance(minutes=25)
        slots = len(world.integration(product).customers.history)
    with when("an account is entered, and its deal won five minutes later"):
        lead = world.crm.accounts.create(Account_Name="Lead & Sons")
        world.advance(minutes=5)
        deal(world, WON, Account_Name=lead)
    with then("its invoice stands, for a customer that no run of customers brought"):
        (invoice,) = invoices(world, product)
        assert (invoice.customer_id.contact_name, invoice.total) == ("Lead & Sons", 900)
        assert len(world.integration(product).customers.history) == slots
    with then("the next slot finds the pair, and makes no second customer"):
        world.advance(hours=2)
        assert len(world[product].customers.find(contact_name="Lead & Sons")) == 1
        assert statuses(invoices(world, product)) == ["draft"]

"""A trigger that is switched on while a run of another is under way has yet to judge what that run read."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["TRG-04", "TRG-15"], products="invoice", seed=0, call_ms=900, moments="exact")
def test_a_trigger_switched_on_while_another_judges(world: World, product: str) -> None:
    """A trigger that is switched on while a run of another is under way has yet to judge what that run read.

    Found by the reference model in random worlds: a deal was set back while such a run was under way, and won again;
    the new trigger took it for won all along, and made no invoice. It is about TRG-04 and TRG-15.
    """
    with given("acme and fit are created"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        fit = world.crm.deals.create(Deal_Name="Fit", Account_Name=acme)
    with when("finance is connected, customers are saved and synced, and the estimate trigger is on as fit is won"):
        sync = world.connect(product)
        sync.customers.configure()
        sync.customers.save_and_sync()
        sync.triggers.configure(estimate=True)
        world.crm.deals.update(fit, Stage="Closed Won")
        world.advance(minutes=1)
    with when("a run of the estimate trigger begins, the invoice trigger is switched on, and fit is set back"):
        world.next_event()
        sync.triggers.configure(invoice=True)
        world.crm.deals.update(fit, Stage="Qualification")
        world.advance(minutes=1)
    with when("fit is won again"):
        world.crm.deals.update(fit, Stage="Closed Won")
        world.advance(minutes=1)
    with then("an invoice was made for it, and every rule held"):
        assert [each.zcrm_potential_id for each in world[product].invoices.all()] == [fit.id]
        world.check()

"""What counts as won and lost: the deal's own Probability in Invoice, the probability of its stage elsewhere."""

from __future__ import annotations

from scenarios.triggers._setup import LOST, OPEN, WON, deal, invoices, statuses, switched_on, to_stage
from zsim import World, given, scenario, then, when


@scenario(covers=["TRG-08"], quirks=["TRG-08"])
def test_without_the_field_nothing_is_triggered(world: World, product: str) -> None:
    """The field Probability is removed from deals: a won deal makes no invoice, and it is told why."""
    with given("the invoice trigger is on, and deals have no Probability any more"):
        switched_on(world, product, invoice=True)
        world.crm.deals.remove_field("Probability")
    with when("a deal is won"):
        fit_out = deal(world, WON)
    with then("nothing is made"):
        assert not invoices(world, product)
        assert world.why(fit_out).behaviours == ("TRG-08",)


@scenario(covers=["TRG-08"], quirks_off=["TRG-08"])
def test_without_the_oddity_the_stage_will_do(world: World, product: str) -> None:
    """With TRG-08 switched off, a deal without the field is won by its stage."""
    with given("the invoice trigger is on, and deals have no Probability any more"):
        switched_on(world, product, invoice=True)
        world.crm.deals.remove_field("Probability")
    with when("a deal is won"):
        deal(world, WON)
    with then("its invoice stands"):
        assert statuses(invoices(world, product)) == ["draft"]


@scenario(covers=["TRG-08"])
def test_a_deal_is_won_by_its_own_probability_in_invoice(world: World, product: str) -> None:
    """Somebody enters 100 and then 0 on an open deal: it is won, and lost."""
    with given("an open deal, and the invoice trigger on"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world)
    with when("its probability is set to 100"):
        world.crm.deals.update(fit_out, Probability=100)
        world.settle()
    with then("its invoice stands"):
        assert statuses(invoices(world, product)) == ["draft"]
    with when("it is set to 0"):
        world.advance(minutes=1)
        world.crm.deals.update(fit_out, Probability=0)
        world.settle()
    with then("the invoice is void"):
        assert statuses(invoices(world, product)) == ["void"]


@scenario(covers=["TRG-09"])
def test_a_deal_is_won_by_its_stage_in_books_and_billing(world: World, product: str) -> None:
    """A stage of probability 100 wins; 100 entered on a deal in an open stage does not."""
    with given("a stage that stands for 100, and the invoice trigger on"):
        switched_on(world, product, invoice=True)
        world.crm.stages.update("Negotiation/Review", probability=100)
        by_stage, by_hand = deal(world), deal(world, Deal_Name="Lift")
    with when("one deal comes to that stage, and 100 is entered on the other"):
        to_stage(world, by_stage, "Negotiation/Review")
        world.crm.deals.update(by_hand, Probability=100)
        world.settle()
    with then("the first alone has an invoice"):
        (invoice,) = invoices(world, product)
        assert invoice.zcrm_potential_id == by_stage.ref.id


@scenario(covers=["TRG-36"])
def test_the_import_goes_by_the_stage(world: World, product: str) -> None:
    """In the import, too, the stage decides, and not what was entered on the deal."""
    with given("a stage that stands for 0, and two deals, one won with its invoice"):
        switched_on(world, product, invoice=True)
        world.crm.stages.update("Negotiation/Review", probability=0)
        won, open_deal = deal(world, WON), deal(world, Deal_Name="Lift")
    with when("the won one comes to that stage, and 100 is entered on the other"):
        to_stage(world, won, "Negotiation/Review")
        world.crm.deals.update(open_deal, Probability=100)
        world.settle()
    with then("the invoice is void, and there is no other"):
        assert statuses(invoices(world, product)) == ["void"]


@scenario(covers=["TRG-41"])
def test_a_stage_edited_alone_triggers_nothing(world: World, product: str) -> None:
    """A stage is given the probability 100: its deals are judged by that once they are saved, and not before."""
    with given("a deal in an open stage"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world, "Negotiation/Review")
    with when("that stage is given the probability 100, and a day passes"):
        world.crm.stages.update("Negotiation/Review", probability=100)
        world.advance(days=1)
    with then("nothing is made"):
        assert not invoices(world, product)
    with when("the deal is saved"):
        world.crm.deals.update(fit_out, Next_Step="Call")
        world.settle()
    with then("its invoice stands"):
        assert statuses(invoices(world, product)) == ["draft"]


@scenario(covers=["TRG-29"], policies={"trigger_timing": "next_run"})
def test_a_deal_won_and_lost_between_two_runs_is_lost(world: World, product: str) -> None:
    """Won and then lost before a run reads it, a deal makes nothing; lost and then won, it makes its invoice."""
    with given("two open deals"):
        switched_on(world, product, invoice=True)
        fit_out, lift = deal(world), deal(world, Deal_Name="Lift")
        world.advance(hours=2)
    with when("one is won and lost, the other lost and won, and the slot comes"):
        for stage in (WON, LOST):
            to_stage(world, fit_out, stage)
        for stage in (LOST, OPEN, WON):
            to_stage(world, lift, stage)
        world.advance(hours=2)
    with then("there is an invoice for the second alone"):
        (invoice,) = invoices(world, product)
        assert (invoice.zcrm_potential_id, invoice.status) == (lift.ref.id, "draft")


@scenario(covers=["TRG-36"])
def test_lost_by_its_stage_in_the_import(world: World, product: str) -> None:
    """A lost stage voids the import's invoice whatever the deal's own probability says."""
    with given("a won deal with its invoice"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world, WON)
    with when("it goes to a lost stage, with 50 entered on it"):
        world.advance(minutes=1)
        world.crm.deals.update(fit_out, Stage=LOST, Probability=50)
        world.settle()
    with then("the invoice is void"):
        assert statuses(invoices(world, product)) == ["void"]

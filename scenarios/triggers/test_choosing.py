"""Choosing triggers: none by default, where each product has them, stages in Books, and both at once."""

from __future__ import annotations

import pytest

from scenarios.triggers._setup import OPEN, WON, deal, estimates, invoices, statuses, switch_on, switched_on, to_stage
from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError

QUOTED, AGREED, DROPPED = "Proposal/Price Quote", "Negotiation/Review", "Closed Lost to Competition"
STAGES = {"estimate_created_at": QUOTED, "estimate_accepted_at": AGREED, "estimate_declined_at": DROPPED}


@scenario(covers=["TRG-24"])
def test_no_trigger_is_on_by_default(world: World, product: str) -> None:
    """Nothing was switched on: a won deal makes nothing, and it is told why."""
    with given("a connected product, and no trigger chosen"):
        switched_on(world, product)
    with when("a deal is won"):
        fit_out = deal(world, WON)
    with then("nothing is made"):
        assert not invoices(world, product)
        assert "no trigger switched on" in world.why(fit_out).reason


@scenario(covers=["TRG-20"])
def test_either_trigger_can_be_switched_on(world: World, product: str) -> None:
    """The estimate trigger makes no invoice; the invoice trigger, chosen in its place, makes no estimate."""
    with given("the estimate trigger is on"):
        switched_on(world, product, estimate=True)
    with when("a deal is won"):
        deal(world, WON)
    with then("it has an estimate, and no invoice"):
        assert statuses(estimates(world, product)) == ["accepted"]
        assert not invoices(world, product)
    with when("the invoice trigger is chosen instead, and another deal is won"):
        switch_on(world, product, invoice=True)
        deal(world, WON, Deal_Name="Lift")
    with then("that one has an invoice, and no estimate"):
        assert len(estimates(world, product)) == len(invoices(world, product)) == 1


@scenario(covers=["TRG-20"])
def test_a_trigger_can_be_switched_off(world: World, product: str) -> None:
    """What is left out is off: a deal won after that makes nothing, ever."""
    with given("the invoice trigger was on, and is switched off"):
        switched_on(world, product, invoice=True)
        switch_on(world, product)
    with when("a deal is won, and a day passes"):
        deal(world, WON)
        world.advance(days=1)
    with then("nothing is made"):
        assert not invoices(world, product)


@scenario(covers=["TRG-20"], products=["import"])
def test_the_import_takes_either_trigger(world: World, product: str) -> None:
    """Both at once are refused by the import, and nothing is on."""
    with given("the import, with an account"):
        switched_on(world, product)
    with when("both triggers are chosen"), pytest.raises(UsageError, match="either"):
        switch_on(world, product, estimate=True, invoice=True)
    with then("none is on"):
        assert not world.integration(product).triggers.choices.on


@scenario(covers=["TRG-21"])
def test_the_import_has_its_triggers_in_the_crm(world: World, product: str) -> None:
    """In finance it is refused; chosen in the CRM's set-up page, the trigger works."""
    with given("the import, with an account"):
        switched_on(world, product)
    with when("the trigger is chosen in finance"), pytest.raises(UsageError, match="TRG-21"):
        world.integration(product).triggers.configure(invoice=True)
    with when("it is chosen in the CRM, and a deal is won"):
        world.crm.workflows.configure(invoice=True)
        deal(world, WON)
    with then("its invoice stands"):
        assert statuses(invoices(world, product)) == ["draft"]


@scenario(covers=["TRG-23"])
def test_billing_has_the_invoice_trigger_alone(world: World, product: str) -> None:
    """The estimate trigger is refused in Billing; the invoice trigger goes by the stage, as in Books."""
    with given("Billing, with an account"):
        switched_on(world, product)
    with when("the estimate trigger is chosen"), pytest.raises(UsageError, match="TRG-23"):
        switch_on(world, product, estimate=True)
    with when("the invoice trigger is chosen, and a deal is won"):
        switch_on(world, product, invoice=True)
        deal(world, WON)
    with then("its invoice stands, and no estimate"):
        assert statuses(invoices(world, product)) == ["draft"]
        assert not estimates(world, product)


@scenario(covers=["TRG-12"])
def test_stages_can_be_chosen_in_books(world: World, product: str) -> None:
    """A quote is made at one stage, accepted at another and declined at a third, whatever is won or lost."""
    with given("stages chosen for quotes"):
        switched_on(world, product, **STAGES)
        fit_out, lift = deal(world), deal(world, Deal_Name="Lift")
        assert not estimates(world, product)
    with when("both deals come to the stage for quotes"):
        world.advance(minutes=1)
        world.crm.deals.mass_update([fit_out, lift], Stage=QUOTED)
        world.settle()
    with then("each has a draft"):
        assert statuses(estimates(world, product)) == ["draft", "draft"]
    with when("one goes on to the stage for accepting, the other to that for declining"):
        to_stage(world, fit_out, AGREED)
        to_stage(world, lift, DROPPED)
    with then("the quotes are accepted and declined"):
        assert statuses(estimates(world, product)) == ["accepted", "declined"]
        assert world.why(fit_out).behaviours[-1] == world.why(lift).behaviours[-1] == "TRG-12"
    with when("the first is won, and goes back to the stage for quotes"):
        to_stage(world, fit_out, WON)
        to_stage(world, fit_out, QUOTED)
    with then("its quote stays accepted, and there is no second"):
        assert statuses(estimates(world, product)) == ["accepted", "declined"]


@scenario(covers=["TRG-12"])
def test_an_unknown_stage_is_refused(world: World, product: str) -> None:
    """A stage that the CRM does not have is refused with the nearest, and nothing is on."""
    with given("Books, with an account"):
        switched_on(world, product)
    with when("a stage that is none is chosen"), pytest.raises(UsageError, match="Proposal/Price Quote"):
        switch_on(world, product, estimate_created_at="Proposal/Price Quot")
    with then("no trigger is on"):
        assert not world.integration(product).triggers.choices.on


@scenario(covers=["TRG-29"], products=["books"])
def test_a_deal_past_the_stage_for_its_quote(world: World, product: str) -> None:
    """A deal goes past the stage for quotes to that for accepting: its quote is made and accepted."""
    with given("stages chosen for quotes, and a deal before them"):
        switched_on(world, product, **STAGES)
        fit_out = deal(world)
    with when("the deal goes straight to the stage for accepting"):
        to_stage(world, fit_out, AGREED)
    with then("its quote stands, accepted"):
        assert statuses(estimates(world, product)) == ["accepted"]
        assert "TRG-29" in world.why(fit_out).behaviours


@scenario(covers=["TRG-30"])
def test_deals_that_stand_are_not_acted_on(world: World, product: str) -> None:
    """A deal was won before the trigger was switched on: saved again it makes nothing, lost and won again it does."""
    with given("a won deal, and the invoice trigger switched on after that"):
        switched_on(world, product)
        fit_out = deal(world, WON)
        world.advance(minutes=1)
        switch_on(world, product, invoice=True)
    with when("a day passes, and the deal is saved again"):
        world.advance(days=1)
        world.crm.deals.update(fit_out, Next_Step="Call")
        world.settle()
    with then("nothing is made, and it is told why"):
        assert not invoices(world, product)
        assert "TRG-30" in world.why(fit_out).behaviours
    with when("it is opened and won"):
        to_stage(world, fit_out, OPEN)
        to_stage(world, fit_out, WON)
    with then("its invoice stands"):
        assert statuses(invoices(world, product)) == ["draft"]


@scenario(covers=["TRG-30"], products=["invoice", "import", "books"])
def test_deals_that_stand_get_no_estimate(world: World, product: str) -> None:
    """An open deal and a won one stand as the estimate trigger is switched on: neither gets one, a new one does."""
    with given("an open deal and a won one, and the estimate trigger switched on after that"):
        switched_on(world, product)
        stand = deal(world), deal(world, WON, Deal_Name="Lift")
        world.advance(minutes=1)
        switch_on(world, product, estimate=True)
    with when("both are saved again, and a third is made"):
        for each in stand:
            world.crm.deals.update(each, Next_Step="Call")
        roof = deal(world, Deal_Name="Roof")
    with then("the third alone has an estimate"):
        assert [each.zcrm_potential_id for each in estimates(world, product)] == [roof.id]
        assert all("TRG-30" in world.why(each).behaviours for each in stand)


@scenario(covers=["TRG-35"])
def test_both_triggers_may_be_on(world: World, product: str) -> None:
    """Both are switched on: a won deal has its accepted estimate and its invoice."""
    with given("both triggers are on"):
        switched_on(world, product, estimate=True, invoice=True)
    with when("a deal is won"):
        deal(world, WON)
    with then("it has one of each"):
        assert statuses(estimates(world, product)) == ["accepted"]
        assert statuses(invoices(world, product)) == ["draft"]


@scenario(covers=["TRG-35"], policies={"both_triggers": "either"})
def test_by_policy_either_is_on(world: World, product: str) -> None:
    """By the policy 'either' both at once are refused, as in the import."""
    with given("an account"):
        switched_on(world, product)
    with when("both triggers are chosen"), pytest.raises(UsageError, match="both_triggers"):
        switch_on(world, product, estimate=True, invoice=True)
    with then("none is on"):
        assert not world.integration(product).triggers.choices.on

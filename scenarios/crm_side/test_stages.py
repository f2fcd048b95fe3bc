"""Stages of deals, the probabilities they bring, and the field that holds them, as a connected product sees them."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.clock import to_ms
from zsim.ports.app import App, Credentials
from zsim.ports.errors import NotFound


def opened(world: World, product: str) -> App:
    """The CRM as that product may use it."""
    key = world.crm.zsc_key or world.crm.generate_zsc_key()
    return world.crm.gate.open(product, Credentials(world.crm.email, key))


def probabilities(port: App) -> list[object]:
    """The probability of each deal, as the product reads it; "unseen" where it is told of none."""
    return [each.fields.get("Probability", "unseen") for each in port.changed("Deals", None).records]


@scenario(covers=["TRG-25"])
def test_an_entered_probability_stays_until_the_deal_moves_on(world: World, product: str) -> None:
    """Somebody is surer of a deal than its stage says: 95 stays with every save, and goes with the stage."""
    with given("a deal in negotiation at 95 instead of 90 per cent"):
        port = opened(world, product)
        deal = world.crm.deals.create(Deal_Name="Fit-out", Stage="Negotiation/Review", Probability=95)
    with when("its amount is entered, and it is saved in its stage again"):
        world.crm.deals.update(deal, Amount=900)
        world.crm.deals.update(deal, Stage="Negotiation/Review")
    with then("the product reads 95"):
        assert probabilities(port) == [95]
    with when("the deal is lost, and taken up again"):
        world.crm.deals.update(deal, Stage="Closed Lost")
        lost = probabilities(port)
        world.crm.deals.update(deal, Stage="Negotiation/Review")
    with then("the product read 0, and reads what the stage brings"):
        assert (lost, probabilities(port)) == ([0], [90])


@scenario(covers=["TRG-26"])
def test_an_edited_stage_reaches_its_deals_when_they_are_saved(world: World, product: str) -> None:
    """Negotiation is made as good as won: deals in it are not modified, and follow one by one as they are saved."""
    with given("two deals in negotiation, and a third whose probability was entered"):
        port = opened(world, product)
        names = {"Fit-out": None, "Roof": None, "Wall": 95}
        deals = [
            world.crm.deals.create(Deal_Name=name, Stage="Negotiation/Review", Probability=entered)
            for name, entered in names.items()
        ]
        world.advance(minutes=1)
        edited_ms = to_ms(world.now)
    with when("the stage is given the probability 100"):
        world.crm.stages.update("Negotiation/Review", probability=100)
    with then("the product reads 100 for the stage, and the deals as they were"):
        field = port.fields("Deals")["Stage"]
        assert field.probabilities[field.options.index("Negotiation/Review")] == 100
        assert probabilities(port) == [90, 90, 95]
        assert port.changed("Deals", edited_ms).records == ()
    with when("the first is saved with a description, and the last as well"):
        world.crm.deals.update(deals[0], Description="Signed")
        world.crm.deals.update(deals[2], Description="Signed")
    with then("the first has the stage's probability, the last the one that was entered"):
        assert [each.Probability for each in deals] == [100, 90, 95]


@scenario(covers=["TRG-27"])
def test_a_removed_field_is_told_to_nobody_and_comes_back_whole(world: World, product: str) -> None:
    """Probability is removed from deals and brought back: in between no product reads it, then all is as before."""
    with given("a won deal and one at 95 per cent"):
        port = opened(world, product)
        world.crm.deals.create(Deal_Name="Fit-out", Stage="Closed Won")
        world.crm.deals.create(Deal_Name="Roof", Stage="Negotiation/Review", Probability=95)
    with when("the field is removed"):
        world.crm.deals.remove_field("Probability")
    with then("the product is told of no such field, nor of its values"):
        assert "Probability" not in port.fields("Deals")
        assert probabilities(port) == ["unseen", "unseen"]
    with when("it is brought back"):
        world.crm.deals.restore_field("Probability")
    with then("the product reads what it read before"):
        assert "Probability" in port.fields("Deals")
        assert probabilities(port) == [100, 95]


@scenario(covers=["TRG-28"])
def test_a_mass_update_saves_deal_by_deal(world: World, product: str) -> None:
    """Three deals are lost at once, and one of them is gone: those before it are lost, the rest is as it was."""
    with given("three open deals, of which the second was deleted"):
        port = opened(world, product)
        deals = [world.crm.deals.create(Deal_Name=each) for each in ("Fit-out", "Roof", "Wall")]
        world.crm.deals.delete(deals[1])
    with (
        when("all three are mass updated to a lost stage"),
        pytest.raises(NotFound, match="it is in the recycle bin, restore it first"),
    ):
        world.crm.deals.mass_update(deals, Stage="Closed Lost")
    with then("the first is lost, and the third was not saved"):
        assert {each.fields["Deal_Name"]: each.fields["Stage"] for each in port.changed("Deals", None).records} == {
            "Fit-out": "Closed Lost",
            "Wall": "Qualification",
        }
    with when("the rest is mass updated"):
        world.crm.deals.mass_update(deals[2:], Stage="Closed Lost")
    with then("each save brought the probability of the stage"):
        assert probabilities(port) == [0, 0]

"""The estimate trigger: made with the deal, accepted when that is won, declined when it is lost."""

from __future__ import annotations

from scenarios.triggers._setup import LOST, OPEN, WON, deal, estimates, statuses, switched_on, to_stage
from zsim import World, given, scenario, then, when


@scenario(covers=["TRG-01"])
def test_a_new_deal_makes_an_estimate(world: World, product: str) -> None:
    """A deal is saved, and its estimate stands in finance at once."""
    with given("the estimate trigger is on"):
        switched_on(world, product, estimate=True)
    with when("a deal is created"):
        fit_out = deal(world)
    with then("a draft estimate stands for the account's customer"):
        (estimate,) = estimates(world, product)
        assert estimate.status == "draft"
        assert estimate.customer_id == world[product].customers.one(contact_name="Acme")
        assert "TRG-01" in world.why(fit_out).behaviours


@scenario(covers=["TRG-02"])
def test_won_accepts_it(world: World, product: str) -> None:
    """The deal is won: its draft estimate is accepted."""
    with given("a deal with its estimate"):
        switched_on(world, product, estimate=True)
        fit_out = deal(world)
    with when("the deal is won"):
        to_stage(world, fit_out, WON)
    with then("the estimate is accepted"):
        assert statuses(estimates(world, product)) == ["accepted"]
        assert world.why(fit_out).behaviours[-1] == "TRG-02"


@scenario(covers=["TRG-03"])
def test_lost_declines_it(world: World, product: str) -> None:
    """The deal is lost: its estimate is declined."""
    with given("a deal with its estimate"):
        switched_on(world, product, estimate=True)
        fit_out = deal(world)
    with when("the deal is lost"):
        to_stage(world, fit_out, LOST)
    with then("the estimate is declined"):
        assert statuses(estimates(world, product)) == ["declined"]
        assert world.why(fit_out).behaviours[-1] == "TRG-03"


@scenario(covers=["TRG-16"], products=["invoice", "import", "books"])
def test_a_deal_created_as_won_gets_an_estimate_that_is_accepted(world: World, product: str) -> None:
    """A deal is entered as won: its estimate is made and accepted in one go."""
    with given("the estimate trigger is on"):
        switched_on(world, product, estimate=True)
    with when("a deal is created as won"):
        fit_out = deal(world, WON)
    with then("one estimate stands, accepted"):
        assert statuses(estimates(world, product)) == ["accepted"]
        assert world.why(fit_out).outcomes == ("created", "updated")


@scenario(covers=["TRG-19"], products=["invoice", "import", "books"])
def test_a_reopened_deal_leaves_its_estimate(world: World, product: str) -> None:
    """A lost deal is opened again: its estimate stays declined, and no further one comes."""
    with given("a lost deal with its declined estimate"):
        switched_on(world, product, estimate=True)
        fit_out = deal(world)
        to_stage(world, fit_out, LOST)
    with when("the deal is opened again"):
        to_stage(world, fit_out, OPEN)
    with then("the estimate is as it was"):
        assert statuses(estimates(world, product)) == ["declined"]


@scenario(covers=["TRG-29"], products=["invoice", "import", "books"])
def test_a_deal_created_as_lost_gets_no_estimate(world: World, product: str) -> None:
    """A deal that is lost when it is entered calls for no estimate."""
    with given("the estimate trigger is on"):
        switched_on(world, product, estimate=True)
    with when("a deal is created as lost"):
        deal(world, LOST)
    with then("no estimate stands"):
        assert not estimates(world, product)


@scenario(covers=["TRG-02", "TRG-03"])
def test_won_after_lost_accepts_the_declined_estimate(world: World, product: str) -> None:
    """Lost, and then won after all: the declined estimate becomes accepted."""
    with given("a lost deal with its declined estimate"):
        switched_on(world, product, estimate=True)
        fit_out = deal(world)
        to_stage(world, fit_out, LOST)
        assert statuses(estimates(world, product)) == ["declined"]
    with when("the deal is won"):
        to_stage(world, fit_out, WON)
    with then("the same estimate is accepted"):
        assert statuses(estimates(world, product)) == ["accepted"]


@scenario(covers=["TRG-13"], products=["invoice", "import", "books"])
def test_what_an_estimate_carries(world: World, product: str) -> None:
    """The estimate is for the account's customer at its address, by the deal's owner, with one line for the deal."""
    with given("the estimate trigger is on, and Rita sells"):
        switched_on(world, product, estimate=True)
        rita = world.crm.users.create("Rita", email="rita@crm.example")
    with when("Rita's deal is created"):
        deal(world, Owner=rita, Description="Two floors")
    with then("the estimate has all of that"):
        (estimate,) = estimates(world, product)
        (line,) = estimate.line_items
        assert (line["name"], line["description"], line["rate"]) == ("Fit-out", "Two floors", 900)
        assert estimate.salesperson_name == "Rita"
        assert estimate.customer_id == world[product].customers.one(contact_name="Acme")
        assert estimate.billing_address["city"] == "Pune"

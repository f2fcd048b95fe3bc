"""When triggers run, and when they do not: editions, notifications, a disabled integration and a dead key."""

from __future__ import annotations

from scenarios.triggers._setup import LOST, OPEN, WON, deal, invoices, statuses, switched_on, to_stage
from zsim import World, given, scenario, then, when


@scenario(covers=["TRG-07"], quirks=["TRG-07"])
def test_in_the_us_edition_no_trigger_works(world: World, product: str) -> None:
    """The organisation is of the US edition: a won deal makes nothing, and it is told why."""
    with given("a US-edition organisation with the invoice trigger on"):
        world[product].set_edition("US")
        switched_on(world, product, invoice=True)
    with when("a deal is won"):
        fit_out = deal(world, WON)
    with then("nothing is made"):
        assert not invoices(world, product)
        assert world.why(fit_out).behaviours == ("TRG-07",)


@scenario(covers=["TRG-07"], quirks_off=["TRG-07"])
def test_without_the_oddity_it_works_in_the_us(world: World, product: str) -> None:
    """With TRG-07 switched off, a deal won in a US-edition organisation makes its invoice."""
    with given("a US-edition organisation with the invoice trigger on"):
        world[product].set_edition("US")
        switched_on(world, product, invoice=True)
    with when("a deal is won"):
        deal(world, WON)
    with then("its invoice stands"):
        assert statuses(invoices(world, product)) == ["draft"]


@scenario(covers=["TRG-07"], quirks=["TRG-07"], editions={"invoice": "us"})
def test_a_world_may_begin_with_a_us_edition(world: World, product: str) -> None:
    """The organisation is of the US edition from the start, and still is where the world is copied: nothing is made."""
    with given("an organisation that began in the US edition, with the invoice trigger on, and the world copied"):
        switched_on(world, product, invoice=True)
        copy = world.copied()
    with when("a deal is won in both"):
        deals = [(each, deal(each, WON)) for each in (world, copy)]
    with then("nothing is made in either"):
        assert [invoices(each, product) for each in (world, copy)] == [[], []]
        assert {each.why(won).behaviours for each, won in deals} == {("TRG-07",)}


@scenario(covers=["TRG-22"], editions={"import": "US"})
def test_the_import_works_in_a_world_that_begins_in_the_us(world: World, product: str) -> None:
    """The import's organisation is of the US edition from the start: its trigger works."""
    with given("an organisation that began in the US edition, with the workflow on"):
        switched_on(world, product, invoice=True)
        assert world[product].organisation.edition == "US"
    with when("a deal is entered as won, lost after a day and won again"):
        fit_out = deal(world, WON)
        for stage in (LOST, WON):
            world.advance(days=1)
            world.crm.deals.update(fit_out, Stage=stage)
        world.settle()
    with then("its invoice was voided, and another stands"):
        assert statuses(invoices(world, product)) == ["void", "draft"]


@scenario(covers=["TRG-22"])
def test_the_import_works_in_the_us(world: World, product: str) -> None:
    """The import names no exception: its trigger works in a US-edition organisation."""
    with given("a US-edition organisation with the workflow on"):
        world[product].set_edition("US")
        switched_on(world, product, invoice=True)
    with when("a deal is won"):
        deal(world, WON)
    with then("its invoice stands"):
        assert statuses(invoices(world, product)) == ["draft"]


@scenario(covers=["TRG-22"], policies={"import_us_edition": "as_invoice"})
def test_by_policy_the_import_does_not_work_in_the_us(world: World, product: str) -> None:
    """By the policy 'as_invoice' nothing is made in a US-edition organisation."""
    with given("a US-edition organisation with the workflow on"):
        world[product].set_edition("US")
        switched_on(world, product, invoice=True)
    with when("a deal is won"):
        fit_out = deal(world, WON)
    with then("nothing is made"):
        assert not invoices(world, product)
        assert world.why(fit_out).behaviours == ("TRG-22",)


@scenario(covers=["TRG-34"])
def test_a_saved_deal_runs_its_trigger_at_once(world: World, product: str) -> None:
    """A deal is won between two slots: its invoice stands the same moment."""
    with given("an open deal, a quarter of an hour before the next slot"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world)
        world.advance(minutes=100)
    with when("it is won"):
        world.crm.deals.update(fit_out, Stage=WON)
        won_at = world.now
        world.settle()
    with then("its invoice stands the same moment"):
        assert world.now == won_at
        assert statuses(invoices(world, product)) == ["draft"]


@scenario(covers=["TRG-34"], policies={"trigger_timing": "next_run"})
def test_by_policy_it_waits_for_the_slot(world: World, product: str) -> None:
    """By the policy 'next_run' the invoice comes with the slot, two hours after the switching on at the latest."""
    with given("an open deal"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world)
    with when("it is won"):
        to_stage(world, fit_out, WON)
    with then("nothing stands yet"):
        assert not invoices(world, product)
    with when("the slot comes"):
        world.advance(hours=2)
    with then("its invoice stands"):
        assert statuses(invoices(world, product)) == ["draft"]


@scenario(covers=["TRG-34"], moments="exact")
def test_a_lost_notification_is_made_good_at_the_slot(world: World, product: str) -> None:
    """The engine was dead as the deal was won and could not listen again at first: the slot brings the invoice."""
    with given("an open deal, and a CRM that opens no channel"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world)
        world.advance(minutes=1)
        world.faults.refused("crm", of="watch", times=1)
        world.crash()
        world.settle()
    with when("the deal is won meanwhile, and a minute passes"):
        world.crm.deals.update(fit_out, Stage=WON)
        world.settle()
        missed = statuses(invoices(world, product))
        world.advance(minutes=2)
    with then("nothing had stood, and now the invoice does"):
        assert missed == []
        assert statuses(invoices(world, product)) == ["draft"]


@scenario(covers=["TRG-31"])
def test_what_was_won_before_it_was_disabled_is_made_good(world: World, product: str) -> None:
    """A run is broken off by disabling, before it made the invoice of a won deal: enabled again, the invoice comes."""
    with given("an open deal"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world)
    with when("it is won, and the integration disabled in the middle of the run"):
        world.faults.meanwhile("crm", world.integration(product).disable, when="after")
        to_stage(world, fit_out, WON)
        missing = invoices(world, product)
    with when("it is enabled, and the next slot comes"):
        world.integration(product).enable()
        world.advance(hours=2)
    with then("the invoice had not come, and stands now"):
        assert not missing
        assert statuses(invoices(world, product)) == ["draft"]


@scenario(covers=["TRG-31"])
def test_what_was_won_while_disabled_stays_without(world: World, product: str) -> None:
    """Won while the integration is disabled, a deal makes nothing, then or after; the next one does."""
    with given("an open deal, and the integration disabled"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world)
        world.integration(product).disable()
    with when("the deal is won, the integration enabled, and a day passes"):
        to_stage(world, fit_out, WON)
        world.integration(product).enable()
        world.advance(days=1)
    with then("nothing is made, and it is told why"):
        assert not invoices(world, product)
        assert world.why(fit_out).behaviours[-1] == "TRG-31"
    with when("another deal is won"):
        deal(world, WON, Deal_Name="Lift")
    with then("that one has its invoice"):
        assert statuses(invoices(world, product)) == ["draft"]


@scenario(covers=["TRG-31"], policies={"missed_wins": "catch_up"})
def test_by_policy_what_was_won_while_disabled_is_caught_up(world: World, product: str) -> None:
    """By the policy 'catch_up' the next run after enabling makes the invoice."""
    with given("an open deal, and the integration disabled"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world)
        world.integration(product).disable()
    with when("the deal is won, the integration enabled, and the slot comes"):
        to_stage(world, fit_out, WON)
        world.integration(product).enable()
        world.advance(hours=2)
    with then("its invoice stands"):
        assert statuses(invoices(world, product)) == ["draft"]


@scenario(covers=["TRG-31"], products=["invoice", "import", "books"])
def test_what_was_won_under_a_dead_key_stays_without(world: World, product: str) -> None:
    """Won while the key is dead, a deal makes nothing, and its run says why; nor does it once a new key is entered."""
    with given("an open deal, and a key generated anew"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world)
        key = world.crm.generate_zsc_key()
    with when("the deal is won"):
        to_stage(world, fit_out, WON)
    with then("the run failed for the key"):
        assert "invalid key" in str(world.integration(product).triggers.history[-1].reason)
        assert not invoices(world, product)
    with when("the new key is entered, and a day passes"):
        world.integration(product).update_credentials(key=key)
        world.advance(days=1)
    with then("nothing is made for it; opened and won, it has its invoice"):
        assert not invoices(world, product)
        to_stage(world, fit_out, OPEN)
        to_stage(world, fit_out, WON)
        assert statuses(invoices(world, product)) == ["draft"]


@scenario(covers=["TRG-31"], products=["invoice", "import", "books"], policies={"missed_wins": "catch_up"})
def test_by_policy_what_was_won_under_a_dead_key_is_caught_up(world: World, product: str) -> None:
    """By the policy 'catch_up' the next run after the new key was entered makes the invoice."""
    with given("a deal won under a dead key"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world)
        key = world.crm.generate_zsc_key()
        to_stage(world, fit_out, WON)
    with when("the new key is entered, and the slot comes"):
        world.integration(product).update_credentials(key=key)
        world.advance(hours=2)
    with then("its invoice stands"):
        assert statuses(invoices(world, product)) == ["draft"]

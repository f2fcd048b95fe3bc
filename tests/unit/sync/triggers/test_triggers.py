"""The triggers of one connection as a person holds them."""

from __future__ import annotations

import pytest

from zsim.kernel.errors import UsageError
from zsim.ports.errors import VendorError
from zsim.sync import Integration
from zsim.sync.triggers import Triggers
from zsim.world import World


def connected(world: World) -> Triggers:
    return world.connect("books").triggers


def test_none_is_on_until_one_is_chosen():
    triggers = connected(World())
    assert (triggers.choices.on, triggers.next_slot, list(triggers.history)) == ((), None, [])
    assert "none" in repr(triggers)


def test_slots_are_two_hours_apart_from_the_choosing():
    triggers = connected(world := World())
    world.advance(minutes=30)
    triggers.configure(invoice=True)
    assert triggers.next_slot is not None
    assert f"{triggers.next_slot:%H:%M}" == "11:30"
    triggers.configure()
    assert triggers.next_slot is None


def test_a_choice_that_the_crm_refuses_to_answer_changes_nothing():
    triggers = connected(world := World())
    world.faults.refused("crm", of="watch")
    before = world.export()["engine"]
    with pytest.raises(VendorError):
        triggers.configure(invoice=True)
    assert world.export()["engine"] == before


def test_nothing_is_chosen_while_the_integration_is_disabled():
    triggers = connected(world := World())
    world.integration("books").disable()
    with pytest.raises(UsageError, match="disabled"):
        triggers.configure(invoice=True)


def test_a_deleted_integration_has_no_slot():
    triggers = connected(world := World())
    triggers.configure(invoice=True)
    world.integration("books").disable()
    world.integration("books").delete()
    world.settle()
    assert triggers.next_slot is None
    assert not world.crm.deals.create(Deal_Name="Fit-out", Stage="Closed Won").fields.get("Account_Name")
    world.advance(days=1)
    assert list(triggers.history) == []


def test_while_it_is_disabled_a_deal_that_was_judged_is_told_so():
    triggers = connected(world := World())
    triggers.configure(invoice=True)
    fit_out = world.crm.deals.create(Deal_Name="Fit-out")
    world.settle()
    assert world.why(fit_out).failing == ""
    world.integration("books").disable()
    assert world.why(fit_out).failing == "the integration of books is disabled"


def switched_on() -> tuple[World, Integration]:
    """Books with the invoice trigger on, and Acme synced."""
    world = World()
    sync = world.connect("books")
    world.crm.accounts.create(Account_Name="Acme")
    sync.customers.configure(module="accounts").save_and_sync()
    sync.triggers.configure(invoice=True)
    world.settle()
    return world, sync


def won(world: World) -> None:
    """A deal of Acme's is won."""
    acme = world.crm.accounts.one(Account_Name="Acme")
    world.crm.deals.create(Deal_Name="Fit-out", Account_Name=acme, Stage="Closed Won")
    world.settle()


@pytest.mark.parametrize("call", [1, 2, 3])
@pytest.mark.parametrize("closing", ["disable", "key"])
def test_a_run_that_closing_broke_off_is_made_good(closing: str, call: int):
    world, sync = switched_on()
    world.faults.meanwhile(
        "crm", sync.disable if closing == "disable" else world.crm.generate_zsc_key, when="after", call=call
    )
    won(world)
    assert world.books.invoices.all() == []
    if closing == "disable":
        sync.enable()
    else:
        sync.update_credentials(key=world.crm.zsc_key)
    world.advance(hours=2)
    assert len(world.books.invoices.all()) == 1


def test_what_a_run_saw_before_the_key_died_was_not_missed():
    world, sync = switched_on()
    (acme,) = world.books.customers.all()
    world.books.customers.deactivate(acme)
    won(world)
    world.crm.generate_zsc_key()
    sync.update_credentials(key=world.crm.zsc_key)
    world.books.customers.activate(acme)
    world.crm.deals.update(world.crm.deals.one(Deal_Name="Fit-out"), Description="Two floors")
    world.settle()
    assert len(world.books.invoices.all()) == 1


def test_what_is_won_on_a_dead_key_is_missed_though_the_integration_is_disabled_after_that():
    world, sync = switched_on()
    world.crm.generate_zsc_key()
    won(world)
    world.advance(minutes=1)
    sync.disable()
    sync.update_credentials(key=world.crm.zsc_key)
    sync.enable()
    world.advance(hours=2)
    assert world.books.invoices.all() == []

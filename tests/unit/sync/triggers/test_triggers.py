"""The triggers of one connection as a person holds them."""

from __future__ import annotations

import pytest

from zsim.kernel.errors import UsageError
from zsim.ports.errors import VendorError
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

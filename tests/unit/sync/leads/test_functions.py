"""The pure parts of the fetching of leads, for one of which a broken one can be put."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.sync.leads.samples import choices
from zsim import World
from zsim.kernel.moments import parse_moment
from zsim.sync.leads import LeadFunctions, LeadState, plan_leads
from zsim.sync.leads.functions import may_fetch, next_slot
from zsim.sync.runs.sync_runs import state_after


def test_unless_told_otherwise_the_functions_are_the_sound_ones():
    sound = LeadFunctions()
    assert (sound.plan, sound.may_fetch, sound.next_slot, sound.remember) == (
        plan_leads,
        may_fetch,
        next_slot,
        state_after,
    )


@pytest.mark.parametrize("state", LeadState)
def test_an_active_sync_fetches_and_no_other(state: LeadState):
    assert may_fetch(state) is (state is LeadState.ACTIVE)


def test_the_next_fetch_is_on_a_later_date_than_the_last_slot():
    table = choices().timetable
    morning, nine = parse_moment("2026-01-05 08:00"), parse_moment("2026-01-05 09:00")
    assert next_slot(table, morning, None) == nine
    assert next_slot(table, morning, morning) == parse_moment("2026-01-06 09:00")


def test_a_sync_fetches_by_the_functions_that_were_put_there():
    world = World(functions=replace(LeadFunctions(), next_slot=lambda table, now_ms, last_ms: None))
    world.invoice.customers.create(contact_name="Ada", email="ada@x.example")
    world.marketinghub.lists.create("News")
    sync = world.connect_marketinghub().new_sync("News sync", mailing_list="News").schedule("daily").initiate()
    world.advance(days=2)
    assert (len(sync.history), sync.runs.next_slot_ms) == (1, None)

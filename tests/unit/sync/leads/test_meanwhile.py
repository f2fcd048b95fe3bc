"""What people do while a fetch is under way, waits for another, or was a moment ago."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.checks import InvariantViolated
from zsim.kernel.errors import UsageError
from zsim.sync.leads import LeadState, LeadSync, SyncServices


def contact(world: World, name: str, number: int | str = ""):
    return world.invoice.customers.create(contact_name=f"{name}{number}", email=f"{name}{number}@example.com".lower())


def services(world: World) -> SyncServices:
    try:
        return world.sync_services("invoice")
    except UsageError:
        return world.connect_marketinghub()


def draft(world: World, name: str = "News") -> LeadSync:
    if not world.marketinghub.lists.find(name=name):
        world.marketinghub.lists.create(name)
    return services(world).new_sync(f"to {name}", mailing_list=name)


def lead(world: World, address: str):
    return world.marketinghub.leads.one(email=address)


def until_decided(world: World, record, times: int = 1) -> None:
    while len(world.why(record).outcomes) < times:
        world.advance(seconds=0.05)


@pytest.mark.parametrize(("quirk", "change"), [("KEY-01", "key"), ("KEY-03", "email")])
def test_nothing_is_written_on_a_key_that_dies_during_a_fetch_even_if_nobody_is_told(quirk, change):
    world = World(quirks_off=[quirk], call_ms=250)
    for number in range(250):
        contact(world, "p", number)
    sync = draft(world).schedule("daily").initiate()
    world.advance(seconds=1.8)
    world.invoice.generate_zsc_key() if change == "key" else world.invoice.set_email("new@invoice.example")
    before = len(world.marketinghub.leads)
    world.advance(minutes=5)
    assert (sync.history[-1].grade, sync.state) == ("failed", LeadState.INACTIVE)
    assert len(world.marketinghub.leads) == before


def test_a_sync_that_has_fetched_once_forgets_what_it_waits_for():
    world = World(start="2026-01-05 08:00", call_ms=60_000)
    contact(world, "ann")
    sync = draft(world).schedule("once").initiate()
    world.advance(minutes=1)
    sync.edit_retrieval(frequency="daily", at="08:03")
    world.advance(minutes=3)
    sync.edit_retrieval(frequency="once")
    contact(world, "late")
    world.advance(hours=2)
    assert (sync.state, len(sync.history)) == (LeadState.COMPLETED, 1)
    assert not world.marketinghub.leads.find(email="late@example.com")


def test_what_people_do_after_a_fetch_was_stopped_is_not_held_against_it():
    world = World(call_ms=250)
    for number in range(250):
        contact(world, "p", number)
    sync = draft(world).schedule("daily").initiate()
    world.advance(seconds=2.4)
    sync.deactivate()
    world.marketinghub.leads.unsubscribe(lead(world, "p0@example.com"))
    world.check()
    assert sync.history[-1].grade == "failed"


def test_a_primary_email_changed_and_changed_back_is_as_before():
    world = World()
    contact(world, "ann")
    sync = draft(world).schedule("daily").initiate()
    world.settle()
    email = world.invoice.email
    world.invoice.set_email("other@invoice.example")
    world.invoice.set_email(email)
    assert sync.state is LeadState.INACTIVE
    sync.activate()
    contact(world, "ben")
    world.advance(days=1)
    assert sync.history[-1].new == 1


def test_a_fetch_goes_by_the_zone_in_which_it_fell_due():
    world = World(start="2026-01-04 12:00", call_ms=60_000)
    contact(world, "ann")
    sync = draft(world).schedule("daily", at="00:30", zone="UTC").initiate()
    world.advance_to("2026-01-05 01:00")
    sync.edit_retrieval(zone="Pacific/Honolulu")
    world.advance_to("2026-01-05 10:32")
    sync.edit_retrieval(zone="UTC")
    world.advance(hours=1)
    assert [each.zone for each in sync.history] == ["UTC", "UTC", "Pacific/Honolulu"]


def test_what_searches_do_not_show_yet_is_no_fault_of_the_fetch():
    world = World(search_lag_ms=60_000)
    contact(world, "ann")
    sync = draft(world).schedule("daily", at="09:00").initiate()
    world.settle()
    world.advance_to("2026-01-06 08:59:50")
    ann = lead(world, "ann@example.com")
    world.marketinghub.leads.unsubscribe(ann)
    world.marketinghub.leads.update(ann, email="other@example.com")
    world.advance(hours=3)
    assert sync.history[-1].ignored[0].reason == "refused"


def test_a_world_whose_fault_was_caught_is_watched_on():
    from zsim.explore import BUGS

    bug = next(each for each in BUGS if each.name == "ignore-silently")
    world = World(functions=bug.make())
    world.invoice.customers.create(contact_name="Asha")
    first, second = draft(world, "News").schedule("daily"), draft(world, "Offers").schedule("daily")
    first.initiate()
    second.initiate()
    for _ in range(3):
        with pytest.raises(InvariantViolated, match="counts-add-up"):
            world.advance(days=1)


def test_a_deletion_is_carried_though_a_one_time_fetch_lies_between():
    world = World()
    ann = contact(world, "ann")
    sync = draft(world).schedule("daily").initiate()
    world.settle()
    world.advance(days=1)
    sync.deactivate()
    world.invoice.customers.delete(ann)
    world.advance(hours=1)
    sync.edit_retrieval(frequency="once")
    sync.activate()
    world.settle()
    sync.edit_retrieval(frequency="daily")
    world.advance(days=1)
    assert sync.history[-1].deleted == 1


def test_an_address_that_is_not_mailed_takes_its_farewell_along():
    world = World()
    ann = contact(world, "ann")
    sync = draft(world).schedule("daily").initiate()
    world.settle()
    world.marketinghub.leads.unsubscribe(lead(world, "ann@example.com"))
    world.marketinghub.leads.update(lead(world, "ann@example.com"), email="ben@example.com")
    world.invoice.customers.delete(ann)
    world.advance(days=1)
    contact(world, "ben")
    world.advance(days=1)
    assert sync.history[-1].ignored[0].reason == "unsubscribed"


def test_a_decision_that_was_not_carried_out_is_told_as_that():
    world = World(call_ms=250)
    ann = contact(world, "ann")
    sync = draft(world).schedule("daily").initiate()
    until_decided(world, ann)
    sync.deactivate()
    answer = world.why(ann)
    assert answer.outcomes == ("failed",)
    assert answer.reason == "that was not carried out: the run ended before (it was deactivated)"


def test_a_loaded_world_knows_who_was_brought_before():
    world = World()
    ann = contact(world, "ann")
    draft(world).schedule("daily").initiate()
    world.settle()
    again = World.load(world.export())
    assert again.why(ann.ref).reason == "no run considered it: the sync 'to News' brought it before this journal began"
    assert again.why(lead(again, "ann@example.com")).reason == (
        "a fetch of 'to News' brought it before this journal began"
    )


def test_a_fetch_that_waits_is_not_lost_by_an_export():
    world = World(call_ms=60_000)
    contact(world, "ann")
    first, second = draft(world, "News").schedule("daily"), draft(world, "Offers").schedule("once")
    first.initiate()
    second.initiate()
    again = World.load(world.export())
    again.advance(hours=1)
    history = {sync.details.description: [each.grade for each in sync.history] for sync in services(again)}
    assert history == {"to News": ["failed", "done"], "to Offers": ["done"]}
    assert again.sync_services()["to News"].history[0].reason == "the engine was stopped"


def test_the_time_of_a_first_fetch_that_waits_can_be_edited():
    world = World(policies={"first_fetch": "scheduled"})
    sync = draft(world).schedule("once", at="12:00").initiate()
    sync.edit_retrieval(at="18:00")
    world.advance_to("2026-01-05 17:00")
    assert sync.history == ()
    world.advance_to("2026-01-05 18:00")
    assert len(sync.history) == 1


def test_a_first_fetch_that_waits_is_had_at_once_by_activating_and_not_again_at_its_time():
    world = World(start="2026-01-05 08:00", policies={"first_fetch": "scheduled"}, call_ms=60_000)
    contact(world, "ann")
    sync = draft(world).schedule("once", at="08:10").initiate()
    sync.deactivate()
    world.advance_to("2026-01-05 08:05")
    sync.activate()
    assert sync.runs.next_slot_ms is None
    world.advance(hours=2)
    assert (sync.state, len(sync.history)) == (LeadState.COMPLETED, 1)


def test_a_completed_sync_is_not_revived_into_a_deleted_list():
    world = World()
    sync = draft(world).schedule("once").initiate()
    world.settle()
    world.marketinghub.lists.delete(world.marketinghub.lists.one(name="News"))
    with pytest.raises(UsageError, match=r"its mailing list was deleted \(LED-31\)"):
        sync.edit_retrieval(frequency="daily")
    assert (sync.state, sync.details.schedule) == (LeadState.COMPLETED, "once at 09:00 in UTC")


def test_a_sync_that_has_fetched_is_completed_by_being_made_a_one_time_one():
    world = World()
    sync = draft(world).schedule("daily").initiate()
    world.settle()
    sync.edit_retrieval(frequency="once")
    assert sync.state is LeadState.COMPLETED


def test_a_lead_deleted_between_look_up_and_write_is_added_again():
    world = World(call_ms=250)
    ann = contact(world, "ann")
    sync = draft(world).schedule("daily", at="10:00").initiate()
    world.advance(minutes=1)
    world.invoice.customers.update(ann, first_name="Ann")
    world.advance_to("2026-01-05 10:00")
    until_decided(world, ann, 2)
    world.marketinghub.leads.delete(lead(world, "ann@example.com"))
    world.advance(minutes=1)
    assert (sync.history[-1].readded, sync.history[-1].ignored) == (1, ())
    assert world.why(ann).outcomes == ("created", "readded")


def test_weekday_and_day_left_out_are_those_of_the_creation_in_the_zone_of_the_sync():
    sync = draft(World(start="2026-01-31 20:00"))
    assert sync.schedule("monthly", zone="Asia/Kolkata").details.schedule == "monthly on day 1 at 09:00 in Asia/Kolkata"
    sync.schedule("weekly", weekday="monday")
    assert sync.schedule("weekly").details.schedule == "weekly on saturday at 09:00 in UTC"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("key", "the ZSC key of invoice was regenerated (KEY-01)"),
        ("email", "the primary email of invoice changed (KEY-03)"),
    ],
)
def test_the_journal_tells_what_made_a_sync_inactive(change, told):
    world = World()
    sync = draft(world).schedule("daily").initiate()
    world.settle()
    world.invoice.generate_zsc_key() if change == "key" else world.invoice.set_email("new@invoice.example")
    assert sync.state is LeadState.INACTIVE
    assert [line.text for line in world.lines() if line.kind == "state"][-1] == (
        f"the sync 'to News' is inactive now: {told}"
    )

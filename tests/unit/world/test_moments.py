"""Moments that people are given: datetimes in the zone of the world."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from zsim import World
from zsim.kernel.errors import UsageError

INDIA = ZoneInfo("Asia/Kolkata")


def synced(zone: str) -> World:
    """Acme, synced with Books, and Ann, fetched as a lead."""
    world = World(start="2026-01-05 09:00", zone=zone)
    world.crm.accounts.create(Account_Name="Acme")
    world.connect("books").customers.configure(module="accounts").save_and_sync()
    world.invoice.customers.create(contact_name="Ann", email="ann@x.example")
    leads = world.connect_marketinghub().new_sync("Daily", mailing_list=world.marketinghub.lists.create("News"))
    leads.schedule("daily", at="09:00", zone="UTC").retrieve("all").initiate()
    world.settle()
    return world


def moments(world: World) -> dict[str, datetime | None]:
    """Each moment somebody is given, by where it is had."""
    customers, leads = world.integration("books").customers, world.sync_services()["Daily"]
    run, fetch = customers.history[-1], leads.history[-1]
    acme = world.crm.accounts.one(Account_Name="Acme")
    return {
        "now": world.now,
        "status": customers.status.at,
        "next slot": customers.next_slot,
        "started": run.started,
        "ended": run.ended,
        "run": world.runs()[0].at,
        "line": world.lines()[0].at,
        "last line": world.lines()[-1].at,
        "next fetch": leads.next_slot,
        "last retrieval": leads.details.last_retrieval,
        "fetch started": fetch.started,
        "fetch ended": fetch.ended,
        "fetch due": fetch.due,
        "created": acme.Created_Time,
        "modified": acme.Modified_Time,
    }


@pytest.mark.parametrize("what", list(moments(synced("UTC"))))
@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata", "America/New_York"])
def test_a_moment_is_a_datetime_in_the_zone_of_the_world(zone: str, what: str):
    moment = moments(synced(zone))[what]
    assert isinstance(moment, datetime)
    assert moment.utcoffset() == moment.astimezone(ZoneInfo(zone)).utcoffset()


def test_moments_are_read_and_given_in_the_zone():
    world = synced("Asia/Kolkata")
    assert world.now == datetime(2026, 1, 5, 9, tzinfo=INDIA)
    assert world.integration("books").customers.next_slot == world.now + timedelta(hours=2)
    world.advance_to("2026-01-05 10:00")
    assert world.now == datetime(2026, 1, 5, 4, 30, tzinfo=UTC)
    world.advance_to("2026-01-05 05:00", tz="UTC")
    assert str(world.now) == "2026-01-05 10:30:00+05:30"


def test_a_run_under_way_began_in_the_zone():
    world = World(start="2026-01-05 09:00", zone="Asia/Kolkata", call_ms=1000)
    world.crm.accounts.create(Account_Name="Acme")
    customers = world.connect("books").customers.configure(module="accounts").save_and_sync()
    assert str(customers.status.at) == "2026-01-05 09:00:00+05:30"


def test_failed_runs_are_told_in_the_zone():
    world = synced("Asia/Kolkata")
    world.crm.generate_zsc_key()
    world.advance(hours=2)
    assert "failed on Monday 2026-01-05 11:00: invalid key" in world.why("Acme").failing


def test_a_slot_given_can_be_gone_to():
    world = synced("Asia/Kolkata")
    slot = world.integration("books").customers.next_slot
    assert slot is not None
    world.advance_to(slot)
    assert world.integration("books").customers.history[-1].started == slot


def test_a_zone_changes_what_is_shown_and_nothing_that_happens():
    here, there = World(start="2026-01-05 09:00+00:00"), World(start="2026-01-05 09:00+00:00", zone="Asia/Kolkata")
    for world in (here, there):
        world.crm.accounts.create(Account_Name="Acme")
        world.connect("books").customers.configure(module="accounts").save_and_sync()
        world.advance(hours=3)
    assert here.digest() == there.digest()
    assert (here.lines()[0].moment, there.lines()[0].moment) == ("2026-01-05 09:00:00", "2026-01-05 14:30:00")
    assert here.lines()[0].at == there.lines()[0].at == datetime(2026, 1, 5, 9, tzinfo=UTC)


def test_a_loaded_world_has_the_zone():
    again = World.load(json.loads(json.dumps(synced("Asia/Kolkata").export())))
    assert str(again.integration("books").customers.history[-1].started) == "2026-01-05 09:00:00+05:30"
    assert str(again.now) == "2026-01-05 09:00:00+05:30"


def test_what_is_no_zone_is_refused_with_what_is():
    with pytest.raises(UsageError, match=r"the time zone 'Kolkata'.*Asia/Kolkata"):
        World(zone="Kolkata")


def test_milliseconds_stay_inside():
    world = synced("UTC")
    books, leads = world.integration("books"), world.sync_services()["Daily"]
    seen = (books.customers, books.customers.status, books.customers.history[0], leads, leads.details, leads.history[0])
    assert [name for each in seen for name in dir(each) if name.endswith("_ms") and not name.startswith("_")] == []

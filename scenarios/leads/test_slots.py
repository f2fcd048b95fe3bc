"""Slots in local time: nights of clock changes, ends of months, a day that was skipped."""

from __future__ import annotations

import pytest

from scenarios.leads._setup import contacts, draft, on_list, on_the_clock, started, times
from zsim import World, given, scenario, then, when

DAYS = [
    pytest.param(
        ("America/New_York", "02:30", "2024-03-09 00:00"),
        ["2024-03-09 02:30", "2024-03-10 03:30", "2024-03-11 02:30"],
        ["2024-03-09 07:30", "2024-03-10 07:30", "2024-03-11 06:30"],
        id="New York, the hour that is skipped",
    ),
    pytest.param(
        ("Europe/Berlin", "02:30", "2024-03-30 00:00"),
        ["2024-03-30 02:30", "2024-03-31 03:30", "2024-04-01 02:30"],
        ["2024-03-30 01:30", "2024-03-31 01:30", "2024-04-01 00:30"],
        id="Berlin, the hour that is skipped",
    ),
    pytest.param(
        ("Europe/Berlin", "02:30", "2024-10-26 00:00"),
        ["2024-10-26 02:30", "2024-10-27 02:30", "2024-10-28 02:30"],
        ["2024-10-26 00:30", "2024-10-27 00:30", "2024-10-28 01:30"],
        id="Berlin, the hour that comes twice",
    ),
    pytest.param(
        ("America/New_York", "01:30", "2024-11-02 00:00"),
        ["2024-11-02 01:30", "2024-11-03 01:30", "2024-11-04 01:30"],
        ["2024-11-02 05:30", "2024-11-03 05:30", "2024-11-04 06:30"],
        id="New York, the hour that comes twice",
    ),
    pytest.param(
        ("America/New_York", "02:30", "2024-11-02 00:00"),
        ["2024-11-02 02:30", "2024-11-03 02:30", "2024-11-04 02:30"],
        ["2024-11-02 06:30", "2024-11-03 07:30", "2024-11-04 07:30"],
        id="New York, the hour after the one that comes twice",
    ),
    pytest.param(
        ("Africa/Cairo", "00:00", "2024-04-24 12:00"),
        ["2024-04-25 00:00", "2024-04-26 01:00", "2024-04-27 00:00"],
        ["2024-04-24 22:00", "2024-04-25 22:00", "2024-04-26 21:00"],
        id="Cairo, a midnight that is skipped",
    ),
    pytest.param(
        ("America/Sao_Paulo", "00:00", "2017-10-13 12:00"),
        ["2017-10-14 00:00", "2017-10-15 01:00", "2017-10-16 00:00"],
        ["2017-10-14 03:00", "2017-10-15 03:00", "2017-10-16 02:00"],
        id="Sao Paulo, a midnight that is skipped",
    ),
    pytest.param(
        ("Australia/Lord_Howe", "02:15", "2024-10-05 00:00"),
        ["2024-10-05 02:15", "2024-10-06 02:45", "2024-10-07 02:15"],
        ["2024-10-04 15:45", "2024-10-05 15:45", "2024-10-06 15:15"],
        id="Lord Howe, half an hour that is skipped",
    ),
    pytest.param(
        ("Pacific/Apia", "09:00", "2011-12-29 00:00"),
        ["2011-12-29 09:00", "2011-12-31 09:00", "2012-01-01 09:00"],
        ["2011-12-29 19:00", "2011-12-30 19:00", "2011-12-31 19:00"],
        id="Apia, the day that never was",
    ),
]


@pytest.mark.parametrize(("schedule", "local", "utc"), DAYS)
@scenario(covers=["LED-25"], start="2011-01-01 00:00")
def test_one_fetch_on_each_local_date(
    world: World, schedule: tuple[str, str, str], local: list[str], utc: list[str]
) -> None:
    """A time that the clock skips moves later, one that comes twice is kept the first time, a skipped day has none."""
    zone, at, since = schedule
    with given(f"a sync daily at {at} in {zone}, initiated on the eve of a clock change"):
        world.advance_to(since, zone)
        sync = draft(world).schedule("daily", at=at, zone=zone).initiate()
    with when("three days pass"):
        world.advance_to(local[-1], zone)
        world.advance(minutes=1)
    with then("there was one fetch on each local date there was, at these times of the local clock"):
        assert times(sync, zone)[1:] == local
        assert times(sync)[1:] == utc


@pytest.mark.parametrize(
    ("day", "local"),
    [
        (31, ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"]),
        (30, ["2024-01-30", "2024-02-29", "2024-03-30", "2024-04-30", "2024-05-30"]),
        (29, ["2024-01-29", "2024-02-29", "2024-03-29", "2024-04-29", "2024-05-29"]),
    ],
)
@scenario(covers=["LED-25", "LED-06"], start="2024-01-05 09:00")
def test_a_day_that_a_month_lacks_is_its_last_one(world: World, day: int, local: list[str]) -> None:
    """Monthly on the 29th, 30th or 31st: a short month has its slot on its last day, the next on the day chosen."""
    with given(f"a sync monthly on day {day}, at nine in Berlin"):
        sync = draft(world).schedule("monthly", at="09:00", zone="Europe/Berlin", day=day).initiate()
    with when("five months pass"):
        world.advance_to("2024-06-01 00:00")
    with then("it fetched once in each, at nine in winter and summer time"):
        assert times(sync, "Europe/Berlin")[1:] == [f"{each} 09:00" for each in local]


@scenario(covers=["LED-25"], start="2023-01-31 09:00")
def test_a_common_february_ends_on_the_28th(world: World) -> None:
    """A sync made on the 31st recurs on the 31st: on the 28th of February, and on the 31st of March again."""
    with given("a monthly sync made on the 31st of January, its day left as it came"):
        sync = draft(world).schedule("monthly", at="10:00").initiate()
    with when("two months pass"):
        world.advance_to("2023-04-01 00:00")
    with then("it kept the ends of the months"):
        assert times(sync) == ["2023-01-31 09:00", "2023-01-31 10:00", "2023-02-28 10:00", "2023-03-31 10:00"]


@scenario(covers=["LED-25", "LED-06"], start="2024-03-25 09:00")
def test_a_weekly_slot_in_the_skipped_hour_moves_later_once(world: World) -> None:
    """Sundays at half past two: on the Sunday of the clock change it is half past three, the week after as ever."""
    with given("a sync on Sundays at 02:30 in Berlin"):
        sync = draft(world).schedule("weekly", at="02:30", zone="Europe/Berlin", weekday="sunday").initiate()
    with when("two weeks pass"):
        world.advance(weeks=2)
    with then("the local clock showed these times"):
        assert times(sync, "Europe/Berlin")[1:] == ["2024-03-31 03:30", "2024-04-07 02:30"]


@scenario(covers=["LED-25"], start="2024-03-09 12:00")
def test_a_moved_slot_can_come_after_a_later_one(world: World) -> None:
    """In the night of the change 03:15 comes before 02:30: the sync of the earlier time is the later to fetch."""
    with given("in New York, a sync at 02:30 into one list and one at 03:15 into another"):
        contacts(world, "Asha")
        early = draft(world, "Early").schedule("daily", at="02:30", zone="America/New_York").initiate()
        late = draft(world, "Late").schedule("daily", at="03:15", zone="America/New_York").initiate()
    with when("the night passes"):
        world.advance(days=1)
    with then("both fetched once, in the order of the instants"):
        assert times(early, "America/New_York")[1:] == ["2024-03-10 03:30"]
        assert times(late, "America/New_York")[1:] == ["2024-03-10 03:15"]


@scenario(covers=["LED-25", "LED-09"], start="2026-01-05 09:00")
def test_a_time_moved_later_on_the_day_of_a_fetch_waits_for_the_next_day(world: World) -> None:
    """One scheduled fetch per local date: after the slot of nine, a slot set to eleven begins tomorrow."""
    with given("a sync daily at ten that has just kept its slot"):
        sync = draft(world).schedule("daily", at="10:00").initiate()
        world.advance_to("2026-01-05 10:30")
    with when("it is moved to eleven"):
        sync.edit_retrieval(at="11:00")
        world.advance_to("2026-01-06 12:00")
    with then("it fetches at eleven from the next day on"):
        assert times(sync) == ["2026-01-05 09:00", "2026-01-05 10:00", "2026-01-06 11:00"]


@scenario(covers=["LED-25", "LED-30"], start="2026-01-05 22:00", call_ms=60_000)
def test_a_fetch_that_waited_past_midnight_is_the_one_of_the_day_before(world: World) -> None:
    """Fetches wait for one another: one due on Monday may begin on Tuesday, and Tuesday still has its own."""
    with given("two syncs daily at 23:58; a call takes a minute, so the second waits for the first past midnight"):
        contacts(world, "Asha")
        first = draft(world, "First").schedule("daily", at="23:58").initiate()
        second = draft(world, "Second").schedule("daily", at="23:58").initiate()
        world.advance_to("2026-01-06 01:00")
    with when("the first is deactivated, so that the second begins in time"):
        first.deactivate()
        world.advance_to("2026-01-07 01:00")
    with then("the second began twice on the 6th, for the 5th and for the 6th"):
        scheduled = second.history[1:]
        assert [on_the_clock(each.due) for each in scheduled] == ["2026-01-05 23:58", "2026-01-06 23:58"]
        assert [on_the_clock(each.started)[:10] for each in scheduled] == ["2026-01-06", "2026-01-06"]


@scenario(covers=["KEY-05"])
def test_a_deactivated_sync_fetches_nobody(world: World) -> None:
    """A daily sync is switched off: who is added to the source meanwhile is no lead until it is switched on again."""
    with given("a daily sync that was deactivated"):
        contacts(world, "Asha")
        sync = started(world)
        sync.deactivate()
    with when("a contact is added, and two days pass"):
        contacts(world, "Ben")
        world.advance(days=2)
    with then("nobody was fetched"):
        assert (on_list(world), len(sync.history)) == (["asha@example.com"], 1)
    with when("it is activated, and a day passes"):
        sync.activate()
        world.advance(days=1)
    with then("that one is a lead, too"):
        assert on_list(world) == ["asha@example.com", "ben@example.com"]

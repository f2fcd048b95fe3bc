"""The choices of a sync: mapping, schedule, data."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from zsim.kernel.clock import to_datetime
from zsim.kernel.errors import UsageError
from zsim.kernel.moments import parse_moment
from zsim.kernel.zones import zone
from zsim.ports.schema import Field, FieldType
from zsim.sync.leads import Timetable
from zsim.sync.leads.choices import (
    DEFAULT_MAPPING,
    after_of,
    check_after,
    criteria_of,
    first_timetable,
    remapped,
    timetable_of,
)

CONTACTS = {
    each.name: each
    for each in (
        Field("email", FieldType.EMAIL),
        Field("first_name"),
        Field("last_name"),
        Field("cf_mail", FieldType.EMAIL, custom=True),
        Field("city"),
        Field("payment_terms", FieldType.INTEGER),
    )
}
LEADS = {
    each.name: each
    for each in (
        Field("email", FieldType.EMAIL),
        Field("first_name"),
        Field("last_name"),
        Field("city"),
        Field("status", read_only=True),
    )
}
CREATED = parse_moment("2026-03-31 12:00")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"email": ""}, "mandatory"),
        ({"cf_mail": "email"}, "email takes email already"),
        ({"cty": "city"}, "did you mean 'city'"),
        ({"city": "cty"}, "did you mean 'city'"),
        ({"city": "status"}, "set by MarketingHub"),
        ({"payment_terms": "city"}, "payment_terms is integer"),
        ({"email": "first_name"}, "map email to the lead's first_name: first_name takes first_name already"),
    ],
)
def test_an_impossible_mapping_is_refused(changes, told):
    with pytest.raises(UsageError, match=told):
        remapped(DEFAULT_MAPPING, changes, CONTACTS, LEADS)


def test_the_address_can_be_taken_from_another_field_in_one_edit():
    mapping = remapped(DEFAULT_MAPPING, {"email": "", "cf_mail": "email"}, CONTACTS, LEADS)
    assert mapping == {"first_name": "first_name", "last_name": "last_name", "cf_mail": "email"}


def test_names_need_not_be_mapped():
    assert remapped(DEFAULT_MAPPING, {"first_name": "", "last_name": ""}, CONTACTS, LEADS) == {"email": "email"}


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"frequency": "hourly"}, "one of once, daily, weekly, monthly"),
        ({"at": "9 o'clock"}, "no time of day"),
        ({"zone_key": "IST"}, "not an IANA key"),
        ({"weekday": "moonday"}, "did you mean 'monday'"),
        ({"weekday": 7}, "weekday is 7"),
        ({"day": 32}, "day is 32"),
        ({"at": "09:00+05:30"}, "names an offset"),
        ({"at": 540}, "a sync at 540: that is no time of day"),
        ({"day": "31"}, "'31' as a day of the month: a value of type str"),
        ({"weekday": 1.5}, "1.5 as a weekday: a value of type float"),
        ({"weekday": True}, "True as a weekday: a value of type bool"),
        ({"zone_key": "IST"}, "a region and a city or is UTC, like [A-Z][a-z]+/"),
    ],
)
def test_an_impossible_schedule_is_refused(chosen, told):
    with pytest.raises(UsageError, match=told):
        timetable_of(first_timetable(CREATED), **chosen)


def test_a_new_sync_has_the_day_and_weekday_of_its_creation():
    table = first_timetable(CREATED)
    assert (table.weekday, table.day) == (1, 31)


def slots(table: Timetable, start: str, count: int) -> list[str]:
    """The next slots as UTC."""
    ms, found = parse_moment(start), []
    last = None
    for _ in range(count):
        ms = last = table.next_after(ms, last)
        found.append(to_datetime(ms).strftime("%m-%d %H:%M"))
    return found


@pytest.mark.parametrize(
    ("chosen", "start", "expected"),
    [
        (
            {"frequency": "daily", "at": "02:30", "zone_key": "Europe/Berlin"},
            "2024-03-30 12:00",
            ["03-31 01:30", "04-01 00:30"],
        ),
        (
            {"frequency": "daily", "at": "02:30", "zone_key": "America/New_York"},
            "2024-03-09 12:00",
            ["03-10 07:30", "03-11 06:30"],
        ),
        (
            {"frequency": "daily", "at": "02:30", "zone_key": "Europe/Berlin"},
            "2024-10-26 12:00",
            ["10-27 00:30", "10-28 01:30"],
        ),
        (
            {"frequency": "daily", "at": "00:30", "zone_key": "Africa/Cairo"},
            "2024-04-25 12:00",
            ["04-25 22:30", "04-26 21:30"],
        ),
        (
            {"frequency": "daily", "at": "09:00", "zone_key": "Pacific/Apia"},
            "2011-12-29 00:00",
            ["12-29 19:00", "12-30 19:00"],
        ),
        (
            {"frequency": "monthly", "at": "09:00", "day": 31},
            "2024-01-30 00:00",
            ["01-31 09:00", "02-29 09:00", "03-31 09:00"],
        ),
        (
            {"frequency": "weekly", "at": "09:00", "weekday": "friday"},
            "2026-01-05 00:00",
            ["01-09 09:00", "01-16 09:00"],
        ),
    ],
    ids=["gap", "gap in New York", "repeat", "midnight gap", "skipped day", "month end", "weekly"],
)
def test_slots_are_local(chosen, start, expected):
    assert slots(timetable_of(first_timetable(0), **chosen), start, len(expected)) == expected


def test_a_later_time_on_the_date_of_the_last_slot_waits_for_the_next_date():
    table = timetable_of(first_timetable(0), "daily", time(11))
    now = parse_moment("2026-01-05 10:00")
    assert table.next_after(now, parse_moment("2026-01-05 09:00")) == parse_moment("2026-01-06 11:00")


@pytest.mark.parametrize("key", ["UTC", "Europe/Berlin", "Pacific/Auckland"])
def test_thirty_local_dates_back_and_no_more(key):
    created = datetime(2026, 4, 5, 10, tzinfo=zone(key))
    created_ms = parse_moment(created)
    assert after_of("2026-03-06 00:00", created_ms, key) == parse_moment("2026-03-06 00:00", key)
    with pytest.raises(UsageError, match="2026-03-06 or later"):
        after_of("2026-03-05 23:59", created_ms, key)
    check_after(None, created_ms, key)


@pytest.mark.parametrize("after", [5, date(2026, 3, 6)])
def test_what_is_no_moment_is_refused(after):
    with pytest.raises(UsageError, match="that is no moment"):
        after_of(after, CREATED, "UTC")


@pytest.mark.parametrize(
    ("conditions", "pattern", "told"),
    [
        ([("cty", "is", "Pune")], None, "did you mean city"),
        ([("city", ">", 3)], None, "no such operator"),
        ([("city", "is", "Pune")], "(1 and", "position"),
        ([], None, "no condition"),
        (None, "1", "no criteria"),
        ("country is India", None, "criteria with 'country is India': that is no condition"),
        ([("city",)], None, "that is no condition"),
        ([("city", "is", "Pune", "1")], None, "that is no condition"),
        ([("city", "is", "Pune")], "\u00b2", "at position 1: the number of a condition"),
        ([("city", "is", str(each)) for each in range(7)], None, "at most 6"),
    ],
)
def test_impossible_criteria_are_refused(conditions, pattern, told):
    with pytest.raises(UsageError, match=told):
        criteria_of(conditions, pattern, lambda: CONTACTS)


def test_a_pattern_joins_the_conditions():
    criteria = criteria_of([("city", "is", "Pune"), ("payment_terms", ">", 15)], "1 or 2", lambda: CONTACTS)
    assert criteria is not None
    assert criteria.holds({"city": "pune"})
    assert criteria_of(None, None, lambda: CONTACTS) is None

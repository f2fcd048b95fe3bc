"""What the detail view of a sync of leads shows, and what the journal tells of choices."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from tests.unit.sync.leads.samples import choices
from zsim.kernel.clock import to_datetime
from zsim.kernel.moments import parse_moment
from zsim.ports.criteria import Condition, Criteria
from zsim.sync.leads import LeadState
from zsim.sync.leads.choices import Frequency
from zsim.sync.leads.details import details_of, in_words, told_changes, told_criteria, told_timetable

CRITERIA = Criteria((Condition("city", "is", "Pune"), Condition("terms", ">", 15)), "(1 or 2)")


def test_the_details_are_the_choices_in_words():
    chosen = replace(choices(cf_mail="phone"), after_ms=parse_moment("2026-01-05 09:00"))
    shown = details_of(chosen, "invoice", "News", LeadState.ACTIVE, to_datetime(5000))
    assert (shown.description, shown.source, shown.mailing_list) == ("News", "invoice", "News")
    assert (shown.schedule, shown.zone, shown.state, shown.last_retrieval) == (
        "daily at 09:00 in UTC",
        "UTC",
        LeadState.ACTIVE,
        to_datetime(5000),
    )
    assert shown.mapping["cf_mail"] == "phone"


@pytest.mark.parametrize(
    ("after", "zone", "data"),
    [
        (None, "UTC", "all"),
        ("2026-01-05 09:00", "UTC", "after 2026-01-05 09:00"),
        ("2026-01-05 09:00", "Asia/Kolkata", "after 2026-01-05 14:30"),
    ],
)
def test_the_date_of_the_data_is_told_in_the_zone_of_the_sync(after: str | None, zone: str, data: str):
    chosen = choices()
    chosen = replace(
        chosen, timetable=replace(chosen.timetable, zone=zone), after_ms=None if after is None else parse_moment(after)
    )
    assert details_of(chosen, "invoice", "News", LeadState.DRAFT, None).data == data


def test_whom_a_sync_brings_in_words():
    assert in_words(choices()) == "all contacts"
    assert in_words(choices(CRITERIA)) == "the contacts that meet (1 or 2) of 1: city is 'Pune'; 2: terms > 15"


@pytest.mark.parametrize(
    ("frequency", "more"),
    [("once", {}), ("daily", {}), ("weekly", {"weekday": "monday"}), ("monthly", {"day": 1})],
)
def test_a_timetable_is_told_by_what_can_be_chosen_again(frequency: str, more: dict[str, object]):
    table = replace(choices().timetable, frequency=Frequency(frequency))
    assert told_timetable(table) == {"frequency": frequency, "at": "09:00", "zone": "UTC", **more}


def test_changes_are_told_without_what_was_left_out():
    given = {"frequency": "daily", "at": time(9, 30), "after": datetime(2026, 1, 5, 9, tzinfo=UTC), "zone": None}
    assert told_changes(**given) == {"frequency": "daily", "at": "09:30:00", "after": "2026-01-05 09:00:00+00:00"}


def test_criteria_are_told_by_their_parts_and_none_as_all():
    assert told_criteria(None) == {"contacts": "all"}
    assert told_criteria(CRITERIA) == {
        "criteria": (("city", "is", "Pune"), ("terms", ">", 15)),
        "pattern": "(1 or 2)",
    }

"""Clocks that are apart."""

from __future__ import annotations

import pytest

from tests.unit.faults.stage import START_MS, Stage
from zsim.ports.errors import ModifiedSince
from zsim.ports.records import Update

AHEAD_MS = 5_000


@pytest.mark.parametrize("skew_ms", [AHEAD_MS, -AHEAD_MS])
def test_the_times_of_records_are_the_apps_own(stage: Stage, skew_ms: int):
    (acme,) = stage.accounts("Acme")
    stage.faults.clock_skew("crm", skew_ms=skew_ms)
    (changed,) = stage.crm.changed("Accounts", None).records
    (read,) = stage.crm.read("Accounts", [acme])
    (found,) = stage.crm.search("Accounts", "Account_Name", ["Acme"])
    assert {(each.created_ms, each.modified_ms) for each in (changed, read, found)} == {
        (START_MS + skew_ms, START_MS + skew_ms)
    }


def test_what_changed_is_asked_for_in_the_apps_own_time(stage: Stage):
    stage.accounts("Early")
    stage.pass_time(1_000)
    stage.accounts("Late")
    stage.faults.clock_skew("crm", skew_ms=AHEAD_MS)
    page = stage.crm.changed("Accounts", START_MS + 1_000 + AHEAD_MS)
    assert [each.fields["Account_Name"] for each in page.records] == ["Late"]


def test_deletions_are_told_in_the_apps_own_time(stage: Stage):
    (acme,) = stage.accounts("Acme")
    stage.crm_app.accounts.delete(acme)
    stage.faults.clock_skew("crm", skew_ms=-AHEAD_MS)
    (deletion,) = stage.crm.deleted("Accounts", START_MS - AHEAD_MS).deletions
    assert deletion.deleted_ms == START_MS - AHEAD_MS
    assert stage.crm.deleted("Accounts", START_MS - AHEAD_MS + 1_000).deletions == ()


def test_a_clock_less_than_a_second_ahead_still_tells_whole_seconds(stage: Stage):
    stage.accounts("Acme")
    stage.faults.clock_skew("crm", skew_ms=-1)
    (record,) = stage.crm.changed("Accounts", None).records
    assert record.modified_ms == START_MS - 1_000
    assert stage.crm.changed("Accounts", START_MS).records == ()
    assert len(stage.crm.changed("Accounts", START_MS - 1_000).records) == 1


@pytest.mark.parametrize("skew_ms", [500, -500, AHEAD_MS])
def test_a_record_is_as_it_was_seen_by_the_apps_own_clock(stage: Stage, skew_ms: int):
    (acme,) = stage.accounts("Acme")
    stage.faults.clock_skew("crm", skew_ms=skew_ms)
    (seen,) = stage.crm.read("Accounts", [acme])
    stage.pass_time(2_000)
    write = Update(acme, {"Phone": "1"}, seen={acme: seen.modified_ms})
    assert [each.error for each in stage.crm.write("Accounts", [write])] == [None]
    (again,) = stage.crm.write("Accounts", [write])
    assert isinstance(again.error, ModifiedSince)


def test_two_skews_add_up(stage: Stage):
    stage.accounts("Acme")
    stage.faults.clock_skew("crm", skew_ms=AHEAD_MS)
    stage.faults.clock_skew("crm", skew_ms=-AHEAD_MS)
    assert stage.crm.changed("Accounts", None).records[0].modified_ms == START_MS


def test_a_wrong_clock_is_told_of_once(stage: Stage):
    stage.faults.clock_skew("crm", skew_ms=AHEAD_MS)
    stage.crm.changed("Accounts", None)
    stage.crm.changed("Accounts", None)
    assert stage.told == ["the clock of the CRM is 5 s ahead"]


def test_a_wrong_clock_nobody_read_did_not_fire(stage: Stage):
    stage.faults.clock_skew("crm", skew_ms=AHEAD_MS)
    stage.crm.organisation()
    assert [each.sentence for each in stage.faults.unfired()] == ["clock_skew: no time was read of the CRM"]

"""Records by moments: a column for each run and each time."""

from __future__ import annotations

from tests.report.made_up import ACME, ACME_THERE, entry
from tests.report.played_names import ARABIC, played_run
from tests.unit.report.story.reading_of import reading_of
from zsim.fakes.store import Effect
from zsim.ports.records import RecordId, Ref
from zsim.report.story.changes import changes_of
from zsim.report.story.moments import FIELDS_MAX, shown_moments
from zsim.report.story.reading import StoryReading
from zsim.report.telling import ToldRun
from zsim.sync import RunStarted, Trigger

ACCOUNT = Ref("crm", "Accounts", ACME)
CUSTOMER = Ref("books", "customers", ACME_THERE)
FIELDS = {"Account_Name": "Acme", "Phone": "1"}


def shown(journal, **limits: object):
    reading = reading_of(journal)
    return shown_moments(reading, changes_of(reading), **limits)


def made(number: int, ref: Ref = ACCOUNT, cause: int = 0, change: str = "created", **fields: object):
    before = {**FIELDS, **fields} if change == "deleted" else None
    return entry(number, "effect", Effect(change, before, None if before else {**FIELDS, **fields}), cause, ref)


def test_a_record_deleted_and_entered_again_within_one_step_shows() -> None:
    reading = StoryReading(ToldRun(played_run()))
    moments = shown_moments(reading, changes_of(reading))
    cells = [
        [cell.lines[0] if cell.lines else "" for cell in row.cells]
        for band in moments.bands
        for app, rows in band.apps
        for row in rows
        if row.record.name == ARABIC and app == "CRM"
    ]
    assert any("\N{MINUS SIGN} deleted" in each for each in cells)
    assert sum("+ created" in each for each in cells) == 2
    titles = [moment.title for band in moments.bands for moment in band.moments]
    assert titles == ["Administrator", "run 1 of customers", "Administrator", "run 2 of customers"]


def test_a_moment_ends_where_a_run_begins_or_time_goes_on() -> None:
    journal = [
        made(1),
        entry(2, "run", RunStarted(1, "books", "customers", Trigger.INITIAL)),
        made(3, CUSTOMER, 2, contact_name="Acme"),
        made(4, Ref("crm", "Accounts", RecordId("1"))),
    ]
    ((band,), more) = shown(journal)
    assert [moment.title for moment in band.moments] == ["the sync", "run 1 of customers", "the sync"]
    assert more == ""


def test_a_record_that_did_not_change_is_as_it_was_or_not_there() -> None:
    journal = [made(1), made(2, CUSTOMER, contact_name="Acme")]
    ((band,), _) = shown(journal)
    (_, (account,)), (_, (customer,)) = band.apps
    assert [cell.lines for cell in account.cells] == [("+ created", "Phone 1"), ("=",)]
    assert customer.cells[0].lines == ()


def test_a_restored_record_is_there_again_and_stays() -> None:
    journal = [
        made(1),
        made(2, change="deleted"),
        made(3, change="restored"),
        made(4, CUSTOMER, contact_name="Acme"),
    ]
    ((band,), _) = shown(journal)
    (_, (account,)), _ = band.apps
    assert [cell.lines[0] for cell in account.cells] == ["+ created", "\N{MINUS SIGN} deleted", "+ restored", "="]


def test_of_many_fields_moments_and_records_it_says_how_many_are_left_out() -> None:
    many = {f"field_{number}": "x" for number in range(FIELDS_MAX + 3)}
    journal = [made(number, Ref("crm", "Accounts", RecordId(str(number))), **many) for number in range(1, 4)]
    ((band,), more) = shown(journal, columns=2)
    assert len(band.moments) == 2
    assert more == "1 later moment is left out here"
    assert band.apps[0][1][0].cells[0].lines[-1] == "and 4 more fields"
    assert shown(journal, columns=2, last=True)[1] == "1 earlier moment is left out here"
    assert shown(journal, rows=1)[1] == "2 more records changed and are left out here"


def test_many_moments_are_told_in_tables_of_the_same_width() -> None:
    journal = [made(number, Ref("crm", "Accounts", RecordId(str(number)))) for number in range(1, 7)]
    bands, _ = shown(journal)
    assert [(band.first, len(band.moments)) for band in bands] == [(1, 3), (4, 3)]


def test_a_new_record_is_told_without_what_says_nothing_to_people() -> None:
    ((band,), _) = shown([made(1, Partner_ID="700000100000000001", Fax="no")])
    assert band.apps[0][1][0].cells[0].lines == ("+ created", "Phone 1")

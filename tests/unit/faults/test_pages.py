"""Pages that drift or are cut short, and searches that lag."""

from __future__ import annotations

from tests.unit.faults.stage import Stage
from zsim.ports.records import RecordId


def listed(stage: Stage, page_size: int = 2) -> list[list[RecordId]]:
    """The ids on each page of changed accounts."""
    pages: list[list[RecordId]] = []
    token = None
    while True:
        page = stage.crm.changed("Accounts", None, token=token, page_size=page_size)
        pages.append([each.id for each in page.records])
        token = page.next_token
        if token is None:
            return pages


def test_a_record_saved_between_two_pages_comes_again_at_the_end(stage: Stage):
    one, two, three = stage.accounts("One", "Two", "Three")
    stage.faults.page_drift("crm")
    assert listed(stage) == [[one, two], [three, two]]
    assert stage.told == ["behind the 1st page of changes of the CRM, 1 record of it changed, to come again"]


def test_what_saves_a_record_again_is_caused_by_the_fault(stage: Stage):
    _, two, _ = stage.accounts("One", "Two", "Three")
    stage.faults.page_drift("crm")
    listed(stage)
    (effect,) = [each for each in stage.journal if each.kind == "effect" and each.detail.change == "updated"]
    assert effect.subject.id == two
    command = stage.journal[effect.cause]
    assert stage.journal[command.cause].kind == "fault"


def test_a_record_that_slid_comes_again_first_on_the_next_page(stage: Stage):
    one, two, three, four = stage.accounts("One", "Two", "Three", "Four")
    stage.faults.page_drift("crm", saved=False)
    assert listed(stage) == [[one, two], [two, three], [four]]


def test_several_records_may_drift(stage: Stage):
    one, two, three = stage.accounts("One", "Two", "Three")
    stage.faults.page_drift("crm", records=2)
    assert listed(stage) == [[one, two], [three, one], [two]]


def test_nothing_drifts_where_no_page_follows(stage: Stage):
    one, two = stage.accounts("One", "Two")
    stage.faults.page_drift("crm")
    assert listed(stage) == [[one, two]]
    assert stage.told == []
    assert [each.sentence for each in stage.faults.unfired()] == [
        "page_drift: the 1st page of changes of the CRM came, and there was nothing in it to go wrong"
    ]


def test_a_truncated_page_goes_on_right_behind_it(stage: Stage):
    one, two, three = stage.accounts("One", "Two", "Three")
    stage.faults.truncated_page("crm", size=1)
    assert listed(stage, page_size=3) == [[one], [two, three]]
    assert stage.told == ["the 1st page of changes of the CRM was cut short after 1"]


def test_deletions_may_be_truncated_too(stage: Stage):
    ids = stage.accounts("One", "Two")
    for each in ids:
        stage.crm_app.accounts.delete(each)
    stage.faults.truncated_page("crm", of="deleted")
    first = stage.crm.deleted("Accounts", None)
    second = stage.crm.deleted("Accounts", None, token=first.next_token)
    assert [[each.ref.id for each in page.deletions] for page in (first, second)] == [[ids[0]], [ids[1]]]


def test_a_page_that_holds_no_more_is_not_truncated(stage: Stage):
    (one,) = stage.accounts("One")
    stage.faults.truncated_page("crm")
    assert listed(stage) == [[one]]
    assert stage.told == []


def test_a_search_misses_what_was_written_a_moment_ago(stage: Stage):
    (old,) = stage.accounts("Old")
    stage.pass_time(60_000)
    stage.accounts("New")
    stage.faults.search_lag("crm", lag_ms=30_000)
    found = stage.crm.search("Accounts", "Account_Name", ["Old", "New"])
    assert [each.id for each in found] == [old]
    assert stage.told == ["the 1st search in the CRM did not find 1 record written in the last 30 s"]


def test_a_search_misses_what_was_written_just_as_long_ago_as_it_lags(stage: Stage):
    stage.accounts("Old")
    stage.pass_time(30_000)
    stage.faults.search_lag("crm", lag_ms=30_000)
    assert stage.crm.search("Accounts", "Account_Name", ["Old"]) == ()


def test_the_search_after_a_lagging_one_finds_all(stage: Stage):
    stage.accounts("New")
    stage.faults.search_lag("crm")
    assert stage.crm.search("Accounts", "Account_Name", ["New"]) == ()
    assert len(stage.crm.search("Accounts", "Account_Name", ["New"])) == 1


def test_a_search_that_would_have_found_nothing_does_not_lag(stage: Stage):
    stage.faults.search_lag("crm")
    assert stage.crm.search("Accounts", "Account_Name", ["New"]) == ()
    assert stage.told == []

"""Why two runs differ, in words that many pairs share."""

from __future__ import annotations

from tests.unit.report.comparing.played import Deed, compared_run, synced_account, synced_item, synced_vendor
from zsim.recording.schema import Result
from zsim.report.comparing.difference import RunDifference, difference
from zsim.report.comparing.reasons import Weight, in_words, reasons_of

NAMES = ("Books", "Billing")


def found(deed: Deed) -> RunDifference:
    return difference(compared_run("books", deed), compared_run("billing", deed))


def words(deed: Deed) -> list[str]:
    return [in_words(each, NAMES) for each in reasons_of(found(deed))]


def test_what_somebody_did_is_a_reason() -> None:
    assert words(synced_account) == ["For Books only: Administrator generated a ZSC key in the CRM"]


def test_a_decision_weighs_more_than_what_somebody_did() -> None:
    assert words(synced_item)[0] == "CRM product created, for another reason"
    assert [each.weight for each in reasons_of(found(synced_item))] == [Weight.DECIDED, Weight.DONE]


def test_a_kind_that_takes_part_for_one_only_is_told_as_that() -> None:
    assert words(synced_vendor)[0] == "Vendors take part for Books only"


def test_two_outcomes_are_named() -> None:
    one = compared_run("books", synced_account)
    other = compared_run("billing", lambda world, key: synced_account(world, key, "overwrite"))
    assert in_words(reasons_of(difference(one, other))[0], NAMES) == (
        "Account skipped for Books, overwritten for Billing"
    )


def test_how_they_ended_is_the_last_reason() -> None:
    ended = RunDifference((), (), (), (Result.PASSED, Result.FAILED))
    assert [in_words(each, NAMES) for each in reasons_of(ended)] == ["It passed for Books, and failed for Billing"]


def test_no_difference_has_no_reason() -> None:
    assert reasons_of(RunDifference((), (), (), (Result.PASSED, Result.PASSED))) == ()

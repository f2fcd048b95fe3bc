"""Why two runs differ, in words that many pairs share."""

from __future__ import annotations

import pytest

from tests.unit.report.comparing.played import Deed, compared_run, synced_account, synced_item, synced_vendor
from zsim import World
from zsim.kernel.errors import UsageError
from zsim.recording.schema import Result
from zsim.report.comparing.difference import RunDifference, difference
from zsim.report.comparing.reasons import Weight, in_words, reasons_of

NAMES = ("Books", "Billing")


def found(deed: Deed) -> RunDifference:
    return difference(compared_run("books", deed), compared_run("billing", deed))


def words(deed: Deed) -> list[str]:
    return [in_words(each, NAMES) for each in reasons_of(found(deed))]


def with_vendor_typed(world: World, key: str) -> None:
    """A vendor that is typed in for Books alone, and a refusal there."""
    if key == "books":
        world.crm.vendors.create(Vendor_Name="Steel")
        acme = world.books.customers.create(contact_name="Acme")
        with pytest.raises(UsageError, match="merge into customer 'Acme' in"):
            world.books.customers.merge(acme)


def test_how_the_connection_is_set_up_is_one_reason_and_the_last() -> None:
    assert words(synced_account) == ["Nothing but how the connection is set up"]
    assert max(Weight) is Weight.SET_UP


def test_what_somebody_did_and_was_refused_is_a_reason_however_it_reads() -> None:
    assert words(with_vendor_typed) == ["Somebody is refused for Books only", "Somebody does something for Books only"]


def test_a_decision_weighs_more_than_what_somebody_did() -> None:
    assert words(synced_item)[0] == "CRM product created, for another reason"
    assert [each.weight for each in reasons_of(found(synced_item))] == [Weight.OTHER_REASON, Weight.SET_UP]


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

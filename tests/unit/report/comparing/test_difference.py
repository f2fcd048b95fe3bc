"""Two told runs compared: decisions by record, lines, and how they ended."""

from __future__ import annotations

from collections.abc import Callable

from tests.unit.report.comparing.played import compared_run, synced_account, synced_item, synced_vendor
from zsim.recording.schema import Result
from zsim.report.comparing.difference import AboutRecord, difference
from zsim.world import World


def overwriting(world: World, key: str) -> None:
    synced_account(world, key, "overwrite")


def refused_account(world: World, key: str) -> None:
    """An account that is to be cloned, in a world where a clone of a taken name is refused."""
    synced_account(world, key, "clone")


def test_the_same_run_twice_has_no_difference() -> None:
    assert not difference(compared_run("books", synced_account), compared_run("books", synced_account))


def test_for_another_product_only_what_somebody_did_is_otherwise() -> None:
    found = difference(compared_run("books", synced_account), compared_run("billing", synced_account))
    assert found.decided == ()
    assert [each.neutral for each in found.only_one] == ["Administrator generated a ZSC key in the CRM"]
    assert found.only_other == ()


def test_a_record_that_is_decided_about_otherwise_has_the_sentences_of_both() -> None:
    found = difference(compared_run("books", synced_account), compared_run("books", overwriting))
    account = found.decided[-1]
    assert account.record == AboutRecord("account", "Acme", in_crm=True)
    assert account.one is not None
    assert account.other is not None
    assert (account.one.line.outcome, account.other.line.outcome) == ("skipped", "overwritten")
    assert not account.alone


def test_an_item_is_created_for_another_reason() -> None:
    found = difference(compared_run("books", synced_item), compared_run("billing", synced_item))
    (item,) = found.decided
    assert item.one is not None
    assert item.other is not None
    assert item.one.line.outcome == item.other.line.outcome == "created"
    assert item.one.general != item.other.general


def test_a_kind_that_one_run_alone_decides_about_says_so() -> None:
    found = difference(compared_run("books", synced_vendor), compared_run("billing", synced_vendor))
    (vendor,) = found.decided
    assert (vendor.alone, vendor.other) == (True, None)


def test_how_they_ended_is_a_difference_of_its_own() -> None:
    failed = compared_run("books", synced_account, result=Result.FAILED)
    found = difference(compared_run("books", synced_account), failed)
    assert found
    assert (found.decided, found.only_one, found.only_other) == ((), (), ())
    assert found.ended == (Result.PASSED, Result.FAILED)


def test_a_decision_that_failed_is_told_once_with_what_was_answered() -> None:
    found = difference(
        compared_run("books", refused_account, policies={"clone_name": "refuse"}), compared_run("books", synced_account)
    )
    (account,) = [each for each in found.decided if each.one is not None and each.one.line.outcome == "failed"]
    assert account.one is not None
    assert "failed (name taken)" in account.one.line.text
    assert "is to clone" not in account.one.line.text
    assert all(each.line.kind != "failure" for each in found.only_one)


def synced_with(name: str, phone: str = "111") -> Callable[[World, str], None]:
    """An account of that name, synced."""

    def deed(world: World, key: str) -> None:
        world.crm.accounts.create(Account_Name=name, Phone=phone)
        world.connect(key).customers.configure(module="accounts").save_and_sync()
        world.settle()

    return deed


def test_a_record_that_is_only_called_otherwise_is_decided_about_the_same_way() -> None:
    found = difference(compared_run("books", synced_with("Globex")), compared_run("books", synced_with("Initech")))
    assert not found


def test_a_record_of_the_same_name_is_never_taken_for_one_called_otherwise() -> None:
    one, other = synced_with("Globex"), synced_with("Globex", "222")
    assert difference(compared_run("books", one), compared_run("books", other))

"""Records at the end of two runs, as far as they are not the same."""

from __future__ import annotations

from tests.unit.report.comparing.played import synced_account, told
from zsim.report.comparing.standing import at_end, end_differences
from zsim.world import World


def overwritten(world: World, key: str) -> None:
    synced_account(world, key, "overwrite")


def cloned(world: World, key: str) -> None:
    world[key].preferences.update(allow_equal_names=True)
    synced_account(world, key, "clone")


def emptied(world: World, key: str) -> None:
    synced_account(world, key)
    for each in world.crm.accounts.all():
        world.crm.accounts.delete(each)


def test_a_record_is_told_with_the_fields_people_know() -> None:
    account, customer = at_end(told("books", synced_account))
    assert account.called == "account 'Acme' in the CRM"
    assert account.fields is not None
    assert account.fields["Phone"] == "111"
    assert customer.called == "customer 'Acme' in Books"


def test_equal_ends_have_no_difference() -> None:
    assert list(end_differences(told("books", synced_account), told("books", synced_account))) == []


def test_of_a_record_only_the_fields_that_differ_are_told() -> None:
    (customer,) = end_differences(told("books", synced_account), told("books", overwritten))
    assert customer.called == "customer 'Acme' in Books"
    assert "Phone nothing" in customer.one
    assert "Phone 111" in customer.other


def test_a_record_that_is_gone_is_not_there() -> None:
    (account,) = end_differences(told("books", synced_account), told("books", emptied))
    assert (account.one, account.other) == ("there", "not there")


def test_several_of_one_name_are_counted() -> None:
    (customer,) = end_differences(told("books", synced_account), told("books", cloned))
    assert (customer.one, customer.other) == ("there", "2 of them")
